import { appearanceAt } from '@koersvast/core/codebook';
import type { RawSpan } from '@koersvast/core/text';
import type { TextView } from '../types.ts';
import { type LaneItem, type LanePiece, type Row, rowHeight, rowsOfLine } from './lanes.ts';

/** What the style sheet puts between two spaces of a bar, in pixels. */
const spaceWidth = 60;
/** What the style sheet gives a bar, in pixels; the first begins where the words end, so far above their rectangle. */
const barHeight = 6;
const above = 1;
export interface LaneBlock extends RawSpan {
  readonly index: number;
}

/** What a picture of lanes is made of, as it is now. */
export interface Picture {
  readonly view: TextView;
  readonly blocks: readonly LaneBlock[];
  readonly piecesAt: (at: number) => readonly LanePiece[] | undefined;
  readonly order: () => ReadonlyMap<Row, number>;
  readonly labelOf: (row: Row) => string;
  readonly current: () => string | null;
}

/** A rectangle in pixels from the start of its block's first line. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** What stands in a block, with where its lines and its bars are. */
export interface Measured {
  readonly at: number;
  readonly pieces: readonly LanePiece[];
  /** The start of its first line in the layer, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly lines: readonly Box[];
  /** For each of the pieces. */
  readonly bars: readonly (readonly Box[])[];
}

/** The same for the same picture, wherever the block stands. */
export function shapeOf({ left, lines, bars }: Measured): string {
  const whole = (value: number) => Math.round(value * 8);
  const boxes = [...lines, ...bars.flat()].map(
    ({ left: from, top, width }) => `${whole(from)} ${whole(top)} ${whole(width)}`,
  );
  return `${whole(left)} ${boxes.join(',')}`;
}

function make(name: string, top: number, left: number): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
  return element;
}

function barOf(item: LaneItem, box: Box, top: number, current: string | null): HTMLElement {
  const bar = make('kv-lane-bar', top, box.left);
  const { colour, line } = appearanceAt(item.appearance);
  bar.style.width = `${box.width}px`;
  bar.style.setProperty('--tag-line', `var(--kv-tag-${colour}-line)`);
  bar.style.setProperty('--tag-tint', `var(--kv-tag-${colour}-tint)`);
  bar.style.setProperty('--tag-style', line);
  bar.title = item.title;
  if (item.caption != null) bar.dataset.caption = item.caption;
  // The line style of a tag, wavy too, is one of text; a few spaces, set wide apart, carry it.
  bar.textContent = '\u00a0'.repeat(Math.ceil(box.width / spaceWidth) + 1);
  if (item.difference !== null) {
    bar.dataset.difference = item.difference;
    bar.dataset.item = item.id;
    bar.dataset.current = String(item.difference === current);
  }
  return bar;
}

/** Where the lines of a block and the bars in it are, in a layer that begins at `origin`; null where it is not laid out. */
export function measure({ view, blocks, piecesAt }: Picture, at: number, origin: DOMRect): Measured | null {
  const block = blocks[at];
  const own = piecesAt(at);
  if (block === undefined || own === undefined) return null;
  const lines = view.rectsOf(block) ?? [];
  const [first] = lines;
  if (first === undefined) return null;
  const boxOf = ({ left, top, bottom, width }: DOMRect): Box => ({
    left: left - first.left,
    top: top - first.top,
    bottom: bottom - first.top,
    width,
  });
  return {
    at,
    pieces: own,
    left: first.left - origin.left,
    top: first.top - origin.top,
    lines: lines.map(boxOf),
    bars: own.map((piece) => (view.rectsOf(piece) ?? []).map(boxOf)),
  };
}

/** Draws the lanes of a block that was measured. */
export function draw(picture: Picture, { pieces: own, left: margin, lines, bars }: Measured): HTMLElement {
  const element = document.createElement('div');
  element.className = 'kv-lane-block';
  const onLine = new Map<number, { row: Row; depth: number; item: LaneItem; box: Box }[]>();
  for (const [number, piece] of own.entries()) {
    for (const box of bars[number] ?? []) {
      const middle = (box.top + box.bottom) / 2;
      const at = lines.findIndex((line) => line.top <= middle && middle <= line.bottom);
      onLine.set(at, [...(onLine.get(at) ?? []), { ...piece, box }]);
    }
  }
  const edge = Math.min(...lines.map((line) => line.left));
  for (const [at, found] of onLine) {
    const line = lines[at];
    if (line === undefined) continue;
    const rows = rowsOfLine(picture.order(), found);
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const start = line.bottom - above;
    // Room was kept for what can come under a line; where a line holds more than was reckoned with, rows draw closer.
    const free = (lines[at + 1]?.top ?? Number.POSITIVE_INFINITY) - start - barHeight;
    const step = count < 2 ? rowHeight : Math.min(rowHeight, Math.max(2, free / (count - 1)));
    for (const { row, first, count: levels, pieces: stacked } of rows) {
      const top = start + first * step;
      const label = make('kv-lane-label', top - 1, -margin);
      label.style.width = `${Math.max(0, margin + edge - 6)}px`;
      label.textContent = picture.labelOf(row);
      label.title = row.who.map(({ name }) => name).join(', ');
      label.dataset.final = String(row.final);
      const reach = Math.min(...stacked.flat().map(({ box }) => box.left));
      const leader = make('kv-lane-leader', top + barHeight / 2, edge);
      leader.style.width = `${Math.max(0, reach - edge - 3)}px`;
      element.prepend(leader, label);
      for (let level = 0; level < levels; level += 1)
        for (const { item, box } of stacked[level] ?? [])
          element.append(barOf(item, box, top + level * step, picture.current()));
    }
  }
  return element;
}
