import { writeTsv } from '../../lib/tsv.ts';

/** One cell of what a chart shows, as a table has it. */
export interface ChartCell {
  readonly text: string;
  /** In files, where it differs: numbers as programs read them, nothing where there is no value. */
  readonly value?: number | string | null;
  /** The mark that shows it. */
  readonly mark?: string | undefined;
}

/** The same as the chart, in words and numbers. The first cell says what a row is. */
export interface ChartTable {
  readonly columns: readonly { readonly key: string; readonly name: string; readonly number?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ChartCell[] }[];
}

/** A table whose rows are put together once somebody asks for them: a chart of some thousand parts is seen before. */
export function rowsLater(columns: ChartTable['columns'], rows: () => ChartTable['rows']): ChartTable {
  let made: ChartTable['rows'] | undefined;
  return {
    columns,
    get rows() {
      made ??= rows();
      return made;
    },
  };
}

function linesOf({ columns, rows }: ChartTable): string[][] {
  const wordOf = ({ text, value }: ChartCell) => (value === undefined ? text : String(value ?? ''));
  return [columns.map(({ name }) => name), ...rows.map(({ cells }) => cells.map(wordOf))];
}

/** For the clipboard: a spreadsheet takes it as cells. */
export function tsvOf(table: ChartTable): string {
  return writeTsv(linesOf(table));
}

/** A cell that a spreadsheet could take for a formula is marked as text. */
function csvCell(cell: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a byte order mark, by which Excel knows that it is UTF-8. */
export function csvOf(table: ChartTable): string {
  return `\u{feff}${linesOf(table)
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')}`;
}
