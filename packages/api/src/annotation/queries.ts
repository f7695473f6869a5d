import type { AnnotationsOfDocument } from '@koersvast/contracts';
import { DomainError, encodeCursor } from '@koersvast/core';
import {
  loadAccess,
  readCursor,
  readLayered,
  readRows,
  sql,
  type Tx,
  whereAssignmentSeen,
  whereLayerSeen,
  whereLetterOpen,
} from '@koersvast/db';

/**
 * What stands in a document: the layers, what is alive in them and was said of it, and the assignments that the person may see, with
 * the cursor from which the feed goes on. `tx` must be a snapshot, so that nothing falls in between.
 */
export async function annotationsOfDocument(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  documentId: string,
): Promise<AnnotationsOfDocument> {
  const access = await loadAccess(tx, who);
  const document = await tx.row(
    sql`SELECT 1 FROM document WHERE id = ${documentId}::uuid AND project_id = ${who.projectId}::uuid`,
  );
  if (!access || !document) throw new DomainError('not_found');
  const { scope } = access;
  const ofDocument = sql`document_id = ${documentId}::uuid`;
  const layers = await readRows(
    tx,
    'layer',
    sql`WHERE ${ofDocument} AND ${whereLayerSeen(scope)} ORDER BY created_at, id`,
  );
  const annotations = await readLayered(
    tx,
    'annotation',
    sql`WHERE ${ofDocument} AND layer_id = ANY(${layers.map((layer) => layer.id)}::uuid[])
          AND deleted_at IS NULL ORDER BY start, "end" DESC, id`,
  );
  const assignments = await readRows(
    tx,
    'assignment',
    sql`WHERE ${ofDocument} AND ${whereAssignmentSeen(scope)} ORDER BY created_at, id`,
  );
  const inLayers = sql`${ofDocument} AND layer_id = ANY(${layers.map((layer) => layer.id)}::uuid[])`;
  const readings = await readLayered(
    tx,
    'reading',
    sql`WHERE ${inLayers} AND deleted_at IS NULL ORDER BY block, id`,
  );
  const open = sql`${inLayers} AND ${whereLetterOpen(scope, sql`document_id`)}`;
  const reviews = await readRows(tx, 'review', sql`WHERE ${open} ORDER BY created_at, id`);
  const replies = await readRows(
    tx,
    'reply',
    sql`WHERE ${open} AND deleted_at IS NULL ORDER BY created_at, id`,
  );
  const decisions = await readRows(tx, 'decision', sql`WHERE ${open} ORDER BY created_at, id`);
  const said = { readings, reviews, replies, decisions };
  return { layers, annotations, assignments, ...said, cursor: encodeCursor(await readCursor(tx, scope)) };
}
