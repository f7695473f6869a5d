import { chanceOf, gaps, type SpanRelation } from './relation.ts';

/**
 * The lengths of the spans of one tag in one text of which the length is known: each length once, ascending, with how
 * many spans have it; and sums over all spans, so that two tags are compared without going through each two spans.
 */
interface SpanLengths {
  readonly lengths: readonly number[];
  readonly spans: readonly number[];
  readonly all: number;
  /** Of one over the places that a span may have, and of its length and its square over these. */
  readonly over: readonly [number, number, number];
}

/** Spans are start and end, one after the other. */
export function spanLengths(flat: readonly number[], text: number): SpanLengths {
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const length = (flat[at + 1] ?? 0) - (flat[at] ?? 0);
    found.set(length, (found.get(length) ?? 0) + 1);
  }
  const sorted = [...found].sort((a, b) => a[0] - b[0]);
  const over: [number, number, number] = [0, 0, 0];
  let all = 0;
  for (const [length, spans] of sorted) {
    const each = spans / (text - length + 1);
    all += spans;
    over[0] += each;
    over[1] += each * length;
    over[2] += each * length * length;
  }
  return {
    ...{ lengths: sorted.map(([length]) => length), spans: sorted.map(([, spans]) => spans) },
    ...{ all, over },
  };
}

/** How many pairs of two tags would be so related if each span began anywhere in the text: the sum of `chanceOf`. */
export function expectedPairs(relation: SpanRelation, a: SpanLengths, b: SpanLengths, text: number): number {
  if (relation === 'within') return expectedWithin(a, b, text);
  const longest = (a.lengths.at(-1) ?? 0) + (b.lengths.at(-1) ?? 0);
  // All that follows holds where any two spans have room beside each other.
  if (longest + gaps.beside > text) return pairByPair(relation, a, b, text);
  const [a0, a1, a2] = a.over;
  const [b0, b1, b2] = b.over;
  const one = a0 * b0;
  const sum = a1 * b0 + a0 * b1;
  if (relation === 'overlap') {
    const square = a2 * b0 + 2 * a1 * b1 + a0 * b2;
    return a.all * b.all - ((text + 1) * (text + 2) * one - (2 * text + 3) * sum + square);
  }
  const gap = gaps[relation];
  return 2 * (gap + 1) * ((text + 1 - gap / 2) * one - sum);
}

/** A span of length `a` has its place in `b` in (b - a + 1) of its own places, wherever that is. */
function expectedWithin(a: SpanLengths, b: SpanLengths, text: number): number {
  let [expected, longer, room] = [0, 0, 0];
  let at = b.lengths.length - 1;
  for (let nth = a.lengths.length - 1; nth >= 0; nth -= 1) {
    const length = a.lengths[nth] ?? 0;
    for (; at >= 0 && (b.lengths[at] ?? 0) >= length; at -= 1) {
      longer += b.spans[at] ?? 0;
      room += (b.spans[at] ?? 0) * ((b.lengths[at] ?? 0) + 1);
    }
    expected += ((a.spans[nth] ?? 0) * (room - longer * length)) / (text - length + 1);
  }
  return expected;
}

function pairByPair(relation: SpanRelation, a: SpanLengths, b: SpanLengths, text: number): number {
  let sum = 0;
  for (const [nth, long] of a.lengths.entries())
    for (const [at, other] of b.lengths.entries())
      sum += (a.spans[nth] ?? 0) * (b.spans[at] ?? 0) * chanceOf(relation, long, other, text);
  return sum;
}
