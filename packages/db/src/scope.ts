import { type AssignmentView, type Role, type RoundView, type Scope, scopeOf } from '@koersvast/core';
import { type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

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
export interface MemberRow {
  personId: string;
  memberId: string;
  role: Role;
  archived: boolean;
}

/** What blindness depends on: the same for all members of a project. */
export interface ProjectView {
  rounds: RoundView[];
  coders: AssignmentView[];
  lifted: AssignmentView[];
}

export function membersQuery(projectId: string, personIds: readonly string[]): Sql {
  return sql`
    SELECT member.user_id AS "personId", member.id AS "memberId", member.role, project.archived_at IS NOT NULL AS archived
    FROM member JOIN project ON project.id = member.project_id
    WHERE member.project_id = ${projectId}::uuid AND member.user_id = ANY(${[...personIds]}::uuid[])
      AND member.removed_at IS NULL AND project.deleted_at IS NULL`;
}

/** The columns of a `ProjectView`. */
export function projectView(projectId: string): Sql {
  return sql`
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', round.id, 'blind', round.blind, 'revealedAt', round.revealed_at)
      ORDER BY round.number) FROM round WHERE round.project_id = ${projectId}::uuid AND round.removed_at IS NULL), '[]') AS rounds,
    coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('roundId', assignment.round_id, 'memberId', assignment.member_id))
      FROM assignment JOIN round ON round.id = assignment.round_id
      WHERE assignment.project_id = ${projectId}::uuid AND round.blind AND round.removed_at IS NULL), '[]') AS coders,
    coalesce((SELECT jsonb_agg(jsonb_build_object('roundId', unblinding.round_id, 'memberId', unblinding.member_id))
      FROM unblinding WHERE unblinding.project_id = ${projectId}::uuid), '[]') AS lifted`;
}

export function toAccess(projectId: string, member: MemberRow, view: ProjectView): Access {
  const { personId, memberId, role, archived } = member;
  const { rounds, coders, lifted } = view;
  return {
    projectId,
    personId,
    memberId,
    role,
    archived,
    scope: scopeOf({ projectId, memberId, role, rounds, coders, lifted }),
  };
}

/** What a person may see and do in a project; null for whoever is no member, and for an unknown project. */
export async function loadAccess(
  tx: Tx,
  { projectId, personId }: { readonly projectId: string; readonly personId: string },
): Promise<Access | null> {
  const row = await tx.row<MemberRow & ProjectView>(
    sql`SELECT members.*, ${projectView(projectId)} FROM (${membersQuery(projectId, [personId])}) AS members`,
  );
  return row ? toAccess(projectId, row, row) : null;
}

function roundsSeen(scope: Scope, layers: 'all' | 'own'): string[] {
  return scope.rounds.filter((round) => round.layers === layers).map((round) => round.roundId);
}

/**
 * The one translation of a scope into a condition. It stands on the table "layer", which the query must have
 * joined under that name.
 */
export function whereLayerSeen(scope: Scope): Sql {
  return sql`("layer"."project_id" = ${scope.projectId}::uuid AND (
    "layer"."round_id" = ANY(${roundsSeen(scope, 'all')}::uuid[])
    OR ("layer"."round_id" = ANY(${roundsSeen(scope, 'own')}::uuid[])
      AND "layer"."member_id" = ${scope.memberId}::uuid AND "layer"."kind" <> 'final')))`;
}

/** The same for assignments, on the table "assignment": who codes what is seen like a coder's own layer. */
export function whereAssignmentSeen(scope: Scope): Sql {
  return sql`("assignment"."project_id" = ${scope.projectId}::uuid AND (
    "assignment"."round_id" = ANY(${roundsSeen(scope, 'all')}::uuid[])
    OR ("assignment"."round_id" = ANY(${roundsSeen(scope, 'own')}::uuid[])
      AND "assignment"."member_id" = ${scope.memberId}::uuid)))`;
}

/** The same for changes, on the table "change": by their stream. */
export function whereChangeSeen(scope: Scope): Sql {
  return sql`("change"."project_id" = ${scope.projectId}::uuid AND "change"."stream" = ANY(${[...scope.streams]}::text[]))`;
}
