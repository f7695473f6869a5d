import type { Board, BoardCell, WorkItem } from '@koersvast/contracts';
import { DomainError, isBlindNow, isInRound, may } from '@koersvast/core';
import {
  type Access,
  type Rows,
  readRows,
  sql,
  type Tx,
  whereAssignmentSeen,
  whereLayerSeen,
} from '@koersvast/db';
import { readInvitedTo } from './reserve.ts';

const currentLayer = sql`SELECT layer.id FROM layer WHERE layer.round_id = round.id
  AND layer.document_id = document.id AND layer.member_id = coder.id AND layer.kind = 'current'`;

/**
 * All that a member codes or may code, over all rounds: what was given to them, and in open rounds that run
 * also what was given to nobody in particular. Only their own work is counted.
 */
export async function readWork(tx: Tx, access: Access): Promise<WorkItem[]> {
  const { projectId, memberId, role } = access;
  const rows = await tx.rows<WorkItem>(
    sql`SELECT round.id AS "roundId", document.id AS "documentId", document.title AS "documentTitle",
          document.date AS "documentDate", document.language AS "documentLanguage",
          (SELECT count(block.paragraph)::int FROM block WHERE block.document_id = document.id) AS paragraphs,
          CASE WHEN assignment.id IS NULL THEN NULL ELSE jsonb_build_object('id', assignment.id,
            'roundId', assignment.round_id, 'documentId', assignment.document_id, 'memberId', assignment.member_id,
            'state', assignment.state, 'version', assignment.version, 'doneAt', assignment.done_at,
            'removedAt', assignment.removed_at) END AS assignment,
          counted.annotations, counted.recheck,
          (SELECT count(*)::int FROM reading WHERE reading.deleted_at IS NULL
            AND reading.layer_id IN (${currentLayer})) AS readings
        FROM member AS coder
          JOIN round ON round.project_id = coder.project_id AND round.removed_at IS NULL
          JOIN document ON document.project_id = coder.project_id
            AND (round.document_ids = '[]' OR round.document_ids ? document.id::text)
          LEFT JOIN assignment ON assignment.round_id = round.id AND assignment.document_id = document.id
            AND assignment.member_id = coder.id AND assignment.removed_at IS NULL
          CROSS JOIN LATERAL (
            SELECT count(*)::int AS annotations,
              count(*) FILTER (WHERE annotation.codebook_version < tag.meaning_version)::int AS recheck
            FROM annotation JOIN tag ON tag.id = annotation.tag_id
            WHERE annotation.deleted_at IS NULL AND annotation.layer_id IN (${currentLayer})) AS counted
        WHERE coder.id = ${memberId}::uuid AND coder.project_id = ${projectId}::uuid AND document.removed_at IS NULL
          AND (assignment.id IS NOT NULL OR (NOT round.blind AND ${may(role, 'annotation.write')}))
        ORDER BY round.number DESC, document.created_at, document.id`,
  );
  return rows.map(({ assignment, ...item }) => ({
    ...item,
    assignment: assignment && withMoments(assignment),
  }));
}

/** JSON of the database writes moments in its own way. */
function withMoments(row: Rows['assignment']): Rows['assignment'] {
  const moment = (value: string | null) => value && new Date(value).toISOString();
  return { ...row, doneAt: moment(row.doneAt), removedAt: moment(row.removedAt) };
}

/** The round, and whether the asking member codes blind in it. Throws `not_found`. */
export async function readRound(
  tx: Tx,
  { projectId, scope }: Access,
  roundId: string,
): Promise<{ round: Rows['round']; hidden: boolean }> {
  const [round] = await readRows(
    tx,
    'round',
    sql`WHERE id = ${roundId}::uuid AND project_id = ${projectId}::uuid AND removed_at IS NULL`,
  );
  if (!round) throw new DomainError('not_found');
  const sight = scope.rounds.find((each) => each.roundId === roundId)?.layers ?? 'none';
  return { round, hidden: sight !== 'all' };
}

/** The documents of a round that have not been removed, in the order in which they came. */
async function namedDocumentsOf(tx: Tx, access: Access, round: Rows['round']): Promise<Board['documents']> {
  const rows = await tx.rows<Board['documents'][number]>(
    sql`SELECT id, title, language FROM document WHERE project_id = ${access.projectId}::uuid AND removed_at IS NULL
        ORDER BY created_at, id`,
  );
  return rows.filter(({ id }) => isInRound(round, id));
}

/** The same by their ids. */
export async function documentsOfRound(tx: Tx, access: Access, round: Rows['round']): Promise<string[]> {
  return (await namedDocumentsOf(tx, access, round)).map(({ id }) => id);
}

/**
 * Who codes what in a round and how far they are, with what is kept for people who are invited. That somebody was
 * given a document in a blind round is the owners' own doing, and is shown to each of them; in other rounds people
 * take what they code themselves, so that it is shown through the scope, as is everywhere what came of it.
 */
export async function readBoard(tx: Tx, access: Access, roundId: string, at: Date): Promise<Board> {
  const { round, hidden } = await readRound(tx, access, roundId);
  const documents = await namedDocumentsOf(tx, access, round);
  const documentIds = documents.map(({ id }) => id);
  const rows = await tx.rows<{
    documentId: string;
    memberId: string;
    assigned: boolean;
    seen: boolean;
    state: Rows['assignment']['state'];
    doneAt: Date | null;
    annotations: number;
    readings: number;
    lastActivityAt: Date | null;
  }>(
    sql`SELECT assignment.document_id AS "documentId", assignment.member_id AS "memberId",
          assignment.removed_at IS NULL AS assigned, assignment.state, assignment.done_at AS "doneAt",
          ${whereAssignmentSeen(access.scope)} AS seen,
          work.annotations, work.readings, greatest(work.last_at, assignment.done_at) AS "lastActivityAt"
        FROM assignment CROSS JOIN LATERAL (
          SELECT coalesce(sum(counted.annotations), 0)::int AS annotations,
            coalesce(sum(counted.readings), 0)::int AS readings, max(counted.last_at) AS last_at
          FROM layer CROSS JOIN LATERAL (
            SELECT
              (SELECT count(*) FROM annotation WHERE layer_id = layer.id AND deleted_at IS NULL) AS annotations,
              (SELECT count(*) FROM reading WHERE layer_id = layer.id AND deleted_at IS NULL) AS readings,
              greatest((SELECT max(updated_at) FROM annotation WHERE layer_id = layer.id),
                (SELECT max(greatest(created_at, deleted_at)) FROM reading WHERE layer_id = layer.id)) AS last_at
          ) AS counted
          WHERE layer.round_id = assignment.round_id AND layer.document_id = assignment.document_id
            AND layer.member_id = assignment.member_id AND layer.kind = 'current'
            AND ${whereLayerSeen(access.scope)}) AS work
        WHERE assignment.round_id = ${roundId}::uuid AND assignment.project_id = ${access.projectId}::uuid
          AND assignment.document_id = ANY(${documentIds}::uuid[])
          AND (${isBlindNow(round)} OR ${whereAssignmentSeen(access.scope)})
        ORDER BY assignment.document_id, assignment.member_id`,
  );
  const cells = rows.map((row): BoardCell => {
    const { documentId, memberId, assigned } = row;
    const nothing = { state: null, annotations: null, readings: null, doneAt: null, lastActivityAt: null };
    if (!row.seen) return { documentId, memberId, assigned, ...nothing };
    return {
      documentId,
      memberId,
      assigned,
      state: row.state,
      annotations: row.annotations,
      readings: row.readings,
      doneAt: row.doneAt?.toISOString() ?? null,
      lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
    };
  });
  const memberIds = await codersOf(tx, access, cells);
  const { invited, kept } = await readInvitedTo(tx, { projectId: access.projectId, at }, roundId);
  const inRound = new Set(documentIds);
  const nothing = { state: null, annotations: null, readings: null, doneAt: null, lastActivityAt: null };
  return {
    hidden,
    documentIds,
    documents,
    memberIds: [...memberIds, ...invited.map(({ id }) => id)],
    cells: [
      ...cells,
      ...kept
        .filter(({ documentId }) => inRound.has(documentId))
        .map(({ documentId, invitationId }) => ({
          documentId,
          memberId: invitationId,
          assigned: true,
          ...nothing,
        })),
    ],
    invited: invited.map(({ id, role, note, expiresAt, open }) => ({
      id,
      role,
      note,
      expiresAt: expiresAt.toISOString(),
      expired: !open,
    })),
  };
}

async function codersOf(tx: Tx, access: Access, cells: readonly BoardCell[]): Promise<string[]> {
  const members = await readRows(
    tx,
    'member',
    sql`WHERE project_id = ${access.projectId}::uuid ORDER BY created_at, id`,
  );
  const withCells = new Set(cells.map((cell) => cell.memberId));
  return members
    .filter(({ id, role, removedAt }) => {
      return withCells.has(id) || (removedAt === null && may(role, 'annotation.write'));
    })
    .map(({ id }) => id);
}
