import { type AwaitingReview, awaitingReview } from '@koersvast/contracts';
import { sql, whereAssignmentSeen, whereLayerSeen, whereLetterOpen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** Of how many documents is told. */
const most = 100;

/** On the tables "review" and "annotation": a verdict that `reviewStatus` does not call stale. */
const isOfThisVersion = sql`annotation.version - coalesce(review.restored_version, review.annotation_version)
  BETWEEN 0 AND CASE WHEN review.response = 'adopted' THEN 1 ELSE 0 END`;

/**
 * What awaits a verdict of the member, the most disputed first. It is counted in one go over the annotations of those
 * who have finished: none of them leaves the database.
 */
export async function readAwaiting({ tx, access }: Here): Promise<AwaitingReview> {
  const { projectId, memberId, scope } = access;
  const rows = await tx.rows(
    awaitingReview.shape.documents.element.extend({ annotations: z.number(), total: z.number() }),
    sql`WITH finished AS (
          SELECT assignment.round_id, assignment.document_id, count(*)::int AS coders,
            array_remove(array_agg(layer.id), NULL) AS layer_ids,
            (array_agg(layer.id) FILTER (WHERE layer.member_id = ${memberId}::uuid))[1] AS own_layer_id
          FROM assignment
            JOIN round ON round.project_id = assignment.project_id AND round.id = assignment.round_id AND round.removed_at IS NULL
              AND (NOT round.blind OR round.revealed_at IS NOT NULL)
            LEFT JOIN layer ON layer.project_id = assignment.project_id AND layer.round_id = assignment.round_id AND layer.document_id = assignment.document_id
              AND layer.member_id = assignment.member_id AND layer.kind = 'current' AND ${whereLayerSeen(scope)}
          WHERE assignment.project_id = ${projectId}::uuid AND assignment.removed_at IS NULL
            AND assignment.state IN ('done', 'recheck') AND ${whereAssignmentSeen(scope)}
            AND ${whereLetterOpen(scope, sql`assignment.document_id`)}
            AND NOT EXISTS (SELECT 1 FROM layer AS final WHERE final.project_id = assignment.project_id AND final.round_id = assignment.round_id
              AND final.document_id = assignment.document_id AND final.kind = 'final'
              AND final.finished_at IS NOT NULL)
          GROUP BY assignment.round_id, assignment.document_id),
        judged AS MATERIALIZED (
          SELECT layer.round_id, layer.document_id, count(*)::int AS others
          FROM review JOIN annotation ON annotation.project_id = review.project_id
              AND annotation.layer_id = review.layer_id AND annotation.id = review.annotation_id
            JOIN layer ON layer.project_id = review.project_id AND layer.id = review.layer_id
          WHERE review.project_id = ${projectId}::uuid AND review.superseded_at IS NULL AND review.withdrawn_at IS NULL
            AND ${isOfThisVersion} AND annotation.deleted_at IS NULL AND layer.member_id <> ${memberId}::uuid
            AND review.layer_id IN (SELECT unnest(layer_ids) FROM finished)
          GROUP BY layer.round_id, layer.document_id),
        awaiting AS (
          SELECT round_id, document_id, coders, disputed,
            (coded.annotations - own.annotations - coalesce(judged.others, 0))::int AS unjudged
          FROM finished LEFT JOIN judged USING (round_id, document_id) CROSS JOIN LATERAL (
            SELECT coalesce(sum(makers), 0) AS annotations,
              coalesce(sum(makers) FILTER (WHERE makers < coders), 0)::int AS disputed
            FROM (
              SELECT count(*)::int AS makers
              FROM annotation WHERE project_id = ${projectId}::uuid AND layer_id = ANY(finished.layer_ids) AND deleted_at IS NULL
              GROUP BY tag_id, start, "end") AS said) AS coded
            CROSS JOIN LATERAL (
              SELECT count(*) AS annotations FROM annotation
              WHERE project_id = ${projectId}::uuid AND layer_id = finished.own_layer_id AND deleted_at IS NULL) AS own)
        SELECT document.id AS "documentId", document.title AS "documentTitle", document.language AS "documentLanguage",
          awaiting.round_id AS "roundId", coders, unjudged, disputed,
          (sum(unjudged) OVER ())::int AS annotations, (count(*) OVER ())::int AS total
        FROM awaiting JOIN document ON document.project_id = ${projectId}::uuid AND document.id = awaiting.document_id AND document.removed_at IS NULL
        WHERE unjudged > 0
        ORDER BY disputed DESC, unjudged DESC, document.created_at, document.id, awaiting.round_id LIMIT ${most}`,
  );
  return {
    annotations: rows[0]?.annotations ?? 0,
    total: rows[0]?.total ?? 0,
    documents: rows.map(({ annotations: _all, total: _total, ...row }) => row),
  };
}
