import type { ProjectDetail } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './review-card.module.css';
import { isStale } from './said.ts';
import { useSaidOf } from './use-said-of.ts';

const signs = { accept: '✓', reject: '✕', change: '✎' } as const;

/** In the head of a card in the panel: the verdict, and how much was said. */
export function ReviewMark({
  project,
  row,
}: {
  readonly project: ProjectDetail;
  readonly row: AnnotationRow;
}) {
  const { t } = useTranslation('compare');
  const { review, replies } = useSaidOf(project, row);
  if (review === null && replies.length === 0) return null;
  const stale = review !== null && isStale(review, row);
  const words = [
    review === null ? null : t(`verdict.${review.verdict}`),
    stale ? t('verdict.stale') : null,
    replies.length === 0 ? null : t('thread.count', { count: replies.length }),
  ].filter((each) => each !== null);
  return (
    <span className={classes.mark} title={words.join('. ')} data-verdict={review?.verdict} data-stale={stale}>
      <span aria-hidden="true">
        {review !== null && signs[review.verdict]}
        {replies.length > 0 && ` ${replies.length}`}
      </span>
      <VisuallyHidden>{words.join('. ')}</VisuallyHidden>
    </span>
  );
}
