import type { Lane } from './lane.ts';

/** Called for each stretch in which nothing changes; `units` holds per lane the unit there, or -1 in a gap. */
export type Visit = (stretch: number, part: number, units: Int32Array) => void;

/**
 * Walks once over a text of the given length and visits every stretch between neighbouring boundaries of units
 * and parts. `cuts` are the offsets, ascending and inside the text, at which a new part begins. Cost: number of
 * boundaries times number of lanes.
 */
export function sweep(length: number, lanes: readonly Lane[], cuts: readonly number[], visit: Visit): void {
  const units = new Int32Array(lanes.length);
  const nexts = new Int32Array(lanes.length);
  let part = 0;
  let from = 0;
  while (from < length) {
    let to = cuts[part] ?? length;
    for (let i = 0; i < lanes.length; i++) {
      const lane = lanes[i];
      const next = nexts[i] ?? 0;
      units[i] = -1;
      if (lane === undefined || next === lane.count) continue;
      let boundary = lane.starts[next] ?? length;
      if (boundary <= from) {
        units[i] = next;
        boundary = lane.ends[next] ?? length;
      }
      if (boundary < to) to = boundary;
    }
    visit(to - from, part, units);
    for (let i = 0; i < lanes.length; i++) {
      const unit = units[i] ?? -1;
      if (unit >= 0 && lanes[i]?.ends[unit] === to) nexts[i] = unit + 1;
    }
    if (cuts[part] === to) part++;
    from = to;
  }
}
