import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useId,
  useMemo,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import classes from './chart.module.css';
import { ChartContext, SightContext } from './chart-context.ts';
import { ChartRows } from './chart-rows.tsx';
import type { ChartTable } from './chart-table.ts';
import { ChartTools } from './chart-tools.tsx';
import { markIn, nameMark } from './mark-elements.ts';
import { type MarkRows, stepFrom, stepOf } from './marks.ts';
import shapes from './shapes.module.css';
import { Patterns } from './shapes.tsx';
import { edges, useDrawn, useMarkNames } from './use-drawn.ts';
import { useFocusedMark } from './use-focused-mark.ts';

/** A drawing for so much room; it may be wider, and then scrolls. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: ReactNode;
  /** At its left and top, so much lies over what is scrolled under it. */
  readonly stays?: { readonly left: number; readonly top: number };
}

interface ChartProps {
  readonly title: string;
  readonly level?: 2 | 3;
  /** What is to be seen in it, in a sentence. */
  readonly summary: string;
  /** How the figures are to be read, beside the title. */
  readonly help?: ReactNode;
  /** What is counted: of whom, of what, in which unit. */
  readonly caption: string;
  /** Whether one above it says the same; then its caption stands in its files alone. */
  readonly isLike?: boolean;
  readonly marks: MarkRows;
  /** The same in words and numbers. */
  readonly table: ChartTable;
  readonly draw: (room: number) => Drawing;
  /** The mark of the address, to which whoever comes back is led. */
  readonly at?: string | undefined;
  /** Told before what is behind a mark is shown, so that the way back leads here. */
  readonly onOpen?: ((id: string) => unknown) | undefined;
}

/** Its marks have names; a title of its own would hang over all of it under the pointer. */
const Drawn = 'svg';

/** Scrolls a mark out from under what stays in sight. */
function uncover(mark: Element | null, { left, top }: NonNullable<Drawing['stays']>): void {
  const drawing = mark?.closest<SVGSVGElement>('svg[data-drawing]');
  const box = drawing?.parentElement;
  if (mark == null || drawing == null || box == null) return;
  const place = mark.getBoundingClientRect();
  box.scrollLeft -= Math.max(0, box.getBoundingClientRect().left + left + edges - place.left);
  const bar = Number.parseFloat(getComputedStyle(box).scrollPaddingTop) || 0;
  const covered = Math.max(0, bar + top - place.top);
  if (covered > 0 && drawing.getBoundingClientRect().top < bar) window.scrollBy({ top: -covered });
}

/**
 * The frame of every chart: what it is called and shows, the drawing or the same as a table, and what can be done with
 * it. Marks are one tab stop; arrows go from one to the next, Enter opens what is behind, Escape leaves.
 */
export function Chart(props: ChartProps) {
  const { title, level = 3, summary, help, caption, isLike, marks, table, draw, at, onOpen } = props;
  const { t } = useTranslation();
  const Title = `h${level}` as const;
  const id = useId();
  const { canvas, drawn, sight, reveal } = useDrawn(draw);
  const focused = useFocusedMark({ marks, at, onOpen, reveal });
  const { figure, active, asTable, byId } = focused;
  const grid = marks.some((row) => row.length > 1);
  const given = useMemo(
    () => ({
      ...{ grid, markOf: (mark: string) => byId.get(mark) },
      nameOf: (part: string) => `${id}${part}`,
    }),
    [grid, byId, id],
  );
  const { nameOf } = given;
  useCommandKeys('chart', {
    'chart.table': () => (figure.current?.contains(document.activeElement) ? focused.turn() : false),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const mark = markIn(event.target);
    if (mark === undefined) return;
    const step = stepOf(event);
    if (step !== null) {
      focused.goTo(stepFrom(marks, mark, step));
      if (drawn?.stays !== undefined) uncover(document.activeElement, drawn.stays);
    } else if (event.key === 'Escape') figure.current?.focus();
    else if (!(event.key === 'Enter' && focused.open(mark))) return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const mark = markIn(event.target);
    if (mark === undefined) return;
    focused.goTo(mark);
    focused.open(mark);
  };
  // Of the marks in it, which have the roles.
  const heard = {
    onKeyDown,
    onClick,
    onPointerOver: (event: PointerEvent) => focused.setPointed(markIn(event.target)),
    onPointerLeave: () => focused.setPointed(undefined),
  };
  const named = {
    role: grid ? 'grid' : 'listbox',
    'aria-labelledby': nameOf('title'),
    'aria-describedby': nameOf('keys'),
  };
  const listed = useMemo(() => <ChartRows label={title} table={table} />, [title, table]);
  useMarkNames(canvas, given.markOf, drawn, sight);
  const read = focused.pointed ?? (focused.inside ? active : undefined);
  return (
    <ChartContext value={given}>
      <figure
        ref={figure}
        tabIndex={-1}
        className={classes.chart}
        aria-labelledby={nameOf('title')}
        aria-describedby={nameOf('summary')}
        onFocus={(event) => {
          const mark = markIn(event.target);
          focused.setInside(mark !== undefined);
          focused.setPointed(undefined);
          if (mark === undefined) return;
          nameMark(event.target, given.markOf);
          focused.setChosen(mark);
        }}
        onBlur={() => focused.setInside(false)}
      >
        <div className={classes.head}>
          <div className={classes.name}>
            <Title id={nameOf('title')} className={classes.title}>
              {title}
            </Title>
            {help}
          </div>
          <ChartTools
            words={{ title, summary, caption }}
            table={table}
            asTable={asTable}
            onTable={focused.turn}
            drawing={() => {
              reveal(true);
              return figure.current?.querySelector<SVGSVGElement>('svg[data-drawing]') ?? null;
            }}
          />
        </div>
        <p id={nameOf('summary')} className={classes.summary}>
          {summary}
        </p>
        <div {...heard}>
          <div ref={canvas} className={classes.canvas} hidden={asTable}>
            {drawn !== null && (
              <Drawn
                data-drawing=""
                width={drawn.width}
                height={drawn.height}
                viewBox={`0 0 ${drawn.width} ${drawn.height}`}
                className={shapes.svg}
                {...named}
              >
                <Patterns />
                <SightContext value={sight}>{drawn.content}</SightContext>
              </Drawn>
            )}
          </div>
          {asTable && listed}
        </div>
        <p className={classes.read} data-screen="only" data-said={read !== undefined}>
          <span id={nameOf('keys')} hidden={read !== undefined}>
            {t(focused.opens ? 'chart.keys' : 'chart.keysAlone')}
          </span>
          <span aria-hidden="true">{read === undefined ? '' : byId.get(read)?.label}</span>
        </p>
        {isLike !== true && <figcaption className={classes.caption}>{caption}</figcaption>}
      </figure>
    </ChartContext>
  );
}
