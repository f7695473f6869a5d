import type { Lane } from './lane.ts';

/** Called for each stretch in which nothing changes; `units` holds per lane the unit there, or -1 in a gap. */
export type Visit = (stretch: number, part: number, units: Int32Array) => void;

/**
 * Walks once over a text of the given length and visits every stretch between neighbouring boundaries of units
 * and parts. `cuts` are the offsets, ascending and inside the text, at which a new part begins. Cost: number of
 * boundaries times number of lanes.
 */
export function sweep(length: number, lanes: readonly Lane[], cuts: readonly number[], visit: Visit): void {
  const count = lanes.length;
  const units = new Int32Array(count);
  // Per lane the unit that the walk is in or comes to next, and where that starts and ends.
  const nexts = new Int32Array(count);
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  const load = (i: number, next: number) => {
    nexts[i] = next;
    starts[i] = lanes[i]?.starts[next] ?? Number.POSITIVE_INFINITY;
    ends[i] = lanes[i]?.ends[next] ?? Number.POSITIVE_INFINITY;
  };
  for (let i = 0; i < count; i++) load(i, 0);
  let part = 0;
  let from = 0;
  while (from < length) {
    let to = cuts[part] ?? length;
    for (let i = 0; i < count; i++) {
      if ((ends[i] ?? 0) <= from) load(i, (nexts[i] ?? 0) + 1);
      const start = starts[i] ?? 0;
      const isInside = start <= from;
      units[i] = isInside ? (nexts[i] ?? 0) : -1;
      const boundary = isInside ? (ends[i] ?? 0) : start;
      if (boundary < to) to = boundary;
    }
    visit(to - from, part, units);
    if (cuts[part] === to) part++;
    from = to;
  }
}
