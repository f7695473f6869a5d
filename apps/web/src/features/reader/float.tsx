import { autoUpdate, useFloating } from '@floating-ui/react-dom';
import type { RawSpan } from '@koersvast/core/text';
import { type CSSProperties, type ReactNode, useLayoutEffect, useMemo } from 'react';
import { useStore } from '../../lib/store.ts';
import { barsHeight } from '../../parts/letter/measures.ts';
import classes from './float.module.css';
import { around, placing, rectOf, roomBeside } from './place-float.ts';
import { useReaderSession } from './reader-session.ts';

interface FloatProps {
  /** What it belongs to, and never covers. */
  readonly span: RawSpan;
  readonly label: string;
  readonly children: ReactNode;
}

/** It scrolls with the letter, and is placed anew when it has another size alone. */
const whileOpen: typeof autoUpdate = (reference, floating, update) =>
  autoUpdate(reference, floating, update, {
    ancestorScroll: false,
    ancestorResize: false,
    layoutShift: false,
  });

/** How much of the window the bar at its foot takes, in pixels: the style of the reader says when there is one. */
function barBelow(text: Element): number {
  return Number.parseFloat(getComputedStyle(text).getPropertyValue('--reader-bottom')) || 0;
}

/** The lines of a span, and the room beside them, in the window. */
function useLines({ start, end }: RawSpan) {
  const session = useReaderSession();
  const layout = useStore(session.layout);
  const view = useStore(session.view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout is a new place
  return useMemo(() => {
    const lines = view?.rectsOf({ start, end }) ?? [];
    if (view === null || lines.length === 0) return null;
    const text = view.element.getBoundingClientRect();
    // In the column of the letter, and between the bars of the window.
    const room = {
      left: text.left,
      right: Math.max(text.right, text.left + 320),
      top: barsHeight,
      bottom: innerHeight - barBelow(view.element),
    };
    return { lines, room };
  }, [start, end, view, layout]);
}

/** A small card beside a span, that scrolls with the letter. */
export function Float({ span, label, children }: FloatProps) {
  const place = useLines(span);
  const { refs, floatingStyles, isPositioned } = useFloating({
    open: true,
    placement: 'bottom-start',
    transform: false,
    middleware: place === null ? [] : placing(place.lines, place.room),
    whileElementsMounted: whileOpen,
  });
  useLayoutEffect(() => {
    if (place === null) return;
    const { x, y, width, height } = rectOf(around(place.lines));
    refs.setReference({ getBoundingClientRect: () => new DOMRect(x, y, width, height) });
  }, [place, refs]);

  return (
    <section
      ref={refs.setFloating}
      className={classes.float}
      aria-label={label}
      style={
        {
          ...floatingStyles,
          ...(isPositioned ? {} : { opacity: 0 }),
          ...(place === null ? {} : { '--float-room': `${roomBeside(place.lines, place.room)}px` }),
        } as CSSProperties
      }
    >
      {children}
    </section>
  );
}
