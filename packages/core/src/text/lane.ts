import { compareSpans, type RawSpan } from './span.ts';

/** Something with an identity that covers a range of the text. */
export interface Cover extends RawSpan {
  readonly id: string;
}

/** A cover with the line under the text on which it is drawn, from 0. */
export interface Placed<T extends Cover> {
  readonly cover: T;
  readonly lane: number;
}

/** A stretch of text with the same covers from end to end. */
export interface Segment<T extends Cover> extends RawSpan {
  /** In text order, so that what contains comes before what it contains. Never empty. */
  readonly covers: readonly Placed<T>[];
}

/** Text order, and by id where two cover the same. */
export function compareCovers(a: Cover, b: Cover): number {
  return compareSpans(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Gives each cover the lowest lane that is free over its whole range: greedy interval colouring, which uses as
 * many lanes as there are covers at the deepest place and no more. The input is in text order; the result too.
 */
export function assignLanes<T extends Cover>(covers: readonly T[]): Placed<T>[] {
  const laneEnds: number[] = [];
  return covers.map((cover) => {
    let lane = laneEnds.findIndex((end) => end <= cover.start);
    if (lane === -1) lane = laneEnds.length;
    laneEnds[lane] = cover.end;
    return { cover, lane };
  });
}

/**
 * Cuts the part of a text between `within.start` and `within.end` where a cover starts or ends. Stretches
 * without a cover are left out. The input is in text order.
 */
export function flattenCovers<T extends Cover>(placed: readonly Placed<T>[], within: RawSpan): Segment<T>[] {
  const cuts = new Set<number>();
  const present = placed.filter(({ cover }) => cover.start < within.end && cover.end > within.start);
  for (const { cover } of present) {
    cuts.add(Math.max(cover.start, within.start));
    cuts.add(Math.min(cover.end, within.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const segments: Segment<T>[] = [];
  let open: Placed<T>[] = [];
  let next = 0;
  sorted.forEach((start, position) => {
    const end = sorted[position + 1];
    if (end === undefined) return;
    open = open.filter(({ cover }) => cover.end > start);
    for (let item = present[next]; item !== undefined && item.cover.start <= start; item = present[next]) {
      open.push(item);
      next += 1;
    }
    if (open.length > 0) segments.push({ start, end, covers: open.slice() });
  });
  return segments;
}
