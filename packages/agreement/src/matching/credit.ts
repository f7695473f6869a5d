import type { Annotation } from '../document/document.ts';
import { itemAt } from '../item.ts';
import type { Overlap } from './overlaps.ts';
import { type Edge, matchByWeight } from './weighted-matching.ts';

/**
 * What earns credit. strict: same offsets and tag. exact: same offsets. type: overlap and same tag. partial:
 * 1 for the same offsets, one half for overlap. partial-typed: as partial, for the same tag only.
 */
export type MatchMode = 'strict' | 'exact' | 'type' | 'partial' | 'partial-typed';

export const matchModes: readonly MatchMode[] = ['strict', 'exact', 'type', 'partial', 'partial-typed'];

/** How the annotations of two coders fall out (SemEval-2013 task 9.1). */
export interface MatchCounts {
  /** Pairs with full credit. */
  readonly correct: number;
  /** Pairs with half credit. */
  readonly partial: number;
  /** Pairs that overlap without credit. */
  readonly incorrect: number;
  /** Annotations of the first coder without a partner. */
  readonly missing: number;
  /** Annotations of the second coder without a partner. */
  readonly spurious: number;
}

/** Twice the credit of a pair that overlaps. */
function doubleCredit(mode: MatchMode, a: Annotation, b: Annotation): 0 | 1 | 2 {
  const sameOffsets = a.start === b.start && a.end === b.end;
  const sameTag = a.tag === b.tag;
  if (mode === 'strict') return sameOffsets && sameTag ? 2 : 0;
  if (mode === 'exact') return sameOffsets ? 2 : 0;
  if (mode === 'type') return sameTag ? 2 : 0;
  if (mode === 'partial') return sameOffsets ? 2 : 1;
  return sameTag ? (sameOffsets ? 2 : 1) : 0;
}

/**
 * Matches annotations one to one for the most credit; among such matchings for the most pairs with full credit,
 * then for the most pairs. No order of the input can change the counts.
 */
export function countMatches(
  mode: MatchMode,
  first: readonly Annotation[],
  second: readonly Annotation[],
  overlaps: readonly Overlap[],
): MatchCounts {
  const most = Math.min(first.length, second.length) + 1;
  const edges = overlaps.map(({ first: row, second: column }): Edge => {
    const weight = doubleCredit(mode, itemAt(first, row), itemAt(second, column));
    return { row, column, weight, tieBreak: (weight === 2 ? most : 0) + 1 };
  });
  const pairs = matchByWeight(first.length, second.length, edges);
  const having = (credit: number) => pairs.filter((pair) => pair.weight === credit).length;
  return {
    correct: having(2),
    partial: having(1),
    incorrect: having(0),
    missing: first.length - pairs.length,
    spurious: second.length - pairs.length,
  };
}
