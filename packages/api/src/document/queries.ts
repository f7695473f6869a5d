import type { DocumentListItem, DocumentRow, DocumentText } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import {
  type Access,
  type BlockKind,
  type Database,
  outsideTransaction,
  readRows,
  selectList,
  sql,
  type Tx,
  toWireRow,
  whereLayerSeen,
} from '@koersvast/db';

/** The documents of a project in the order in which they were added, with what the member may know of each. */
export async function listDocuments(tx: Tx, access: Access, removed: boolean): Promise<DocumentListItem[]> {
  const rows = await tx.rows<Record<string, unknown> & { annotations: number; paragraphs: number }>(
    sql`SELECT ${selectList('document')},
          (SELECT count(*)::int FROM annotation JOIN layer ON layer.id = annotation.layer_id
            WHERE annotation.document_id = document.id AND annotation.deleted_at IS NULL AND layer.kind = 'current'
              AND ${whereLayerSeen(access.scope)}) AS annotations,
          (SELECT count(block.paragraph)::int FROM block WHERE block.document_id = document.id) AS paragraphs
        FROM document
        WHERE document.project_id = ${access.projectId}::uuid AND (document.removed_at IS NOT NULL) = ${removed}
        ORDER BY document.created_at, document.id`,
  );
  const assignments = await readRows(
    tx,
    'assignment',
    sql`WHERE project_id = ${access.projectId}::uuid AND member_id = ${access.memberId}::uuid AND removed_at IS NULL
        ORDER BY created_at, id`,
  );
  const ofDocument = Map.groupBy(assignments, (assignment) => assignment.documentId);
  return rows.map((row) => {
    const document = toWireRow('document', row);
    return {
      document,
      annotations: row.annotations,
      assignments: ofDocument.get(document.id) ?? [],
      paragraphs: row.paragraphs,
    };
  });
}

/** Throws `not_found` for a document of another project, as for one that is nowhere. */
export async function getDocument(
  tx: Tx,
  { projectId, documentId }: { projectId: string; documentId: string },
): Promise<DocumentRow> {
  const [row] = await readRows(
    tx,
    'document',
    sql`WHERE project_id = ${projectId}::uuid AND id = ${documentId}::uuid`,
  );
  if (!row) throw new DomainError('not_found');
  return row;
}

interface Piece {
  index: number;
  start: number;
  end: number;
}

/** The frozen part of a document. Throws `not_found`. */
export async function getDocumentText(
  db: Database,
  { projectId, documentId }: { projectId: string; documentId: string },
): Promise<DocumentText> {
  const tx = outsideTransaction(db);
  // Nothing of it ever changes, so that it need not be read at one moment.
  const document = await tx.row<{ text: string; textSha256: string }>(
    sql`SELECT text, text_sha256 AS "textSha256" FROM document
        WHERE project_id = ${projectId}::uuid AND id = ${documentId}::uuid`,
  );
  if (!document) throw new DomainError('not_found');
  const blocks = await tx.rows<Piece & { kind: BlockKind; level: number | null; paragraph: number | null }>(
    sql`SELECT index, kind, level, paragraph, start, "end" FROM block WHERE document_id = ${documentId}::uuid ORDER BY index`,
  );
  const sentences = await tx.rows<Piece & { block: number }>(
    sql`SELECT index, block, start, "end" FROM sentence WHERE document_id = ${documentId}::uuid ORDER BY index`,
  );
  return { documentId, ...document, blocks, sentences };
}
