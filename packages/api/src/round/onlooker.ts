import { type Command, sql } from '@koersvast/db';

/**
 * Whether a member could look at what somebody had coded in a blind round before any of it was given to them:
 * they held a role that looks on at a moment between the first work of another and their own first assignment.
 * Moments are numbers of changes, since the clocks of two servers may differ.
 */
export async function hasLookedOn(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  { roundId, memberId }: { readonly roundId: string; readonly memberId: string },
): Promise<boolean> {
  const roles = sql`FROM change
    WHERE project_id = ${projectId}::uuid AND noun = 'member' AND entity_id = ${memberId}::uuid`;
  const row = await tx.row(
    sql`WITH given AS (SELECT min(rev) AS rev FROM change
          WHERE project_id = ${projectId}::uuid AND noun = 'assignment'
            AND after ->> 'roundId' = ${roundId} AND after ->> 'memberId' = ${memberId}),
        held AS (
          SELECT before ->> 'role' AS role, lag(rev) OVER (ORDER BY rev) AS since, rev AS until ${roles}
          UNION ALL
          SELECT role::text, (SELECT max(rev) ${roles}), NULL FROM member WHERE id = ${memberId}::uuid)
        SELECT 1 FROM layer
        JOIN change AS begun ON begun.project_id = layer.project_id AND begun.noun = 'layer'
          AND begun.entity_id = layer.id AND begun.before IS NULL
        JOIN given ON begun.rev < given.rev
        JOIN held ON held.role = ANY('{owner,reviewer}'::text[])
          AND (held.since IS NULL OR held.since < given.rev)
          AND (held.until IS NULL OR held.until > begun.rev)
        WHERE layer.project_id = ${projectId}::uuid AND layer.round_id = ${roundId}::uuid
          AND layer.kind = 'current' AND layer.member_id <> ${memberId}::uuid
        LIMIT 1`,
  );
  return row !== undefined;
}

/** Whether an owner had lifted their own blindness when they last said that they were done with a document. */
export async function hadLifted(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  lift: { readonly id: string },
  assignment: { readonly id: string },
): Promise<boolean> {
  const of = (noun: string, { id }: { readonly id: string }) =>
    sql`project_id = ${projectId}::uuid AND noun = ${noun} AND entity_id = ${id}::uuid`;
  const row = await tx.row(
    sql`SELECT 1 FROM change WHERE ${of('unblinding', lift)} AND rev < (
          SELECT max(rev) FROM change WHERE ${of('assignment', assignment)}
            AND after ->> 'state' = 'done' AND before ->> 'state' IS DISTINCT FROM 'done')`,
  );
  return row !== undefined;
}
