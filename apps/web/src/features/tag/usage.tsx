import type { Tag, tagUsage } from '@koersvast/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useTagName } from '../../data/project.ts';
import classes from './usage.module.css';

interface UsageProps {
  readonly tag: Tag;
  readonly projectId: string;
  readonly query: UseQueryResult<z.infer<typeof tagUsage>, unknown>;
}

/** How much a tag is used; it leads to the passages behind the number. */
export function Usage({ tag, projectId, query }: UsageProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  // As high as what comes, so that nothing below it moves.
  if (query.data === undefined) return <span className={classes.room} />;
  const usage = query.data.find((each) => each.tagId === tag.id);
  if (usage === undefined) return <span className={classes.room}>{t('usage.none')}</span>;
  return (
    <Link
      to="/p/$projectId/passages"
      params={{ projectId }}
      search={{ tags: [tag.id], only: true }}
      className={classes.usage}
      title={t('usage.show', { tag: nameOf(tag) })}
    >
      {[
        t('usage', { count: usage.annotations }),
        t('usage.in', { count: usage.documents }),
        t('usage.by', { count: usage.coders }),
      ].join(' ')}
    </Link>
  );
}
