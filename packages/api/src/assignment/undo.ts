import { DomainError } from '@koersvast/core/error';
import { checkTakesWork, stateWhenCoding } from '@koersvast/core/round';
import { type Command, noteSight } from '@koersvast/db';
import { holdRound } from '../place/hold-round.ts';
import type { Undone, UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { checkCells } from './assign.ts';
import { type Desk, openDesk } from './own-assignment.ts';
import { ownLayer } from './own-layer.ts';
import { holdReserved, takeBackReservations } from './reserve.ts';
import { updateAssignment } from './row.ts';

export const undoOfAssignments: UndoOfRows<'assignment'> = { write: updateAssignment };

/** Work is given and taken away by owners, and brought further by who has it. */
export const undoOfAssignmentCommands: UndoOfCommands = {
  ofOwnWork: true,
  // Whoever joins by an invitation holds it before the rounds in which work is kept for them.
  async hold(command, target) {
    if (gives(target)) await holdReserved(command, target);
  },
  async beside(undone) {
    return gives(undone.target) && (await takeBackGiven(undone));
  },
  async before({ command, target, changes }) {
    const desk = gives(target) ? null : await openPlace(command, target);
    // Whoever has finished a repeat has seen what they coded before.
    if (desk && desk.round.repeats !== null && desk.assignment?.state === 'done')
      throw new DomainError('repeat_done');
    await noteSightBefore(command, changes);
    return {};
  },
};

function gives({ kind }: UndoTarget): boolean {
  return kind === 'assignment.assign';
}

async function openPlace(command: Command, { documentId, roundId }: UndoTarget): Promise<Desk | null> {
  if (documentId === null || roundId === null) return null;
  return openDesk(command, { documentId, roundId }, { layer: 'own' });
}

/**
 * Holds the place where an operation coded, on the conditions of coding: it is the member's own, they have not
 * declared it done, and it counts as independent only where it is changed without sight of the others' work. What
 * adopted a verdict may be taken back in what is done, as it was done there.
 */
export async function sitDownAgain(
  command: Command,
  target: UndoTarget,
  as: 'coding' | 'adopting',
): Promise<Desk | null> {
  const desk = await openPlace(command, target);
  if (!desk) return null;
  const { documentId, roundId } = target;
  if (as === 'coding' && desk.assignment) stateWhenCoding(desk.assignment.state, desk.round);
  if (desk.held.layer && documentId !== null && roundId !== null)
    await ownLayer(command, desk, { documentId, roundId });
  return desk;
}

/**
 * Asks of work that is taken back or given again what `assignment.assign` asks, and takes back what was kept for people
 * who are invited; whether anything was.
 */
async function takeBackGiven({ command, target, changes }: Undone): Promise<boolean> {
  if (target.roundId === null) return false;
  const round = await holdRound(command, target.roundId);
  checkTakesWork(round);
  const given = changes.flatMap(({ noun, after }) => {
    if (noun !== 'assignment' || after === null) return [];
    const { documentId, memberId, removedAt } = after;
    // What was taken away comes back, and what was given goes.
    return { documentId, memberId, assigned: removedAt !== null };
  });
  await checkCells(command, round, given);
  return takeBackReservations(command, round, target);
}

/** Before somebody loses sight of what they could see: work that comes back to them may be coded blind. */
export async function noteSightBefore(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  const { tx, projectId } = command;
  const rounds = changes.flatMap(({ noun, after }) => (noun === 'round' && after ? after.id : []));
  const given = changes.flatMap(({ noun, after, before }) => {
    return noun === 'assignment' ? ((after ?? before)?.memberId ?? []) : [];
  });
  if (rounds.length === 0 && given.length === 0) return;
  const inRounds = await tx.assignment.findMany({
    where: { projectId, roundId: { in: rounds } },
    distinct: ['memberId'],
    select: { memberId: true },
  });
  await noteSight(tx, projectId, [...given, ...inRounds.map(({ memberId }) => memberId)]);
}
