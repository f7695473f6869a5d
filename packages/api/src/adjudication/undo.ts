import { DomainError } from '@koersvast/core/error';
import type { Undone, UndoOfCommands } from '../undo/hooks.ts';
import { checkDecidedOnce, holdFinal } from './final-layer.ts';

/** The final layer is held before its decisions. */
export const undoOfAdjudication: UndoOfCommands = {
  async before(undone) {
    await holdOpenFinal(undone);
    return {};
  },
  async after(undone) {
    const layer = await holdOpenFinal(undone);
    if (layer) await checkDecidedOnce(undone.command, layer);
  },
};

/** The final layer in which something is undone. Throws `final_finished`. */
async function holdOpenFinal({ command, target: { kind, documentId, roundId } }: Undone) {
  if (documentId === null || roundId === null) return null;
  const layer = await holdFinal(command, { documentId, roundId });
  if (kind !== 'adjudication.setFinished' && layer && layer.finishedAt !== null)
    throw new DomainError('final_finished');
  return layer;
}
