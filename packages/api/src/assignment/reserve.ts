import { may, type Role } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isInRound } from '@koersvast/core/round';
import { type Command, hold, type Rows, type Tx } from '@koersvast/db';
import { holdRound } from '../place/hold-round.ts';
import { type Cell, freeCells, freeInvitation, keepCells, turnBack } from './write-reservations.ts';

/** Somebody who is invited, for whom work can be kept. */
export interface Invited {
  readonly id: string;
  readonly role: Role;
  readonly note: string;
  readonly expiresAt: Date;
  /** Whether they can still join. */
  readonly open: boolean;
  readonly used: boolean;
}

/** Those of these ids that are invitations of the project, used or not. */
export async function readInvited(
  tx: Tx,
  { projectId, at }: Pick<Command, 'projectId' | 'at'>,
  ids: readonly string[],
): Promise<Invited[]> {
  if (ids.length === 0) return [];
  const rows = await tx.invitation.findMany({
    where: { projectId, id: { in: [...ids] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, role: true, note: true, expiresAt: true, usedAt: true, revokedAt: true },
  });
  return rows.map(({ usedAt, revokedAt, ...row }) => ({
    ...row,
    open: usedAt === null && revokedAt === null && row.expiresAt > at,
    used: usedAt !== null,
  }));
}

/**
 * Holds the invitations among these ids, so that nobody joins by one while work is kept for them. Before anything
 * else is held: whoever joins holds theirs first.
 */
export async function holdInvitations(command: Command, ids: readonly string[]): Promise<Invited[]> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return [];
  const { tx, projectId } = command;
  const some = await hold(tx, 'invitation', { projectId, id: unique }, 'unchanged');
  return some ? readInvited(tx, command, unique) : [];
}

/** Throws `assignment_not_valid` for an invitation that nobody can join by any more, or not to code. */
export function checkMayBeKept(invited: Invited): void {
  if (!invited.open || !may(invited.role, 'annotation.write')) throw new DomainError('assignment_not_valid');
}

/**
 * Keeps documents of a round for people who are invited, and frees them. Throws `not_found`,
 * `document_not_in_round`, `document_removed` and `assignment_not_valid`.
 */
export async function writeReservations(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
): Promise<void> {
  if (cells.length === 0) return;
  await checkKept(command, round, cells, invited);
  await keepCells(
    command,
    round.id,
    cells.filter(({ assigned }) => assigned),
  );
  await freeCells(
    command,
    round.id,
    cells.filter(({ assigned }) => !assigned),
  );
}

/** Throws what `writeReservations` throws. */
async function checkKept(
  { tx, projectId }: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
): Promise<void> {
  const documents = await tx.document.findMany({
    where: { projectId, id: { in: [...new Set(cells.map((cell) => cell.documentId))] } },
    select: { id: true, removedAt: true, replacedById: true },
  });
  const known = new Map(documents.map((document) => [document.id, document]));
  const byId = new Map(invited.map((each) => [each.id, each]));
  for (const { documentId, memberId, assigned } of cells) {
    const document = known.get(documentId);
    const who = byId.get(memberId);
    if (!document || !who) throw new DomainError('not_found');
    if (!isInRound(round, documentId)) throw new DomainError('document_not_in_round');
    if (!assigned) continue;
    if (document.removedAt !== null) throw new DomainError('document_removed');
    if (document.replacedById !== null)
      throw new DomainError('document_replaced', { id: document.replacedById });
    checkMayBeKept(who);
  }
}

/** Frees what was kept for an invitation: it was revoked, or has become somebody's own. */
export async function freeReservations(command: Command, invitationId: string): Promise<void> {
  await freeInvitation(command, invitationId);
}

/** What is kept for an invitation in rounds that still take it, each with its round held, by round. */
export async function holdKept(
  command: Command,
  invitationId: string,
): Promise<{ readonly round: Rows['round']; readonly documentIds: readonly string[] }[]> {
  const { tx, projectId } = command;
  const rows = await tx.reservation.findMany({
    where: {
      projectId,
      invitationId,
      removedAt: null,
      round: { removedAt: null, revealedAt: null },
      document: { removedAt: null },
    },
    orderBy: [{ roundId: 'asc' }, { document: { createdAt: 'asc' } }, { documentId: 'asc' }],
    select: { roundId: true, documentId: true },
  });
  const kept = [];
  for (const [roundId, theirs] of Map.groupBy(rows, (row) => row.roundId)) {
    const round = await holdRound(command, roundId);
    // Revealed while one waited for it.
    if (round.revealedAt !== null) continue;
    // What has left the round since keeps nobody from joining.
    const documentIds = theirs.map(({ documentId }) => documentId).filter((id) => isInRound(round, id));
    kept.push({ round, documentIds });
  }
  return kept;
}

/** Holds the invitations for which an operation kept or freed work, as whoever joins by one does first of all. */
export async function holdReserved(command: Command, target: { readonly opId: string }): Promise<Invited[]> {
  const { tx, projectId } = command;
  const reserved = await tx.reservation.findMany({
    where: { projectId, opId: target.opId },
    select: { invitationId: true },
  });
  return holdInvitations(
    command,
    reserved.map(({ invitationId }) => invitationId),
  );
}

/**
 * Takes back what an operation kept and freed, as a new operation, so that it can be done again in the same way.
 * Whether there was anything. Throws `nothing_to_undo` where somebody has joined since, or the invitation is no more,
 * and what `writeReservations` throws for what would be kept again.
 */
export async function takeBackReservations(
  command: Command,
  round: Rows['round'],
  target: { readonly opId: string },
): Promise<boolean> {
  const { tx, projectId } = command;
  const reserved = await tx.reservation.findMany({
    where: { projectId, roundId: round.id, opId: target.opId },
    orderBy: { id: 'asc' },
    select: { documentId: true, invitationId: true, removedAt: true },
  });
  const cells = reserved.map(({ documentId, invitationId: memberId, removedAt }) => {
    return { documentId, memberId, assigned: removedAt !== null };
  });
  if (cells.length === 0) return false;
  const invited = await holdReserved(command, target);
  if (invited.some(({ open }) => !open)) throw new DomainError('nothing_to_undo');
  // Those that are there already are kept or freed as they stand, so that no new one needs an id.
  await checkKept(command, round, cells, invited);
  await turnBack(command, target.opId);
  return true;
}

/** Those for whom work can be kept, or is, in a round: whom one invited to code, and who has not joined yet. */
export async function readInvitedTo(
  tx: Tx,
  who: Pick<Command, 'projectId' | 'at'>,
  roundId: string,
): Promise<{ readonly invited: Invited[]; readonly kept: { documentId: string; invitationId: string }[] }> {
  const { projectId } = who;
  const kept = await tx.reservation.findMany({
    where: { projectId, roundId, removedAt: null },
    select: { documentId: true, invitationId: true },
  });
  const ids = await tx.invitation.findMany({
    where: { projectId, usedAt: null, revokedAt: null },
    select: { id: true },
  });
  const holds = new Set(kept.map(({ invitationId }) => invitationId));
  const all = await readInvited(
    tx,
    who,
    ids.map(({ id }) => id),
  );
  const invited = all.filter(
    ({ id, open, role }) => holds.has(id) || (open && may(role, 'annotation.write')),
  );
  const shown = new Set(invited.map(({ id }) => id));
  return { invited, kept: kept.filter(({ invitationId }) => shown.has(invitationId)) };
}
