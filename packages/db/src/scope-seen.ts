import { ownNouns, workNouns } from '@koersvast/core/noun';
import { personStream, type Scope } from '@koersvast/core/scope';
import type { Prisma } from './generated/client.ts';
import { noSql, type Sql, sql } from './sql.ts';

/*
 * The one translation of a scope into conditions. Each has two forms, side by side: for models (`...Seen`, `letterOpen`)
 * and as a piece of SQL (`where...`). A property test compares both with the predicate in memory. Changes are in SQL
 * alone: whose work a change is in stands in no relation of theirs.
 */

function roundsSeen(scope: Scope, layers: 'all' | 'own'): string[] {
  return scope.rounds.filter((round) => round.layers === layers).map((round) => round.roundId);
}

/** Whether a letter is one that the person of a scope does not code blind: what its id must be. */
export function letterOpen(scope: Scope): Prisma.UuidFilter {
  return { notIn: [...scope.blindDocuments] };
}

/** The same on a column with its id. */
export function whereLetterOpen(scope: Scope, documentId: Sql): Sql {
  if (scope.blindDocuments.length === 0) return sql`true`;
  return sql`${documentId} <> ALL(${[...scope.blindDocuments]}::uuid[])`;
}

/** Whether a person sees their own work in a place, and does not code the letter again elsewhere: by columns with ids. */
export function whereOwnWorkSeen({ repeated }: Scope, documentId: Sql, roundId: Sql): Sql {
  if (repeated.length === 0) return sql`true`;
  const letters = [...new Set(repeated.map((each) => each.documentId))];
  const places = repeated.map((each) => `${each.roundId} ${each.documentId}`);
  return sql`(${documentId}::text <> ALL(${letters}::text[]) OR concat(${roundId}, ' ', ${documentId}) = ANY(${places}::text[]))`;
}

/** Whether a layer may be seen, with all that is in it. */
export function layerSeen(scope: Scope): Prisma.LayerWhereInput {
  const { memberId, repeated } = scope;
  const mine: Prisma.LayerWhereInput = { memberId, kind: { not: 'final' } };
  const letters = [...new Set(repeated.map(({ documentId }) => documentId))];
  const places = repeated.map(({ roundId, documentId }) => ({ roundId, documentId }));
  const own: Prisma.LayerWhereInput =
    repeated.length === 0 ? mine : { AND: [mine, { OR: [{ documentId: { notIn: letters } }, ...places] }] };
  return {
    projectId: scope.projectId,
    OR: [
      { roundId: { in: roundsSeen(scope, 'all') }, OR: [{ documentId: letterOpen(scope) }, own] },
      { roundId: { in: roundsSeen(scope, 'own') }, ...own },
    ],
  };
}

/** The same on the table "layer", which the query must have joined under that name. */
export function whereLayerSeen(scope: Scope): Sql {
  const own = whereOwnWorkSeen(scope, sql`"layer"."document_id"`, sql`"layer"."round_id"`);
  return sql`("layer"."project_id" = ${scope.projectId}::uuid AND (
    ("layer"."round_id" = ANY(${roundsSeen(scope, 'all')}::uuid[]) AND (${whereLetterOpen(scope, sql`"layer"."document_id"`)}
      OR ("layer"."member_id" = ${scope.memberId}::uuid AND "layer"."kind" <> 'final' AND ${own})))
    OR ("layer"."round_id" = ANY(${roundsSeen(scope, 'own')}::uuid[])
      AND "layer"."member_id" = ${scope.memberId}::uuid AND "layer"."kind" <> 'final' AND ${own})))`;
}

/** Whether it may be seen who codes what: like a coder's own layer. */
export function assignmentSeen(scope: Scope): Prisma.AssignmentWhereInput {
  const own = { memberId: scope.memberId };
  return {
    projectId: scope.projectId,
    OR: [
      { roundId: { in: roundsSeen(scope, 'all') }, OR: [{ documentId: letterOpen(scope) }, own] },
      { roundId: { in: roundsSeen(scope, 'own') }, ...own },
    ],
  };
}

/** The same on the table "assignment". */
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
  return sql`(${name} = 'shared' OR (${scope.audit} AND ${name} = 'audit') OR ${name} = ${personStream(scope.memberId)}
    OR ${roundOf} = ANY(${roundsSeen(scope, 'all')}::text[])
    OR (${roundOf} = ANY(${roundsSeen(scope, 'own')}::text[]) AND right(${name}, 36) = ${scope.memberId}
      AND split_part(${name}, ':', 1) IN ('work', 'coder')))`;
}

/** Whether a change that names a letter may be told although it is coded blind, on the table "change". */
function whereOwnOrNoWork(scope: Scope): Sql {
  const own = whereOwnWorkSeen(scope, sql`"change".document_id`, sql`split_part("change".stream, ':', 2)`);
  return sql`("change".noun <> ALL(${[...workNouns]}::text[]) OR ("change".noun = ANY(${[...ownNouns]}::text[])
    AND ${own} AND CASE "change".noun
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
  const own = whereOwnWorkSeen(
    scope,
    sql`split_part(stream.name, ':', 3)`,
    sql`split_part(stream.name, ':', 2)`,
  );
  const heads = sql`coalesce((SELECT sum(stream.seq) FROM stream
    WHERE stream.project_id = ${scope.projectId}::uuid AND ${whereRoundOfStream(scope, sql`stream.name`)}
      AND (split_part(stream.name, ':', 3) <> ALL(${[...scope.blindDocuments]}::text[])
        OR (split_part(stream.name, ':', 1) = 'work' AND right(stream.name, 36) = ${scope.memberId} AND ${own}))), 0)::float8`;
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
