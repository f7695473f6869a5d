import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoxOnPage, OnePage } from './one-page.tsx';
import classes from './original-pages.module.css';
import { gap, highest } from './page-column.ts';
import type { PageLine, PageLines, PlacedBox } from './page-lines.ts';
import { PageTools } from './page-tools.tsx';
import type { PageFile, PageSize } from './pdf.ts';
import { usePageColumn } from './use-page-column.ts';

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
  readonly shown: PlacedBox | null;
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
  const [size, setSize] = useState(1);
  const place = usePageColumn({ file, first, size, shown });
  const { column, width, current, turn } = place;
  const largest = Math.max(1, highest / Math.max(1, column.height / size));
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
  return (
    <>
      <PageTools
        page={current}
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
        ref={place.scroller}
        aria-label={t('label', { title })}
        aria-description={t('help')}
        onKeyDown={onKeyDown}
        onScroll={place.follow}
      >
        <div className={classes.column} style={{ height: column.height, width: width + 2 * gap }}>
          {place.seen.map((page) => (
            <OnePage
              key={page}
              file={file}
              page={page}
              usual={place.sizeOf(page)}
              width={width}
              top={column.tops[page - 1] ?? 0}
              height={(column.tops[page] ?? 0) - (column.tops[page - 1] ?? 0) - gap}
              boxes={boxes.get(page) ?? []}
              lines={lines}
              words={shown?.page === page ? words : null}
              onSize={place.learn}
              onPick={onPick}
              onPart={onPart}
            />
          ))}
        </div>
      </section>
    </>
  );
}
