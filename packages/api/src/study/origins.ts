import { searchOrigin } from '@koersvast/contracts';
import { isoOf, layered, type Sql, sql, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/*
 * What annotations came from. An annotation says it by the operation that made it, so that nobody can change it
 * afterwards; copies in a first pass, in the final version, or in another reading of the letter have it by their id.
 */

/**
 * Annotations that came from a search, with their operations, as the table `origin`: each once, and of those alone whose
 * layer the person may see, as an id by itself belongs to nobody.
 */
function origins({ access: { projectId, scope } }: Here, which: Sql): Sql {
  return sql`origin AS MATERIALIZED (
    SELECT DISTINCT ON (change.entity_id, operation.member_id) change.entity_id AS id, operation.op_id, operation.member_id,
      operation.origin, operation.created_at
    FROM operation
      JOIN change ON change.project_id = operation.project_id AND change.user_id = operation.user_id AND change.op_id = operation.op_id
        AND change.noun = 'annotation' AND change.before IS NULL
      JOIN layer ON layer.project_id = change.project_id AND layer.id = change.layer_id
    WHERE operation.project_id = ${projectId}::uuid AND operation.origin IS NOT NULL AND ${whereLayerSeen(scope)} AND ${which}
    ORDER BY change.entity_id, operation.member_id, change.rev)`;
}

/** Whether it is of this annotation: of a coder's layer their own, of the final version that of any. */
const ofAnnotation = sql`origin.id = annotation.id AND (layer.member_id IS NULL OR layer.member_id = origin.member_id)`;

const columns = sql`origin.op_id AS "opId", origin.member_id AS "memberId", ${isoOf(sql`origin.created_at`)} AS at, origin.origin`;

const told = z.object({ opId: z.string(), memberId: z.string(), at: z.string(), origin: searchOrigin });
export type Origin = Readonly<z.infer<typeof told>>;

/** By layer and annotation. */
export const originKey = (layerId: string, id: string): string => `${layerId} ${id}`;

/** Of living annotations in layers that the person may see those that came from a search; of a letter, or of all. */
export async function readOrigins(
  here: Here,
  { documentId }: { readonly documentId: string | null },
): Promise<Map<string, Origin>> {
  const { projectId, scope } = here.access;
  const there = await here.tx.row(
    sql`SELECT 1 FROM operation WHERE project_id = ${projectId}::uuid AND origin IS NOT NULL LIMIT 1`,
  );
  if (there === undefined) return new Map();
  const rows = await here.tx.rows(
    told.extend({ layerId: z.string(), id: z.string() }),
    sql`WITH ${origins(here, sql`true`)}
        SELECT annotation.layer_id AS "layerId", annotation.id, ${columns}
        FROM ${layered.annotation}
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
          JOIN origin ON ${ofAnnotation}
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.deleted_at IS NULL AND ${whereLayerSeen(scope)}
          AND (${documentId}::uuid IS NULL OR annotation.document_id = ${documentId}::uuid)`,
  );
  return new Map(rows.map(({ layerId, id, ...origin }) => [originKey(layerId, id), origin]));
}

/** The same of one annotation: undefined where the person sees none of this name, null where it came from no search. */
export async function readOriginOf(
  here: Here,
  { layerId, annotationId }: { readonly layerId: string; readonly annotationId: string },
): Promise<Origin | null | undefined> {
  const { projectId, scope } = here.access;
  const row = await here.tx.row(
    z.object({ origin: told.nullable() }),
    sql`WITH ${origins(here, sql`change.entity_id = ${annotationId}::uuid`)}
        SELECT (SELECT to_jsonb(found) FROM (SELECT ${columns} FROM origin WHERE ${ofAnnotation} LIMIT 1) AS found) AS origin
        FROM ${layered.annotation}
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.layer_id = ${layerId}::uuid
          AND annotation.id = ${annotationId}::uuid AND ${whereLayerSeen(scope)}`,
  );
  return row === undefined ? undefined : row.origin;
}
