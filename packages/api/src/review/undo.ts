import type { Command } from '@koersvast/db';
import { sitDownAgain } from '../assignment/undo.ts';
import { settleReadings } from '../reading/undo.ts';
import type { Undone, UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import { updateReview } from './row.ts';

export const undoOfReviews: UndoOfRows<'review'> = { write: updateReview };

/** Whether a coder adopted a verdict, in their own work. */
function adopts({ target, changes }: Undone): boolean {
  return target.kind === 'review.respond' && changes.some(({ noun }) => noun === 'annotation');
}

export const undoOfReviewing: UndoOfCommands = {
  async before(undone) {
    if (!adopts(undone)) return {};
    const { command, target, changes } = undone;
    const desk = await sitDownAgain(command, target, 'adopting');
    await holdAnnotations(command, changes);
    return desk ? { sight: desk.sight } : {};
  },
  async after(undone, alone) {
    if (!adopts(undone)) return;
    await settleReadings(undone.command, alone);
    await keepStanding(undone.command, undone.changes);
  },
};

/** Holds annotations before the verdicts on them, as whoever gives a verdict does. */
async function holdAnnotations(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  for (const { noun, before, after } of changes) {
    const row = noun === 'annotation' ? (after ?? before) : null;
    if (row) await command.lock('annotation', row);
  }
}

/** A verdict of which the adoption is undone speaks again of what stands there: it is not stale. */
async function keepStanding(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  const answered = changes.find((change) => change.noun === 'review');
  const adopted = changes.find((change) => change.noun === 'annotation');
  if (!answered?.after || !adopted?.after) return;
  const review = await command.lock('review', answered.after);
  if (review.response === 'adopted') return;
  const { version } = await command.lock('annotation', adopted.after);
  await updateReview(
    command,
    review,
    { restoredVersion: version },
    { stream: answered.stream, action: 'undo' },
  );
}
