import { type Rows, readLayered, readRows, sql, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here, SeenLayer } from './here.ts';

function inLayers(layers: readonly SeenLayer[]) {
  const documentIds = [...new Set(layers.map(({ documentId }) => documentId))];
  return sql`document_id = ANY(${documentIds}::uuid[]) AND layer_id = ANY(${layers.map(({ id }) => id)}::uuid[])`;
}

/** A first pass has no rows of its own: what it shows is read of what stood then. */
function readIn<N extends 'annotation' | 'reading'>(
  { tx }: Here,
  noun: N,
  layers: readonly SeenLayer[],
  order: ReturnType<typeof sql>,
): Promise<Rows[N][]> {
  const read = layers.some(({ kind }) => kind === 'first_pass') ? readLayered : readRows;
  return read(tx, noun, sql`WHERE ${inLayers(layers)} AND deleted_at IS NULL ORDER BY ${order}`);
}

/** What is alive in some layers, in text order. */
export async function readAnnotations(
  here: Here,
  layers: readonly SeenLayer[],
): Promise<Rows['annotation'][]> {
  return layers.length === 0 ? [] : readIn(here, 'annotation', layers, sql`start, "end" DESC, id`);
}

/** Where coders of these layers said that no tag applies. */
export async function readReadings(here: Here, layers: readonly SeenLayer[]): Promise<Rows['reading'][]> {
  return layers.length === 0 ? [] : readIn(here, 'reading', layers, sql`block, id`);
}

/** Annotations that changes which the person may see have named, as they stand, deleted or not. */
export async function readNamedAnnotations(
  { tx, access }: Here,
  named: readonly { readonly layerId: string; readonly id: string }[],
): Promise<Rows['annotation'][]> {
  if (named.length === 0) return [];
  return readRows(
    tx,
    'annotation',
    sql`WHERE layer_id IN (SELECT layer.id FROM layer WHERE ${whereLayerSeen(access.scope)}) AND (layer_id, id) IN (
          SELECT * FROM unnest(${named.map((each) => each.layerId)}::uuid[], ${named.map((each) => each.id)}::uuid[]))`,
  );
}

/** Of a living annotation what comparing has to know. */
export const mark = z.object({
  deletedAt: z.null(),
  id: z.string(),
  version: z.number(),
  documentId: z.string(),
  start: z.number(),
  end: z.number(),
  layerId: z.string(),
  tagId: z.string(),
});
export type Mark = z.infer<typeof mark>;

/** What is alive in some layers that have rows of their own, as far as comparing has to know it, in no order. */
export function readMarks({ tx }: Here, layers: readonly SeenLayer[]): Promise<Mark[]> {
  return tx.rows(
    mark,
    sql`SELECT id, layer_id AS "layerId", document_id AS "documentId", tag_id AS "tagId", start, "end", version,
          NULL AS "deletedAt"
        FROM annotation WHERE layer_id = ANY(${layers.map(({ id }) => id)}::uuid[]) AND deleted_at IS NULL`,
  );
}
