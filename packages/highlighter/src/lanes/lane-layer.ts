import type { TextView } from '../types.ts';
import { draw, type LaneBlock, type Measured, measure, type Picture, shapeOf } from './lane-picture.ts';
import {
  type Lane,
  type LanePiece,
  piecesByBlock,
  type Row,
  rowHeight,
  rowsNeeded,
  rowsOf,
} from './lanes.ts';

/** So many blocks before and after those in sight have their lanes drawn already. */
const around = 4;
/** No letter is set so narrow that a line holds more characters than its width has of these, in pixels. */
const narrowest = 8;

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

interface Drawn {
  readonly element: HTMLElement;
  readonly pieces: readonly LanePiece[];
  /** The same for the same picture, wherever the block stands. */
  readonly shape: string;
}

/** Draws lanes over `host`, which holds the view and is what they are placed in. */
export function createLaneLayer(
  host: HTMLElement,
  view: TextView,
  blocks: readonly LaneBlock[],
  onChoose: (difference: string, itemId: string) => void,
): LaneLayer {
  const layer = document.createElement('div');
  layer.className = 'kv-lanes';
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

  const picture: Picture = {
    view,
    blocks,
    piecesAt: (at) => pieces.get(at),
    order: () => order,
    labelOf: (row) => labelOf(row),
    current: () => current,
  };
  /** Shows a block where it was measured, with the picture that it has when that is still the same. */
  const show = (measured: Measured): void => {
    const { at, pieces: own, left, top } = measured;
    const shape = shapeOf(measured);
    const known = drawn.get(at);
    const same = known?.pieces === own && known.shape === shape;
    const element = same ? known.element : draw(picture, measured);
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
    const measured = due.flatMap((at) => measure(picture, at, origin) ?? []);
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
