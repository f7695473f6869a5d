import { sql, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** What a layer is to those who read a file of it. */
export const namedLayer = z.object({
  id: z.string(),
  kind: z.enum(['current', 'first_pass', 'final']),
  independent: z.boolean(),
  finished: z.boolean(),
  round: z.number(),
  coderId: z.string().nullable(),
  coder: z.string().nullable(),
});
export type NamedLayer = z.infer<typeof namedLayer>;

/** All layers that the person may see, with the numbers of their rounds and the names of their coders. */
export function readNamedLayers({ tx, access }: Here): Promise<NamedLayer[]> {
  return tx.rows(
    namedLayer,
    sql`SELECT layer.id, layer.kind, layer.independent, layer.finished_at IS NOT NULL AS finished, round.number AS round,
          layer.member_id AS "coderId", "user".name AS coder
        FROM layer JOIN round ON round.project_id = layer.project_id AND round.id = layer.round_id
          LEFT JOIN member ON member.project_id = layer.project_id AND member.id = layer.member_id
          LEFT JOIN "user" ON "user".id = member.user_id
        WHERE ${whereLayerSeen(access.scope)}`,
  );
}

/** Who has anything in the coders' living work of some documents and rounds, deleted or not. */
export function readBegun(
  { tx, access }: Here,
  {
    documentIds,
    roundIds,
  }: { readonly documentIds: readonly string[]; readonly roundIds: readonly string[] },
): Promise<{ roundId: string; documentId: string; memberId: string }[]> {
  return tx.rows(
    z.object({ roundId: z.string(), documentId: z.string(), memberId: z.string() }),
    sql`SELECT DISTINCT layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId"
        FROM layer
        WHERE ${whereLayerSeen(access.scope)} AND layer.kind = 'current'
          AND layer.round_id = ANY(${[...roundIds]}::uuid[])
          AND layer.document_id = ANY(${[...documentIds]}::uuid[])
          AND (EXISTS (SELECT 1 FROM annotation WHERE project_id = layer.project_id AND layer_id = layer.id)
            OR EXISTS (SELECT 1 FROM reading WHERE project_id = layer.project_id AND layer_id = layer.id))
        ORDER BY layer.round_id, layer.document_id, layer.member_id`,
  );
}
