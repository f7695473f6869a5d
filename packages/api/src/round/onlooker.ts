import { onlookers } from '@koersvast/core';
import { type Command, sql } from '@koersvast/db';

/**
 * Whether a member could look at what somebody had coded in a blind round before any of it was given to them:
 * they held a role that looks on at a moment between the first work of another and their own first assignment.
 */
export async function hasLookedOn(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  { roundId, memberId }: { readonly roundId: string; readonly memberId: string },
): Promise<boolean> {
  const changes = sql`FROM change
    WHERE project_id = ${projectId}::uuid AND noun = 'member' AND entity_id = ${memberId}::uuid`;
  const row = await tx.row(
    sql`WITH given AS (SELECT min(created_at) AS at FROM assignment
          WHERE round_id = ${roundId}::uuid AND member_id = ${memberId}::uuid),
        held AS (
          SELECT before ->> 'role' AS role, lag(at) OVER (ORDER BY rev) AS since, at AS until ${changes}
          UNION ALL
          SELECT role::text, (SELECT max(at) ${changes}), NULL FROM member WHERE id = ${memberId}::uuid)
        SELECT 1 FROM layer JOIN given ON layer.created_at < given.at
        JOIN held ON held.role = ANY(${[...onlookers]}::text[])
          AND (held.since IS NULL OR held.since < given.at)
          AND (held.until IS NULL OR held.until > layer.created_at)
        WHERE layer.round_id = ${roundId}::uuid AND layer.kind = 'current' AND layer.member_id <> ${memberId}::uuid
        LIMIT 1`,
  );
  return row !== undefined;
}
