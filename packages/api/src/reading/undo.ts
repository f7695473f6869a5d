import { DomainError } from '@koersvast/core/error';
import type { Command } from '@koersvast/db';
import { sitDownAgain } from '../assignment/undo.ts';
import type { UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import { updateReading } from './row.ts';
import { isCoded, removeReadingsUnder } from './under.ts';

export const undoOfReadings: UndoOfRows<'reading'> = { write: updateReading };

/** Of what a coder does in their own layer. */
export const undoOfCoding: UndoOfCommands = {
  ofOwnWork: true,
  async before({ command, target }) {
    const desk = await sitDownAgain(command, target, 'coding');
    return desk ? { sight: desk.sight } : {};
  },
  after: ({ command }, alone) => settleReadings(command, alone),
};

/** Coding and "nothing applies" exclude each other in a block, also after something came back. */
export async function settleReadings(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  for (const change of changes) {
    if (change.noun !== 'annotation' && change.noun !== 'reading') continue;
    const { noun, stream } = change;
    const row = change.after ?? change.before;
    if (row === null) continue;
    const current = await command.lock(noun, row);
    if (current.deletedAt !== null) continue;
    if ('block' in current && (await isCoded(command, current))) throw new DomainError('block_not_readable');
    if ('start' in current) await removeReadingsUnder(command, { id: current.layerId }, current, stream);
  }
}
