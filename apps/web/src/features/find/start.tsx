import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/empty.tsx';
import classes from './query-help.module.css';
import { type FindSearch, useFindAddress } from './use-find-address.ts';

const examples = ['word', 'star', 'phrase', 'near', 'sentence'] as const;

/** Where nothing is asked yet. */
export function Start() {
  const { t } = useTranslation('find');
  const { projectId } = useFindAddress();
  return (
    <Empty
      title={t('start.title')}
      actions={examples.map((each) => (
        <Link
          key={each}
          to="/p/$projectId/find"
          params={{ projectId }}
          search={(before: FindSearch): FindSearch => ({ ...before, q: t(`example.${each}`) })}
          className={classes.example}
        >
          {t(`example.${each}`)}
        </Link>
      ))}
    >
      {t('start.text')}
    </Empty>
  );
}
