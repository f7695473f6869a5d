import { NO_SPANS, type Spans } from '@koersvast/search';

/** Each unit (a sentence, a paragraph) in which a hit stands, once; a hit over several takes all of them, as one. */
export function unitsWith(hits: Spans, units: Spans): Spans {
  if (hits.length === 0) return NO_SPANS;
  const found: number[] = [];
  let unit = 0;
  for (let at = 0; at < hits.length; at += 2) {
    const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    // Hits come in the order of their starts.
    while (unit < units.length && (units[unit + 1] ?? 0) <= start) unit += 2;
    let [from, to] = [start, end];
    for (let next = unit; next < units.length && (units[next] ?? 0) < end; next += 2) {
      from = Math.min(from, units[next] ?? from);
      to = Math.max(to, units[next + 1] ?? to);
    }
    const last = found.length - 2;
    if (last >= 0 && from < (found[last + 1] ?? 0)) {
      found[last] = Math.min(found[last] ?? from, from);
      found[last + 1] = Math.max(found[last + 1] ?? to, to);
    } else found.push(from, to);
  }
  return Int32Array.from(found);
}
