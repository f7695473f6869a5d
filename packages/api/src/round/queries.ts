import type { RevealPreview } from '@koersvast/contracts';
import { checkCanReveal, checkHasBegun } from '@koersvast/core/round';
import type { Access, Tx } from '@koersvast/db';
import { documentsOfRound, readRound } from '../assignment/queries.ts';
import { openStudy } from '../study/study.ts';

/**
 * What a reveal would make: who has finished what. Whoever codes blind here learns nothing of the others by
 * it. Throws `not_found`, `round_nothing_to_reveal` and `round_revealed`.
 */
export async function previewReveal(tx: Tx, access: Access, roundId: string): Promise<RevealPreview> {
  const { round, hidden } = await readRound(tx, access, roundId);
  checkCanReveal(round);
  checkHasBegun(round);
  const documentIds = await documentsOfRound(tx, access, round);
  const due = await openStudy(tx, access).due({ id: roundId, documentIds });
  const members = await tx.member.findMany({
    where: { projectId: access.projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const given = Map.groupBy(due, (each) => each.memberId);
  const coders = members.flatMap(({ id: memberId }): RevealPreview['coders'] => {
    const theirs = given.get(memberId);
    if (!theirs) return [];
    const assigned = theirs.length;
    if (hidden && memberId !== access.memberId) {
      return [{ memberId, assigned, finished: null, empty: null, unfinishedDocumentIds: null }];
    }
    // What others did with a letter that the member codes blind elsewhere is left out.
    const seen = theirs.filter(({ state }) => state !== null);
    const finished = seen.filter(({ state }) => state === 'done');
    const unfinished = new Set(seen.filter(({ state }) => state !== 'done').map((each) => each.documentId));
    return [
      {
        memberId,
        assigned,
        finished: finished.length,
        empty: finished.filter(({ coded }) => !coded).length,
        unfinishedDocumentIds: documentIds.filter((id) => unfinished.has(id)),
      },
    ];
  });
  const assigned = new Set(due.map((each) => each.documentId));
  return { hidden, coders, unassignedDocumentIds: documentIds.filter((id) => !assigned.has(id)) };
}
