import type { Coded } from '@koersvast/search';
import { type AskedCondition, walkThrough } from './codings.ts';
import { firstAbove } from './keys.ts';

/** Behind all tags. */
const NO_TAG = 2 ** 31 - 1;

interface RankedSpan {
  readonly start: number;
  readonly end: number;
  readonly rank: number;
}

/**
 * The first rank among the tags of a hit: of the codings that a query names those with its very characters, or else all
 * that share one with it. Takes time in proportion to the codings, and next to none for each hit.
 */
export function tagRankIn(
  packed: readonly string[],
  asked: readonly AskedCondition[],
  { coded, ranks }: { readonly coded: readonly Coded[]; readonly ranks: Readonly<Record<string, number>> },
): (start: number, end: number) => number {
  const walk = walkThrough(packed, asked);
  const exact = new Map<string, number>();
  const spans: RankedSpan[] = [];
  for (const { conditions } of coded)
    walk(conditions, (start, end, tagId) => {
      const rank = ranks[tagId] ?? NO_TAG;
      const key = `${start} ${end}`;
      exact.set(key, Math.min(rank, exact.get(key) ?? NO_TAG));
      spans.push({ start, end, rank });
    });
  let least: ReturnType<typeof leastOver> | undefined;
  return (start, end) => {
    const own = exact.get(`${start} ${end}`);
    if (own !== undefined || spans.length === 0) return own ?? NO_TAG;
    least ??= leastOver(spans);
    return least(start, end);
  };
}

/** The least rank of the spans that share a character with others: of the parts between all borders, and of runs of these. */
function leastOver(spans: readonly RankedSpan[]): (start: number, end: number) => number {
  const borders = Int32Array.from(new Set(spans.flatMap(({ start, end }) => [start, end]))).sort();
  const parts = new Int32Array(borders.length).fill(NO_TAG);
  // The next part that has no rank yet: with the least ranks first, each gets one once.
  const next = Int32Array.from({ length: borders.length + 1 }, (_, at) => at);
  const free = (from: number): number => {
    let at = from;
    while (next[at] !== at) {
      next[at] = next[next[at] ?? at] ?? at;
      at = next[at] ?? at;
    }
    return at;
  };
  for (const { start, end, rank } of spans.toSorted((a, b) => a.rank - b.rank)) {
    const behind = firstAbove(borders, end - 1);
    for (let at = free(firstAbove(borders, start - 1)); at < behind; at = free(at)) {
      parts[at] = rank;
      next[at] = at + 1;
    }
  }
  // Of runs of 1, 2, 4, ... parts from each on.
  const runs = [parts];
  for (let width = 1; width * 2 <= parts.length; width *= 2) {
    const half = runs.at(-1) ?? parts;
    runs.push(
      Int32Array.from({ length: parts.length - 2 * width + 1 }, (_, at) =>
        Math.min(half[at] ?? NO_TAG, half[at + width] ?? NO_TAG),
      ),
    );
  }
  return (start, end) => {
    const first = Math.max(0, firstAbove(borders, start) - 1);
    const behind = firstAbove(borders, end - 1);
    if (behind <= first) return NO_TAG;
    const level = Math.floor(Math.log2(behind - first));
    const run = runs[level] ?? parts;
    return Math.min(run[first] ?? NO_TAG, run[behind - 2 ** level] ?? NO_TAG);
  };
}
