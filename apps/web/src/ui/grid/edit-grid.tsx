import { Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { readTsv, writeTsv } from '../../lib/tsv.ts';
import { at, type Cell, type Cursor, inside, isWithin, moved, placed, rangeOf, tabbed } from './cursor.ts';
import classes from './edit-grid.module.css';

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
export type Typed = Cell & { readonly typed: string };

interface EditGridProps {
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

/**
 * Cells that are edited where they stand, as in a spreadsheet. The grid keeps the focus and names the cell that keys
 * work in: of thousands of rows only those that are seen are there.
 */
export function EditGrid(props: EditGridProps) {
  const { label, columns, keys } = props;
  const size = { rows: keys.length, columns: columns.length };
  const [held, setCursor] = useState<Cursor>(at({ row: 0, column: 0 }));
  const cursor = { active: inside(held.active, size), anchor: inside(held.anchor, size) };
  const [editing, setEditing] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const id = useId();
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
    if (text !== props.typed(active)) props.onTyped([{ ...active, typed: text }]);
    if (next !== null) go(next);
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
    else if (key === 'Enter' || key === 'F2') setEditing(props.typed(active));
    else if (key === 'Delete' || key === 'Backspace') clear();
    else if (far && key.toLowerCase() === 'd') fillDown();
    else if (far && key.toLowerCase() === 'a')
      setCursor({
        anchor: { row: 0, column: 0 },
        active: inside({ row: size.rows, column: size.columns }, size),
      });
    else if (!far && !event.altKey && [...key].length === 1) setEditing(key);
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
  const items = seen.getVirtualItems();
  const isSeen = items.some(({ index }) => index === active.row);
  const above = items[0]?.start ?? 0;
  const below = seen.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={box} className={classes.box}>
      <Table
        unstyled
        ref={grid}
        role="grid"
        className={classes.grid}
        aria-label={label}
        aria-rowcount={size.rows + 1}
        aria-colcount={size.columns}
        aria-multiselectable="true"
        aria-activedescendant={isSeen ? `${id}${active.row}-${active.column}` : undefined}
        tabIndex={0}
        onKeyDown={press}
        onCopy={copy}
        onPaste={paste}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {columns.map((column, nth) => (
              <Table.Th key={column.id} scope="col" aria-colindex={nth + 1} data-number={column.number}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {above > 0 && <Gap height={above} />}
        <Table.Tbody>
          {items.map(({ index: row }) => (
            <Table.Tr key={keys[row]} aria-rowindex={row + 2}>
              {columns.map((column, nth) => {
                const cell = { row, column: nth };
                const isActive = active.row === row && active.column === nth;
                const mark = props.mark(cell);
                const text = props.shown(cell);
                return (
                  <Table.Td
                    key={column.id}
                    id={`${id}${row}-${nth}`}
                    role="gridcell"
                    tabIndex={-1}
                    aria-colindex={nth + 1}
                    aria-selected={isWithin(range, cell)}
                    aria-invalid={mark !== null && mark.state !== 'saving' ? true : undefined}
                    data-active={isActive}
                    data-number={column.number}
                    data-state={mark?.state}
                    title={mark?.words ?? text}
                    onPointerDown={(event) => point(cell, event)}
                    onPointerEnter={(event) => drag(cell, event)}
                    onDoubleClick={() => setEditing(props.typed(cell))}
                  >
                    {isActive && editing !== null ? (
                      <CellInput
                        label={column.name}
                        list={column.offered}
                        text={editing}
                        onText={setEditing}
                        onCommit={(next) => commit(editing, next)}
                        onLeave={close}
                        cell={cell}
                        size={size}
                      />
                    ) : (
                      <span className={classes.text}>{text}</span>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {below > 0 && <Gap height={below} />}
      </Table>
    </div>
  );
}

function Gap({ height }: { readonly height: number }) {
  return (
    <Table.Tbody aria-hidden="true">
      <Table.Tr style={{ height }} />
    </Table.Tbody>
  );
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

interface CellInputProps {
  readonly label: string;
  readonly list: readonly string[] | undefined;
  readonly text: string;
  readonly cell: Cell;
  readonly size: { readonly rows: number; readonly columns: number };
  readonly onText: (text: string) => void;
  readonly onCommit: (next: Cell | null) => void;
  readonly onLeave: () => void;
}

function CellInput({ label, list, text, cell, size, onText, onCommit, onLeave }: CellInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const left = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const once = (work: () => void) => {
    if (left.current) return;
    left.current = true;
    work();
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') once(onLeave);
    else if (event.key === 'Enter')
      once(() => onCommit(inside({ row: cell.row + (event.shiftKey ? -1 : 1), column: cell.column }, size)));
    else if (event.key === 'Tab') once(() => onCommit(tabbed(cell, event.shiftKey, size)));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        className={classes.input}
        aria-label={label}
        value={text}
        list={list === undefined ? undefined : listId}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => once(() => onCommit(null))}
      />
      {list !== undefined && (
        <datalist id={listId}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
