/** Spans in the order of the text, each once: start, end, start, end, ... in code points. */
export type FlatSpans = readonly number[];

/** What tags are counted as, by their ids: a tag that was merged into another as that one. */
export type CountLabels = Readonly<Record<string, string>>;

const zero = 48;
const comma = 44;
const colon = 58;
const semicolon = 59;

/**
 * Takes apart what stands in a layer (`tag:start,end,start,end;tag:...`), by what its tags are counted as; tags that
 * are unknown are left out. Spans that became the same by a merge of tags count once.
 */
export function unpackSpans(packed: string, labels: CountLabels): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const mixed = new Set<string>();
  let at = 0;
  while (at < packed.length) {
    let end = at;
    while (end < packed.length && packed.charCodeAt(end) !== colon) end += 1;
    const label = labels[packed.slice(at, end)];
    const before = label === undefined ? undefined : found.get(label);
    const into = before ?? [];
    let number = 0;
    for (at = end + 1; at < packed.length; at += 1) {
      const code = packed.charCodeAt(at);
      if (code === semicolon) break;
      if (code === comma) {
        into.push(number);
        number = 0;
      } else number = number * 10 + code - zero;
    }
    into.push(number);
    at += 1;
    if (label === undefined) continue;
    if (before === undefined) found.set(label, into);
    else mixed.add(label);
  }
  for (const label of mixed) found.set(label, inOrder(found.get(label) ?? []));
  return found;
}

/** Spans as `FlatSpans` has them, whatever their order; with `twice`, those that are there twice stay so. */
export function inOrder(spans: readonly number[], twice = false): number[] {
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at + 1 < spans.length; at += 2) pairs.push([spans[at] ?? 0, spans[at + 1] ?? 0]);
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return pairs
    .filter(
      ([start, end], at) => twice || at === 0 || start !== pairs[at - 1]?.[0] || end !== pairs[at - 1]?.[1],
    )
    .flat();
}

/** How many characters lie in any of the spans, which are in order, each once; only those within a range, if one is given. */
export function coveredBy(spans: FlatSpans, from = 0, to = Number.POSITIVE_INFINITY): number {
  let covered = 0;
  let reached = from;
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const start = Math.max(spans[at] ?? 0, reached);
    const end = Math.min(spans[at + 1] ?? 0, to);
    if (end > start) covered += end - start;
    if (end > reached) reached = end;
  }
  return covered;
}
