import type { PlannedRepeats, RoundRepeats } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { checkMayBeAssigned, drawDocuments } from '@koersvast/core/round';
import { type Access, type Command, loadAccess, type Tx, toWireRows, wireFields } from '@koersvast/db';
import { openStudy } from '../study/study.ts';

const DAY = 86_400_000;

/**
 * What each coder would be given again: so many of those that they finished so many days ago, as far as the person may
 * see that, by the seed. Throws `not_found` and `assignment_not_valid` for who is no coder here.
 */
export async function drawRepeats(
  tx: Tx,
  access: Access,
  { memberIds, perCoder, days, seed }: RoundRepeats,
  at: Date,
): Promise<PlannedRepeats> {
  const wanted = [...new Set(memberIds)].sort();
  const there = await tx.member.findMany({
    where: { projectId: access.projectId, id: { in: wanted } },
    select: wireFields.member,
  });
  const members = toWireRows('member', there);
  if (members.length < wanted.length) throw new DomainError('not_found');
  for (const member of members) checkMayBeAssigned(member);
  const until = new Date(at.getTime() - days * DAY);
  const found = await openStudy(tx, access).repeatable({ memberIds: wanted, until });
  const ofMember = Map.groupBy(found, ({ memberId }) => memberId);
  return {
    coders: wanted.map((memberId) => {
      const pool = (ofMember.get(memberId) ?? []).map(({ documentId }) => ({ id: documentId, stratum: '' }));
      return { memberId, documents: pool.length, drawnDocumentIds: drawDocuments(pool, perCoder, seed) };
    }),
  };
}

/** The same in a command that gives it. Throws `nothing_to_repeat` where nobody finished anything that could be. */
export async function giveRepeats(
  { tx, projectId, personId, at }: Command,
  repeats: RoundRepeats,
): Promise<{ readonly documentId: string; readonly memberId: string }[]> {
  const access = await loadAccess(tx, { projectId, personId });
  if (!access) throw new DomainError('not_found');
  const { coders } = await drawRepeats(tx, access, repeats, at);
  const drawn = coders.flatMap(({ memberId, drawnDocumentIds }) =>
    drawnDocumentIds.map((documentId) => ({ documentId, memberId })),
  );
  if (drawn.length === 0) throw new DomainError('nothing_to_repeat');
  return drawn;
}
