import { DomainError } from '@koersvast/core/error';
import { type Command, hold, type Rows } from '@koersvast/db';
import { noteSightBefore } from '../assignment/undo.ts';
import { blindLetters } from '../place/hold-round.ts';
import type { UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import { checkCanRemove, holdWork } from './life.ts';
import { updateRound } from './row.ts';

/**
 * Asks of what is to be written over a round what the commands that would do the same ask, and completes it: a round
 * that is deleted must be empty, one that comes back may find its number taken, and nobody is made blind again.
 * Throws `round_not_empty`, `round_not_yours_to_empty` and `nothing_to_undo`.
 */
async function settleRound(
  command: Command,
  current: Rows['round'],
  patch: Partial<Rows['round']>,
): Promise<Partial<Rows['round']>> {
  const state = patch.state ?? current.state;
  // What ran when it was closed runs as revealed, had it been revealed since.
  const isBlindAgain = current.revealedAt !== null && (state === 'running' || state === 'planned');
  if (isBlindAgain || 'revealedAt' in patch) throw new DomainError('nothing_to_undo');
  if (patch.state !== undefined) await holdWork(command, current);
  if (patch.documentIds !== undefined) await checkLetGo(command, current, patch.documentIds);
  if (patch.removedAt === undefined) return patch;
  if (patch.removedAt !== null) {
    await checkCanRemove(command, current);
    return patch;
  }
  return { ...patch, number: await freeNumber(command, current) };
}

/** Throws `round_not_empty` where something was given, kept or done in a document that would leave the round. */
async function checkLetGo(command: Command, round: Rows['round'], kept: readonly string[]): Promise<void> {
  const { tx, projectId } = command;
  const going = await withoutReplaced(
    command,
    round.documentIds.filter((id) => !kept.includes(id)),
    kept,
  );
  const hidden = await blindLetters(command);
  if (going.some((id) => hidden.includes(id))) throw new DomainError('round_not_yours_to_empty');
  const there = { projectId, roundId: round.id, documentId: { in: going } };
  const used =
    (await tx.assignment.findFirst({ where: there, select: { id: true } })) ??
    (await tx.reservation.findFirst({ where: { ...there, removedAt: null }, select: { id: true } }));
  if (used) throw new DomainError('round_not_empty');
}

/** A reading of a letter does not leave a round for another reading of it: what was given there goes along. */
async function withoutReplaced(
  { tx, projectId }: Command,
  going: readonly string[],
  kept: readonly string[],
): Promise<string[]> {
  const readings = await tx.document.findMany({
    where: {
      projectId,
      id: { in: [...going] },
      OR: [{ renditionOfId: { not: null } }, { renditions: { some: {} } }],
    },
    select: { id: true, renditionOfId: true },
  });
  if (readings.length === 0) return [...going];
  const staying = await tx.document.findMany({
    where: { projectId, id: { in: [...kept] } },
    select: { id: true, renditionOfId: true },
  });
  const letters = new Set(staying.map(({ id, renditionOfId }) => renditionOfId ?? id));
  const replaced = readings.filter(({ id, renditionOfId }) => letters.has(renditionOfId ?? id));
  const ids = new Set(replaced.map(({ id }) => id));
  return going.filter((id) => !ids.has(id));
}

/** Its own number, or the next one where another round has got that meanwhile. */
async function freeNumber({ tx, projectId, lock }: Command, round: Rows['round']): Promise<number> {
  await lock('project', { id: projectId });
  const living = await tx.round.findMany({ where: { projectId, removedAt: null }, select: { number: true } });
  const taken = living.map(({ number }) => number);
  return taken.includes(round.number) ? Math.max(...taken) + 1 : round.number;
}

export const undoOfRounds: UndoOfRows<'round'> = {
  write: updateRound,
  async settle(command, inverses) {
    const settled = [];
    for (const { current, patch } of inverses) settled.push(await settleRound(command, current, patch));
    return settled;
  },
};

export const undoOfRoundCommands: UndoOfCommands = {
  async hold({ tx, projectId }, { roundId }) {
    const own = roundId === null ? {} : { id: roundId };
    await hold(tx, 'round', { projectId, blind: true, revealedAt: null, ...own }, 'written');
  },
  async before({ command, changes }) {
    await noteSightBefore(command, changes);
    return {};
  },
};
