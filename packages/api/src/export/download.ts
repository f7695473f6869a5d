import { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportSelection } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Language } from '@koersvast/core/language';
import {
  type Access,
  type Database,
  loadAccess,
  outsideTransaction,
  readSnapshot,
  type Tx,
} from '@koersvast/db';
import {
  type CsvPreset,
  csvWriter,
  type FilePreset,
  writeSelectionNote,
  xlsxWriter,
} from '@koersvast/formats';
import { noteGiven } from '../given.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import { openStudy } from '../study/study.ts';
import type { LayerChoice } from './annotation-rows.ts';
import { chosenDocuments } from './chosen-documents.ts';
import { fileNameOf } from './file-name.ts';
import { recordExport } from './record.ts';
import { checkSelection, factsOfSelection, nameOfSelection, narrowTable } from './selection.ts';
import { type ExportFile, type ExportTable, holdsWork, openTable } from './tables.ts';

export interface DownloadRequest {
  readonly projectId: string;
  /** Only this document; null for the whole project. */
  readonly documentId: string | null;
  readonly file: ExportFile;
  readonly preset: FilePreset;
  readonly layer: LayerChoice;
  /** Of a copy: what it has of the whole. */
  readonly selection?: ExportSelection | undefined;
  /** Of annotations only these passages, found in the same moment. */
  readonly passages?: ((tx: Tx, access: Access) => Promise<PassageFilter>) | undefined;
  readonly personId: string;
}

export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  /** CSV as UTF-8, or the bytes of a workbook. Nothing is read before it is asked for. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Downloads at once: each has a connection of its own. */
const limit = 8;
const running = new WeakMap<Database['pool'], number>();

async function* limited<T>(db: Database, work: () => AsyncIterable<T>): AsyncGenerator<T> {
  const before = running.get(db.pool) ?? 0;
  if (before >= limit) throw new DomainError('busy');
  running.set(db.pool, before + 1);
  try {
    yield* work();
  } finally {
    running.set(db.pool, (running.get(db.pool) ?? 1) - 1);
  }
}

async function* fileChunks(db: Database, request: DownloadRequest): AsyncGenerator<Buffer> {
  yield* readSnapshot(db, async function* (reader) {
    const access = await loadAccess(reader, request);
    if (!access) throw new DomainError('not_found');
    const documents = await chosenDocuments(reader, access, request.selection);
    const passages = await request.passages?.(reader, access);
    const choice = { ...request, access, documents, passages };
    const table = narrowTable(await openTable(reader, choice), request.selection);
    yield* request.preset === 'xlsx' ? workbookOf(table) : csvOf(table, request.preset);
  });
}

async function* csvOf(table: ExportTable, preset: CsvPreset): AsyncGenerator<Buffer> {
  const writer = csvWriter(preset);
  yield Buffer.from(writer.header(table.columns.map((column) => column.name)));
  for await (const rows of table.batches()) {
    let text = '';
    for (const values of rows) text += writer.record(values);
    if (text !== '') yield Buffer.from(text);
  }
}

/** Rows of a workbook that are made in one go: to pack them takes longer than to write them. */
const packed = 100;

async function* workbookOf(table: ExportTable): AsyncGenerator<Buffer> {
  const writer = xlsxWriter(table.columns);
  for await (const rows of table.batches()) {
    for (let from = 0; from < rows.length; from += packed) {
      yield Buffer.concat(writer.rows(rows.slice(from, from + packed)));
      // Others are answered in between.
      await nextTurn();
    }
  }
  yield Buffer.concat(writer.end());
}

interface Named {
  readonly project: string;
  readonly document: string | null;
}

/** What project and document are called. Throws `not_found`. */
export async function namesOf(
  tx: Tx,
  { projectId, documentId }: Pick<DownloadRequest, 'projectId' | 'documentId'>,
): Promise<Named> {
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { name: true } });
  if (!project) throw new DomainError('not_found');
  if (documentId === null) return { project: project.name, document: null };
  const document = await tx.document.findFirst({
    where: { projectId, id: documentId },
    select: { title: true },
  });
  if (!document) throw new DomainError('not_found');
  return { project: project.name, document: document.title };
}

/** The names for the file. Throws `not_found` like everything that a person may not see. */
async function readNames(
  db: Database,
  request: Pick<DownloadRequest, 'projectId' | 'documentId' | 'personId'>,
): Promise<Named & { access: Access }> {
  const tx = outsideTransaction(db);
  const access = await loadAccess(tx, request);
  if (!access) throw new DomainError('not_found');
  return { ...(await namesOf(tx, request)), access };
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** How the name of a file ends that was made so. */
function extensionOf(preset: FilePreset): keyof typeof mediaTypes {
  return preset === 'xlsx' ? 'xlsx' : 'csv';
}

/** The name of the file that holds this table, or this part of it. */
export function tableFileName(
  of: string,
  { file, preset, selection }: Pick<DownloadRequest, 'file' | 'preset' | 'selection'>,
): string {
  const name = selection === undefined ? file : nameOfSelection(file, selection);
  return fileNameOf(of, `${name}.${extensionOf(preset)}`);
}

/**
 * A table of a project or a document as a file, or a copy of a part of it, all of one moment, written down as taken.
 * Throws `not_found`, `input_not_valid` and, while read, `busy`.
 */
export async function openDownload(db: Database, request: DownloadRequest): Promise<Download> {
  const { project, document, access } = await readNames(db, request);
  const { projectId, documentId, file, layer, preset, personId, selection } = request;
  if (selection !== undefined) await checkSelection(outsideTransaction(db), access, file, selection);
  const taken = request.passages ? 'passages' : selection === undefined ? file : `${file}-selection`;
  await recordExport(db, { projectId, personId, documentId, file: taken, layer, preset });
  if (holdsWork(file)) {
    await noteGiven({ db, now: () => new Date() }, access, documentId === null ? null : [documentId]);
  }
  return {
    fileName: tableFileName(document ?? project, request),
    mediaType: mediaTypes[extensionOf(preset)],
    chunks: limited(db, () => fileChunks(db, request)),
  };
}

/** The canonical text of a document: the very bytes that its SHA-256 is of, written down as taken. Throws `not_found`. */
export async function openTextDownload(
  db: Database,
  request: { projectId: string; documentId: string; personId: string },
): Promise<{ fileName: string; bytes: Buffer }> {
  const { document, access } = await readNames(db, request);
  const { text } = await openStudy(outsideTransaction(db), access).text(request.documentId);
  await recordExport(db, { ...request, file: 'text', layer: '', preset: '' });
  return { fileName: fileNameOf(document ?? '', 'text.txt'), bytes: Buffer.from(text) };
}

const slice = 65_536;

/** The same bytes as they are sent. */
async function* inSlices(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of pieces) {
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    for (let from = 0; from < bytes.length || from === 0; from += slice)
      yield bytes.subarray(from, from + slice);
  }
}

export interface FileRequest {
  readonly projectId: string;
  readonly documentId: string;
  readonly personId: string;
  /** A file beside the document; null for the one that it was read from. */
  readonly attachmentId: string | null;
  /** That it is shown on a page of this program, and not taken. */
  readonly isShown: boolean;
}

/** What a browser may be told of bytes that somebody sent: nothing that it would run. */
function mediaTypeOf(head: Uint8Array): string {
  return Buffer.from(head).includes('%PDF-') ? 'application/pdf' : 'application/octet-stream';
}

/**
 * The very file that a document was read from, or one that is kept beside it, under its own name; written down as taken
 * unless it is shown. Throws `not_found` and, while read, `busy`.
 */
export async function openFile(db: Database, request: FileRequest): Promise<Download> {
  const { documentId, attachmentId, isShown } = request;
  const { document, access } = await readNames(db, request);
  const study = openStudy(outsideTransaction(db), access);
  const file = await (attachmentId === null
    ? study.original(documentId)
    : study.attachment(documentId, attachmentId));
  const { projectId, personId } = request;
  const taken = attachmentId === null ? 'original' : 'attachment';
  if (!isShown)
    await recordExport(db, { projectId, personId, documentId, file: taken, layer: '', preset: '' });
  return {
    fileName: file.name?.toWellFormed() ?? fileNameOf(document ?? '', 'original.txt'),
    mediaType: mediaTypeOf(file.head),
    chunks: limited(db, () => inSlices(file.bytes())),
  };
}

/** The description that goes with a copy: that it is a selection, of what, and what its columns mean. */
export async function openSelectionNote(
  db: Database,
  request: Omit<DownloadRequest, 'documentId' | 'selection'> & {
    readonly selection: ExportSelection;
    readonly language: Language;
  },
): Promise<{ fileName: string; bytes: Buffer }> {
  const { file, layer, selection, language } = request;
  const { project, access } = await readNames(db, { ...request, documentId: null });
  const tx = outsideTransaction(db);
  await checkSelection(tx, access, file, selection);
  const fileName = tableFileName(project, request);
  const note = writeSelectionNote(language, {
    ...(await factsOfSelection(tx, access, { file, selection, language })),
    project,
    fileName,
    wholeName: tableFileName(project, { ...request, selection: undefined }),
    madeAt: new Date().toISOString(),
    layer: file === 'annotations' ? layer : null,
  });
  return { fileName: `${fileName} - README.txt`, bytes: Buffer.from(note) };
}
