import type { RevealPreview } from '@koersvast/contracts';
import { checkCanReveal, checkHasBegun, isBlindFor } from '@koersvast/core';
import { type Access, readRows, sql, type Tx } from '@koersvast/db';
import { documentsOfRound, readRound } from '../assignment/queries.ts';

/**
 * What a reveal would make: who has finished what. Whoever codes blind here learns nothing of the others by
 * it. Throws `not_found`, `round_nothing_to_reveal` and `round_revealed`.
 */
export async function previewReveal(tx: Tx, access: Access, roundId: string): Promise<RevealPreview> {
  const { round, hidden } = await readRound(tx, access, roundId);
  checkCanReveal(round);
  checkHasBegun(round);
  const documentIds = await documentsOfRound(tx, access, round);
  const assignments = await readRows(
    tx,
    'assignment',
    sql`WHERE round_id = ${roundId}::uuid AND project_id = ${access.projectId}::uuid AND removed_at IS NULL
          AND document_id = ANY(${documentIds}::uuid[])`,
  );
  const coded = await tx.rows<{ documentId: string; memberId: string }>(
    sql`SELECT document_id AS "documentId", member_id AS "memberId" FROM layer
        WHERE round_id = ${roundId}::uuid AND project_id = ${access.projectId}::uuid AND kind = 'current'
          AND EXISTS (SELECT 1 FROM annotation WHERE layer_id = layer.id AND deleted_at IS NULL)`,
  );
  const isCoded = new Set(coded.map(({ documentId, memberId }) => `${documentId} ${memberId}`));
  const members = await readRows(
    tx,
    'member',
    sql`WHERE project_id = ${access.projectId}::uuid ORDER BY created_at, id`,
  );
  const given = Map.groupBy(assignments, (assignment) => assignment.memberId);
  const coders = members.flatMap(({ id: memberId }): RevealPreview['coders'] => {
    const theirs = given.get(memberId);
    if (!theirs) return [];
    const assigned = theirs.length;
    if (hidden && memberId !== access.memberId) {
      return [{ memberId, assigned, finished: null, empty: null, unfinishedDocumentIds: null }];
    }
    // What others did with a letter that the member codes blind elsewhere is left out.
    const seen = theirs.filter(
      ({ documentId }) => memberId === access.memberId || !isBlindFor(access.scope, documentId),
    );
    const finished = seen.filter((assignment) => assignment.state === 'done');
    const unfinished = new Set(
      seen.filter((assignment) => assignment.state !== 'done').map((each) => each.documentId),
    );
    return [
      {
        memberId,
        assigned,
        finished: finished.length,
        empty: finished.filter(({ documentId }) => !isCoded.has(`${documentId} ${memberId}`)).length,
        unfinishedDocumentIds: documentIds.filter((id) => unfinished.has(id)),
      },
    ];
  });
  const assigned = new Set(assignments.map((assignment) => assignment.documentId));
  return { hidden, coders, unassignedDocumentIds: documentIds.filter((id) => !assigned.has(id)) };
}
