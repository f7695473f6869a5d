import { Buffer } from 'node:buffer';
import { DomainError } from '@koersvast/core';
import { type Database, loadAccess, outsideTransaction, readSnapshot, sql } from '@koersvast/db';
import { type CsvPreset, csvWriter } from '@koersvast/formats';
import type { LayerChoice } from './annotation-rows.ts';
import { fileNameOf } from './file-name.ts';
import { recordExport } from './record.ts';
import { type ExportFile, openTable } from './tables.ts';

export interface DownloadRequest {
  readonly projectId: string;
  /** Only this document; null for the whole project. */
  readonly documentId: string | null;
  readonly file: ExportFile;
  readonly preset: CsvPreset;
  readonly layer: LayerChoice;
  readonly personId: string;
}

export interface Download {
  readonly fileName: string;
  /** UTF-8. Nothing is read before it is asked for. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Downloads at once: each has a connection of its own. */
const limit = 8;
const running = new WeakMap<Database, number>();

async function* limited<T>(db: Database, work: () => AsyncIterable<T>): AsyncGenerator<T> {
  const before = running.get(db) ?? 0;
  if (before >= limit) throw new DomainError('busy');
  running.set(db, before + 1);
  try {
    yield* work();
  } finally {
    running.set(db, (running.get(db) ?? 1) - 1);
  }
}

async function* csvChunks(db: Database, request: DownloadRequest): AsyncGenerator<Buffer> {
  yield* readSnapshot(db, async function* (reader) {
    const access = await loadAccess(reader, request);
    if (!access) throw new DomainError('not_found');
    const table = await openTable(reader, { ...request, access });
    const writer = csvWriter(request.preset);
    yield Buffer.from(writer.header(table.columns.map((column) => column.name)));
    for await (const rows of table.batches()) {
      let text = '';
      for (const values of rows) text += writer.record(values);
      if (text !== '') yield Buffer.from(text);
    }
  });
}

interface Named {
  project: string;
  document: string | null;
}

/** The names for the file. Throws `not_found` like everything that a person may not see. */
async function readNames(
  db: Database,
  request: Pick<DownloadRequest, 'projectId' | 'documentId' | 'personId'>,
): Promise<Named> {
  const tx = outsideTransaction(db);
  const access = await loadAccess(tx, request);
  if (!access) throw new DomainError('not_found');
  const names = await tx.row<Named>(
    sql`SELECT project.name AS project, document.title AS document
        FROM project LEFT JOIN document ON document.project_id = project.id AND document.id = ${request.documentId}::uuid
        WHERE project.id = ${request.projectId}::uuid`,
  );
  if (!names || (request.documentId !== null && names.document === null)) throw new DomainError('not_found');
  return names;
}

/** A table of a project or a document as CSV, all of one moment, written down as taken. Throws `not_found` and, while read, `busy`. */
export async function openDownload(db: Database, request: DownloadRequest): Promise<Download> {
  const { project, document } = await readNames(db, request);
  const { projectId, documentId, file, layer, preset, personId } = request;
  await recordExport(db, { projectId, personId, documentId, file, layer, preset });
  return {
    fileName: fileNameOf(document ?? project, `${request.file}.csv`),
    chunks: limited(db, () => csvChunks(db, request)),
  };
}

/** The canonical text of a document: the very bytes that its SHA-256 is of, written down as taken. Throws `not_found`. */
export async function openTextDownload(
  db: Database,
  request: { projectId: string; documentId: string; personId: string },
): Promise<{ fileName: string; bytes: Buffer }> {
  const { document } = await readNames(db, request);
  const row = await outsideTransaction(db).row<{ text: string }>(
    sql`SELECT text FROM document
        WHERE id = ${request.documentId}::uuid AND project_id = ${request.projectId}::uuid`,
  );
  if (!row) throw new DomainError('not_found');
  await recordExport(db, { ...request, file: 'text', layer: '', preset: '' });
  return { fileName: fileNameOf(document ?? '', 'text.txt'), bytes: Buffer.from(row.text) };
}
