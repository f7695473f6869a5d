import type { CountTable } from '@koersvast/contracts';
import { type CountBase, type Counted, type CountUnit, countIn } from '@koersvast/core/count';

type Row = CountTable['rows'][number];

/** What a tag has in a column, with what it is out of. */
export interface Cell {
  readonly row: Row;
  readonly column: CountTable['columns'][number];
  readonly at: number;
  readonly counted: Counted;
  readonly base: CountBase;
}

function cellOf(table: CountTable, row: Row, at: number): Cell | null {
  const column = table.columns[at];
  if (column === undefined) return null;
  const counted = {
    spans: row.spans[at] ?? 0,
    documents: row.documents[at] ?? 0,
    characters: row.characters[at] ?? 0,
  };
  return { row, column, at, counted, base: column.base };
}

export const cellsOf = (table: CountTable, row: Row): Cell[] =>
  table.columns.flatMap((_, at) => cellOf(table, row, at) ?? []);

export const markId = ({ row, column }: Pick<Cell, 'row' | 'column'>) => `${row.tagId} ${column.key}`;

/** The largest value of a table in a unit, and where it is; null where nothing is above nought. */
export function mostOf(table: CountTable, unit: CountUnit): { cell: Cell; value: number } | null {
  let most: { cell: Cell; value: number } | null = null;
  for (const row of table.rows)
    for (const cell of cellsOf(table, row)) {
      const value = countIn(unit, cell.counted, cell.base) ?? 0;
      if (value > (most?.value ?? 0)) most = { cell, value };
    }
  return most;
}
