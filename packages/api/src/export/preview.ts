import type { ExportPreview, exportPreviewInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import {
  type Access,
  type Database,
  layered,
  loadAccess,
  outsideTransaction,
  readSnapshot,
  sql,
  type Tx,
  whereLayerSeen,
} from '@koersvast/db';
import { type CsvValue, cellText } from '@koersvast/formats';
import type { z } from 'zod';
import { noteGiven } from '../given.ts';
import { whereTold } from '../history/queries.ts';
import { kindsOf } from './annotation-rows.ts';
import { extensionOf } from './download.ts';
import { fileNameOf } from './file-name.ts';
import { type ExportChoice, holdsWork, openTable } from './tables.ts';

const shownRows = 10;

async function countAnnotations(
  tx: Tx,
  { access, documentId }: { access: Access; documentId: string | null },
  kinds: string[],
): Promise<{ chosen: number; others: number }> {
  const row = await tx.row<{ chosen: number; others: number }>(
    sql`SELECT count(*) FILTER (WHERE layer.kind = ANY(${kinds}::layer_kind[]))::int AS chosen,
          count(*) FILTER (WHERE layer.kind <> ALL(${kinds}::layer_kind[]))::int AS others
        FROM ${layered.annotation} JOIN layer ON layer.id = annotation.layer_id JOIN document ON document.id = annotation.document_id
        WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
          AND document.removed_at IS NULL AND ${whereLayerSeen(access.scope)}
          AND (${documentId}::uuid IS NULL OR document.id = ${documentId}::uuid)`,
  );
  return row ?? { chosen: 0, others: 0 };
}

/** All rows that a file will have: what was read, where all was read. */
async function totalOf(
  tx: Tx,
  { access, documentId, file }: ExportChoice,
  { annotations, read }: { annotations: number; read: number },
): Promise<number> {
  if (file === 'annotations') return annotations;
  if (file !== 'history') return read;
  const row = await tx.row<{ count: number }>(
    sql`SELECT coalesce(sum(coalesce(jsonb_array_length(rows), 1)), 0)::int AS count FROM change WHERE ${whereTold(access.scope, documentId)}`,
  );
  return row?.count ?? read;
}

async function* describe(
  reader: Parameters<Parameters<typeof readSnapshot>[1]>[0],
  choice: ExportChoice,
  preset: z.infer<typeof exportPreviewInput>['preset'],
): AsyncGenerator<ExportPreview> {
  const { projectId } = choice.access;
  const names = await reader.row<{ project: string; document: string | null; removed: number }>(
    sql`SELECT project.name AS project, document.title AS document,
          (SELECT count(*)::int FROM document AS each WHERE each.project_id = project.id AND each.removed_at IS NOT NULL)
            AS removed
        FROM project LEFT JOIN document ON document.project_id = project.id AND document.id = ${choice.documentId}::uuid
        WHERE project.id = ${projectId}::uuid`,
  );
  if (!names || (choice.documentId !== null && names.document === null)) throw new DomainError('not_found');
  const table = await openTable(reader, choice);
  const counts = await countAnnotations(reader, choice, kindsOf(choice.layer));
  const first: CsvValue[][] = [];
  let read = 0;
  for await (const rows of table.batches()) {
    first.push(...rows.slice(0, shownRows - first.length));
    read += rows.length;
    // The other tables come in one batch; of these the first is enough, their number is known.
    if (choice.file === 'annotations' || choice.file === 'history') break;
  }
  yield {
    fileName: fileNameOf(names.document ?? names.project, `${choice.file}.${extensionOf(preset)}`),
    columns: table.columns.map(({ name, meaning }) => ({ name, meaning })),
    rows: first.map((values) => values.map((value) => cellText(preset, value))),
    total: await totalOf(reader, choice, { annotations: counts.chosen, read }),
    leftOut: {
      otherLayers: choice.file === 'annotations' ? counts.others : 0,
      removedDocuments:
        choice.documentId === null && choice.file !== 'codebook' && choice.file !== 'history'
          ? names.removed
          : 0,
      blindDocuments: choice.access.scope.blindDocuments.filter(
        (id) => choice.documentId === null || choice.documentId === id,
      ).length,
    },
  };
}

/** What a download would be, before it is asked for. Throws `not_found`. */
export async function previewExport(
  db: Database,
  input: z.infer<typeof exportPreviewInput>,
  personId: string,
): Promise<ExportPreview> {
  const { projectId, documentId, file, preset, layer } = input;
  const previews = readSnapshot(db, async function* (reader) {
    const access = await loadAccess(reader, { projectId, personId });
    if (!access) throw new DomainError('not_found');
    yield* describe(reader, { access, documentId, file, layer }, preset);
  });
  for await (const preview of previews) {
    await noteShown(db, input, personId, preview);
    return preview;
  }
  throw new DomainError('not_found');
}

/** Others' work that a preview shows was given to whoever looks at it. */
async function noteShown(
  db: Database,
  { projectId, file }: z.infer<typeof exportPreviewInput>,
  personId: string,
  { columns, rows }: ExportPreview,
): Promise<void> {
  const access = await loadAccess(outsideTransaction(db), { projectId, personId });
  if (!access || !holdsWork(file)) return;
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const who = Math.max(at('coder_id'), at('member_id'));
  const others = rows.filter((row) => row[who] !== access.memberId);
  const letters = others.flatMap((row) => row[at('document_id')] || []);
  await noteGiven({ db, now: () => new Date() }, access, letters);
}
