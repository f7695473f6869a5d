import { NO_SPANS, SpanList, type Spans } from '../spans.ts';

/** Of sorted spans of both, each once, sorted. */
function unionOfTwo(one: Spans, other: Spans): Spans {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const all = new SpanList();
  let [here, there] = [0, 0];
  while (here < one.length || there < other.length) {
    const [start, end] = [one[here] ?? Infinity, one[here + 1] ?? Infinity];
    const [otherStart, otherEnd] = [other[there] ?? Infinity, other[there + 1] ?? Infinity];
    const order = start - otherStart || end - otherEnd || 0;
    if (order <= 0) all.add(start, end);
    else all.add(otherStart, otherEnd);
    if (order <= 0) here += 2;
    if (order >= 0) there += 2;
  }
  return all.spans();
}

/** Two by two, so that what is much is not gone over once for each that is little. */
export function union(parts: readonly Spans[]): Spans {
  if (parts.length <= 1) return parts[0] ?? NO_SPANS;
  const half = parts.length >> 1;
  return unionOfTwo(union(parts.slice(0, half)), union(parts.slice(half)));
}
