import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';

/** One column of a table: what it shows of a row, and what rows are sorted by in it. */
export interface Column<Row> {
  readonly id: string;
  readonly name: string;
  /** More than its name, under it in the head. */
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

function compared(one: Value, other: Value, compare: (one: string, other: string) => number): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : compare(String(one), String(other));
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
  readonly compare: (one: string, other: string) => number;
}

/** The rows in their order, equals by the first column, and the columns that are shown. */
export function useTableModel<Row extends object>(given: ModelGiven<Row>) {
  const { rows, keyOf, columns, sort, onSort, hidden, compare } = given;
  const byFirst = columns[0]?.sortBy;
  const data = useMemo(
    () =>
      byFirst === undefined
        ? [...rows]
        : [...rows].sort((one, other) => compared(byFirst(one) ?? '', byFirst(other) ?? '', compare)),
    [rows, byFirst, compare],
  );
  const definitions = columns.map(
    ({ id, sortBy }, at): ColumnDef<typeof features, Row> => ({
      id,
      accessorFn: (row) => sortBy?.(row) ?? undefined,
      enableSorting: sortBy !== undefined,
      enableHiding: at > 0,
      sortUndefined: 'last',
      sortDescFirst: false,
      sortFn: (one, other) => compared(one.getValue<Value>(id), other.getValue<Value>(id), compare),
    }),
  );
  const sorting = [{ id: sort.by, desc: sort.down }];
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
