import type { LeftHits, SearchCandidates } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import classes from './tag-all.module.css';

type Ready = Extract<SearchCandidates, { state: 'ready' }>;

interface SkippedProps {
  readonly found: Ready;
  /** Hits that have the tag already. */
  readonly tagged: number;
  readonly notOwn: number;
  /** What was left when hits were tagged just now. */
  readonly left: readonly LeftHits[];
  /** So many hits are gone through at once. */
  readonly most: number;
}

/** What is not gone through, and what was not tagged, each with its number and the reason. */
export function Skipped({ found: { closed, total }, tagged, notOwn, left, most }: SkippedProps) {
  const { t } = useTranslation('tagAll');
  const format = useFormat();
  const of = (hits: number, documents: number) => ({
    count: hits,
    number: format.number(hits),
    documents: format.number(documents),
  });
  const notes = [
    ...(total > most ? [t('most', { number: format.number(most), all: format.number(total) })] : []),
    ...(tagged > 0 ? [t('skipped.tagged', of(tagged, 0))] : []),
    ...(notOwn > 0 ? [t('skipped.not_own', of(notOwn, 0))] : []),
    ...closed.map(({ reason, documents, hits }) => t(`skipped.${reason}`, of(hits, documents))),
  ];
  const after = left.map(({ reason, hits, documents }) => t(`left.${reason}`, of(hits, documents)));
  return (
    <>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      <div role="status">
        {after.map((note) => (
          <p key={note} className={classes.note}>
            {note}
          </p>
        ))}
      </div>
    </>
  );
}
