import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Anchor, anchorAt, type Column, columnOf, gap, heightOf, pageAt } from './page-column.ts';
import type { PlacedBox } from './page-lines.ts';
import type { PageFile, PageSize } from './pdf.ts';

interface PageColumnInput {
  readonly file: PageFile;
  readonly first: PageSize;
  /** How large pages are, by the width of the place that they have. */
  readonly size: number;
  /** What is to be in sight; a new one when it is to be brought there. */
  readonly shown: PlacedBox | null;
}

interface PageColumn {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly column: Column;
  readonly width: number;
  /** The page that is looked at, and those that are to be drawn. */
  readonly current: number;
  readonly seen: readonly number[];
  sizeOf(page: number): PageSize;
  readonly learn: (page: number, size: PageSize) => void;
  turn(page: number): void;
  follow(): void;
}

/** The pages under one another in a place that scrolls: where each lies, which are in sight, and how one gets there. */
export function usePageColumn({ file, first, size, shown }: PageColumnInput): PageColumn {
  const scroller = useRef<HTMLElement>(null);
  const anchor = useRef<Anchor>({ page: 1, share: 0 });
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [known, setKnown] = useState<ReadonlyMap<number, PageSize>>(new Map());
  const [top, setTop] = useState(0);

  const width = Math.max(0, Math.floor((room.width - 2 * gap) * size));
  const column = useMemo(() => {
    const shapes = new Map([...known].map(([page, each]) => [page, each.height / each.width]));
    return columnOf(file.pages, width, first.height / first.width, shapes);
  }, [file, width, first, known]);

  useLayoutEffect(() => {
    const place = scroller.current;
    if (place === null) return;
    // What scrolls must be reachable by keyboard.
    place.tabIndex = 0;
    const measure = () => setRoom({ width: place.clientWidth, height: place.clientHeight });
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(place);
    return () => resized.disconnect();
  }, []);

  const goTo = useCallback(
    (next: Anchor) => {
      const place = scroller.current;
      if (place === null) return;
      anchor.current = next;
      place.scrollTop = heightOf(column, next);
      setTop(place.scrollTop);
    },
    [column],
  );
  // What was at the top stays there, however large the pages are or turn out to be.
  useLayoutEffect(() => {
    if (width > 0) goTo(anchor.current);
  }, [width, goTo]);

  /** What was brought into sight already. */
  const brought = useRef<PlacedBox | null>(null);
  useEffect(() => {
    const place = scroller.current;
    if (place === null || width === 0 || shown === null || brought.current === shown) return;
    brought.current = shown;
    const { height } = known.get(shown.page) ?? first;
    const from = column.tops[shown.page - 1] ?? 0;
    const long = (column.tops[shown.page] ?? from) - gap - from;
    const [upper, lower] = [from + (shown.box[1] / height) * long, from + (shown.box[3] / height) * long];
    if (upper >= place.scrollTop && lower <= place.scrollTop + place.clientHeight) return;
    goTo(anchorAt(column, Math.max(0, upper - place.clientHeight / 3)));
  }, [shown, column, width, known, first, goTo]);

  const learn = useCallback(
    (page: number, each: PageSize) =>
      setKnown((before) => {
        const { width: wide, height } = before.get(page) ?? first;
        if (Math.abs(wide - each.width) < 0.01 && Math.abs(height - each.height) < 0.01) return before;
        return new Map(before).set(page, each);
      }),
    [first],
  );

  const pageOf = (y: number) => Math.min(file.pages, pageAt(column, y));
  const [from, to] = [pageOf(top - room.height / 2), pageOf(top + room.height * 1.5)];
  return {
    scroller,
    column,
    width,
    current: pageOf(top + room.height / 3),
    seen: width === 0 ? [] : Array.from({ length: to - from + 1 }, (_, at) => from + at),
    sizeOf: (page) => known.get(page) ?? first,
    learn,
    turn: (page) => goTo({ page: Math.min(file.pages, Math.max(1, page)), share: 0 }),
    follow: () => {
      const place = scroller.current;
      if (place === null) return;
      anchor.current = anchorAt(column, place.scrollTop);
      setTop(place.scrollTop);
    },
  };
}
