import { type CountedTags, rowsIn } from './table.ts';

/** A strip has so many steps from the beginning to the end of its text. */
export const portraitSteps = 400;

/** What one tag covers of a strip, from one step to another, with how many of its spans. */
export interface PortraitPart {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly spans: number;
  /** Where in the text it begins and ends, in code points. */
  readonly start: number;
  readonly end: number;
}

/**
 * What was coded of a text, in its order: each span where it stands, by steps of an equal number of characters, and at
 * least one step wide. Spans of one tag that lie in the same steps are one part.
 */
export function portraitOf(
  { length, spans }: { readonly length: number; readonly spans: string },
  tags: CountedTags,
): PortraitPart[] {
  const places = new Map(tags.rows.map((row, at) => [row, at]));
  const step = (at: number) => (length === 0 ? 0 : (at * portraitSteps) / length);
  const parts: PortraitPart[] = [];
  for (const [label, flat] of rowsIn(spans, tags)) {
    let last: PortraitPart | null = null;
    for (let at = 0; at + 1 < flat.length; at += 2) {
      const [start, end] = [flat[at] ?? 0, flat[at + 1] ?? 0];
      const from = Math.min(portraitSteps - 1, Math.floor(step(start)));
      const to = Math.max(from + 1, Math.ceil(step(end)));
      if (last !== null && from < last.to) {
        const before: PortraitPart = last;
        last = {
          ...before,
          to: Math.max(before.to, to),
          spans: before.spans + 1,
          end: Math.max(before.end, end),
        };
        parts[parts.length - 1] = last;
      } else {
        last = { row: places.get(label) ?? 0, from, to, spans: 1, start, end };
        parts.push(last);
      }
    }
  }
  return parts.sort((a, b) => a.from - b.from || a.to - b.to || a.row - b.row);
}

/** Beside which others each part lies: its lane, and how many lanes there are where it is. Parts are in their order. */
export function portraitLanes(
  parts: readonly Pick<PortraitPart, 'from' | 'to'>[],
): { readonly lane: number; readonly lanes: number }[] {
  const lanes: number[] = [];
  const widths: number[] = [];
  let [ends, first, reached]: [number[], number, number] = [[], 0, 0];
  const close = (upTo: number) => {
    for (let at = first; at < upTo; at += 1) widths[at] = ends.length;
    [ends, first] = [[], upTo];
  };
  for (const [at, { from, to }] of parts.entries()) {
    if (from >= reached) close(at);
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    lanes[at] = lane;
    reached = Math.max(reached, to);
  }
  close(parts.length);
  return parts.map((_, at) => ({ lane: lanes[at] ?? 0, lanes: Math.max(1, widths[at] ?? 1) }));
}
