import type { Tag } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import classes from './codebook.module.css';

interface ImpactProps {
  readonly projectId: string;
  readonly tag: Tag;
  /** The tag that it would merge into; null for any other command. */
  readonly into?: Tag | null;
}

/** How much a command on a tag would touch, said before it is given. */
export function Impact({ projectId, tag, into = null }: ImpactProps) {
  const { t } = useTranslation('tag');
  const impact = useQuery(
    trpc.tag.impact.queryOptions({ projectId, tagId: tag.id, intoId: into?.id ?? null }, { staleTime: 0 }),
  );
  const { data } = impact;
  if (data === undefined) return <p className={classes.impact}>{t('impact.counting')}</p>;
  if (data.annotations === 0) return <p className={classes.impact}>{t('impact.none')}</p>;
  const size = [
    t('usage', { count: data.annotations }),
    t('usage.by', { count: data.coders }),
    t('usage.in', { count: data.documents }),
  ].join(' ');
  return (
    <p className={classes.impact} role="status">
      {t('impact', { size })} {data.finals > 0 && t('impact.finals', { count: data.finals })}{' '}
      {data.removed > 0 && t('impact.removed', { count: data.removed })}{' '}
      {data.doubles > 0 && t('impact.doubles', { count: data.doubles })}
    </p>
  );
}
