import type { reviewNotices } from '@koersvast/contracts';
import { type Access, sql, type Tx, whereLayerSeen, whereLetterOpen } from '@koersvast/db';
import type { z } from 'zod';

/** How many are read. */
const most = 100;

type Notices = z.infer<typeof reviewNotices>;

/**
 * What others said of a member's work, or to them, newest first: verdicts on their annotations, replies in
 * threads of their annotations or that they took part in, and mentions. Unread is what came after they last
 * looked.
 */
export async function readNotices(tx: Tx, { projectId, memberId, scope }: Access): Promise<Notices> {
  const rows = await tx.rows<Omit<Notices['notices'][number], 'at'> & { at: Date; allUnread: number }>(
    sql`WITH seen AS (SELECT notices_seen_at AS until FROM member WHERE id = ${memberId}::uuid),
        said AS (
          SELECT 'verdict' AS kind, review.created_at AS at, review.created_by_id, review.layer_id, review.annotation_id,
            review.verdict::text AS verdict, review.reason AS text
          FROM review JOIN layer ON layer.id = review.layer_id
          WHERE layer.member_id = ${memberId}::uuid AND review.superseded_at IS NULL AND review.withdrawn_at IS NULL
            AND review.project_id = ${projectId}::uuid
          UNION ALL
          SELECT CASE WHEN reply.mentions ? ${memberId} THEN 'mention' ELSE 'reply' END, reply.created_at,
            reply.created_by_id, reply.layer_id, reply.annotation_id, NULL, reply.text
          FROM reply JOIN layer ON layer.id = reply.layer_id
          WHERE reply.project_id = ${projectId}::uuid AND reply.deleted_at IS NULL
            AND (layer.member_id = ${memberId}::uuid OR reply.mentions ? ${memberId} OR EXISTS (
              SELECT 1 FROM reply AS own WHERE own.layer_id = reply.layer_id AND own.annotation_id = reply.annotation_id
                AND own.created_by_id = ${memberId}::uuid AND own.deleted_at IS NULL)))
        SELECT said.kind, said.at, said.created_by_id AS "memberId", document.id AS "documentId",
          document.title AS "documentTitle", layer.round_id AS "roundId", layer.id AS "layerId",
          annotation.id AS "annotationId", annotation.quote, said.verdict, said.text,
          seen.until IS NULL OR said.at > seen.until AS unread,
          (count(*) FILTER (WHERE seen.until IS NULL OR said.at > seen.until) OVER ())::int AS "allUnread"
        FROM said CROSS JOIN seen JOIN layer ON layer.id = said.layer_id
          JOIN annotation ON annotation.layer_id = said.layer_id AND annotation.id = said.annotation_id
          JOIN document ON document.id = layer.document_id
        WHERE said.created_by_id <> ${memberId}::uuid AND document.removed_at IS NULL AND ${whereLayerSeen(scope)}
          AND ${whereLetterOpen(scope, sql`layer.document_id`)}
        ORDER BY said.at DESC, annotation.id LIMIT ${most}`,
  );
  const notices = rows.map(({ allUnread: _, ...row }) => ({ ...row, at: row.at.toISOString() }));
  return { unread: rows[0]?.allUnread ?? 0, notices };
}

/** Notes up to when a member has looked; it never goes back. Their own business, so no operation. */
export async function noteNoticesSeen(tx: Tx, { memberId }: Access, until: string): Promise<void> {
  await tx.run(
    sql`UPDATE member SET notices_seen_at = greatest(notices_seen_at, least(${until}::timestamptz, now()))
        WHERE id = ${memberId}::uuid`,
  );
}
