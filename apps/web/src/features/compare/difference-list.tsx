import type { ProjectDetail } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../lib/project.ts';
import type { Difference } from './comparison.ts';
import classes from './difference-list.module.css';
import { tagsSaid } from './words.ts';

interface DifferenceListProps {
  readonly project: ProjectDetail;
  readonly text: string;
  readonly language: string;
  readonly list: readonly Difference[];
  readonly currentId: string | null;
  readonly onChoose: (id: string) => void;
}

/** All differences in text order, with who has what: what the lanes are a picture of. */
export function DifferenceList({ project, text, language, list, currentId, onChoose }: DifferenceListProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  return (
    <ol className={classes.list} aria-label={t('list.label')}>
      {list.map((difference) => (
        <li key={difference.id} className={classes.item}>
          <button
            type="button"
            className={classes.button}
            aria-current={difference.id === currentId || undefined}
            data-settled={difference.settled}
            onClick={() => onChoose(difference.id)}
          >
            <span className={classes.head}>
              <span className={classes.kind}>{t(`kind.${difference.kind}`)}</span>
              <span className={classes.state}>{t(difference.settled ? 'state.settled' : 'state.left')}</span>
            </span>
            <q className={classes.quote} lang={language}>
              {excerptOf(text.slice(difference.start, difference.end), 120)}
            </q>
            <span className={classes.who}>{tagsSaid(project, difference, nameOf)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
