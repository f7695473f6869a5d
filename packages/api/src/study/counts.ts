import { noSql, sql, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';
import { isWholePlace, type Kept, placeKey, readKept, type StudyPlace } from './kept.ts';

/** How much a coder has in their living work on a letter in a round, and when they last did anything there. */
export const layerCount = z.object({
  memberId: z.string(),
  annotations: z.number(),
  readings: z.number(),
  lastAt: z.date().nullable(),
  roundId: z.string(),
  documentId: z.string(),
});
export type LayerCount = z.infer<typeof layerCount>;

/** Counts layers that the person may see: of some documents, or of all. */
async function countLayers(
  { tx, access: { projectId, scope } }: Here,
  documentIds: readonly string[] | null,
  own: string | null = null,
): Promise<LayerCount[]> {
  return tx.rows(
    layerCount,
    sql`SELECT layer.round_id AS "roundId", layer.document_id AS "documentId", layer.member_id AS "memberId",
          coalesce(coded.count, 0)::int AS annotations, coalesce(read.count, 0)::int AS readings,
          greatest(coded.last_at, read.last_at) AS "lastAt"
        FROM layer
          CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE deleted_at IS NULL) AS count, max(updated_at) AS last_at
            FROM annotation WHERE project_id = ${projectId}::uuid AND layer_id = layer.id) AS coded
          CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE deleted_at IS NULL) AS count,
            max(greatest(created_at, deleted_at)) AS last_at FROM reading
            WHERE project_id = ${projectId}::uuid AND layer_id = layer.id) AS read
        WHERE ${whereLayerSeen(scope)} AND layer.kind = 'current'
          ${documentIds === null ? noSql : sql`AND layer.document_id = ANY(${[...documentIds]}::uuid[])`}
          ${own === null ? noSql : sql`AND layer.member_id = ${own}::uuid`}`,
  );
}

/**
 * The counts of all living work on some letters in rounds that the person may see. What of a letter they see whole is
 * counted again only where it was changed; else it is their own work.
 */
export async function readLayerCounts(
  here: Here,
  kept: Kept,
  places: readonly StudyPlace[],
): Promise<LayerCount[]> {
  const { scope, memberId } = here.access;
  const whole = await readKept(here, kept, {
    name: 'counts',
    places,
    make: async (documentIds) => Map.groupBy(await countLayers(here, documentIds), placeKey),
  });
  const wanted = new Set(places.map(placeKey));
  const hidden = scope.blindDocuments.length > 0 || scope.rounds.some(({ layers }) => layers !== 'all');
  const own = hidden ? await countLayers(here, null, memberId) : [];
  return [
    ...[...whole.values()].flat(),
    ...own.filter((count) => wanted.has(placeKey(count)) && !isWholePlace(scope, count)),
  ];
}
