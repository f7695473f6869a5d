import { type Table, valuesOf } from '../csv/table.ts';
import type { CsvValue } from '../csv/write.ts';
import type { Batches, Dataset } from '../dataset/dataset.ts';
import { annotationTableOf } from '../table/annotations.ts';
import { codebookTable } from '../table/codebook.ts';
import { codingTable } from '../table/coding.ts';
import { documentTable } from '../table/documents.ts';
import { factsTable } from '../table/facts.ts';

/** The tables that a dataset is written as; together they carry all of it but the texts, which have files of their own. */
export const csvTableNames = ['annotations', 'documents', 'codebook', 'coding', 'facts'] as const;
export type CsvTableName = (typeof csvTableNames)[number];

/** A table of which nothing has been read but its columns: rows come in batches, as values of the columns. */
export interface CsvTable {
  readonly columns: readonly Pick<Table<never>[number], 'name' | 'meaning' | 'moment'>[];
  batches(): AsyncIterable<CsvValue[][]>;
}

/** Things as rows of a table, as they are asked for. */
export function csvTableOf<Row>(table: Table<Row>, batches: () => Batches<Row>): CsvTable {
  return {
    columns: table,
    async *batches() {
      for await (const rows of batches()) yield rows.map((row) => valuesOf(table, row));
    },
  };
}

async function hasRenditions(dataset: Dataset): Promise<boolean> {
  return (await dataset.hasRenditions?.()) ?? false;
}

async function hasOrigins(dataset: Dataset): Promise<boolean> {
  return (await dataset.hasOrigins?.()) ?? false;
}

async function* none(): Batches<never> {}

/** One table of a dataset. */
export async function writeCsvTable(dataset: Dataset, name: CsvTableName): Promise<CsvTable> {
  switch (name) {
    case 'annotations':
      return csvTableOf(
        annotationTableOf({ renditions: await hasRenditions(dataset), origins: await hasOrigins(dataset) }),
        () => dataset.annotations(),
      );
    case 'documents':
      return csvTableOf(documentTable(await dataset.fieldNames(), await hasRenditions(dataset)), () =>
        dataset.documents(),
      );
    case 'codebook':
      return csvTableOf(codebookTable, () => dataset.codebook());
    case 'coding':
      return csvTableOf(codingTable, () => dataset.coding());
    case 'facts':
      return csvTableOf(factsTable, () => dataset.facts?.() ?? none());
  }
}
