import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef } from 'react';

/** One column of a table: what it shows of a row, and what rows are sorted by in it. */
export interface Column<Row> {
  readonly id: string;
  readonly name: string;
  /** More than its name, under it in the head. */
  /** How its values are to be read, beside the name. */
  readonly help?: ReactNode;
  readonly hint?: string | undefined;
  readonly cell: (row: Row) => ReactNode;
  /**
   * Read from the row alone; that of the first column is the same function each time. Rows without a value stand last
   * either way; without this it is not sorted.
   */
  readonly sortBy?: (row: Row) => string | number | null;
  /** In pixels; the first column has what the others leave, and at least this. */
  readonly width: number;
  /** Which columns stay where there is no room for all: those with more. */
  readonly keep?: number;
  readonly number?: boolean;
  /** Whether there is something to press in it, whose outline must not be cut. */
  readonly pressed?: boolean;
  /** On a phone, where rows stand as cards: with its name before it, without, or not unless somebody chose it. */
  readonly onPhone?: 'named' | 'bare' | 'left out';
}

export interface Sort {
  readonly by: string;
  readonly down: boolean;
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

type Value = string | number;

type Compare = (one: string, other: string) => number;

function compared(one: Value, other: Value, compare: Compare): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : compare(String(one), String(other));
}

/**
 * The place of each value of a column among all of them, those that are alike having one: words are compared once for
 * each that there is, and not at every turn of sorting thousands of rows.
 */
function placesOf<Row>(rows: readonly Row[], sortBy: (row: Row) => Value | null, compare: Compare) {
  const values = [...new Set(rows.flatMap((row) => sortBy(row) ?? []))];
  values.sort((one, other) => compared(one, other, compare));
  const places = new Map<Value, number>();
  let place = 0;
  for (const [at, value] of values.entries()) {
    const before = values[at - 1];
    if (before !== undefined && compared(before, value, compare) !== 0) place += 1;
    places.set(value, place);
  }
  return places;
}

/** Rows as they stood last, new ones behind them: what is nearly in order is put in order by few comparisons. */
function inLastOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  order: ReadonlyMap<string, number>,
): Row[] {
  if (order.size === 0) return [...rows];
  const known: Row[] = [];
  const others: Row[] = [];
  for (const row of rows) {
    const at = order.get(keyOf(row));
    if (at === undefined) others.push(row);
    else known[at] = row;
  }
  return [...known.filter(() => true), ...others];
}

interface ModelGiven<Row> {
  /** The same list as long as nothing in it changes. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** Ids of the columns that are not shown. */
  readonly hidden: ReadonlySet<string>;
  readonly compare: Compare;
}

/** The rows in their order, equals by the first column, and the columns that are shown. */
export function useTableModel<Row extends object>(given: ModelGiven<Row>) {
  const { rows, keyOf, columns, sort, onSort, hidden, compare } = given;
  const byFirst = columns[0]?.sortBy;
  const order = useRef<ReadonlyMap<string, number>>(new Map());
  const key = useRef(keyOf);
  key.current = keyOf;
  const data = useMemo(() => {
    if (byFirst === undefined) return [...rows];
    const sorted = inLastOrder(rows, key.current, order.current).sort((one, other) =>
      compared(byFirst(one) ?? '', byFirst(other) ?? '', compare),
    );
    order.current = new Map(sorted.map((row, at) => [key.current(row), at]));
    return sorted;
  }, [rows, byFirst, compare]);
  const sorted = columns.find(({ id }) => id === sort.by)?.sortBy;
  const places = useMemo(
    () => (sorted === undefined ? new Map<Value, number>() : placesOf(data, sorted, compare)),
    [data, sorted, compare],
  );
  // As long as these are the same, thousands of rows are not sorted anew whenever something else is drawn.
  const named = JSON.stringify(columns.map(({ id, sortBy }) => [id, sortBy !== undefined]));
  const definitions = useMemo(
    () =>
      (JSON.parse(named) as [string, boolean][]).map(
        ([id, sortable], at): ColumnDef<typeof features, Row> => ({
          id,
          // Asked for the column alone by which rows are sorted, of which the places are.
          accessorFn: (row) => places.get(sorted?.(row) ?? ''),
          enableSorting: sortable,
          enableHiding: at > 0,
          sortUndefined: 'last',
          sortDescFirst: false,
          sortFn: (one, other) => one.getValue<number>(id) - other.getValue<number>(id),
        }),
      ),
    [named, places, sorted],
  );
  const sorting = useMemo(() => [{ id: sort.by, desc: sort.down }], [sort.by, sort.down]);
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: keyOf,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: {
      sorting,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, !hidden.has(id)])),
    },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (next !== undefined) onSort({ by: next.id, down: next.desc });
    },
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return {
    rows: table.getRowModel().rows,
    shown: table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []),
    /** The other way round where rows are sorted by it already. */
    sortBy: (id: string) => table.getColumn(id)?.toggleSorting(),
  };
}

export type TableRow<Row extends object> = ReturnType<typeof useTableModel<Row>>['rows'][number];
