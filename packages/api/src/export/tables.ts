import type { ExportSelection } from '@koersvast/contracts';
import { tagAsSeen, tagPaths } from '@koersvast/core/codebook';
import type { Access, Rows, SnapshotReader, Tx } from '@koersvast/db';
import {
  annotationTable,
  type CodebookRow,
  type CodingRow,
  type CsvValue,
  codebookTable,
  codingTable,
  type DocumentTableRow,
  documentTable,
  historyTable,
  type Table,
  valuesOf,
} from '@koersvast/formats';
import { readTags } from '../place/tags.ts';
import { openStudy } from '../study/study.ts';
import { annotationRows, type LayerChoice } from './annotation-rows.ts';
import { historyRows } from './history-rows.ts';

export type ExportFile = 'annotations' | 'documents' | 'codebook' | 'coding' | 'history';

/** Whether a file holds what coders did, and not only how far they are. */
export function holdsWork(file: ExportFile): boolean {
  return file === 'annotations' || file === 'history';
}

export interface ExportChoice {
  readonly access: Access;
  readonly file: ExportFile;
  /** Only this document; null for the whole project. */
  readonly documentId: string | null;
  readonly layer: LayerChoice;
  /** Of a copy: what it has of the whole. */
  readonly selection?: ExportSelection | undefined;
}

/** A table of which nothing has been read but its columns: rows come in batches, as values of the columns. */
export interface ExportTable {
  readonly columns: readonly Pick<Table<never>[number], 'name' | 'meaning' | 'moment'>[];
  batches(): AsyncIterable<CsvValue[][]>;
}

const batchSize = 1000;

function tableOf<Row>(table: Table<Row>, batches: () => AsyncIterable<readonly Row[]>): ExportTable {
  return {
    columns: table,
    async *batches() {
      for await (const rows of batches()) yield rows.map((row) => valuesOf(table, row));
    },
  };
}

async function* once<T>(read: () => Promise<T>): AsyncGenerator<T> {
  yield await read();
}

async function projectName(tx: Tx, projectId: string): Promise<string> {
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { name: true } });
  return project?.name ?? '';
}

async function readDocuments(tx: Tx, { access, documentId }: ExportChoice): Promise<DocumentTableRow[]> {
  const study = openStudy(tx, access);
  const project = await projectName(tx, access.projectId);
  const documents = await study.documents({ documentId });
  const sizeOf = new Map((await study.sizes()).map((size) => [size.id, size]));
  return documents.map((document) => ({
    ...document,
    project,
    document,
    blocks: sizeOf.get(document.id)?.blocks ?? 0,
    paragraphs: sizeOf.get(document.id)?.paragraphs ?? 0,
    sentences: sizeOf.get(document.id)?.sentences ?? 0,
    notes: sizeOf.get(document.id)?.notes ?? 0,
    attachments: sizeOf.get(document.id)?.attachments ?? [],
    stated: document.stated ?? {},
  }));
}

async function readCodebookRows(tx: Tx, { access }: ExportChoice): Promise<CodebookRow[]> {
  const inOrder = await readTags(tx, access.projectId);
  const isLiving = ({ archivedAt }: Rows['tag']) => archivedAt === null;
  const tags = [...inOrder.filter(isLiving), ...inOrder.filter((tag) => !isLiving(tag))];
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const paths = tagPaths(tags);
  return tags.map((tag) => ({
    ...tagAsSeen(access.scope, tag),
    path: paths.get(tag.id) ?? tag.name,
    parent: tag.parentId === null ? null : (byId.get(tag.parentId)?.name ?? null),
    archived: tag.archivedAt !== null,
  }));
}

async function readCoding(tx: Tx, { access, documentId, selection }: ExportChoice): Promise<CodingRow[]> {
  const study = openStudy(tx, access);
  const project = await projectName(tx, access.projectId);
  const byId = new Map((await study.documents()).map((document) => [document.id, document]));
  const { rounds, coders } = selection ?? {};
  const rows = await study.coding({ documentId, rounds, coders });
  return rows.flatMap((row) => {
    const document = byId.get(row.documentId);
    if (!document) return [];
    const { round, state, nothingApplies } = row;
    const finishedAt = row.doneAt?.toISOString() ?? null;
    return [
      {
        project,
        round,
        document,
        coder: { id: row.coderId, name: row.coder },
        state,
        finishedAt,
        nothingApplies,
      },
    ];
  });
}

/** The table of a choice with all its columns, read through `reader` as it is asked for. */
export async function openTable(reader: SnapshotReader, choice: ExportChoice): Promise<ExportTable> {
  switch (choice.file) {
    case 'annotations':
      return tableOf(annotationTable, () => annotationRows(reader, choice, batchSize));
    case 'documents': {
      const rows = await readDocuments(reader, choice);
      const names = [...new Set(rows.flatMap((row) => Object.keys(row.fields)))].sort();
      return tableOf(documentTable(names), () => once(async () => rows));
    }
    case 'codebook':
      return tableOf(codebookTable, () => once(() => readCodebookRows(reader, choice)));
    case 'coding':
      return tableOf(codingTable, () => once(() => readCoding(reader, choice)));
    case 'history':
      return tableOf(historyTable, () => historyRows(reader, choice, batchSize));
  }
}
