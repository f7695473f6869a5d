import { Table } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { type Cell, inside, isWithin, tabbed } from './cursor.ts';
import classes from './edit-grid.module.css';
import { type EditGridProps, useEditGrid } from './use-edit-grid.ts';

/**
 * Cells that are edited where they stand, as in a spreadsheet. The grid keeps the focus and names the cell that keys
 * work in: of thousands of rows only those that are seen are there.
 */
export function EditGrid(props: EditGridProps) {
  const { label, columns, keys } = props;
  const { size, cursor, range, editing, setEditing, box, grid, seen, commit, close, on } = useEditGrid(props);
  const { active } = cursor;
  const id = useId();
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
        onKeyDown={on.press}
        onCopy={on.copy}
        onPaste={on.paste}
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
                    onPointerDown={(event) => on.point(cell, event)}
                    onPointerEnter={(event) => on.drag(cell, event)}
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
                      <span className={classes.text} dir="auto">
                        {text}
                      </span>
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
