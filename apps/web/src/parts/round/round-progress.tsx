import type { Board, ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../data/coder-names.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './round-progress.module.css';

/** How much of what was given is done; null for whoever's progress is hidden. */
export interface Progress {
  readonly memberId: string;
  readonly given: number;
  readonly done: number | null;
}

/** By coder, for those who were given something. A re-check after "done" is done. */
export function progressOf(board: Board): Progress[] {
  const cells = board.cells.filter(({ assigned }) => assigned);
  const waiting = new Set(board.invited.map(({ id }) => id));
  return board.memberIds.flatMap((memberId) => {
    const theirs = cells.filter((cell) => cell.memberId === memberId);
    if (theirs.length === 0) return [];
    const hidden = theirs.some(({ state }) => state === null) && !waiting.has(memberId);
    const done = theirs.filter(({ state }) => state === 'done' || state === 'recheck').length;
    return [{ memberId, given: theirs.length, done: hidden ? null : done }];
  });
}

/** Whether all that was given is done, as far as it may be known. */
export function isAllDone(progress: readonly Progress[]): boolean {
  return progress.length > 0 && progress.every(({ given, done }) => done === given);
}

interface RoundProgressProps {
  readonly detail: ProjectDetail;
  readonly board: Board;
}

/** How far a round is: totals first, then each coder. */
export function RoundProgress({ detail, board }: RoundProgressProps) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const names = useCoderNames(detail);
  const progress = progressOf(board);
  if (progress.length === 0) return <p className={classes.none}>{t('progress.nobody')}</p>;
  const given = progress.reduce((sum, each) => sum + each.given, 0);
  const known = progress.every(({ done }) => done !== null);
  const done = progress.reduce((sum, each) => sum + (each.done ?? 0), 0);
  return (
    <>
      {known && <p className={classes.total}>{t('progress.total', { done, count: given })}</p>}
      <ul className={classes.coders}>
        {progress.map((each) => {
          const { name, hint } = names.of(each.memberId, board.invited);
          return (
            <li key={each.memberId}>
              <span className={classes.name} title={name}>
                {name}
                {hint !== undefined && <span className={classes.hint}> ({hint})</span>}
              </span>
              {each.done === null ? (
                <span className={classes.count}>{t('progress.given', { count: each.given })}</span>
              ) : (
                <>
                  <span className={classes.bar} aria-hidden="true">
                    <span style={{ width: `${(100 * each.done) / each.given}%` }} />
                  </span>
                  <span className={classes.count}>
                    {t('progress.coder', { done: format.number(each.done), count: each.given })}
                  </span>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
