import type { ExportPreview, exportPreviewInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import {
  type Database,
  loadAccess,
  outsideTransaction,
  readSnapshot,
  standsAsLetter,
  type Tx,
} from '@koersvast/db';
import { type CsvValue, cellText } from '@koersvast/formats';
import type { z } from 'zod';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import { choiceOf } from './annotation-rows.ts';
import { chosenDocuments } from './chosen-documents.ts';
import { namesOf, tableFileName } from './download.ts';
import { checkSelection, chosenPlaces } from './selection.ts';
import { type ExportChoice, holdsWork, openTable } from './tables.ts';

const shownRows = 10;
/** Tables that say nothing of a document that was removed. */
const ofDocuments: ReadonlySet<ExportChoice['file']> = new Set(['annotations', 'documents', 'coding']);

/** All rows that a file will have: what was read, where all was read. */
async function totalOf(
  tx: Tx,
  { access, documentId, file }: ExportChoice,
  { annotations, read }: { annotations: number; read: number },
): Promise<number> {
  if (file === 'annotations') return annotations;
  if (file !== 'history') return read;
  return openStudy(tx, access).countTold(documentId);
}

interface Described {
  readonly preview: ExportPreview;
  /** The documents of rows that others made. */
  readonly lettersOfOthers: readonly string[];
}

async function* describe(
  reader: Parameters<Parameters<typeof readSnapshot>[1]>[0],
  choice: ExportChoice,
  preset: z.infer<typeof exportPreviewInput>['preset'],
): AsyncGenerator<Described> {
  const { projectId } = choice.access;
  const names = await namesOf(reader, { projectId, documentId: choice.documentId });
  const removed = await reader.document.count({
    where: { projectId, removedAt: { not: null }, ...standsAsLetter },
  });
  const table = await openTable(reader, choice);
  const counts = await openStudy(reader, choice.access).countAnnotations(choiceOf(choice));
  const first: CsvValue[][] = [];
  let read = 0;
  for await (const rows of table.batches()) {
    first.push(...rows.slice(0, shownRows - first.length));
    read += rows.length;
    // The other tables come in one batch; of these the first is enough, their number is known.
    if (choice.file === 'annotations' || choice.file === 'history') break;
  }
  const places = chosenPlaces(table.columns, choice.selection);
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  const who = Math.max(at('coder_id'), at('member_id'));
  const others = first.filter((row) => row[who] !== choice.access.memberId);
  const preview: ExportPreview = {
    fileName: tableFileName(names.document ?? names.project, { ...choice, preset }),
    columns: table.columns.map(({ name, meaning }, place) => ({
      name,
      meaning,
      chosen: places.includes(place),
    })),
    rows: first.map((values) => places.map((place) => cellText(preset, values[place] ?? null))),
    total: await totalOf(reader, choice, { annotations: counts.chosen, read }),
    leftOut: {
      otherLayers: choice.file === 'annotations' ? counts.others : 0,
      unselected: choice.file === 'annotations' ? counts.unselected : 0,
      removedDocuments: choice.documentId === null && ofDocuments.has(choice.file) ? removed : 0,
      blindDocuments: choice.access.scope.blindDocuments.filter(
        (id) => choice.documentId === null || choice.documentId === id,
      ).length,
    },
  };
  yield { preview, lettersOfOthers: others.flatMap((row) => row[at('document_id')]?.toString() || []) };
}

/** What a download would be, before it is asked for. Throws `not_found`. */
export async function previewExport(
  db: Database,
  input: z.infer<typeof exportPreviewInput>,
  personId: string,
): Promise<ExportPreview> {
  const { projectId, documentId, file, preset, layer, selection } = input;
  const previews = readSnapshot(db, async function* (reader) {
    const access = await loadAccess(reader, { projectId, personId });
    if (!access) throw new DomainError('not_found');
    if (selection !== undefined) await checkSelection(reader, access, file, selection);
    const documents = await chosenDocuments(reader, access, selection);
    yield* describe(reader, { access, documentId, file, layer, selection, documents }, preset);
  });
  for await (const { preview, lettersOfOthers } of previews) {
    if (holdsWork(file)) await noteShown(db, input, personId, lettersOfOthers);
    return preview;
  }
  throw new DomainError('not_found');
}

/** Others' work that a preview shows was given to whoever looks at it, whichever of its columns were chosen. */
async function noteShown(
  db: Database,
  { projectId }: z.infer<typeof exportPreviewInput>,
  personId: string,
  letters: readonly string[],
): Promise<void> {
  const access = await loadAccess(outsideTransaction(db), { projectId, personId });
  if (access) await noteGiven({ db, now: () => new Date() }, access, letters);
}
