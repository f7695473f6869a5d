import type { UndoableNoun } from '@koersvast/core/noun';
import { type Command, sql, told, whereOfAnnotation } from '@koersvast/db';
import { z } from 'zod';

/*
 * What was told of things, in the order of changes, with the operations: changes of sets are taken apart by the
 * database, since one of them may hold thousands of rows.
 */

/** A change of a thing, and the operation that it belongs to. */
const toldLink = told
  .pick({ memberId: true, opId: true, action: true, before: true, after: true })
  .extend({ undoes: z.string().nullable(), kind: z.string() });
export type ToldLink = Readonly<z.infer<typeof toldLink>>;

const columns = sql`change.rev, change.layer_id AS "layerId", change.member_id AS "memberId", change.op_id AS "opId",
  change.action, operation.undoes, operation.kind, change.before, change.after`;

/** All that was ever told of one thing. */
export async function readLinksOf(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  noun: UndoableNoun,
  { layerId, id }: { readonly layerId: string | null; readonly id: string },
): Promise<ToldLink[]> {
  const ofRow =
    noun === 'annotation' && layerId !== null
      ? whereOfAnnotation({ layerId, id })
      : sql`change.noun = ${noun} AND change.entity_id = ${id}::uuid
          AND change.layer_id IS NOT DISTINCT FROM ${layerId}::uuid`;
  return tx.rows(
    toldLink,
    sql`SELECT ${columns} FROM change JOIN operation USING (project_id, user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND ${ofRow} ORDER BY change.rev`,
  );
}

/** The same of several things that are in no layer, with their ids; what was told of them is left out. */
export async function readLinksOfRows(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  noun: UndoableNoun,
  ids: readonly string[],
): Promise<(ToldLink & { readonly id: string })[]> {
  return tx.rows(
    toldLink.extend({ id: z.string() }),
    sql`SELECT change.entity_id AS id, change.member_id AS "memberId", change.op_id AS "opId", change.action,
          operation.undoes, operation.kind, NULL AS before, NULL AS after
        FROM change JOIN operation USING (project_id, user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND change.noun = ${noun} AND change.entity_id = ANY(${[...ids]}::uuid[])
          AND change.layer_id IS NULL ORDER BY change.rev`,
  );
}

/** The same of several things in layers, each with where it is. */
export async function readLinksOfAll(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  noun: UndoableNoun,
  things: readonly { readonly layerId: string; readonly id: string }[],
): Promise<(ToldLink & { readonly layerId: string; readonly id: string })[]> {
  const ids = sql`${[...new Set(things.map(({ id }) => id))]}::uuid[]`;
  const layers = sql`${[...new Set(things.map(({ layerId }) => layerId))]}::uuid[]`;
  return tx.rows(
    toldLink.extend({ layerId: z.string(), id: z.string() }),
    sql`SELECT change.entity_id AS id, ${columns} FROM change JOIN operation USING (project_id, user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND change.noun = ${noun} AND change.entity_id = ANY(${ids})
          AND change.layer_id = ANY(${layers}) AND change.rows IS NULL
        UNION ALL
        SELECT each.id, ${columns} FROM change JOIN operation USING (project_id, user_id, op_id)
          CROSS JOIN LATERAL jsonb_to_recordset(change.rows) AS each (id uuid)
        WHERE change.project_id = ${projectId}::uuid AND change.noun = ${noun} AND change.entity_id = ANY(${layers})
          AND change.rows IS NOT NULL AND each.id = ANY(${ids})
        ORDER BY rev`,
  );
}
