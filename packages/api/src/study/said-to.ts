import { type Access, type Sql, sql, whereLayerSeen, whereLetterOpen } from '@koersvast/db';

/** What others said of a member's work, or to them, as far as they may see it: the table `said`, one row for each. */
export function saidTo({ projectId, memberId, scope }: Access): Sql {
  return sql`
    spoken AS (
      SELECT review.id, 'verdict' AS kind, review.created_at AS at, review.created_by_id, review.layer_id,
        review.annotation_id, review.verdict::text AS verdict, review.reason AS text
      FROM review JOIN layer ON layer.project_id = review.project_id AND layer.id = review.layer_id
      WHERE layer.member_id = ${memberId}::uuid AND review.superseded_at IS NULL AND review.withdrawn_at IS NULL
        AND review.project_id = ${projectId}::uuid
      UNION ALL
      SELECT review.id, 'disagreement', review.responded_at, layer.member_id, review.layer_id, review.annotation_id,
        review.verdict::text, review.response_reason
      FROM review JOIN layer ON layer.project_id = review.project_id AND layer.id = review.layer_id
      WHERE review.created_by_id = ${memberId}::uuid AND review.response = 'kept' AND review.superseded_at IS NULL
        AND review.withdrawn_at IS NULL AND review.project_id = ${projectId}::uuid
      UNION ALL
      SELECT reply.id, CASE WHEN reply.mentions ? ${memberId} THEN 'mention' ELSE 'reply' END, reply.created_at,
        reply.created_by_id, reply.layer_id, reply.annotation_id, NULL, reply.text
      FROM reply JOIN layer ON layer.project_id = reply.project_id AND layer.id = reply.layer_id
      WHERE reply.project_id = ${projectId}::uuid AND reply.deleted_at IS NULL
        AND (layer.member_id = ${memberId}::uuid OR reply.mentions ? ${memberId} OR EXISTS (
          SELECT 1 FROM reply AS own WHERE own.project_id = reply.project_id AND own.layer_id = reply.layer_id
            AND own.annotation_id = reply.annotation_id AND own.created_by_id = ${memberId}::uuid AND own.deleted_at IS NULL))),
    said AS (
      SELECT spoken.*, document.id AS document_id, document.title, layer.round_id, annotation.quote,
        coalesce(spoken.at > (SELECT notices_seen_at FROM member WHERE project_id = ${projectId}::uuid AND id = ${memberId}::uuid), true)
          -- Why somebody keeps their work may be said anew: what was read is what had been said by then.
          AND NOT EXISTS (SELECT 1 FROM notice_read AS mark WHERE mark.project_id = ${projectId}::uuid
            AND mark.member_id = ${memberId}::uuid AND mark.said_id = spoken.id AND mark.read_at >= spoken.at) AS unread
      FROM spoken JOIN layer ON layer.project_id = ${projectId}::uuid AND layer.id = spoken.layer_id
        JOIN annotation ON annotation.project_id = layer.project_id AND annotation.layer_id = spoken.layer_id
          AND annotation.id = spoken.annotation_id
        JOIN document ON document.project_id = layer.project_id AND document.id = layer.document_id
      WHERE spoken.created_by_id <> ${memberId}::uuid AND document.removed_at IS NULL AND ${whereLayerSeen(scope)}
        AND ${whereLetterOpen(scope, sql`layer.document_id`)})`;
}
