import { type Role, roles } from '@koersvast/core/ability';
import { ownNouns, workNouns } from '@koersvast/core/noun';
import { type Scope, scopeOf } from '@koersvast/core/scope';
import { z } from 'zod';
import { noSql, type Sql, sql } from './sql.ts';
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
export const memberRow = z.object({
  personId: z.string(),
  memberId: z.string(),
  role: z.enum(roles),
  archived: z.boolean(),
});
type MemberRow = z.infer<typeof memberRow>;

/** What blindness depends on, for some people of a project. */
export const projectRow = z.object({
  rounds: z.array(z.object({ id: z.string(), blind: z.boolean(), revealedAt: z.string().nullable() })),
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
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', round.id, 'blind', round.blind, 'revealedAt', round.revealed_at)
      ORDER BY round.number) FROM round WHERE round.project_id = ${projectId}::uuid AND round.removed_at IS NULL), '[]') AS rounds,
    coalesce((SELECT jsonb_agg(jsonb_build_object('roundId', given.round_id, 'memberId', given.member_id,
        'unfinished', given.unfinished)) FROM (
      SELECT assignment.round_id, assignment.member_id,
        coalesce(jsonb_agg(assignment.document_id) FILTER (WHERE ${isUnfinished}), '[]') AS unfinished
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
const isUnfinished = sql`assignment.removed_at IS NULL AND assignment.state IN ('todo', 'in_progress')`;

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
  tx: Tx,
  { projectId, personId }: { readonly projectId: string; readonly personId: string },
): Promise<Access | null> {
  const row = await tx.row(
    memberRow.extend(projectRow.shape),
    sql`SELECT members.*, ${projectView(projectId, [personId])} FROM (${membersQuery(projectId, [personId])}) AS members`,
  );
  return row ? toAccess(projectId, row, row) : null;
}

function roundsSeen(scope: Scope, layers: 'all' | 'own'): string[] {
  return scope.rounds.filter((round) => round.layers === layers).map((round) => round.roundId);
}

/** Whether a letter is one that the person of a scope does not code blind, on a column with its id. */
export function whereLetterOpen(scope: Scope, documentId: Sql): Sql {
  if (scope.blindDocuments.length === 0) return sql`true`;
  return sql`${documentId} <> ALL(${[...scope.blindDocuments]}::uuid[])`;
}

/**
 * The one translation of a scope into a condition. It stands on the table "layer", which the query must have
 * joined under that name.
 */
export function whereLayerSeen(scope: Scope): Sql {
  return sql`("layer"."project_id" = ${scope.projectId}::uuid AND (
    ("layer"."round_id" = ANY(${roundsSeen(scope, 'all')}::uuid[]) AND (${whereLetterOpen(scope, sql`"layer"."document_id"`)}
      OR ("layer"."member_id" = ${scope.memberId}::uuid AND "layer"."kind" <> 'final')))
    OR ("layer"."round_id" = ANY(${roundsSeen(scope, 'own')}::uuid[])
      AND "layer"."member_id" = ${scope.memberId}::uuid AND "layer"."kind" <> 'final')))`;
}

/** The same for assignments, on the table "assignment": who codes what is seen like a coder's own layer. */
export function whereAssignmentSeen(scope: Scope): Sql {
  return sql`("assignment"."project_id" = ${scope.projectId}::uuid AND (
    ("assignment"."round_id" = ANY(${roundsSeen(scope, 'all')}::uuid[]) AND (
      ${whereLetterOpen(scope, sql`"assignment"."document_id"`)} OR "assignment"."member_id" = ${scope.memberId}::uuid))
    OR ("assignment"."round_id" = ANY(${roundsSeen(scope, 'own')}::uuid[])
      AND "assignment"."member_id" = ${scope.memberId}::uuid)))`;
}

/** Whether a stream may be read, as far as its round decides, on a column with its name. */
function whereRoundOfStream(scope: Scope, name: Sql): Sql {
  const roundOf = sql`split_part(${name}, ':', 2)`;
  return sql`(${name} = 'shared' OR (${scope.audit} AND ${name} = 'audit')
    OR ${roundOf} = ANY(${roundsSeen(scope, 'all')}::text[])
    OR (${roundOf} = ANY(${roundsSeen(scope, 'own')}::text[]) AND right(${name}, 36) = ${scope.memberId}
      AND split_part(${name}, ':', 1) IN ('work', 'coder')))`;
}

/** Whether a change that names a letter may be told although it is coded blind, on the table "change". */
function whereOwnOrNoWork(scope: Scope): Sql {
  return sql`("change".noun <> ALL(${[...workNouns]}::text[]) OR ("change".noun = ANY(${[...ownNouns]}::text[])
    AND CASE "change".noun
      WHEN 'assignment' THEN coalesce("change".after, "change".before) ->> 'memberId' = ${scope.memberId}
      ELSE EXISTS (SELECT 1 FROM layer AS own WHERE own.project_id = ${scope.projectId}::uuid AND own.id = "change".layer_id AND own.kind <> 'final'
        AND own.member_id = ${scope.memberId}::uuid) END))`;
}

/** The same for changes, on the table "change": by their stream, and by their letter. */
export function whereChangeSeen(scope: Scope): Sql {
  const byLetter =
    scope.blindDocuments.length === 0
      ? noSql
      : sql`AND ("change".document_id IS NULL OR ${whereLetterOpen(scope, sql`"change".document_id`)} OR ${whereOwnOrNoWork(scope)})`;
  return sql`("change"."project_id" = ${scope.projectId}::uuid AND ${whereRoundOfStream(scope, sql`"change".stream`)} ${byLetter})`;
}

/**
 * How many changes there are that may be seen, as a column: the sum of the heads of whole streams, without what
 * was stored in streams over several letters and is of a letter that is coded blind. An index keeps that short.
 */
export function changesSeen(scope: Scope): Sql {
  const heads = sql`coalesce((SELECT sum(stream.seq) FROM stream
    WHERE stream.project_id = ${scope.projectId}::uuid AND ${whereRoundOfStream(scope, sql`stream.name`)}
      AND (split_part(stream.name, ':', 3) <> ALL(${[...scope.blindDocuments]}::text[])
        OR (split_part(stream.name, ':', 1) = 'work' AND right(stream.name, 36) = ${scope.memberId}))), 0)::float8`;
  if (scope.blindDocuments.length === 0) return heads;
  return sql`(${heads} - (SELECT count(*) FROM "change" WHERE "change".project_id = ${scope.projectId}::uuid
    AND "change".document_id IS NOT NULL AND ${isOfSeveralLetters(sql`"change".stream`)}
    AND "change".document_id = ANY(${[...scope.blindDocuments]}::uuid[])
    AND ${whereRoundOfStream(scope, sql`"change".stream`)} AND NOT ${whereOwnOrNoWork(scope)}))::float8`;
}

/** Streams over several letters; the words of the index `change_of_letter`. */
function isOfSeveralLetters(name: Sql): Sql {
  return sql`(${name} = 'shared' OR ${name} LIKE 'coder:%' OR (${name} LIKE 'final:%' AND length(${name}) = 42))`;
}
