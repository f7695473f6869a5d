import { Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
import boxClasses from './boxed.module.css';
import cardClasses from './cards.module.css';
import { ColumnChoice } from './column-choice.tsx';
import { type Column, type Sort, useTableModel } from './columns.ts';
import classes from './data-table.module.css';
import { withoutRoom } from './fit.ts';
import { SortOnPhone } from './sort-on-phone.tsx';
import { TableHead } from './table-head.tsx';
import { TableRows } from './table-rows.tsx';
import type { SeenTable } from './use-table-view.ts';

interface DataTableProps<Row extends object> {
  readonly label: string;
  /** The same list as long as nothing in it changes. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The first says what a row is. */
  readonly columns: readonly Column<Row>[];
  readonly view: SeenTable;
  /** What can be done with a row. */
  readonly actions?:
    | { readonly name: string; readonly of: (row: Row) => ReactNode; readonly width?: number }
    | undefined;
  /** For what is as wide as it is long: it scrolls in a box of its own, in which head and first column stay. */
  readonly box?: boolean;
  readonly className?: string | undefined;
}

/** The width of what can be done with a row, and of the choice of columns, in pixels. */
const edgeWidth = 40;

/** How much room there is in an element, in CSS pixels. */
function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setRoom(element.clientWidth);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return [ref, room] as const;
}

/** The head answers a press at once; the rows follow, and wait for whatever is pressed meanwhile. */
function useRowsSort({ by, down }: Sort): Sort {
  return useDeferredValue(useMemo(() => ({ by, down }), [by, down]));
}

/**
 * A table that is sorted by its heads, and of which everybody chooses the columns. Those for which there is no room
 * are left out by themselves; on a phone rows stand as cards.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, rows, keyOf, columns, view, actions, box = false, className = '' } = props;
  const format = useFormat();
  const phone = useMediaQuery(phoneWindow, undefined, { getInitialValueInEffect: false });
  const cards = phone && !box;
  const [frame, room] = useRoom();
  const edge = actions?.width ?? edgeWidth;
  const chosen = new Set(
    view.hidden ?? columns.flatMap(({ id, onPhone }) => (cards && onPhone === 'left out' ? [id] : [])),
  );
  const noRoom =
    cards || box
      ? new Set<string>()
      : withoutRoom(
          room - edge,
          columns.filter(({ id }, at) => at === 0 || !chosen.has(id)),
        );
  const sort = useRowsSort(view.sort);
  const model = useTableModel({
    rows,
    keyOf,
    columns,
    sort,
    hidden: new Set([...chosen, ...noRoom]),
    compare: format.compare,
  });
  const choice = (
    <ColumnChoice columns={columns} hidden={chosen} noRoom={noRoom} onHidden={view.onHidden} words={cards} />
  );
  const table = (
    <Table
      className={[classes.table, cards && cardClasses.table, box && boxClasses.table, className]
        .filter(Boolean)
        .join(' ')}
      aria-label={label}
      aria-rowcount={model.rows.length + 1}
    >
      {!cards && (
        <TableHead
          shown={model.shown}
          sort={view.sort}
          onSort={view.onSort}
          actions={actions?.name}
          edge={edge}
          choice={choice}
          box={box}
        />
      )}
      <TableRows model={model} actions={actions?.of} cards={cards} box={box} wide={edge > edgeWidth} />
    </Table>
  );
  return (
    <div ref={frame}>
      {cards && <SortOnPhone columns={columns} view={view} choice={choice} />}
      {box ? <BoxAround label={label}>{table}</BoxAround> : table}
    </div>
  );
}

/** What scrolls must be reachable by keyboard. */
const scrolls = { tabIndex: 0 } as const;

function BoxAround({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className={boxClasses.box} aria-label={label} {...scrolls}>
      {children}
    </section>
  );
}
