import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Layout } from './layout.ts';

/** Whoever came back is where they were: the place and the id stand in the address. */
function placeIn(at: string | undefined, most: number): number | null {
  const place = Number(at?.split(' ')[0] ?? Number.NaN);
  return Number.isSafeInteger(place) && place < most ? place : null;
}

/** Which passages are in sight, and at which one the keys are: that one is there wherever it stands. */
export function usePosition(
  list: RefObject<HTMLElement | null>,
  layout: Layout,
  { most, at }: { readonly most: number; readonly at: string | undefined },
) {
  const [came] = useState(() => placeIn(at, most));
  const [active, setActive] = useState(came ?? 0);
  const [top, setTop] = useState(0);
  const now = Math.min(active, most - 1);
  /** The passage that gets the focus as soon as it is there. */
  const wanted = useRef(came);
  useLayoutEffect(() => {
    if (list.current !== null) setTop(list.current.getBoundingClientRect().top + window.scrollY);
  }, [list]);
  const seen = useWindowVirtualizer<HTMLLIElement>({
    count: layout.count,
    estimateSize: (line) => ('group' in layout.at(line) ? 56 : 132),
    overscan: 6,
    scrollMargin: top,
    // Above the bar at the foot, which is there where some are chosen.
    scrollPaddingEnd: 64,
    // What has the keys is there however far away it is, so that Tab finds it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), layout.lineOf(now)])].sort((one, other) => one - other),
  });
  const focusWanted = () => {
    const { current } = wanted;
    const place = `[data-passage="${current}"]`;
    const link = current === null ? null : list.current?.querySelector<HTMLElement>(place);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
  const shown = useRef(false);
  useEffect(() => {
    if (came !== null && !shown.current) seen.scrollToIndex(layout.lineOf(came), { align: 'center' });
    shown.current = true;
  }, [came, layout, seen]);
  useEffect(focusWanted);
  return {
    seen,
    now,
    setActive,
    go: (passage: number) => {
      const next = Math.max(0, Math.min(most - 1, passage));
      wanted.current = next;
      setActive(next);
      seen.scrollToIndex(layout.lineOf(next), { align: 'auto' });
      // Where it is there already nothing may be drawn anew.
      focusWanted();
      return true;
    },
  };
}
