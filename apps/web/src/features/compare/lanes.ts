import {
  assignLanes,
  type Cover,
  compareCovers,
  lastStartingAt,
  overlaps,
  type RawSpan,
} from '@koersvast/core';

/** One annotation in a lane. */
export interface LaneItem extends Cover {
  /** Place of its tag in the order of colours and lines. */
  readonly appearance: number;
  /** What a pointer that rests on it is told. */
  readonly title: string;
  /** The difference that it is part of, if any. */
  readonly difference: string | null;
}

/** What one coder, or the final version, has: a row under each line of text. */
export interface Lane {
  readonly id: string;
  /** Two or three letters in the margin. */
  readonly label: string;
  readonly final: boolean;
  readonly items: readonly LaneItem[];
}

export interface LaneBlock extends RawSpan {
  readonly index: number;
}

/** An item in a block, clipped to it, with its row there, from the top. */
export interface LanePiece extends RawSpan {
  readonly item: LaneItem;
  readonly row: number;
}

/** How a block's lanes are laid out: the same under each of its lines. */
export interface LanePlan {
  /** The first row and the number of rows of each lane, in their order. */
  readonly lanes: readonly { readonly lane: Lane; readonly row: number; readonly rows: number }[];
  readonly rows: number;
  readonly pieces: readonly LanePiece[];
}

/** The height of a row and what is left free under the last, in pixels. */
export const rowHeight = 11;
export const roomBelow = 5;

/** The blocks, in text order, in which something of any lane stands; only those get lanes. */
export function blocksTouched(lanes: readonly Lane[], blocks: readonly LaneBlock[]): Set<number> {
  const touched = new Set<number>();
  for (const { items } of lanes)
    for (const item of items) {
      const first = Math.max(0, lastStartingAt(blocks, item.start));
      for (let at = first; at < blocks.length; at += 1) {
        const block = blocks[at];
        if (block === undefined || block.start >= item.end) break;
        if (overlaps(block, item)) touched.add(at);
      }
    }
  return touched;
}

/** Lays out the lanes of a block. A coder's overlapping annotations stand under one another in that coder's lane. */
export function planLanes(lanes: readonly Lane[], block: RawSpan): LanePlan {
  const pieces: LanePiece[] = [];
  let rows = 0;
  const planned = lanes.map((lane) => {
    const here = lane.items.filter((item) => overlaps(item, block)).sort(compareCovers);
    const placed = assignLanes(here);
    for (const { cover: item, lane: row } of placed)
      pieces.push({
        item,
        row: rows + row,
        start: Math.max(item.start, block.start),
        end: Math.min(item.end, block.end),
      });
    const own = Math.max(1, ...placed.map((each) => each.lane + 1));
    const first = rows;
    rows += own;
    return { lane, row: first, rows: own };
  });
  return { lanes: planned, rows, pieces };
}

/** The room that a plan takes under each line, in pixels. */
export function roomOf(plan: LanePlan): number {
  return plan.rows * rowHeight + roomBelow;
}
