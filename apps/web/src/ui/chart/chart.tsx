import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import classes from './chart.module.css';
import { type ActiveMark, activate, ChartContext } from './chart-context.ts';
import { ChartRows } from './chart-rows.tsx';
import type { ChartTable } from './chart-table.ts';
import { ChartTools } from './chart-tools.tsx';
import { type MarkRows, stepFrom, stepOf } from './marks.ts';
import shapes from './shapes.module.css';
import { Patterns } from './shapes.tsx';

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
  readonly onOpen?: ((id: string) => void) | undefined;
}

/** Its marks have names; a title of its own would hang over all of it under the pointer. */
const Drawn = 'svg';

/** Beside a drawing there is room for the outline of what has the focus. */
const edges = 8;

/** How wide a chart is taken to be until that is known, in pixels. */
const usualRoom = 640;

function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(usualRoom);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // While a table is shown in its place it has no width, and keeps the last.
    const measure = () => element.clientWidth > edges && setRoom(element.clientWidth - edges);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return [ref, room] as const;
}

function markIn(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-mark]') : null;
  return element?.getAttribute('data-mark') ?? undefined;
}

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

/** Which mark has the tab stop, where it is in the drawing and in the table, and what it opens. */
function useFocusedMark(marks: MarkRows, at: string | undefined, onOpen: ChartProps['onOpen']) {
  const figure = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<string | undefined>(at);
  const [pointed, setPointed] = useState<string | undefined>(undefined);
  const [inside, setInside] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const byId = useMemo(() => new Map(marks.flat().map((mark) => [mark.id, mark])), [marks]);
  const active = chosen !== undefined && byId.has(chosen) ? chosen : marks.flat()[0]?.id;
  const elementOf = (mark: string) =>
    [
      ...(figure.current?.querySelectorAll<HTMLElement | SVGElement>(`[data-mark="${CSS.escape(mark)}"]`) ??
        []),
    ].find((element) => element.closest('[hidden]') === null);
  const goTo = (mark: string) => {
    setChosen(mark);
    elementOf(mark)?.focus();
  };

  // Whoever comes back from what is behind a mark is where they were.
  const came = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (at === undefined || came.current === at || !byId.has(at)) return;
    came.current = at;
    setChosen(at);
    elementOf(at)?.focus();
  });

  // The same mark has the focus in the table as in the drawing.
  const moved = useRef(false);
  const turn = () => {
    moved.current = figure.current?.querySelector('[data-mark]:focus') != null;
    setAsTable(!asTable);
  };
  useLayoutEffect(() => {
    if (!moved.current || active === undefined) return;
    moved.current = false;
    elementOf(active)?.focus();
  });

  const open = (mark: string) => {
    const { open: show } = byId.get(mark) ?? {};
    if (show === undefined) return false;
    came.current = mark;
    onOpen?.(mark);
    show();
    return true;
  };
  return {
    figure,
    active,
    asTable,
    pointed,
    inside,
    setPointed,
    setInside,
    setChosen,
    goTo,
    turn,
    open,
    byId,
  };
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
  const nameOf = (part: string) => `${id}${part}`;
  const [room, width] = useRoom();
  const focused = useFocusedMark(marks, at, onOpen);
  const { figure, active, asTable, byId } = focused;
  const grid = marks.some((row) => row.length > 1);
  useCommandKeys('chart', {
    'chart.table': () => (figure.current?.contains(document.activeElement) ? focused.turn() : false),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const mark = markIn(event.target);
    if (mark === undefined) return;
    const step = stepOf(event);
    if (step !== null) {
      focused.goTo(stepFrom(marks, mark, step));
      if (drawn.stays !== undefined) uncover(document.activeElement, drawn.stays);
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
  // A matrix has some thousand marks: a step from one to the next draws none of them again.
  const drawn = useMemo(() => draw(width), [draw, width]);
  const listed = useMemo(() => <ChartRows label={title} table={table} />, [title, table]);
  const [stop] = useState<ActiveMark>(() => ({ id: active, told: new Map() }));
  useLayoutEffect(() => activate(stop, active));
  const given = useMemo(
    () => ({
      ...{ active: stop, grid, markOf: (mark: string) => byId.get(mark) },
      nameOf: (part: string) => `${id}${part}`,
    }),
    [stop, grid, byId, id],
  );
  const read = focused.pointed ?? (focused.inside ? active : undefined);
  const words = { title, summary, caption };
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
          if (mark !== undefined) focused.setChosen(mark);
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
            words={words}
            table={table}
            asTable={asTable}
            onTable={focused.turn}
            drawing={() => figure.current?.querySelector<SVGSVGElement>('svg[data-drawing]') ?? null}
          />
        </div>
        <p id={nameOf('summary')} className={classes.summary}>
          {summary}
        </p>
        <div {...heard}>
          <div ref={room} className={classes.canvas} hidden={asTable}>
            <Drawn
              data-drawing=""
              width={drawn.width}
              height={drawn.height}
              viewBox={`0 0 ${drawn.width} ${drawn.height}`}
              className={shapes.svg}
              {...named}
            >
              <Patterns />
              {drawn.content}
            </Drawn>
          </div>
          {asTable && listed}
        </div>
        <p className={classes.read} data-screen="only" data-said={read !== undefined}>
          <span id={nameOf('keys')} hidden={read !== undefined}>
            {t(marks.flat().some(({ open }) => open !== undefined) ? 'chart.keys' : 'chart.keysAlone')}
          </span>
          <span aria-hidden="true">{read === undefined ? '' : byId.get(read)?.label}</span>
        </p>
        {isLike !== true && <figcaption className={classes.caption}>{caption}</figcaption>}
      </figure>
    </ChartContext>
  );
}
