import { autoUpdate, useFloating } from '@floating-ui/react-dom';
import type { RawSpan } from '@koersvast/core/text';
import type { TextView } from '@koersvast/highlighter';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { useStore } from '../../../lib/store.ts';
import { barBelow, barsHeight } from '../../../parts/letter/measures.ts';
import { useReaderSession } from '../reader-session.ts';
import classes from './float.module.css';
import { around, type Box, placing, rectOf, roomBeside } from './place-float.ts';

interface FloatProps {
  /** What it belongs to, and never covers. */
  readonly span: RawSpan;
  readonly label: string;
  /** Whether it is no higher than there is room beside the words. */
  readonly fits?: boolean;
  readonly children: ReactNode;
}

/** It scrolls with the letter, and is placed anew when it has another size alone. */
const whileOpen: typeof autoUpdate = (reference, floating, update) =>
  autoUpdate(reference, floating, update, {
    ancestorScroll: false,
    ancestorResize: false,
    layoutShift: false,
  });

interface Lines {
  readonly lines: readonly Box[];
  readonly room: Box;
}

function linesOf(view: TextView, span: RawSpan): Lines | null {
  const lines = view.rectsOf(span) ?? [];
  if (lines.length === 0) return null;
  const text = view.element.getBoundingClientRect();
  // In the column of the letter, and between the bars of the window.
  const room = {
    left: text.left,
    right: Math.max(text.right, text.left + 320),
    top: barsHeight,
    bottom: innerHeight - barBelow(view.element),
  };
  return { lines, room };
}

/**
 * The lines of a span, and the room beside them, in the window. They are read when what is placed there stands in the
 * page already, so that the letter and what is placed are laid out at once.
 */
function useLines({ start, end }: RawSpan): Lines | null {
  const session = useReaderSession();
  const layout = useStore(session.layout);
  const view = useStore(session.view);
  const [place, setPlace] = useState<Lines | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout is a new place
  useLayoutEffect(() => {
    setPlace(view === null ? null : linesOf(view, { start, end }));
  }, [start, end, view, layout]);
  return place;
}

/** A small card beside a span, that scrolls with the letter. */
export function Float({ span, label, fits = false, children }: FloatProps) {
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
      data-fits={fits}
      style={{
        ...floatingStyles,
        ...(isPositioned ? {} : { opacity: 0 }),
        ...(fits && place !== null ? { maxHeight: roomBeside(place.lines, place.room) } : {}),
      }}
    >
      {children}
    </section>
  );
}
