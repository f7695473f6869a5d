import type { RawSpan } from '@koersvast/core/text';
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from '../../lib/store.ts';
import { barsHeight } from '../../parts/letter/measures.ts';
import classes from './float.module.css';
import { type Box, placeFloat, roomBeside } from './place-float.ts';
import { useReaderSession } from './reader-session.ts';

interface FloatProps {
  /** What it belongs to, and never covers. */
  readonly span: RawSpan;
  readonly label: string;
  readonly children: ReactNode;
}

function moved(rect: Box, by: { readonly left: number; readonly top: number }): Box {
  return {
    left: rect.left - by.left,
    top: rect.top - by.top,
    right: rect.right - by.left,
    bottom: rect.bottom - by.top,
  };
}

/** A small card beside a span, that scrolls with the letter. */
export function Float({ span, label, children }: FloatProps) {
  const session = useReaderSession();
  const layout = useStore(session.layout);
  const element = useRef<HTMLElement>(null);
  const [room, setRoom] = useState<number | null>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const { start, end } = span;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout is a new place
  useLayoutEffect(() => {
    const float = element.current;
    const origin = float?.offsetParent;
    const view = session.view.get();
    if (float === null || view === null || !(origin instanceof HTMLElement)) return;
    const settle = () => {
      const lines = view.rectsOf({ start, end });
      if (lines === null || lines.length === 0) return;
      const by = origin.getBoundingClientRect();
      const text = view.element.getBoundingClientRect();
      // In the column of the letter, and between the bars of the window.
      const room = {
        left: text.left,
        right: Math.max(text.right, text.left + 320),
        top: barsHeight,
        bottom: innerHeight,
      };
      setRoom(roomBeside(lines, room));
      const next = placeFloat(
        lines.map((line) => moved(line, by)),
        { width: float.offsetWidth, height: float.offsetHeight },
        moved(room, by),
      );
      setPlace((before) => (before?.left === next.left && before.top === next.top ? before : next));
    };
    settle();
    const resized = new ResizeObserver(settle);
    resized.observe(float);
    return () => resized.disconnect();
  }, [start, end, session, layout]);

  return (
    <section
      ref={element}
      className={classes.float}
      aria-label={label}
      style={
        {
          ...(place === null ? { opacity: 0, left: 0, top: 0 } : place),
          ...(room === null ? {} : { '--float-room': `${room}px` }),
        } as CSSProperties
      }
    >
      {children}
    </section>
  );
}
