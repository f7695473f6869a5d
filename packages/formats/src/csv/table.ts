import type { Language } from '@koersvast/core/language';
import type { CsvPreset } from './preset.ts';
import { type CsvValue, writeCsv } from './write.ts';

/** One column of a table: its name in the file, what it means, and how its value comes from a row. */
export interface Column<Row> {
  readonly name: string;
  /** One sentence, for the export screen and for the documentation of a release. */
  readonly meaning: Readonly<Record<Language, string>>;
  value(row: Row): CsvValue;
  /** A date as far as it is known, or a moment in UTC; a workbook has cells of their own for these. */
  readonly moment?: true;
}

export type Table<Row> = readonly Column<Row>[];

export function column<Row>(
  name: string,
  en: string,
  nl: string,
  value: (row: Row) => CsvValue,
): Column<Row> {
  return { name, meaning: { en, nl }, value };
}

export function momentColumn<Row>(...parts: Parameters<typeof column<Row>>): Column<Row> {
  return { ...column(...parts), moment: true };
}

export function headerOf<Row>(table: Table<Row>): string[] {
  return table.map((each) => each.name);
}

export function valuesOf<Row>(table: Table<Row>, row: Row): CsvValue[] {
  return table.map((each) => each.value(row));
}

/** A whole table as CSV. */
export function writeTable<Row>(preset: CsvPreset, table: Table<Row>, rows: readonly Row[]): string {
  return writeCsv(
    preset,
    headerOf(table),
    rows.map((row) => valuesOf(table, row)),
  );
}
