import { type KeyboardEvent, memo, useEffect, useId, useRef } from 'react';
import { type Cell, inside, tabbed } from './cursor.ts';
import classes from './edit-grid.module.css';
import type { EditGridProps, GridColumn, GridHands } from './use-edit-grid.ts';

interface GridRowProps extends Pick<EditGridProps, 'shown' | 'mark'> {
  /** With what the ids of cells begin. */
  readonly id: string;
  readonly row: number;
  readonly columns: readonly GridColumn[];
  /** How many there are. */
  readonly rows: number;
  /** The first and the last selected column, and the one that keys work in; -1 where none is. */
  readonly from: number;
  readonly to: number;
  readonly active: number;
  /** What is typed in the cell that keys work in, as long as it is edited. */
  readonly editing: string | null;
  readonly hands: GridHands;
}

/** One row: drawn anew only when something in it changes, of the hundreds of cells that are seen. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, row, columns, rows, shown, mark: markOf, from, to, active, editing, hands } = props;
  return (
    <tr aria-rowindex={row + 2}>
      {columns.map((column, nth) => {
        const cell = { row, column: nth };
        const isActive = active === nth;
        const mark = markOf(cell);
        const text = shown(cell);
        const picked = { role: 'gridcell', 'aria-selected': nth >= from && nth <= to };
        return (
          <td
            key={column.id}
            {...picked}
            id={`${id}${row}-${nth}`}
            tabIndex={-1}
            aria-colindex={nth + 1}
            aria-invalid={mark !== null && mark.state !== 'saving' ? true : undefined}
            data-active={isActive}
            data-number={column.number}
            data-state={mark?.state}
            title={mark?.words ?? text}
            onPointerDown={(event) => hands.point(cell, event)}
            onPointerEnter={(event) => hands.drag(cell, event)}
            onDoubleClick={() => hands.open(cell)}
          >
            {isActive && editing !== null ? (
              <CellInput
                label={column.name}
                list={column.offered}
                text={editing}
                onText={hands.edit}
                onCommit={(next) => hands.commit(editing, next)}
                onLeave={hands.close}
                cell={cell}
                size={{ rows, columns: columns.length }}
              />
            ) : (
              <span className={classes.text} dir="auto">
                {text}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
});

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
        dir="auto"
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
