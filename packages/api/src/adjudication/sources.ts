import type { Place } from '@koersvast/core/place';
import type { Source } from '@koersvast/core/review';
import { type Command, keepPlan, type Rows, selectedRow, selectList, sql, toWireRow } from '@koersvast/db';
import { z } from 'zod';

/**
 * Living annotations of coders in a place, held unchanged, and whether a living decision about the final layer, which
 * is held already, speaks of one of them: in one statement, so that both are of one moment.
 */
export async function holdSources(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  { documentId, roundId }: Place,
  finalLayerId: string,
  sources: readonly Source[],
): Promise<{ readonly rows: Rows['annotation'][]; readonly decided: boolean }> {
  const [layerIds, ids] = [sources.map((each) => each.layerId), sources.map((each) => each.annotationId)];
  const found = await tx.rows(
    selectedRow.annotation.extend({ decided: z.boolean() }),
    keepPlan(sql`WITH held AS MATERIALIZED (
        SELECT annotation.* FROM annotation
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.deleted_at IS NULL
          AND (annotation.layer_id, annotation.id) IN (SELECT * FROM unnest(${layerIds}::uuid[], ${ids}::uuid[]))
          AND layer.document_id = ${documentId}::uuid AND layer.round_id = ${roundId}::uuid AND layer.kind = 'current'
        ORDER BY annotation.layer_id, annotation.id FOR SHARE OF annotation
      )
      SELECT ${selectList('annotation')}, EXISTS (
        SELECT FROM decision
          CROSS JOIN LATERAL jsonb_to_recordset(decision.sources) AS source ("layerId" uuid, "annotationId" uuid)
        WHERE decision.project_id = ${projectId}::uuid AND decision.layer_id = ${finalLayerId}::uuid
          AND decision.withdrawn_at IS NULL AND source."layerId" = annotation.layer_id
          AND source."annotationId" = annotation.id) AS decided
      FROM held AS annotation`),
  );
  return {
    rows: found.map((row) => toWireRow('annotation', row)),
    decided: found.some(({ decided }) => decided),
  };
}
