import { type Sql, sql } from './sql.ts';

/**
 * The end of a statement that settles an operation: CTEs that add one link to the chain of its project (see
 * ARCHITECTURE.md, decision 25). They build on two others: `settled`, the operation as stored with its `hash`, and
 * `told`, the `rev` and `hash` of each of its changes. Only the row of the chain is held, and as the last of all,
 * so that nobody waits in a circle.
 */
export function linkOperation({ projectId, personId, opId }: LinkedOperation): Sql {
  return sql`linked AS (
      SELECT settled.hash || coalesce((SELECT string_agg(told.hash, ''::bytea ORDER BY told.rev) FROM told), ''::bytea) AS parts
      FROM settled
    ), held AS (
      INSERT INTO chain (project_id, length, head)
      SELECT ${projectId}::uuid, 1, sha256(uuid_send(${projectId}::uuid) || parts) FROM linked
      ON CONFLICT (project_id) DO UPDATE
        SET length = chain.length + 1, head = chain_step(chain.head, excluded.head)
      RETURNING length, head
    ), link AS (
      INSERT INTO link (project_id, number, user_id, op_id, parts, head)
      SELECT ${projectId}::uuid, held.length, ${personId}::uuid, ${opId}::uuid, linked.parts, held.head FROM held, linked
    )`;
}

export interface LinkedOperation {
  readonly projectId: string;
  readonly personId: string;
  readonly opId: string;
}
