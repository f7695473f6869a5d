import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { whenIdle } from '../../lib/when-idle.ts';
import { everything, type Sight } from './chart-context.ts';
import { nameMark } from './mark-elements.ts';
import type { Mark } from './marks.ts';

/** Beside a drawing there is room for the outline of what has the focus. */
export const edges = 8;

/** So much more of a drawing is drawn at a time, in pixels, and so many marks are named. */
const more = 300;
const names = 200;
/** So few are named before they are seen. */
const few = 80;
/** Beside other work it goes on after so many milliseconds: it comes in pieces. */
const latest = 50;

interface Room {
  readonly width: number;
  /** How much of it the window showed at first. */
  readonly sight: Sight;
}

/**
 * How much room a drawing has, and how much of it is drawn: first what the window shows, then the rest while the browser
 * has nothing better to do, or when somebody needs it.
 */
export function useDrawn<Drawn extends { readonly height: number }>(draw: (room: number) => Drawn) {
  const canvas = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room | null>(null);
  const [seen, setSeen] = useState<Sight | null>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // While a table is shown in its place it has no width, and keeps the last.
    const measure = () => {
      const width = element.clientWidth - edges;
      if (width <= 0) return;
      const bottom = window.innerHeight - element.getBoundingClientRect().top;
      setRoom((before) =>
        before?.width === width ? before : { width, sight: before?.sight ?? { right: width, bottom } },
      );
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  const width = room?.width;
  // A matrix has some thousand marks: a step from one to the next draws none of them again.
  const drawn = useMemo(() => (width === undefined ? null : draw(width)), [draw, width]);
  const sight = seen ?? room?.sight ?? everything;
  const whole = sight.right === everything.right && drawn !== null && sight.bottom >= drawn.height;
  useEffect(() => {
    if (drawn === null || whole) return;
    return whenIdle(
      () =>
        setSeen(
          sight.right < everything.right
            ? { ...sight, right: everything.right }
            : { ...sight, bottom: Math.max(0, sight.bottom) + more },
        ),
      latest,
    );
  }, [drawn, sight, whole]);
  const reveal = useCallback((now: boolean) => {
    if (now) flushSync(() => setSeen(everything));
    else setSeen(everything);
  }, []);
  useEffect(() => {
    const print = () => reveal(true);
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, [reveal]);
  return { canvas, drawn, sight, reveal };
}

/** Names the marks that are drawn: a few at once, and many when there is something to see. */
export function useMarkNames(
  canvas: RefObject<Element | null>,
  markOf: (id: string) => Mark | undefined,
  drawn: unknown,
  sight: Sight,
): void {
  const named = useRef(new WeakMap<Element, typeof markOf>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn, and how much of it, has other elements
  useLayoutEffect(() => {
    const unnamed = [...(canvas.current?.querySelectorAll('[data-mark]') ?? [])].filter(
      (element) => named.current.get(element) !== markOf,
    );
    let stop = () => {};
    const name = () => {
      for (const element of unnamed.splice(0, names)) {
        nameMark(element, markOf);
        named.current.set(element, markOf);
      }
      if (unnamed.length > 0) stop = whenIdle(name, latest);
    };
    if (unnamed.length <= few) name();
    else stop = whenIdle(name, latest);
    return () => stop();
  }, [canvas, markOf, drawn, sight]);
}
