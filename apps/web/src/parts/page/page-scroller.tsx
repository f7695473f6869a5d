import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { type BoxOnPage, OnePage } from './one-page.tsx';
import classes from './original-pages.module.css';
import { type Anchor, anchorAt, columnOf, gap, heightOf, highest, pageAt } from './page-column.ts';
import type { PageLine, PageLines } from './page-lines.ts';
import { PageTools } from './page-tools.tsx';
import type { PageFile, PageSize } from './pdf.ts';

/** How large a page can be, by the width of the place that it has. */
const sizes = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const;

interface PageScrollerProps {
  readonly file: PageFile;
  readonly first: PageSize;
  readonly title: string;
  readonly lines: PageLines;
  readonly boxes: ReadonlyMap<number, readonly BoxOnPage[]>;
  readonly words: string | null;
  /** What is to be in sight; a new one when it is to be brought there. */
  readonly shown: { readonly page: number; readonly box: readonly [number, number, number, number] } | null;
  readonly onPick: ((offset: number, line: PageLine) => void) | undefined;
  readonly onPart: ((id: string) => void) | undefined;
}

/** The next larger or smaller size. */
function stepped(size: number, by: 1 | -1, largest: number): number {
  const next = by > 0 ? sizes.find((each) => each > size) : sizes.findLast((each) => each < size);
  return next === undefined || next > largest ? size : next;
}

/** The pages under one another, those that are in sight. */
export function PageScroller(props: PageScrollerProps) {
  const { file, first, title, lines, boxes, words, shown, onPick, onPart } = props;
  const { t } = useTranslation('page');
  const scroller = useRef<HTMLElement>(null);
  const anchor = useRef<Anchor>({ page: 1, share: 0 });
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [size, setSize] = useState(1);
  const [known, setKnown] = useState<ReadonlyMap<number, PageSize>>(new Map());
  const [top, setTop] = useState(0);

  const width = Math.max(0, Math.floor((room.width - 2 * gap) * size));
  const usual = first.height / first.width;
  const column = useMemo(() => {
    const shapes = new Map([...known].map(([page, each]) => [page, each.height / each.width]));
    return columnOf(file.pages, width, usual, shapes);
  }, [file, width, usual, known]);
  const largest = Math.max(1, highest / Math.max(1, column.height / size));

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

  // What was at the top stays there, however large the pages are or turn out to be.
  useLayoutEffect(() => {
    const place = scroller.current;
    if (place === null || width === 0) return;
    place.scrollTop = heightOf(column, anchor.current);
    setTop(place.scrollTop);
  }, [column, width]);

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

  /** What was brought into sight already. */
  const brought = useRef<typeof shown>(null);
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

  const onSize = useCallback(
    (page: number, each: PageSize) =>
      setKnown((before) => {
        const { width: wide, height } = before.get(page) ?? first;
        if (Math.abs(wide - each.width) < 0.01 && Math.abs(height - each.height) < 0.01) return before;
        return new Map(before).set(page, each);
      }),
    [first],
  );

  const current = pageAt(column, top + room.height / 3);
  const turn = (page: number) => goTo({ page: Math.min(file.pages, Math.max(1, page)), share: 0 });
  const resize = (by: 1 | -1) => setSize((before) => stepped(before, by, largest));
  const pickFirst = () => {
    const line = lines.firstOn(current);
    if (line !== null) onPick?.(line.start, line);
  };
  /** What a key does here; false when it is none of ours. */
  const act = (key: string): boolean => {
    if (key === 'PageDown') turn(current + 1);
    else if (key === 'PageUp') turn(current - 1);
    else if (key === 'Home') turn(1);
    else if (key === 'End') turn(file.pages);
    else if (key === '+' || key === '=') resize(1);
    else if (key === '-') resize(-1);
    else if (key === '0') setSize(1);
    else if (key === 'Enter') pickFirst();
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (!act(event.key)) return;
    // Plus, minus and nought mean something else in the letter beside it.
    event.preventDefault();
    event.stopPropagation();
  };

  const [from, to] = [pageAt(column, top - room.height / 2), pageAt(column, top + room.height * 1.5)];
  const seen = width === 0 ? [] : Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return (
    <>
      <PageTools
        page={Math.min(current, file.pages)}
        pages={file.pages}
        size={size}
        smallest={sizes[0]}
        largest={Math.min(largest, sizes.at(-1) ?? 1)}
        onTurn={turn}
        onResize={resize}
        onFit={() => setSize(1)}
      />
      <section
        className={classes.scroller}
        ref={scroller}
        aria-label={t('label', { title })}
        aria-description={t('help')}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          anchor.current = anchorAt(column, currentTarget.scrollTop);
          setTop(currentTarget.scrollTop);
        }}
      >
        <div className={classes.column} style={{ height: column.height, width: width + 2 * gap }}>
          {seen.map((page) => (
            <OnePage
              key={page}
              file={file}
              page={page}
              usual={known.get(page) ?? first}
              width={width}
              top={column.tops[page - 1] ?? 0}
              height={(column.tops[page] ?? 0) - (column.tops[page - 1] ?? 0) - gap}
              boxes={boxes.get(page) ?? []}
              lines={lines}
              words={shown?.page === page ? words : null}
              onSize={onSize}
              onPick={onPick}
              onPart={onPart}
            />
          ))}
        </div>
      </section>
    </>
  );
}
