import { sql, whereAssignmentSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

const repeatable = z.object({ memberId: z.string(), documentId: z.string() });
export type Repeatable = Readonly<z.infer<typeof repeatable>>;

/**
 * What members finished by a moment and could be given again, as far as the person may see who finished what. Not what
 * they hold unfinished; of a blind round in which the person may not see that, nothing that was given there.
 */
export function readRepeatable(
  { tx, access: { projectId, scope } }: Here,
  { memberIds, until }: { readonly memberIds: readonly string[]; readonly until: Date },
): Promise<Repeatable[]> {
  const seen = whereAssignmentSeen(scope);
  return tx.rows(
    repeatable,
    sql`WITH done AS (
          SELECT DISTINCT assignment.member_id, assignment.document_id
          FROM assignment
            JOIN round ON round.project_id = assignment.project_id AND round.id = assignment.round_id
              AND round.repeats IS NULL AND round.removed_at IS NULL
            JOIN document ON document.project_id = assignment.project_id AND document.id = assignment.document_id
              AND document.removed_at IS NULL AND document.replaced_by_id IS NULL
          WHERE ${seen} AND assignment.member_id = ANY(${[...memberIds]}::uuid[]) AND assignment.removed_at IS NULL
            AND assignment.state = 'done' AND assignment.done_at <= ${until}
        ), held AS (
          SELECT assignment.member_id, assignment.document_id
          FROM assignment
            JOIN round ON round.project_id = assignment.project_id AND round.id = assignment.round_id AND round.removed_at IS NULL
          WHERE assignment.project_id = ${projectId}::uuid AND assignment.member_id = ANY(${[...memberIds]}::uuid[])
            AND assignment.removed_at IS NULL
            AND CASE WHEN ${seen} THEN assignment.state IN ('todo', 'in_progress') ELSE round.blind END
        )
        SELECT done.member_id AS "memberId", done.document_id AS "documentId" FROM done
        WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.member_id = done.member_id AND held.document_id = done.document_id)
        ORDER BY 1, 2`,
  );
}
