import type { Middleware, Rect } from '@floating-ui/react-dom';
import { flip, offset, shift } from '@floating-ui/react-dom';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far a float stays from what it belongs to, and from the edges, in pixels. */
const gap = 8;

/** A box around all of these. */
export function around(lines: readonly Box[]): Box {
  return {
    left: Math.min(...lines.map(({ left }) => left)),
    top: Math.min(...lines.map(({ top }) => top)),
    right: Math.max(...lines.map(({ right }) => right)),
    bottom: Math.max(...lines.map(({ bottom }) => bottom)),
  };
}

export function rectOf({ left, top, right, bottom }: Box): Rect {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Under several lines a float stands at the end of the last, over them at the beginning of the first. */
function besideLines(lines: readonly Box[]): Middleware {
  return {
    name: 'besideLines',
    // By these it is told from that of other lines: two functions of one source are taken to be the same.
    options: lines,
    fn: ({ placement, rects, x }) => {
      const [side] = placement.split('-');
      const all = around(lines);
      const [first, last] = [lines[0] ?? all, lines.at(-1) ?? all];
      if (side === 'top') return { x: x + first.left - all.left };
      if (side !== 'bottom') return {};
      const start = lines.length === 1 ? last.left : last.right - rects.floating.width / 2;
      return { x: x + start - all.left };
    },
  };
}

/**
 * Where a float goes beside lines of text, never over them: under the last line, starting at its end less a little;
 * over the first line where there is no room below; else to the right, else to the left of all lines; and where there
 * is no room at all, under them and out of sight, so that scrolling shows it. All boxes have one origin.
 */
export function placing(lines: readonly Box[], room: Box): Middleware[] {
  const within = { boundary: [], rootBoundary: rectOf(room) };
  return [
    offset(gap),
    besideLines(lines),
    flip({
      ...within,
      // Under and over the lines it keeps its distance, and comes into the room sideways; beside them the other way.
      crossAxis: false,
      fallbackPlacements: ['top-start', 'right-start', 'left-start'],
      fallbackStrategy: 'initialPlacement',
    }),
    shift({ ...within, padding: gap }),
  ];
}

/** How high a float can be to go under or over these lines and stay within `room`; never too low to be used. */
export function roomBeside(lines: readonly Box[], room: Box): number {
  const { top, bottom } = around(lines);
  const best = Math.max(room.bottom - bottom, top - room.top) - 2 * gap;
  const all = room.bottom - room.top - 2 * gap;
  return Math.round(best >= 240 ? best : Math.max(160, all));
}
