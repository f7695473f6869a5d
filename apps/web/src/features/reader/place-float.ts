export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How far a float stays from what it belongs to, and from the edges, in pixels. */
const gap = 8;

/**
 * Where a float of this size goes beside lines of text, never over them: under the last line, starting at its
 * end less a little; over the first line where there is no room below; else to the right, else to the left of
 * all lines; and where there is no room at all, under them and out of sight, so that scrolling shows it. All
 * boxes have one origin.
 */
export function placeFloat(lines: readonly Box[], size: Size, room: Box): { left: number; top: number } {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return { left: room.left + gap, top: room.top + gap };
  const within = (left: number) => Math.max(room.left + gap, Math.min(left, room.right - gap - size.width));
  const beside = Math.max(room.top + gap, Math.min(first.top, room.bottom - gap - size.height));
  const left = within(lines.length === 1 ? last.left : last.right - size.width / 2);
  if (last.bottom + gap + size.height <= room.bottom) return { left, top: last.bottom + gap };
  if (first.top - gap - size.height >= room.top)
    return { left: within(first.left), top: first.top - gap - size.height };
  const rightmost = Math.max(...lines.map((line) => line.right));
  if (rightmost + gap + size.width <= room.right) return { left: rightmost + gap, top: beside };
  const leftmost = Math.min(...lines.map((line) => line.left));
  if (leftmost - gap - size.width >= room.left) return { left: leftmost - gap - size.width, top: beside };
  return { left, top: last.bottom + gap };
}

/** How high a float can be to go under or over these lines and stay within `room`; never too low to be used. */
export function roomBeside(lines: readonly Box[], room: Box): number {
  const top = Math.min(...lines.map((line) => line.top));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  const best = Math.max(room.bottom - bottom, top - room.top) - 2 * gap;
  const all = room.bottom - room.top - 2 * gap;
  return Math.round(best >= 240 ? best : Math.max(160, all));
}
