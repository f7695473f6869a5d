import { appearanceAt } from '@koersvast/core';
import type { TextView } from '@koersvast/highlighter';
import classes from './lane-layer.module.css';
import {
  blocksTouched,
  type Lane,
  type LaneBlock,
  type LanePiece,
  type LanePlan,
  planLanes,
  roomOf,
  rowHeight,
} from './lanes.ts';

/** So many blocks before and after those in sight have their lanes drawn already. */
const around = 4;
/** What the style sheet puts between two spaces of a bar, in pixels. */
const spaceWidth = 60;

/** The lanes under the lines of the text: a picture of the list of differences, for eyes and pointers alone. */
export interface LaneLayer {
  setLanes(lanes: readonly Lane[]): void;
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

/** A block's plan with where its lines and its bars are. */
interface Measured {
  readonly at: number;
  readonly plan: LanePlan;
  /** The start of its first line in the layer, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly lines: readonly Box[];
  /** For each piece of the plan. */
  readonly bars: readonly (readonly Box[])[];
}

interface Drawn {
  readonly element: HTMLElement;
  readonly plan: LanePlan;
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
  let plans = new Map<number, LanePlan>();
  let current: string | null = null;

  const onClick = ({ target }: MouseEvent) => {
    const bar = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-difference]') : null;
    if (bar?.dataset.difference !== undefined) onChoose(bar.dataset.difference, bar.dataset.item ?? '');
  };
  layer.addEventListener('click', onClick);

  const barOf = ({ item, row }: LanePiece, box: Box): HTMLElement => {
    const bar = make(classes.bar, box.bottom + row * rowHeight, box.left);
    const { colour, line } = appearanceAt(item.appearance);
    bar.style.width = `${box.width}px`;
    bar.style.setProperty('--tag-line', `var(--kv-tag-${colour}-line)`);
    bar.style.setProperty('--tag-tint', `var(--kv-tag-${colour}-tint)`);
    bar.style.setProperty('--tag-style', line);
    bar.title = item.title;
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
    const plan = plans.get(at);
    if (block === undefined || plan === undefined) return null;
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
      plan,
      left: first.left - origin.left,
      top: first.top - origin.top,
      lines: lines.map(boxOf),
      bars: plan.pieces.map((piece) => (view.rectsOf(piece) ?? []).map(boxOf)),
    };
  };

  const draw = ({ plan, left: margin, lines, bars }: Measured): HTMLElement => {
    const element = document.createElement('div');
    element.className = classes.block ?? '';
    const touched = new Set<number>();
    for (const [number, piece] of plan.pieces.entries()) {
      for (const box of bars[number] ?? []) {
        const middle = (box.top + box.bottom) / 2;
        touched.add(lines.findIndex((line) => line.top <= middle && middle <= line.bottom));
        element.append(barOf(piece, box));
      }
    }
    const left = Math.min(...lines.map((line) => line.left));
    const right = Math.max(...lines.map((line) => line.left + line.width));
    for (const at of touched) {
      const line = lines[at];
      if (line === undefined) continue;
      for (const { lane, row, rows } of plan.lanes) {
        const top = line.bottom + row * rowHeight;
        const rule = make(classes.rule, top + rowHeight - 3, left);
        rule.style.width = `${right - left}px`;
        const label = make(classes.label, top, -margin);
        label.style.width = `${Math.max(0, margin + left - 6)}px`;
        label.style.height = `${rows * rowHeight}px`;
        label.textContent = lane.label;
        label.dataset.final = String(lane.final);
        element.prepend(rule, label);
      }
    }
    return element;
  };
  /** Shows a block where it was measured, with the picture that it has when that is still the same. */
  const show = (measured: Measured): void => {
    const { at, plan, left, top } = measured;
    const shape = shapeOf(measured);
    const known = drawn.get(at);
    const same = known?.plan === plan && known.shape === shape;
    const element = same ? known.element : draw(measured);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    if (same) return;
    known?.element.remove();
    layer.append(element);
    drawn.set(at, { element, plan, shape });
  };
  const erase = (at: number) => {
    drawn.get(at)?.element.remove();
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
