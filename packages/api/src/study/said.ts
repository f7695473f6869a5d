import { noSql, type Rows, readRows, sql, whereLayerSeen, whereLetterOpen } from '@koersvast/db';
import { z } from 'zod';
import type { Here, SeenLayer } from './here.ts';

/** What is said in some layers, of letters that the person does not code blind. */
function saidIn({ access: { projectId, scope } }: Here, layers: readonly SeenLayer[]) {
  return sql`project_id = ${projectId}::uuid AND layer_id = ANY(${layers.map(({ id }) => id)}::uuid[])
    AND ${whereLetterOpen(scope, sql`document_id`)}`;
}

/** Verdicts in the order of giving; `now` leaves out what was superseded or taken back. */
export function readReviews(
  here: Here,
  layers: readonly SeenLayer[],
  which: 'all' | 'now' = 'all',
): Promise<Rows['review'][]> {
  const now = which === 'now' ? sql`AND superseded_at IS NULL AND withdrawn_at IS NULL` : noSql;
  return readRows(here.tx, 'review', sql`WHERE ${saidIn(here, layers)} ${now} ORDER BY created_at, id`);
}

/** Which annotations have a verdict that counts. */
export function readJudged(
  here: Here,
  layers: readonly SeenLayer[],
): Promise<{ layerId: string; annotationId: string }[]> {
  return here.tx.rows(
    z.object({ layerId: z.string(), annotationId: z.string() }),
    sql`SELECT layer_id AS "layerId", annotation_id AS "annotationId" FROM review
        WHERE ${saidIn(here, layers)} AND superseded_at IS NULL AND withdrawn_at IS NULL`,
  );
}

/** Replies that were not deleted, in their order. */
export function readReplies(here: Here, layers: readonly SeenLayer[]): Promise<Rows['reply'][]> {
  const rest = sql`WHERE ${saidIn(here, layers)} AND deleted_at IS NULL ORDER BY created_at, id`;
  return readRows(here.tx, 'reply', rest);
}

/** Decisions about final layers in the order of deciding; `now` leaves out what was taken back. */
export function readDecisions(
  here: Here,
  layers: readonly SeenLayer[],
  which: 'all' | 'now' = 'all',
): Promise<Rows['decision'][]> {
  const now = which === 'now' ? sql`AND withdrawn_at IS NULL` : noSql;
  return readRows(here.tx, 'decision', sql`WHERE ${saidIn(here, layers)} ${now} ORDER BY created_at, id`);
}

/** What counts now of all that was said, for a file of one document or of all. */
export async function readStanding(
  { tx, access: { projectId, scope } }: Here,
  documentId: string | null,
): Promise<{ reviews: Rows['review'][]; decisions: Rows['decision'][] }> {
  const seen = sql`project_id = ${projectId}::uuid AND layer_id IN (SELECT layer.id FROM layer WHERE ${whereLayerSeen(scope)})
    ${documentId === null ? noSql : sql`AND document_id = ${documentId}::uuid`} AND withdrawn_at IS NULL
    AND ${whereLetterOpen(scope, sql`document_id`)}`;
  return {
    reviews: await readRows(tx, 'review', sql`WHERE ${seen} AND superseded_at IS NULL`),
    decisions: await readRows(tx, 'decision', sql`WHERE ${seen} AND annotation_id IS NOT NULL`),
  };
}
