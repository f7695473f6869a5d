import { NO_SPANS, SpanList, type Spans } from '../spans.ts';

/** A part of a text that is looked at as if there were no more of it. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The first that does not begin before this place: its index in `spans`. */
function firstFrom(spans: Spans, place: number): number {
  return firstAt(spans, place, 0);
}

/** Of spans that do not overlap, the first that ends behind this place. */
export function firstBeyond(spans: Spans, place: number): number {
  return firstAt(spans, place + 1, 1);
}

/** The first whose start (0) or end (1), in order as they are, is at this place or behind it. */
function firstAt(spans: Spans, place: number, of: 0 | 1): number {
  let [low, high] = [0, spans.length >> 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2 + of] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** Those of sorted spans that lie wholly in the window. Without copying, where none reaches out of it. */
export function within(spans: Spans, { start, end }: Window): Spans {
  const from = firstFrom(spans, start);
  let to = from;
  let reaches = false;
  for (; to < spans.length && (spans[to] ?? 0) < end; to += 2) if ((spans[to + 1] ?? 0) > end) reaches = true;
  if (from === to) return NO_SPANS;
  const some = spans.subarray(from, to);
  if (!reaches) return some;
  const kept = new SpanList();
  for (let at = 0; at < some.length; at += 2)
    if ((some[at + 1] ?? 0) <= end) kept.add(some[at] ?? 0, some[at + 1] ?? 0);
  return kept.spans();
}
