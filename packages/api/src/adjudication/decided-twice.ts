import { type Command, sql } from '@koersvast/db';

/** Whether two living decisions about a final layer speak of the same annotation: asked of all of them at once. */
export async function isDecidedTwice(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  layerId: string,
): Promise<boolean> {
  const twice = await tx.row(
    sql`SELECT 1 FROM decision, jsonb_to_recordset(decision.sources) AS source ("layerId" uuid, "annotationId" uuid)
        WHERE decision.project_id = ${projectId}::uuid AND decision.layer_id = ${layerId}::uuid AND decision.withdrawn_at IS NULL
        GROUP BY source."layerId", source."annotationId" HAVING count(*) > 1 LIMIT 1`,
  );
  return twice !== undefined;
}
