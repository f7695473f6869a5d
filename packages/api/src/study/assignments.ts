import { assignmentRow, type WorkItem, workItem } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import type { Scope } from '@koersvast/core/scope';
import {
  noSql,
  type Rows,
  type Sql,
  sql,
  whereAssignmentSeen,
  whereLayerSeen,
  whereOwnWorkSeen,
} from '@koersvast/db';
import { z } from 'zod';
import { readLayerCounts } from './counts.ts';
import type { Here } from './here.ts';
import type { Kept } from './kept.ts';

/** Their own living work on "document" in "round", where they see it. */
function ownLayer(scope: Scope): Sql {
  const { memberId } = scope;
  return sql`SELECT layer.id FROM layer WHERE layer.project_id = coder.project_id AND layer.round_id = round.id
    AND layer.document_id = document.id AND layer.member_id = ${memberId}::uuid AND layer.kind = 'current'
    AND ${whereOwnWorkSeen(scope, sql`document.id`, sql`round.id`)}`;
}

/**
 * All that the person codes or may code, over all rounds: what was given to them, and in open rounds that run
 * also what was given to nobody in particular. Only their own work is counted.
 */
export async function readWork({ tx, access }: Here): Promise<WorkItem[]> {
  const { projectId, memberId, role, scope } = access;
  const rows = await tx.rows(
    // Moments of the database's JSON are made the wire's below.
    workItem.extend({
      assignment: assignmentRow
        .extend({ doneAt: z.string().nullable(), removedAt: z.string().nullable() })
        .nullable(),
    }),
    sql`SELECT round.id AS "roundId", document.id AS "documentId", document.title AS "documentTitle",
          document.date AS "documentDate", document.language AS "documentLanguage",
          (SELECT count(block.paragraph)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS paragraphs,
          CASE WHEN assignment.id IS NULL THEN NULL ELSE jsonb_build_object('id', assignment.id,
            'roundId', assignment.round_id, 'documentId', assignment.document_id, 'memberId', assignment.member_id,
            'state', assignment.state, 'version', assignment.version, 'doneAt', assignment.done_at,
            'removedAt', assignment.removed_at) END AS assignment,
          counted.annotations, counted.recheck,
          (SELECT count(*)::int FROM reading WHERE reading.project_id = coder.project_id AND reading.deleted_at IS NULL
            AND reading.layer_id IN (${ownLayer(scope)})) AS readings
        FROM member AS coder
          JOIN round ON round.project_id = coder.project_id AND round.removed_at IS NULL
          JOIN document ON document.project_id = coder.project_id
            AND (round.document_ids = '[]' OR round.document_ids ? document.id::text)
          LEFT JOIN assignment ON assignment.project_id = round.project_id AND assignment.round_id = round.id AND assignment.document_id = document.id
            AND assignment.member_id = coder.id AND assignment.removed_at IS NULL
          CROSS JOIN LATERAL (
            SELECT count(*)::int AS annotations,
              count(*) FILTER (WHERE annotation.codebook_version < tag.meaning_version)::int AS recheck
            FROM annotation JOIN tag ON tag.project_id = annotation.project_id AND tag.id = annotation.tag_id
            WHERE annotation.project_id = coder.project_id AND annotation.deleted_at IS NULL AND annotation.layer_id IN (${ownLayer(scope)})) AS counted
        WHERE coder.id = ${memberId}::uuid AND coder.project_id = ${projectId}::uuid AND document.removed_at IS NULL
          AND document.replaced_by_id IS NULL
          AND (assignment.id IS NOT NULL OR (NOT round.blind AND ${may(role, 'annotation.write')}))
        -- What is coded again comes in an order of its own, not in that in which it was coded before.
        ORDER BY round.number DESC, CASE WHEN round.repeats IS NOT NULL
            THEN md5(concat(round.repeats ->> 'seed', coder.id, document.id)) END NULLS LAST,
          document.created_at, document.id`,
  );
  return rows.map((item) => ({ ...item, assignment: item.assignment && withMoments(item.assignment) }));
}

/** JSON of the database writes moments in its own way. */
function withMoments(row: Rows['assignment']): Rows['assignment'] {
  const moment = (value: string | null) => value && new Date(value).toISOString();
  return { ...row, doneAt: moment(row.doneAt), removedAt: moment(row.removedAt) };
}

/** What was given to somebody in a round, and how far they are with it where the person may see that. */
export interface Given {
  readonly documentId: string;
  readonly memberId: string;
  /** Not if it was taken away. */
  readonly assigned: boolean;
  readonly progress: Progress | null;
}

const progress = z.object({
  state: assignmentRow.shape.state,
  doneAt: z.date().nullable(),
  annotations: z.number(),
  readings: z.number(),
  lastActivityAt: z.date().nullable(),
});
type Progress = Readonly<z.infer<typeof progress>>;

/**
 * Who was given which of some documents in a round. `unseen`: also what the person may not see, which owners gave and
 * know; how far that is stays unsaid.
 */
export async function readGiven(
  here: Here,
  kept: Kept,
  round: { readonly id: string; readonly documentIds: readonly string[]; readonly unseen: boolean },
): Promise<Given[]> {
  const {
    tx,
    access: { projectId, scope },
  } = here;
  const rows = await tx.rows(
    progress.pick({ state: true, doneAt: true }).extend({
      documentId: z.string(),
      memberId: z.string(),
      assigned: z.boolean(),
      seen: z.boolean(),
    }),
    sql`SELECT assignment.document_id AS "documentId", assignment.member_id AS "memberId",
          assignment.removed_at IS NULL AS assigned, assignment.state, assignment.done_at AS "doneAt",
          ${whereAssignmentSeen(scope)} AS seen
        FROM assignment
        WHERE assignment.round_id = ${round.id}::uuid AND assignment.project_id = ${projectId}::uuid
          AND assignment.document_id = ANY(${[...round.documentIds]}::uuid[])
          AND (${round.unseen} OR ${whereAssignmentSeen(scope)})
        ORDER BY assignment.document_id, assignment.member_id`,
  );
  const places = round.documentIds.map((documentId) => ({ roundId: round.id, documentId }));
  const counts = new Map(
    (await readLayerCounts(here, kept, places)).map((count) => [
      `${count.documentId} ${count.memberId}`,
      count,
    ]),
  );
  return rows.map(({ documentId, memberId, assigned, seen, state, doneAt }) => {
    if (!seen) return { documentId, memberId, assigned, progress: null };
    const { annotations = 0, readings = 0, lastAt = null } = counts.get(`${documentId} ${memberId}`) ?? {};
    const lastActivityAt = lastAt !== null && (doneAt === null || lastAt > doneAt) ? lastAt : doneAt;
    return {
      documentId,
      memberId,
      assigned,
      progress: { state, doneAt, annotations, readings, lastActivityAt },
    };
  });
}

/** What was given to somebody in a round that is to be revealed. */
const due = z.object({
  documentId: z.string(),
  memberId: z.string(),
  /** Null where the person may not see how far it is. */
  state: assignmentRow.shape.state.nullable(),
  /** Whether there is anything in the coder's living work; nothing where the person may not see that. */
  coded: z.boolean(),
});
export type Due = Readonly<z.infer<typeof due>>;

/** What was given in some documents of a round, and what came of it as far as the person may see. */
export function readDue(
  { tx, access: { projectId, scope } }: Here,
  round: { readonly id: string; readonly documentIds: readonly string[] },
): Promise<Due[]> {
  return tx.rows(
    due,
    sql`SELECT assignment.document_id AS "documentId", assignment.member_id AS "memberId",
          CASE WHEN ${whereAssignmentSeen(scope)} THEN assignment.state END AS state,
          EXISTS (SELECT 1 FROM layer
              JOIN annotation ON annotation.project_id = layer.project_id AND annotation.layer_id = layer.id
            WHERE layer.project_id = assignment.project_id AND layer.round_id = assignment.round_id AND layer.document_id = assignment.document_id
              AND layer.member_id = assignment.member_id AND layer.kind = 'current'
              AND annotation.deleted_at IS NULL AND ${whereLayerSeen(scope)}) AS coded
        FROM assignment
        WHERE round_id = ${round.id}::uuid AND project_id = ${projectId}::uuid AND removed_at IS NULL
          AND document_id = ANY(${[...round.documentIds]}::uuid[])`,
  );
}

/** Who codes what, for a file. */
const codingOf = z.object({
  documentId: z.string(),
  round: z.number(),
  coderId: z.string(),
  coder: z.string(),
  state: z.string(),
  doneAt: z.date().nullable(),
  /** Blocks of which they said that no tag applies. */
  nothingApplies: z.number(),
  /** Of the round: the seed of its plan, and of how many documents its own were drawn. */
  seed: z.number().nullable(),
  drawnFrom: z.number().nullable(),
});
export type CodingOf = Readonly<z.infer<typeof codingOf>>;

export function readCoding(
  { tx, access: { scope } }: Here,
  {
    documentId,
    rounds,
    coders,
  }: {
    readonly documentId: string | null;
    readonly rounds?: readonly number[] | undefined;
    readonly coders?: readonly string[] | undefined;
  },
): Promise<CodingOf[]> {
  const ofDocument = documentId === null ? noSql : sql`AND document.id = ${documentId}::uuid`;
  return tx.rows(
    codingOf,
    sql`SELECT assignment.document_id AS "documentId", round.number AS round, member.id AS "coderId",
          "user".name AS coder, assignment.state, assignment.done_at AS "doneAt",
          (SELECT count(*)::int FROM reading
              JOIN layer ON layer.project_id = reading.project_id AND layer.id = reading.layer_id
            WHERE layer.project_id = assignment.project_id AND layer.round_id = assignment.round_id AND layer.document_id = assignment.document_id
              AND layer.member_id = assignment.member_id AND layer.kind = 'current'
              AND reading.deleted_at IS NULL AND ${whereLayerSeen(scope)}) AS "nothingApplies",
          (round.plan ->> 'seed')::float8 AS seed,
          jsonb_array_length(round.plan -> 'draw' -> 'fromDocumentIds') AS "drawnFrom"
        FROM assignment JOIN round ON round.project_id = assignment.project_id AND round.id = assignment.round_id
          JOIN document ON document.project_id = assignment.project_id AND document.id = assignment.document_id
          JOIN member ON member.project_id = assignment.project_id AND member.id = assignment.member_id
          JOIN "user" ON "user".id = member.user_id
        WHERE ${whereAssignmentSeen(scope)} AND assignment.removed_at IS NULL
          AND document.removed_at IS NULL ${ofDocument}
          ${rounds === undefined ? noSql : sql`AND round.number = ANY(${[...rounds]}::int[])`}
          ${coders === undefined ? noSql : sql`AND member.id = ANY(${[...coders]}::uuid[])`}
        ORDER BY round.number, document.created_at, document.id, member.created_at, member.id`,
  );
}
