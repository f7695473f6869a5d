import type { ViewAnnotation } from '../../src/index.ts';
import { codemirror } from './codemirror.ts';
import type { Contender } from './contender.ts';
import { koersvast } from './koersvast.ts';
import { plain } from './plain.ts';
import { makeSample, random, type Sample } from './sample.ts';

const contenders: Record<string, Contender> = { plain, koersvast, codemirror };
const host = document.getElementById('host') ?? document.body;

let sample: Sample;
let contender: Contender = plain;
let whole: Promise<void>;
let armed: ViewAnnotation | null = null;

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Settles after the style, layout and paint of the next frame: a message task comes right behind them. */
async function framePainted(): Promise<number> {
  await nextFrame();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
}

export type ChangeKind = 'add' | 'remove' | 'recolour';

function inSight(): { start: number; end: number } {
  const marks = [...document.querySelectorAll<HTMLElement>(`${contender.mark}[data-id]`)];
  const shown = marks.filter((mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    return top > 100 && bottom < innerHeight - 100;
  });
  const ids = new Set(shown.map((mark) => mark.dataset.id));
  const found = sample.annotations.filter(({ id }) => ids.has(id));
  return {
    start: Math.min(...found.map(({ start }) => start)),
    end: Math.max(...found.map(({ end }) => end)),
  };
}

const bench = {
  prepare(characters: number, annotations: number, name: string): void {
    sample = makeSample(characters, annotations);
    contender = contenders[name] ?? plain;
  },

  /** From `mount` with everything in memory to the second frame that shows an annotation. */
  async ready(): Promise<number> {
    await nextFrame();
    const from = performance.now();
    whole = contender.mount(host, sample);
    while (document.querySelector(contender.mark) === null) await nextFrame();
    await nextFrame();
    await nextFrame();
    return performance.now() - from;
  },

  async mounted(): Promise<number> {
    const from = performance.now();
    await whole;
    return performance.now() - from;
  },

  /** Chooses a place where the reader is looking and makes what the change needs. */
  async arm(kind: ChangeKind, seed: number): Promise<void> {
    const range = inSight();
    const start = range.start + Math.floor(random(seed)() * Math.max(1, range.end - range.start - 60));
    armed = { id: `n${seed}`, start, end: start + 60, paint: seed % 12, label: 'tag, coder' };
    if (kind !== 'add') contender.changes?.add(armed);
    await framePainted();
    await framePainted();
  },

  /** The change itself; the time until the frame that shows it is finished. */
  async fire(kind: ChangeKind): Promise<number> {
    const { changes } = contender;
    if (changes === undefined || armed === null) return Number.NaN;
    const from = performance.now();
    if (kind === 'add') changes.add(armed);
    else if (kind === 'remove') changes.remove(armed.id);
    else changes.recolour(armed);
    return (await framePainted()) - from;
  },

  async recolourAll(): Promise<void> {
    contender.changes?.recolourAll?.();
    await framePainted();
  },

  async disarm(): Promise<void> {
    if (armed !== null) contender.changes?.remove(armed.id);
    await framePainted();
  },

  /** As many hit-tests as are asked for, all over the window; true when some of them found something. */
  hitTests(count: number): boolean {
    const { changes } = contender;
    if (changes === undefined) return false;
    const next = random(7);
    let found = 0;
    for (let done = 0; done < count; done += 1) {
      found += changes.hitTest(innerWidth / 2 - 250 + next() * 500, 40 + next() * (innerHeight - 80));
    }
    return found > 0;
  },

  /** Points for the mouse: the middle of marked lines that are in sight. */
  marks(count: number): { x: number; y: number }[] {
    const points: { x: number; y: number }[] = [];
    for (const mark of document.querySelectorAll(`${contender.mark}[data-id]`)) {
      const rect = mark.getClientRects()[0];
      if (rect === undefined || rect.top < 60 || rect.bottom > innerHeight - 60 || rect.width < 12) continue;
      points.push({ x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 });
      if (points.length === count) break;
    }
    return points;
  },

  pointerUps: [] as number[],

  watchPointerUp(): void {
    let up = 0;
    addEventListener(
      'pointerup',
      (event) => {
        up = event.timeStamp;
      },
      { capture: true },
    );
    contender.changes?.annotateOnSelect(() => {
      const from = up;
      void framePainted().then((until) => bench.pointerUps.push(until - from));
    });
  },

  frames: [] as number[],
  longTasks: [] as number[],

  watchFrames(): void {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) bench.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let before = 0;
    const each = (now: number) => {
      if (before !== 0) bench.frames.push(now - before);
      before = now;
      requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
  },

  idle: framePainted,
};

export type Bench = typeof bench;

Object.assign(window, { bench });
