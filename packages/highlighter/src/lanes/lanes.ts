import { assignLanes, type Cover, compareCovers, overlaps, type RawSpan } from '@koersvast/core/text';

/** One annotation in a lane. */
export interface LaneItem extends Cover {
  readonly tagId: string;
  /** Place of its tag in the order of colours and lines. */
  readonly appearance: number;
  /** The letters that tell its tag from others that look the same. */
  readonly caption?: string | null;
  /** What a pointer that rests on it is told. */
  readonly title: string;
  /** The difference that it is part of, if any. */
  readonly difference: string | null;
}

/** What one coder, or the final version, has. */
export interface Lane {
  readonly id: string;
  /** Two or three letters in the margin. */
  readonly label: string;
  readonly name: string;
  readonly final: boolean;
  readonly items: readonly LaneItem[];
}

/**
 * A row under those lines of text in which something stands: what a coder has alone, or what several have alike,
 * with the same tag on the same words. The final version has rows of its own.
 */
export interface Row {
  readonly key: string;
  /** The coders, in their order. */
  readonly who: readonly Lane[];
  readonly final: boolean;
  readonly items: readonly PlacedItem[];
}

/** An item with the place under it where it stands when its row has others on the same words: 0 is the first. */
interface PlacedItem {
  readonly item: LaneItem;
  readonly depth: number;
}

/** The height of a row, in pixels. The first stands in the room that there is between two lines of text. */
export const rowHeight = 8;

/** The rows of a text: what all have alike first, then coder by coder, the final version last. */
export function rowsOf(lanes: readonly Lane[]): Row[] {
  const holders = new Map<string, { item: LaneItem; who: Lane[]; at: number[] }>();
  for (const [at, lane] of lanes.entries()) {
    for (const item of lane.items) {
      const same = lane.final
        ? `${lane.id} ${item.id}`
        : `${item.tagId} ${item.start} ${item.end} ${item.difference ?? ''}`;
      const known = holders.get(same);
      if (known === undefined || known.who.includes(lane)) {
        holders.set(known === undefined ? same : `${same} ${item.id}`, { item, who: [lane], at: [at] });
      } else {
        known.who.push(lane);
        known.at.push(at);
      }
    }
  }
  const rows = new Map<string, { who: Lane[]; at: number[]; items: LaneItem[] }>();
  for (const { item, who, at } of holders.values()) {
    const key = at.join(' ');
    const row = rows.get(key) ?? { who, at, items: [] };
    row.items.push({ ...item, title: `${who.map(({ name }) => name).join(', ')}: ${item.title}` });
    rows.set(key, row);
  }
  return [...rows]
    .sort(([, a], [, b]) => (a.at[0] ?? 0) - (b.at[0] ?? 0) || b.at.length - a.at.length)
    .map(([key, { who, items }]) => ({
      key,
      who,
      final: who[0]?.final === true,
      items: assignLanes(items.sort(compareCovers)).map(({ cover: item, lane: depth }) => ({ item, depth })),
    }));
}

/** An item of a row within a block, clipped to it. */
export interface LanePiece extends RawSpan {
  readonly row: Row;
  readonly item: LaneItem;
  readonly depth: number;
}

/** The pieces of each block, by its position; blocks in which nothing stands are left out. */
export function piecesByBlock(rows: readonly Row[], blocks: readonly RawSpan[]): Map<number, LanePiece[]> {
  const found = new Map<number, LanePiece[]>();
  for (const row of rows) {
    let first = 0;
    for (const { item, depth } of row.items) {
      while ((blocks[first]?.end ?? Number.POSITIVE_INFINITY) <= item.start) first += 1;
      for (let at = first; at < blocks.length; at += 1) {
        const block = blocks[at];
        if (block === undefined || block.start >= item.end) break;
        if (!overlaps(block, item)) continue;
        const start = Math.max(item.start, block.start);
        const pieces = found.get(at) ?? [];
        pieces.push({ row, item, depth, start, end: Math.min(item.end, block.end) });
        found.set(at, pieces);
      }
    }
  }
  return found;
}

/** Room is reckoned for so many characters at a time. */
const cell = 24;

/**
 * Where a block's words need room for rows, and how many rows: as many as can come under one line of text, of which
 * none is longer than `longest` characters. Where lines break is the browser's to say, and it breaks them anew at
 * every width; this holds for all of them.
 */
export function rowsNeeded(
  block: RawSpan,
  pieces: readonly LanePiece[],
  longest: number,
): (RawSpan & { readonly rows: number })[] {
  const cells = Math.ceil((block.end - block.start) / cell);
  const deepest = new Map<Row, Uint8Array>();
  for (const { row, start, end, depth } of pieces) {
    const counts = deepest.get(row) ?? new Uint8Array(cells);
    deepest.set(row, counts);
    const from = Math.max(0, Math.floor((start - longest - block.start) / cell) + 1);
    const to = Math.min(cells - 1, Math.ceil((end + longest - block.start) / cell) - 1);
    const own = Math.floor((start - block.start) / cell);
    for (let at = Math.min(from, own); at <= to; at += 1)
      counts[at] = Math.max(counts[at] ?? 0, Math.min(255, depth + 1));
  }
  const rowsIn = (at: number) => [...deepest.values()].reduce((sum, counts) => sum + (counts[at] ?? 0), 0);
  const needed: (RawSpan & { rows: number })[] = [];
  for (const covered of union(pieces)) {
    for (let start = covered.start; start < covered.end; ) {
      const at = Math.floor((start - block.start) / cell);
      const end = Math.min(covered.end, block.start + (at + 1) * cell);
      const rows = rowsIn(at);
      const before = needed.at(-1);
      if (before?.end === start && before.rows === rows) needed[needed.length - 1] = { ...before, end };
      else needed.push({ start, end, rows });
      start = end;
    }
  }
  return needed;
}

/** What any of the spans covers, in text order. */
function union(spans: readonly RawSpan[]): RawSpan[] {
  const found: RawSpan[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) {
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else {
      found.push({ start, end });
    }
  }
  return found;
}

/** Which pieces stand under a line of text, in which of its rows: only rows with something in them, close together. */
export function rowsOfLine<T extends Pick<LanePiece, 'row' | 'depth'>>(
  order: ReadonlyMap<Row, number>,
  pieces: readonly T[],
): { readonly row: Row; readonly first: number; readonly count: number; readonly pieces: readonly T[][] }[] {
  let first = 0;
  return [...Map.groupBy(pieces, ({ row }) => row)]
    .sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .map(([row, own]) => {
      const levels = [...Map.groupBy(own, ({ depth }) => depth)].sort(([a], [b]) => a - b);
      const placed = { row, first, count: levels.length, pieces: levels.map(([, level]) => level) };
      first += levels.length;
      return placed;
    });
}
