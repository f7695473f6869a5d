import { type Role, roles } from '@koersvast/core/ability';
import { type Scope, scopeOf } from '@koersvast/core/scope';
import { z } from 'zod';
import { identifier, type Sql, sql } from './sql.ts';
import type { Statements } from './transaction.ts';

/** A person's standing in one project at one moment. */
export interface Access {
  readonly projectId: string;
  readonly memberId: string;
  readonly personId: string;
  readonly role: Role;
  readonly archived: boolean;
  readonly scope: Scope;
}

/** Who is a member, and since they have not left, of a project that is there. */
export const memberRow = z.object({
  personId: z.string(),
  memberId: z.string(),
  role: z.enum(roles),
  archived: z.boolean(),
});
type MemberRow = z.infer<typeof memberRow>;

/** What blindness depends on, for some people of a project. */
export const projectRow = z.object({
  rounds: z.array(
    z.object({ id: z.string(), blind: z.boolean(), revealedAt: z.string().nullable(), repeats: z.boolean() }),
  ),
  assignments: z.array(
    z.object({ roundId: z.string(), memberId: z.string(), unfinished: z.array(z.string()) }),
  ),
  lifted: z.array(z.object({ roundId: z.string(), memberId: z.string() })),
});
type ProjectView = z.infer<typeof projectRow>;

export function membersQuery(projectId: string, personIds: readonly string[]): Sql {
  return sql`
    SELECT member.user_id AS "personId", member.id AS "memberId", member.role, project.archived_at IS NOT NULL AS archived
    FROM member JOIN project ON project.id = member.project_id
    WHERE member.project_id = ${projectId}::uuid AND member.user_id = ANY(${[...personIds]}::uuid[])
      AND member.removed_at IS NULL AND project.deleted_at IS NULL`;
}

/** The columns of a `ProjectView`: what these people were given in the rounds that are blind now. */
export function projectView(projectId: string, personIds: readonly string[]): Sql {
  const theirs = sql`SELECT member.id FROM member
    WHERE member.project_id = ${projectId}::uuid AND member.user_id = ANY(${[...personIds]}::uuid[])`;
  return sql`
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', round.id, 'blind', round.blind, 'revealedAt', round.revealed_at,
        'repeats', round.repeats IS NOT NULL)
      ORDER BY round.number) FROM round WHERE round.project_id = ${projectId}::uuid AND round.removed_at IS NULL), '[]') AS rounds,
    coalesce((SELECT jsonb_agg(jsonb_build_object('roundId', given.round_id, 'memberId', given.member_id,
        'unfinished', given.unfinished)) FROM (
      SELECT assignment.round_id, assignment.member_id,
        coalesce(jsonb_agg(assignment.document_id) FILTER (WHERE ${isUnfinished('assignment')}), '[]')
          || ${otherReadings(projectId)} AS unfinished
      FROM round JOIN assignment ON assignment.project_id = round.project_id AND assignment.round_id = round.id
      WHERE round.project_id = ${projectId}::uuid AND round.blind AND round.revealed_at IS NULL
        AND round.removed_at IS NULL
        AND assignment.member_id IN (${theirs})
      GROUP BY assignment.round_id, assignment.member_id) AS given), '[]') AS assignments,
    coalesce((SELECT jsonb_agg(jsonb_build_object('roundId', unblinding.round_id, 'memberId', unblinding.member_id))
      FROM unblinding WHERE unblinding.project_id = ${projectId}::uuid AND unblinding.member_id IN (${theirs})), '[]')
      AS lifted`;
}

/** Whether whoever holds an assignment is blind for its letter; a re-check comes after "done". */
function isUnfinished(assignment: 'assignment' | 'held'): Sql {
  const table = identifier(assignment);
  return sql`${table}.removed_at IS NULL AND ${table}.state IN ('todo', 'in_progress')`;
}

/**
 * Of letters that were read again, all their readings: others' first passes may stand in an older one. Within a statement
 * over the assignments of one member in one round; where nothing was ever read again it finds that by an index.
 */
function otherReadings(projectId: string): Sql {
  return sql`coalesce((SELECT jsonb_agg(DISTINCT reading.id) FROM document AS again
      JOIN document AS reading ON reading.project_id = again.project_id
        AND (reading.id = again.rendition_of_id OR reading.rendition_of_id = again.rendition_of_id)
      JOIN document AS own ON own.project_id = again.project_id
        AND (own.id = again.rendition_of_id OR own.rendition_of_id = again.rendition_of_id)
      JOIN assignment AS held ON held.project_id = own.project_id AND held.round_id = assignment.round_id
        AND held.document_id = own.id AND held.member_id = assignment.member_id AND ${isUnfinished('held')}
    WHERE again.project_id = ${projectId}::uuid AND again.rendition_of_id IS NOT NULL), '[]')`;
}

export function toAccess(projectId: string, member: MemberRow, view: ProjectView): Access {
  const { personId, memberId, role, archived } = member;
  const { rounds, assignments, lifted } = view;
  return {
    projectId,
    personId,
    memberId,
    role,
    archived,
    scope: scopeOf({ projectId, memberId, role, rounds, assignments, lifted }),
  };
}

/** What a person may see and do in a project; null for whoever is no member, and for an unknown project. */
export async function loadAccess(
  tx: Statements,
  { projectId, personId }: { readonly projectId: string; readonly personId: string },
): Promise<Access | null> {
  const row = await tx.row(
    memberRow.extend(projectRow.shape),
    sql`SELECT members.*, ${projectView(projectId, [personId])} FROM (${membersQuery(projectId, [personId])}) AS members`,
  );
  return row ? toAccess(projectId, row, row) : null;
}
