import { z } from 'zod';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/**
 * Whether an annotation counts as independent, and what its coder could see of others' work, against what its last
 * change tells of it; the same of what a first pass kept, and of what was noted of letters and members.
 */
export async function checkSight(tx: Statements, projectId: string, report: Report): Promise<void> {
  const differing = await tx.rows(
    z.object({ layerId: z.string(), id: z.string() }),
    sql`SELECT annotation.layer_id AS "layerId", annotation.id FROM annotation
        LEFT JOIN (SELECT DISTINCT ON (layer_id, entity_id) layer_id, entity_id, independent, seen_before FROM change
            WHERE project_id = ${projectId}::uuid AND noun = 'annotation' AND independent IS NOT NULL
            ORDER BY layer_id, entity_id, rev DESC) AS told
          ON told.layer_id = annotation.layer_id AND told.entity_id = annotation.id
        WHERE annotation.project_id = ${projectId}::uuid
          AND (annotation.independent IS DISTINCT FROM told.independent OR annotation.seen_before IS DISTINCT FROM told.seen_before)
        ORDER BY annotation.layer_id, annotation.id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { layerId, id } of differing)
    report(
      'sight',
      `The annotation ${id} in layer ${layerId} says something else of what its coder could see than its change.`,
    );
  await checkKept(tx, projectId, report);
  await checkNoted(tx, projectId, report);
}

/** What was changed since a first pass was made is kept with it. What was written before changes told of it is not known. */
async function checkKept(tx: Statements, projectId: string, report: Report): Promise<void> {
  const differing = await tx.rows(
    z.object({ layerId: z.string(), id: z.string() }),
    sql`SELECT kept.layer_id AS "layerId", kept.id FROM first_pass_row AS kept
        JOIN layer AS pin ON pin.project_id = kept.project_id AND pin.id = kept.layer_id
        JOIN change AS made ON made.project_id = kept.project_id AND made.noun = 'layer' AND made.entity_id = pin.id
          AND made.before IS NULL
        CROSS JOIN LATERAL (SELECT independent, seen_before FROM change WHERE change.project_id = kept.project_id
            AND change.noun = 'annotation' AND change.entity_id = kept.id AND change.layer_id = pin.source_layer_id
            AND change.rev < made.rev AND change.independent IS NOT NULL ORDER BY change.rev DESC LIMIT 1) AS told
        WHERE kept.project_id = ${projectId}::uuid AND kept.noun = 'annotation'
          AND ((kept.row ->> 'independent')::boolean IS DISTINCT FROM told.independent
            OR kept.row ->> 'seen_before' IS DISTINCT FROM told.seen_before::text)
        ORDER BY kept.layer_id, kept.id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { layerId, id } of differing)
    report(
      'sight',
      `The annotation ${id} of the first pass ${layerId} says something else of what its coder could see than its change.`,
    );
}

/** What could be seen once stays noted: by its own note, and by the annotations that were written after it. */
async function checkNoted(tx: Statements, projectId: string, report: Report): Promise<void> {
  const wrong = await tx.rows(
    z.object({ memberId: z.string(), documentId: z.string(), stands: z.boolean() }),
    sql`SELECT noted.member_id AS "memberId", noted.document_id AS "documentId", bool_or(sight.since IS NOT NULL) AS stands
        FROM (
          SELECT member_id, document_id, NULL::seen_before AS saw FROM sight_note WHERE project_id = ${projectId}::uuid
          UNION ALL
          SELECT layer.member_id, layer.document_id, annotation.seen_before FROM annotation
            JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
          WHERE annotation.project_id = ${projectId}::uuid AND annotation.seen_before IS NOT NULL AND layer.member_id IS NOT NULL
        ) AS noted
        LEFT JOIN sight ON sight.project_id = ${projectId}::uuid AND sight.member_id = noted.member_id
          AND sight.document_id = noted.document_id
        WHERE sight.since IS NULL OR (noted.saw = 'opened' AND sight.opened_at IS NULL)
          OR (noted.saw = 'unrecorded' AND sight.recorded)
        GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { memberId, documentId, stands } of wrong)
    report(
      'sight',
      stands
        ? `The sight of letter ${documentId} by member ${memberId} is not what an annotation says of it.`
        : `The sight of letter ${documentId} by member ${memberId} was noted, and is gone.`,
    );
  const strays = await tx.rows(
    z.object({ memberId: z.string(), documentId: z.string() }),
    sql`SELECT member_id AS "memberId", document_id AS "documentId" FROM sight
        WHERE project_id = ${projectId}::uuid AND NOT EXISTS (SELECT FROM sight_note AS note
          WHERE note.project_id = sight.project_id AND note.member_id = sight.member_id AND note.document_id = sight.document_id)
        ORDER BY member_id, document_id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { memberId, documentId } of strays)
    report(
      'sight',
      `The sight of letter ${documentId} by member ${memberId} is stored, and was never noted.`,
    );
}
