import { type ReactNode, useCallback, useMemo, useRef } from 'react';

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

/** Rows by their places, those of one place as they stand, those without a place last: never compared. */
function byPlace<Row>(rows: readonly Row[], placeOf: (row: Row) => number | undefined, down: boolean) {
  const placed: Row[][] = [];
  const others: Row[] = [];
  for (const row of rows) {
    const place = placeOf(row);
    const beside = place === undefined ? others : (placed[place] ?? []);
    if (place !== undefined) placed[place] = beside;
    beside.push(row);
  }
  return [...(down ? placed.reverse() : placed).flat(), ...others];
}

interface ModelGiven<Row> {
  /** The same list as long as nothing in it changes. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort;
  /** Ids of the columns that are not shown. */
  readonly hidden: ReadonlySet<string>;
  readonly compare: Compare;
}

/** What a table shows: the same lists as long as nothing in them changes. */
export interface TableModel<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly shown: readonly Column<Row>[];
}

/** The rows in their order, equals by the first column, and the columns that are shown. */
export function useTableModel<Row extends object>(given: ModelGiven<Row>): TableModel<Row> {
  const { rows, keyOf, columns, sort, hidden, compare } = given;
  const byFirst = columns[0]?.sortBy;
  const order = useRef<ReadonlyMap<string, number>>(new Map());
  const latest = useRef(keyOf);
  latest.current = keyOf;
  const key = useCallback((row: Row) => latest.current(row), []);
  const data = useMemo(() => {
    if (byFirst === undefined) return rows;
    const sorted = inLastOrder(rows, key, order.current).sort((one, other) =>
      compared(byFirst(one) ?? '', byFirst(other) ?? '', compare),
    );
    order.current = new Map(sorted.map((row, at) => [key(row), at]));
    return sorted;
  }, [rows, key, byFirst, compare]);
  const sortBy = columns.find(({ id }) => id === sort.by)?.sortBy;
  const places = useMemo(
    () => (sortBy === undefined ? null : placesOf(data, sortBy, compare)),
    [data, sortBy, compare],
  );
  const ordered = useMemo(() => {
    if (sortBy === undefined || places === null) return data;
    const placeOf = (row: Row) => {
      const value = sortBy(row);
      return value === null ? undefined : places.get(value);
    };
    return byPlace(data, placeOf, sort.down);
  }, [data, sortBy, places, sort.down]);
  const gone = JSON.stringify([...hidden]);
  const shown = useMemo(() => {
    const without = new Set<string>(JSON.parse(gone));
    return columns.filter(({ id }, at) => at === 0 || !without.has(id));
  }, [columns, gone]);
  return { rows: ordered, keyOf: key, shown };
}

/** What a press on the head of a column asks for: the other way round where rows are sorted by it already. */
export function nextSort(sort: Sort, by: string): Sort {
  return { by, down: by === sort.by && !sort.down };
}
