import type { Board, BoardCell } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isBlindNow, isInRound } from '@koersvast/core/round';
import { type Access, type Rows, type Tx, toWire, wireFields } from '@koersvast/db';
import type { Kept } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { readInvitedTo } from './reserve.ts';

/** The round, and whether the asking member codes blind in it. Throws `not_found`. */
export async function readRound(
  tx: Tx,
  { projectId, scope }: Access,
  roundId: string,
): Promise<{ round: Rows['round']; hidden: boolean }> {
  const round = await tx.round.findFirst({
    where: { projectId, id: roundId, removedAt: null },
    select: wireFields.round,
  });
  if (!round) throw new DomainError('not_found');
  const sight = scope.rounds.find((each) => each.roundId === roundId)?.layers ?? 'none';
  return { round: toWire('round', round), hidden: sight !== 'all' };
}

/** The documents of a round that have not been removed, in the order in which they came. */
async function namedDocumentsOf(tx: Tx, access: Access, round: Rows['round']): Promise<Board['documents']> {
  return (await openStudy(tx, access).titles()).filter(({ id }) => isInRound(round, id));
}

/** The same by their ids. */
export async function documentsOfRound(tx: Tx, access: Access, round: Rows['round']): Promise<string[]> {
  return (await namedDocumentsOf(tx, access, round)).map(({ id }) => id);
}

const nothing = { state: null, annotations: null, readings: null, doneAt: null, lastActivityAt: null };

/**
 * Who codes what in a round and how far they are, with what is kept for people who are invited. That somebody was
 * given a document in a blind round is the owners' own doing, and is shown to each of them; in other rounds people
 * take what they code themselves, so that it is shown through the scope, as is everywhere what came of it.
 */
export async function readBoard(
  tx: Tx,
  access: Access,
  { kept, roundId, at }: { readonly kept: Kept; readonly roundId: string; readonly at: Date },
): Promise<Board> {
  const { round, hidden } = await readRound(tx, access, roundId);
  const documents = await namedDocumentsOf(tx, access, round);
  const documentIds = documents.map(({ id }) => id);
  const given = await openStudy(tx, access).given(kept, {
    id: roundId,
    documentIds,
    unseen: isBlindNow(round),
  });
  const cells = given.map(({ documentId, memberId, assigned, progress }): BoardCell => {
    if (progress === null) return { documentId, memberId, assigned, ...nothing };
    const { state, annotations, readings, doneAt, lastActivityAt } = progress;
    return {
      documentId,
      memberId,
      assigned,
      state,
      annotations,
      readings,
      doneAt: doneAt?.toISOString() ?? null,
      lastActivityAt: lastActivityAt?.toISOString() ?? null,
    };
  });
  const memberIds = await codersOf(tx, access, cells);
  const { invited, kept: waiting } = await readInvitedTo(tx, { projectId: access.projectId, at }, roundId);
  const inRound = new Set(documentIds);
  return {
    hidden,
    documentIds,
    documents,
    memberIds: [...memberIds, ...invited.map(({ id }) => id)],
    cells: [
      ...cells,
      ...waiting
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
  const members = await tx.member.findMany({
    where: { projectId: access.projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, role: true, removedAt: true, user: { select: { retiredAt: true } } },
  });
  const withCells = new Set(cells.map((cell) => cell.memberId));
  return members
    .filter(({ id, role, removedAt, user: { retiredAt } }) => {
      const here = removedAt === null && retiredAt === null;
      return withCells.has(id) || (here && may(role, 'annotation.write'));
    })
    .map(({ id }) => id);
}
