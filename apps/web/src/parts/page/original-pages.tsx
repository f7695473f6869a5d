import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/loaded.tsx';
import stateClasses from '../../ui/state.module.css';
import type { BoxOnPage } from './one-page.tsx';
import classes from './original-pages.module.css';
import { type PageBox, type PageLine, PageLines } from './page-lines.ts';
import { PageScroller } from './page-scroller.tsx';
import type { PageSource } from './pdf.ts';
import { usePageFile } from './use-page-file.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span that is pointed out where it stands. */
export interface PageMark extends Span {
  /** The N of `--kv-tag-N-line`. */
  readonly colour: number;
}

/** Something on a page that is not in the text. */
export interface DroppedPart {
  readonly id: string;
  readonly page: number;
  readonly box: PageBox;
}

export interface OriginalPagesProps {
  /** The PDF: its bytes, or where it lies on our server. The same object as long as it is the same file. */
  readonly source: PageSource;
  /** What it is called, for screen readers. */
  readonly title: string;
  /** Where the lines of the text stand. */
  readonly lines: readonly PageLine[];
  /** The text itself, by whose letters it is told where in a line they stand. */
  readonly text?: string;
  /** What is brought into sight and outlined: a span, or a place between letters. A new object brings it anew. */
  readonly place?: Span | null;
  /** The words of that place, for who cannot see the picture. */
  readonly words?: string | null;
  readonly marks?: readonly PageMark[];
  /** Greyed. */
  readonly dropped?: readonly DroppedPart[];
  /** Somebody pointed at a line: the offset in the text, and the line. */
  readonly onPick?: (offset: number, line: PageLine) => void;
  /** Somebody pointed at what was left out. */
  readonly onPart?: (id: string) => void;
  /** Where the original can be downloaded, offered when it cannot be shown. */
  readonly download?: string;
}

/** By page, what is drawn over it: what was left out lowest, the place on top. */
function boxesOf(
  lines: PageLines,
  marks: readonly PageMark[],
  dropped: readonly DroppedPart[],
  place: Span | null,
): ReadonlyMap<number, readonly BoxOnPage[]> {
  const byPage = new Map<number, BoxOnPage[]>();
  const put = (page: number, box: BoxOnPage) => {
    const others = byPage.get(page);
    if (others === undefined) byPage.set(page, [box]);
    else others.push(box);
  };
  for (const { id, page, box } of dropped) put(page, { box, look: 'dropped', id });
  for (const { colour, ...span } of marks)
    for (const { page, box } of lines.boxesOf(span)) put(page, { box, look: 'coded', colour });
  if (place !== null) for (const { page, box } of lines.boxesOf(place)) put(page, { box, look: 'place' });
  return byPage;
}

const none: readonly never[] = [];

/** The pages of a PDF as they are, to look at beside the text that was read from them. */
export function OriginalPages(props: OriginalPagesProps) {
  const { source, title, place = null, words = null, onPick, onPart, download } = props;
  const { marks = none, dropped = none } = props;
  const { t } = useTranslation('page');
  const { opened, again } = usePageFile(source);
  const lines = useMemo(() => new PageLines(props.lines, props.text), [props.lines, props.text]);
  const boxes = useMemo(() => boxesOf(lines, marks, dropped, place), [lines, marks, dropped, place]);
  const shown = useMemo(() => (place === null ? null : (lines.boxesOf(place)[0] ?? null)), [lines, place]);
  return (
    <div className={classes.pages}>
      {opened.state === 'loading' && (
        <div className={classes.message}>
          <Skeleton label={t('loading')} />
        </div>
      )}
      {opened.state === 'failed' && (
        <div className={classes.message}>
          <div className={stateClasses.fault} role="alert">
            <span>{t(`failed.${opened.fault}`)}</span>
            {(opened.fault === 'offline' || opened.fault === 'server') && (
              <Button variant="subtle" size="compact-sm" color="red" onClick={again}>
                {t('again')}
              </Button>
            )}
          </div>
          {download !== undefined && opened.fault !== 'missing' && (
            <a href={download} download>
              {t('download')}
            </a>
          )}
        </div>
      )}
      {opened.state === 'open' && (
        <PageScroller
          file={opened.file}
          first={opened.first}
          title={title}
          lines={lines}
          boxes={boxes}
          words={words}
          shown={shown}
          onPick={onPick}
          onPart={onPart}
        />
      )}
    </div>
  );
}
