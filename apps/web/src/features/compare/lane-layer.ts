import { appearanceAt, type RawSpan } from '@koersvast/core';
import type { TextView } from '@koersvast/highlighter';
import classes from './lane-layer.module.css';
import {
  type Lane,
  type LaneItem,
  type LanePiece,
  piecesByBlock,
  type Row,
  rowHeight,
  rowsNeeded,
  rowsOf,
  rowsOfLine,
} from './lanes.ts';

/** So many blocks before and after those in sight have their lanes drawn already. */
const around = 4;
/** What the style sheet puts between two spaces of a bar, in pixels. */
const spaceWidth = 60;
/** What the style sheet gives a bar, in pixels; the first begins where the words end, so far above their rectangle. */
const barHeight = 6;
const above = 1;
/** No letter is set so narrow that a line holds more characters than its width has of these, in pixels. */
const narrowest = 8;

interface LaneBlock extends RawSpan {
  readonly index: number;
}

/** The lanes under the lines of the text: a picture of the list of differences, for eyes and pointers alone. */
export interface LaneLayer {
  /** `labelOf` is what the margin says of a row of several coders, and of one. */
  setLanes(lanes: readonly Lane[], labelOf: (row: Row) => string): void;
  /** The difference whose bars are lit. */
  setCurrent(difference: string | null): void;
  /** To be called when the text has moved or other text has come in sight. */
  refresh(moved: boolean): void;
  destroy(): void;
}

/** A rectangle in pixels from the start of its block's first line. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** What stands in a block, with where its lines and its bars are. */
interface Measured {
  readonly at: number;
  readonly pieces: readonly LanePiece[];
  /** The start of its first line in the layer, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly lines: readonly Box[];
  /** For each of the pieces. */
  readonly bars: readonly (readonly Box[])[];
}

interface Drawn {
  readonly element: HTMLElement;
  readonly pieces: readonly LanePiece[];
  /** The same for the same picture, wherever the block stands. */
  readonly shape: string;
}

function shapeOf({ left, lines, bars }: Measured): string {
  const whole = (value: number) => Math.round(value * 8);
  const boxes = [...lines, ...bars.flat()].map(
    ({ left: from, top, width }) => `${whole(from)} ${whole(top)} ${whole(width)}`,
  );
  return `${whole(left)} ${boxes.join(',')}`;
}

function make(name: string | undefined, top: number, left: number): HTMLElement {
  const element = document.createElement('span');
  element.className = name ?? '';
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
  return element;
}

/** Draws lanes over `host`, which holds the view and is what they are placed in. */
export function createLaneLayer(
  host: HTMLElement,
  view: TextView,
  blocks: readonly LaneBlock[],
  onChoose: (difference: string, itemId: string) => void,
): LaneLayer {
  const layer = document.createElement('div');
  layer.className = classes.layer ?? '';
  layer.setAttribute('aria-hidden', 'true');
  host.append(layer);
  const drawn = new Map<number, Drawn>();
  let pieces = new Map<number, LanePiece[]>();
  let order = new Map<Row, number>();
  let labelOf: (row: Row) => string = () => '';
  let longest = 0;
  let current: string | null = null;

  const onClick = ({ target }: MouseEvent) => {
    const bar = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-difference]') : null;
    if (bar?.dataset.difference !== undefined) onChoose(bar.dataset.difference, bar.dataset.item ?? '');
  };
  layer.addEventListener('click', onClick);

  const barOf = (item: LaneItem, box: Box, top: number): HTMLElement => {
    const bar = make(classes.bar, top, box.left);
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
  };

  const measure = (at: number, origin: DOMRect): Measured | null => {
    const block = blocks[at];
    const own = pieces.get(at);
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
  };

  const draw = ({ pieces: own, left: margin, lines, bars }: Measured): HTMLElement => {
    const element = document.createElement('div');
    element.className = classes.block ?? '';
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
      const rows = rowsOfLine(order, found);
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      const start = line.bottom - above;
      // Room was kept for what can come under a line; where a line holds more than was reckoned with, rows draw closer.
      const free = (lines[at + 1]?.top ?? Number.POSITIVE_INFINITY) - start - barHeight;
      const step = count < 2 ? rowHeight : Math.min(rowHeight, Math.max(2, free / (count - 1)));
      for (const { row, first, count: levels, pieces: stacked } of rows) {
        const top = start + first * step;
        const label = make(classes.label, top - 1, -margin);
        label.style.width = `${Math.max(0, margin + edge - 6)}px`;
        label.textContent = labelOf(row);
        label.title = row.who.map(({ name }) => name).join(', ');
        label.dataset.final = String(row.final);
        const reach = Math.min(...stacked.flat().map(({ box }) => box.left));
        const leader = make(classes.leader, top + barHeight / 2, edge);
        leader.style.width = `${Math.max(0, reach - edge - 3)}px`;
        element.prepend(leader, label);
        for (let level = 0; level < levels; level += 1)
          for (const { item, box } of stacked[level] ?? [])
            element.append(barOf(item, box, top + level * step));
      }
    }
    return element;
  };
  /** Shows a block where it was measured, with the picture that it has when that is still the same. */
  const show = (measured: Measured): void => {
    const { at, pieces: own, left, top } = measured;
    const shape = shapeOf(measured);
    const known = drawn.get(at);
    const same = known?.pieces === own && known.shape === shape;
    const element = same ? known.element : draw(measured);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    if (same) return;
    known?.element.remove();
    layer.append(element);
    drawn.set(at, { element, pieces: own, shape });
  };
  const erase = (at: number) => {
    drawn.get(at)?.element.remove();
    drawn.delete(at);
  };
  const wanted = (): Set<number> => {
    const seen = view.visibleBlocks();
    const found = new Set<number>();
    if (seen === null) return found;
    for (const at of pieces.keys()) {
      const index = blocks[at]?.index ?? 0;
      if (index >= seen.first - around && index <= seen.last + around) found.add(at);
    }
    return found;
  };
  /** Keeps room for what can come under a line, at the width that the text has now. */
  const keepRoom = (anew: boolean): void => {
    const width = view.element.querySelector('.kv-block')?.clientWidth ?? host.clientWidth;
    const fits = Math.ceil(width / narrowest);
    if (!anew && fits === longest) return;
    longest = fits;
    const rooms = [...pieces]
      .sort(([a], [b]) => a - b)
      .flatMap(([at, own]) => {
        const block = blocks[at];
        return block === undefined ? [] : rowsNeeded(block, own, longest);
      })
      .filter(({ rows }) => rows > 1);
    view.setRooms(rooms.map(({ start, end, rows }) => ({ start, end, room: (rows - 1) * rowHeight })));
  };
  const refresh = (moved: boolean) => {
    if (moved) keepRoom(false);
    const now = wanted();
    // All is measured before anything is drawn: a browser that is asked between two changes lays out for each.
    const origin = layer.getBoundingClientRect();
    const due = [...now].filter((at) => moved || !drawn.has(at));
    const measured = due.flatMap((at) => measure(at, origin) ?? []);
    const kept = new Set(measured.map(({ at }) => at));
    for (const at of [...drawn.keys()]) if (!now.has(at) || (moved && !kept.has(at))) erase(at);
    for (const each of measured) show(each);
  };

  let frame = 0;
  const onScroll = () => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      refresh(false);
    });
  };
  addEventListener('scroll', onScroll, { passive: true });

  return {
    setLanes: (lanes, nameOf) => {
      const rows = rowsOf(lanes);
      order = new Map(rows.map((row, at) => [row, at]));
      pieces = piecesByBlock(rows, blocks);
      labelOf = nameOf;
      keepRoom(true);
      refresh(true);
    },
    setCurrent: (difference) => {
      current = difference;
      for (const bar of layer.querySelectorAll<HTMLElement>('[data-difference]'))
        bar.dataset.current = String(bar.dataset.difference === difference);
    },
    refresh,
    destroy: () => {
      removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
      layer.removeEventListener('click', onClick);
      layer.remove();
    },
  };
}
