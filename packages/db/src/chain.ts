import { type Sql, sql } from './sql.ts';

export interface LinkedOperation {
  readonly projectId: string;
  readonly personId: string;
  readonly opId: string;
}

/**
 * Adds one link to the chain of a project (see ARCHITECTURE.md, decision 25), in the statement that settles an
 * operation. It builds on two CTEs of that: `settled`, the `hash` of the operation as stored, and `told`, the `rev`
 * and `hash` of each of its changes. Only the row of the chain is held, and as the last of all, so that nobody waits
 * in a circle.
 */
export function linkOperation({ projectId, personId, opId }: LinkedOperation): Sql {
  return sql`link_operation(${projectId}::uuid, ${personId}::uuid, ${opId}::uuid, (SELECT settled.hash FROM settled)
    || coalesce((SELECT string_agg(told.hash, ''::bytea ORDER BY told.rev) FROM told), ''::bytea))`;
}
