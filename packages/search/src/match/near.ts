import type { WordTable } from '../fold/words.ts';
import { NO_SPANS, SpanList, type Spans, spanCount } from '../spans.ts';
import { union } from './union.ts';

/** How near two hits must be. */
interface Nearness {
  /** At most so many between. */
  readonly most: number;
  /** So many of what: words of the text, or sentences. */
  readonly between: WordTable;
  /** Of the text. */
  readonly length: number;
}

/**
 * The pairs of a hit of the one side and one of the other that do not overlap and have at most so many words between them,
 * each as one span from the first character of both to the last; without those that hold a smaller pair. If in order, the
 * one of the left side stands first. Both sides are sorted; n log n of hits, and the words between the first and the last
 * of them are gone over once.
 */
export function nearPairs(
  left: Spans,
  right: Spans,
  near: Nearness & { readonly isInOrder: boolean },
): Spans {
  if (left.length === 0 || right.length === 0) return NO_SPANS;
  const inOrder = pairsInOrder(left, right, near);
  return withoutHolders(near.isInOrder ? inOrder : union([inOrder, pairsInOrder(right, left, near)]));
}

/**
 * For each of `after` the pair with that one of `before` which begins last among those that end before it and are near: any
 * other pair with it would hold that one. Which these are moves on as `after` does, so that the best of them can be kept at
 * the head of a queue in which each later one begins later than those that it makes useless.
 */
function pairsInOrder(before: Spans, after: Spans, { most, between, length }: Nearness): Spans {
  const pairs = new SpanList();
  const byEnd = sortedByEnd(before);
  const queue = new Int32Array(byEnd.length);
  const begunBefore = new Int32Array(byEnd.length);
  let [head, tail, next] = [0, 0, 0];
  const begun = new WordCount(between.starts);
  const ended = new WordCount(between.ends);
  for (let at = 0; at < after.length; at += 2) {
    const start = after[at] ?? 0;
    for (; next < byEnd.length; next += 2) {
      const end = byEnd[next + 1] ?? 0;
      if (end > start) break;
      const begins = byEnd[next] ?? 0;
      while (tail > head && (byEnd[queue[tail - 1] ?? 0] ?? 0) <= begins) tail -= 1;
      queue[tail] = next;
      // Those that begin before the end of this one do not stand wholly behind it.
      begunBefore[tail] = begun.below(end);
      tail += 1;
    }
    const endedBefore = ended.below(start + 1);
    while (head < tail && endedBefore - (begunBefore[head] ?? 0) > most) head += 1;
    if (head < tail) pairs.add(byEnd[queue[head] ?? 0] ?? 0, after[at + 1] ?? 0);
  }
  return sorted(pairs.spans(), length);
}

/** How many words begin, or end, before a place of the text; asked for places in order. */
class WordCount {
  readonly #places: Int32Array;
  #count = -1;

  constructor(places: Int32Array) {
    this.#places = places;
  }

  below(place: number): number {
    let count = this.#count === -1 ? this.#firstNotBelow(place) : this.#count;
    while (count < this.#places.length && (this.#places[count] ?? 0) < place) count += 1;
    this.#count = count;
    return count;
  }

  #firstNotBelow(place: number): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By end, then start. */
export function sortedByEnd(spans: Spans): Spans {
  for (let at = 3; at < spans.length; at += 2) {
    if ((spans[at] ?? 0) >= (spans[at - 2] ?? 0)) continue;
    const order = Array.from({ length: spanCount(spans) }, (_, index) => index * 2);
    order.sort(
      (one, other) =>
        (spans[one + 1] ?? 0) - (spans[other + 1] ?? 0) || (spans[one] ?? 0) - (spans[other] ?? 0),
    );
    return Int32Array.from(order.flatMap((each) => [spans[each] ?? 0, spans[each + 1] ?? 0]));
  }
  return spans;
}

/** By start, then end, each once. */
export function sorted(spans: Spans, length: number): Spans {
  if (isSorted(spans)) return spans;
  // As one number each, which sorts without a call for every comparison; exact up to ninety million characters.
  const keys = new Float64Array(spanCount(spans));
  const scale = length + 1;
  for (let at = 0; at < keys.length; at += 1)
    keys[at] = (spans[at * 2] ?? 0) * scale + (spans[at * 2 + 1] ?? 0);
  keys.sort();
  const once = new SpanList();
  let last = -1;
  for (const key of keys) {
    if (key === last) continue;
    last = key;
    once.add(Math.floor(key / scale), key % scale);
  }
  return once.spans();
}

function isSorted(spans: Spans): boolean {
  for (let at = 3; at < spans.length; at += 2) {
    const order = (spans[at - 1] ?? 0) - (spans[at - 3] ?? 0) || (spans[at] ?? 0) - (spans[at - 2] ?? 0);
    if (order <= 0) return false;
  }
  return true;
}

/** Without those that properly hold another one. */
function withoutHolders(spans: Spans): Spans {
  const kept = new Int32Array(spans.length);
  let from = kept.length;
  let firstEnd = Number.POSITIVE_INFINITY;
  for (let at = spans.length - 2; at >= 0; at -= 2) {
    const [start, end] = [spans[at] ?? 0, spans[at + 1] ?? 0];
    // Of those with the same start the first one is the shortest.
    if ((at > 0 && spans[at - 2] === start) || firstEnd <= end) continue;
    firstEnd = end;
    from -= 2;
    kept[from] = start;
    kept[from + 1] = end;
  }
  return kept.subarray(from);
}
