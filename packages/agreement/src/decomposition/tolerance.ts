import type { CodedDocument } from '../document/document.ts';
import { itemAt } from '../item.ts';
import { findOverlaps } from '../matching/overlaps.ts';
import { matchByWeight } from '../matching/weighted-matching.ts';
import { type Outcome, ratio } from '../result.ts';
import { add, makeTally, type Tally } from '../tally.ts';
import { countsAsReliabilityData } from '../unitizing/parts.ts';
import { type Unit, unitsOf } from './unit.ts';

/** The tolerances of the curve, in characters: 0 (the same boundaries) to 50. */
export const tolerances: readonly number[] = Array.from({ length: 51 }, (_, tolerance) => tolerance);

const blocks = {
  documents: 0,
  /** |A| + |B| over pairs of coders. */
  sides: 0,
  /** Per tolerance the pairs of units that can be matched. */
  pairs: 1,
} as const;

/** The additive sums behind the curve of F1 by tolerance, of one tag; the labels are the tolerances. */
export type ToleranceTally = Tally<typeof blocks, number>;

/**
 * Counts, for all pairs of coders, how many units of a tag can be matched one to one if both boundaries may
 * differ by a number of characters, but some text must be shared: the largest number, for each tolerance anew.
 */
export function tallyTolerance(document: CodedDocument, tag: string): ToleranceTally {
  const counted = countsAsReliabilityData(document);
  const scheme = {
    kind: 'tolerance',
    labels: tolerances,
    declared: true,
    compare: (a: number, b: number) => a - b,
    settings: tag,
  };
  const tally = makeTally(scheme, blocks, counted ? document.layers.map((layer) => layer.coder) : []);
  if (!counted) return tally;
  add(tally.block('documents'), 0, 1);
  const units = unitsOf(document).map((layer) => layer.byTag.get(tag) ?? []);
  units.forEach((first, i) => {
    for (const second of units.slice(i + 1)) {
      add(tally.block('sides'), 0, first.length + second.length);
      countPairs(first, second, tally.block('pairs'));
    }
  });
  return tally;
}

function countPairs(first: readonly Unit[], second: readonly Unit[], pairs: Float64Array): void {
  const edges = findOverlaps(first, second).map(({ first: row, second: column }) => {
    const [a, b] = [itemAt(first, row), itemAt(second, column)];
    const apart = Math.max(Math.abs(a.start - b.start), Math.abs(a.end - b.end));
    return { row, column, weight: 1, tieBreak: 0, apart };
  });
  const steps = new Set(edges.map(({ apart }) => apart));
  let matched = 0;
  for (const tolerance of tolerances) {
    if (steps.has(tolerance)) {
      const within = edges.filter(({ apart }) => apart <= tolerance);
      matched = matchByWeight(first.length, second.length, within).length;
    }
    add(pairs, tolerance, matched);
  }
}

/** F1 = 2 x pairs / (|A| + |B|) for each tolerance of 0 to 50 characters; it never falls along the curve. */
export function toleranceCurve(tally: ToleranceTally): readonly Outcome[] {
  const whenNone = tally.number('documents') === 0 ? 'nothing-pairable' : 'category-not-used';
  const pairs = tally.block('pairs');
  return tolerances.map((tolerance) => ratio(2 * itemAt(pairs, tolerance), tally.number('sides'), whenNone));
}
