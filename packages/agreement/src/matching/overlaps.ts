import type { Span } from '../document/span.ts';
import { itemAt } from '../item.ts';

/** Two spans, by their places in two lists, and the number of characters that they share. */
export interface Overlap {
  readonly first: number;
  readonly second: number;
  readonly shared: number;
}

/**
 * All pairs of spans from two lists, each sorted by start, that share at least one character; touching spans
 * share none. Cost: the number of spans plus the number of pairs.
 */
export function findOverlaps(first: readonly Span[], second: readonly Span[]): readonly Overlap[] {
  const overlaps: Overlap[] = [];
  const open: [number[], number[]] = [[], []];
  const lists = [first, second] as const;
  const nexts: [number, number] = [0, 0];
  while (nexts[0] < first.length || nexts[1] < second.length) {
    const [a, b] = [first[nexts[0]], second[nexts[1]]];
    const side = b === undefined || (a !== undefined && a.start <= b.start) ? 0 : 1;
    const other = side === 0 ? 1 : 0;
    const place = nexts[side]++;
    const span = lists[side][place];
    if (span === undefined) break;
    open[other] = open[other].filter((candidate) => itemAt(lists[other], candidate).end > span.start);
    for (const candidate of open[other]) {
      const shared = Math.min(span.end, itemAt(lists[other], candidate).end) - span.start;
      overlaps.push(
        side === 0
          ? { first: place, second: candidate, shared }
          : { first: candidate, second: place, shared },
      );
    }
    open[side].push(place);
  }
  return overlaps;
}

/** Number of characters that two lists share; within each list, spans are sorted and do not overlap. */
export function sharedLength(first: readonly Span[], second: readonly Span[]): number {
  return findOverlaps(first, second).reduce((sum, pair) => sum + pair.shared, 0);
}
