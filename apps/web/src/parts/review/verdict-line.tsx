import type { Annotation, ProjectDetail, Review } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { useKinds } from '../../data/verdict-kinds.ts';
import { useFormat } from '../../lib/format.ts';
import { isStale } from './said.ts';
import classes from './verdict-line.module.css';

interface VerdictLineProps {
  readonly project: ProjectDetail;
  readonly review: Review;
  readonly annotation: Pick<Annotation, 'version'>;
  /** It no longer counts: superseded, or taken back. */
  readonly past?: boolean;
}

/** One verdict: what, by whom, when and why, what is proposed, and what the coder made of it. */
export function VerdictLine({ project, review, annotation, past = false }: VerdictLineProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  const format = useFormat();
  const { nameOf: nameOfKind } = useKinds(project);
  const stale = !past && isStale(review, annotation);
  const tag = project.tags.find(({ id }) => id === review.proposedTagId);
  return (
    <div className={classes.verdict} data-verdict={review.verdict} data-stale={stale}>
      <p className={classes.head}>
        <strong>{t(`verdict.${review.verdict}`)}</strong>
        {review.withdrawnAt !== null && <span> · {t('verdicts.withdrawn')}</span>}
        {review.kind !== null && <span> · {nameOfKind(review.kind)}</span>}
        <span className={classes.who}>
          {' '}
          {memberName(project, review.createdById)}, {format.moment(review.createdAt)}
        </span>
      </p>
      {review.reason !== '' && <p className={classes.reason}>{review.reason}</p>}
      {review.verdict === 'change' && (
        <p className={classes.proposal}>
          {tag !== undefined && t('verdict.proposedTag', { tag: nameOf(tag) })}
          {tag !== undefined && review.proposedQuote !== null && ' · '}
          {review.proposedQuote !== null &&
            t('verdict.proposedSpan', { quote: excerptOf(review.proposedQuote, 160) })}
        </p>
      )}
      {stale && <p className={classes.stale}>{t('verdict.stale')}</p>}
      {review.response !== null && (
        <p className={classes.response} data-response={review.response}>
          {t(`response.${review.response}`)}
        </p>
      )}
      {review.responseReason !== null && (
        <p className={classes.reason} dir="auto">
          {review.responseReason}
        </p>
      )}
    </div>
  );
}
