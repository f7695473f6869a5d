import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import { readTsv, writeTsv } from '../../lib/tsv.ts';
import { at, type Cell, type Cursor, inside, moved, placed, rangeOf, tabbed } from './cursor.ts';

export interface GridColumn {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly number?: boolean;
  /** What is offered while somebody types in it. */
  readonly offered?: readonly string[];
}

/** What a cell is in, beside its value, and why. */
export interface CellMark {
  readonly state: 'saving' | 'refused' | 'misfit';
  readonly words: string;
}

/** What somebody put into cells. */
export type Typed = Cell & {
  readonly typed: string;
  /** Whether something else has come there since they began to type. */
  readonly overtaken?: boolean;
};

export interface EditGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** By row. */
  readonly keys: readonly string[];
  readonly shown: (cell: Cell) => string;
  /** The value as somebody would type it. */
  readonly typed: (cell: Cell) => string;
  readonly mark: (cell: Cell) => CellMark | null;
  /** Takes what was typed, cleared or filled down; what was pasted, with how many cells had no place. */
  readonly onTyped: (cells: readonly Typed[]) => void;
  readonly onPasted: (cells: readonly Typed[], outside: number) => void;
}

const rowHeight = 34;
/** Rows beyond what is seen, at either end. */
const beyond = 8;

/** What keys, the pointer and the clipboard do in a grid. */
export function useEditGrid(props: EditGridProps) {
  const { columns, keys } = props;
  const size = { rows: keys.length, columns: columns.length };
  const [held, setCursor] = useState<Cursor>(at({ row: 0, column: 0 }));
  const cursor = { active: inside(held.active, size), anchor: inside(held.anchor, size) };
  const [editing, setEditing] = useState<string | null>(null);
  /** What stood in the cell when somebody began to type in it. */
  const began = useRef<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const seen = useVirtualizer({
    count: size.rows,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: beyond,
    scrollPaddingStart: rowHeight,
  });
  const range = rangeOf(cursor);
  const { active } = cursor;
  const go = (cell: Cell, extend = false) => {
    setCursor((before) => ({ active: cell, anchor: extend ? before.anchor : cell }));
    seen.scrollToIndex(cell.row, { align: 'auto' });
  };
  useScrolledTo(box, columns, active.column);
  const close = () => {
    setEditing(null);
    grid.current?.focus({ preventScroll: true });
  };
  const commit = (text: string, next: Cell | null) => {
    close();
    const there = props.typed(active);
    const overtaken = began.current !== null && began.current !== there;
    // What was refused is sent when it is typed once more.
    const again = next !== null && props.mark(active)?.state === 'refused';
    if (text !== there || again)
      props.onTyped([{ ...active, typed: text, ...(overtaken ? { overtaken } : {}) }]);
    if (next !== null) go(next);
  };
  const begin = (cell: Cell, text: string) => {
    began.current = props.typed(cell);
    setEditing(text);
  };
  const cellsOf = () => {
    const cells: Cell[][] = [];
    for (let { row } = range.from; row <= range.to.row; row += 1) {
      const line: Cell[] = [];
      for (let { column } = range.from; column <= range.to.column; column += 1) line.push({ row, column });
      cells.push(line);
    }
    return cells;
  };
  const fillDown = () => {
    const [first = [], ...rest] = cellsOf();
    const values = first.map(props.typed);
    props.onTyped(rest.flatMap((line) => line.map((cell, nth) => ({ ...cell, typed: values[nth] ?? '' }))));
  };
  const clear = () =>
    props.onTyped(
      cellsOf()
        .flat()
        .map((cell) => ({ ...cell, typed: '' })),
    );
  const press = (event: KeyboardEvent) => {
    if (editing !== null) return;
    const { key, shiftKey } = event;
    const far = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = moved(key, { far, page }, active, size);
    const next = key === 'Tab' ? tabbed(active, shiftKey, size) : null;
    if (to !== null) go(to, shiftKey);
    else if (next !== null) go(next);
    else if (key === 'Enter' || key === 'F2') begin(active, props.typed(active));
    else if (key === 'Delete' || key === 'Backspace') clear();
    else if (far && key.toLowerCase() === 'd') fillDown();
    else if (far && key.toLowerCase() === 'a')
      setCursor({
        anchor: { row: 0, column: 0 },
        active: inside({ row: size.rows, column: size.columns }, size),
      });
    else if (!far && !event.altKey && [...key].length === 1) begin(active, key);
    else return;
    event.preventDefault();
    // None of these keys is also a command of the screen.
    event.stopPropagation();
  };
  const copy = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeTsv(cellsOf().map((line) => line.map(props.typed))));
  };
  const paste = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    const { cells, outside } = placed(readTsv(event.clipboardData.getData('text/plain')), range, size);
    props.onPasted(cells, outside);
  };
  const point = (cell: Cell, event: PointerEvent) => {
    if (event.button !== 0 || editing !== null) return;
    go(cell, event.shiftKey);
  };
  const drag = (cell: Cell, event: PointerEvent) => {
    if (event.buttons === 1 && editing === null) setCursor((before) => ({ ...before, active: cell }));
  };
  const open = (cell: Cell) => begin(cell, props.typed(cell));
  const hands = useSame({ point, drag, open, commit, close, edit: setEditing });
  return { size, cursor, range, editing, box, grid, seen, hands, on: { press, copy, paste } };
}

/** What can be done to cells; the same functions as long as the grid is there. */
export interface GridHands {
  readonly point: (cell: Cell, event: PointerEvent) => void;
  readonly drag: (cell: Cell, event: PointerEvent) => void;
  /** Edits a cell. */
  readonly open: (cell: Cell) => void;
  readonly edit: (text: string) => void;
  /** Takes what was typed, and goes on to the next cell if there is one. */
  readonly commit: (text: string, next: Cell | null) => void;
  readonly close: () => void;
}

/** Rows that nothing changed in need not be drawn for hands that are new at each key. */
function useSame(hands: GridHands): GridHands {
  const last = useRef(hands);
  last.current = hands;
  const [same] = useState<GridHands>(() => ({
    point: (cell, event) => last.current.point(cell, event),
    drag: (cell, event) => last.current.drag(cell, event),
    open: (cell) => last.current.open(cell),
    edit: (text) => last.current.edit(text),
    commit: (text, next) => last.current.commit(text, next),
    close: () => last.current.close(),
  }));
  return same;
}

/** Scrolls sideways to the column that keys work in, past the first one, which stays. */
function useScrolledTo(
  box: { readonly current: HTMLDivElement | null },
  columns: readonly GridColumn[],
  column: number,
): void {
  useEffect(() => {
    const element = box.current;
    if (element === null || column === 0) return;
    const left = columns.slice(0, column).reduce((sum, { width }) => sum + width, 0);
    const right = left + (columns[column]?.width ?? 0);
    const first = columns[0]?.width ?? 0;
    if (left - first < element.scrollLeft) element.scrollLeft = left - first;
    else if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = right - element.clientWidth;
  }, [box, columns, column]);
}
