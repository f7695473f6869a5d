import { appearanceAt } from '@koersvast/core';
import type { TextView } from '@koersvast/highlighter';
import classes from './lane-layer.module.css';
import {
  blocksTouched,
  type Lane,
  type LaneBlock,
  type LanePlan,
  planLanes,
  roomOf,
  rowHeight,
} from './lanes.ts';

/** So many blocks before and after those in sight have their lanes drawn already. */
const around = 4;

/** The lanes under the lines of the text: a picture of the list of differences, for eyes and pointers alone. */
export interface LaneLayer {
  setLanes(lanes: readonly Lane[]): void;
  /** The difference whose bars are lit. */
  setCurrent(difference: string | null): void;
  /** To be called when the text has moved or other text has come in sight. */
  refresh(moved: boolean): void;
  destroy(): void;
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
  const drawn = new Map<number, HTMLElement>();
  let plans = new Map<number, LanePlan>();
  let current: string | null = null;

  const onClick = ({ target }: MouseEvent) => {
    const bar = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-difference]') : null;
    if (bar?.dataset.difference !== undefined) onChoose(bar.dataset.difference, bar.dataset.item ?? '');
  };
  layer.addEventListener('click', onClick);

  const drawBar = (
    rect: DOMRect,
    row: number,
    piece: LanePlan['pieces'][number],
    origin: DOMRect,
  ): HTMLElement => {
    const bar = make(classes.bar, rect.bottom - origin.top + row * rowHeight, rect.left - origin.left);
    const { item } = piece;
    const { colour, line } = appearanceAt(item.appearance);
    bar.style.width = `${rect.width}px`;
    bar.style.setProperty('--tag-line', `var(--kv-tag-${colour}-line)`);
    bar.style.setProperty('--tag-tint', `var(--kv-tag-${colour}-tint)`);
    bar.style.setProperty('--tag-style', line);
    bar.title = item.title;
    // The line style of a tag, wavy too, is one of text; spaces carry it.
    bar.textContent = '\u00a0'.repeat(Math.ceil(rect.width) + 2);
    if (item.difference !== null) {
      bar.dataset.difference = item.difference;
      bar.dataset.item = item.id;
      bar.dataset.current = String(item.difference === current);
    }
    return bar;
  };

  const draw = (at: number): void => {
    const block = blocks[at];
    const plan = plans.get(at);
    if (block === undefined || plan === undefined) return;
    const lines = view.rectsOf(block);
    if (lines === null || lines.length === 0) return;
    const origin = layer.getBoundingClientRect();
    const element = document.createElement('div');
    const touched = new Set<number>();
    for (const piece of plan.pieces) {
      for (const rect of view.rectsOf(piece) ?? []) {
        const middle = rect.top + rect.height / 2;
        touched.add(lines.findIndex((line) => line.top <= middle && middle <= line.bottom));
        element.append(drawBar(rect, piece.row, piece, origin));
      }
    }
    const left = Math.min(...lines.map((line) => line.left)) - origin.left;
    const right = Math.max(...lines.map((line) => line.right)) - origin.left;
    for (const at of touched) {
      const line = lines[at];
      if (line === undefined) continue;
      for (const { lane, row, rows } of plan.lanes) {
        const top = line.bottom - origin.top + row * rowHeight;
        const rule = make(classes.rule, top + rowHeight - 3, left);
        rule.style.width = `${right - left}px`;
        const label = make(classes.label, top, 0);
        label.style.width = `${Math.max(0, left - 6)}px`;
        label.style.height = `${rows * rowHeight}px`;
        label.textContent = lane.label;
        label.dataset.final = String(lane.final);
        element.prepend(rule, label);
      }
    }
    layer.append(element);
    drawn.set(at, element);
  };
  const erase = (at: number) => {
    drawn.get(at)?.remove();
    drawn.delete(at);
  };
  const wanted = (): Set<number> => {
    const seen = view.visibleBlocks();
    const found = new Set<number>();
    if (seen === null) return found;
    for (const at of plans.keys()) {
      const index = blocks[at]?.index ?? 0;
      if (index >= seen.first - around && index <= seen.last + around) found.add(at);
    }
    return found;
  };
  const refresh = (moved: boolean) => {
    const now = wanted();
    for (const at of [...drawn.keys()]) if (moved || !now.has(at)) erase(at);
    for (const at of now) if (!drawn.has(at)) draw(at);
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
    setLanes: (lanes) => {
      plans = new Map();
      for (const at of blocksTouched(lanes, blocks)) {
        const block = blocks[at];
        if (block !== undefined) plans.set(at, planLanes(lanes, block));
      }
      view.setRoom(new Map([...plans].map(([at, plan]) => [blocks[at]?.index ?? 0, roomOf(plan)])));
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
