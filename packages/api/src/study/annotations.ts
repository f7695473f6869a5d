import {
  type Rows,
  readLayered,
  readRows,
  selectedRow,
  selectList,
  sql,
  toWireRow,
  whereLayerSeen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here, SeenLayer } from './here.ts';

function inLayers({ access }: Here, layers: readonly SeenLayer[]) {
  const documentIds = [...new Set(layers.map(({ documentId }) => documentId))];
  return sql`project_id = ${access.projectId}::uuid AND document_id = ANY(${documentIds}::uuid[])
    AND layer_id = ANY(${layers.map(({ id }) => id)}::uuid[])`;
}

/** A first pass has no rows of its own: what it shows is read of what stood then. */
function readIn<N extends 'annotation' | 'reading'>(
  here: Here,
  noun: N,
  layers: readonly SeenLayer[],
  order: ReturnType<typeof sql>,
): Promise<Rows[N][]> {
  const read = layers.some(({ kind }) => kind === 'first_pass') ? readLayered : readRows;
  return read(here.tx, noun, sql`WHERE ${inLayers(here, layers)} AND deleted_at IS NULL ORDER BY ${order}`);
}

/** What is alive in some layers, in text order. */
export async function readAnnotations(
  here: Here,
  layers: readonly SeenLayer[],
): Promise<Rows['annotation'][]> {
  return layers.length === 0 ? [] : readIn(here, 'annotation', layers, sql`start, "end" DESC, id`);
}

/** What stands in some layers of which first passes show others, told as in what these have changed since. */
export interface SinceFirstPass {
  /** Annotations as first passes among the layers show them, and as they are no longer. */
  readonly kept: Rows['annotation'][];
  /** Living annotations that came since the first pass of their layer, or are no longer as they were. */
  readonly since: { readonly layerId: string; readonly id: string }[];
}

/** What first passes that show other layers, of the same letters, differ in from these. */
export async function readSinceFirstPass(
  { tx, access }: Here,
  firstPasses: readonly SeenLayer[],
): Promise<SinceFirstPass> {
  const ids = firstPasses.map(({ id }) => id);
  if (ids.length === 0) return { kept: [], since: [] };
  const kept = await tx.rows(
    selectedRow.annotation,
    sql`SELECT ${selectList('annotation')} FROM first_pass_row AS kept
          CROSS JOIN LATERAL jsonb_populate_record(NULL::annotation, kept.row || jsonb_build_object('id', kept.id,
            'layer_id', kept.layer_id, 'project_id', kept.project_id, 'document_id', kept.document_id)) AS annotation
        WHERE kept.project_id = ${access.projectId}::uuid AND kept.layer_id = ANY(${ids}::uuid[]) AND kept.noun = 'annotation' AND annotation.deleted_at IS NULL`,
  );
  const since = await tx.rows(
    z.object({ layerId: z.string(), id: z.string() }),
    sql`SELECT annotation.layer_id AS "layerId", annotation.id FROM layer
          JOIN annotation ON annotation.project_id = layer.project_id AND annotation.layer_id = layer.source_layer_id
            AND (annotation.epoch <= layer.source_epoch) IS NOT TRUE
        WHERE layer.project_id = ${access.projectId}::uuid AND layer.id = ANY(${ids}::uuid[]) AND annotation.deleted_at IS NULL`,
  );
  return { kept: kept.map((row) => toWireRow('annotation', row)), since };
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
    sql`WHERE project_id = ${access.projectId}::uuid
          AND layer_id IN (SELECT layer.id FROM layer WHERE ${whereLayerSeen(access.scope)}) AND (layer_id, id) IN (
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
export function readMarks({ tx, access }: Here, layers: readonly SeenLayer[]): Promise<Mark[]> {
  return tx.rows(
    mark,
    sql`SELECT id, layer_id AS "layerId", document_id AS "documentId", tag_id AS "tagId", start, "end", version,
          NULL AS "deletedAt"
        FROM annotation
        WHERE project_id = ${access.projectId}::uuid AND layer_id = ANY(${layers.map(({ id }) => id)}::uuid[]) AND deleted_at IS NULL`,
  );
}
