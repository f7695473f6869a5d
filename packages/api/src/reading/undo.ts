import { DomainError } from '@koersvast/core/error';
import type { Command, Told } from '@koersvast/db';
import { sitDownAgain } from '../assignment/undo.ts';
import type { Begun, UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { updateReading } from './row.ts';
import { isCoded, removeReadingsUnder } from './under.ts';

export const undoOfReadings: UndoOfRows<'reading'> = { write: updateReading };

/** Of what a coder does in their own layer. */
export const undoOfCoding: UndoOfCommands = {
  ofOwnWork: true,
  async before({ command, target, changes }) {
    if (target.kind === 'annotation.retag') return sitDownAgainAt(command, target, changes);
    const desk = await sitDownAgain(command, target, 'coding');
    return desk ? { sight: desk.sight } : {};
  },
  after: ({ command }, alone) => settleReadings(command, alone),
};

/** The same of what was done in several letters at once: in each it counts by what can be seen there. */
async function sitDownAgainAt(
  command: Command,
  target: UndoTarget,
  changes: readonly UndoableChange[],
): Promise<Begun> {
  const { tx, projectId } = command;
  const layerIds = changes.flatMap(({ after }) => (after && 'layerId' in after ? after.layerId : []));
  const layers = await tx.layer.findMany({
    where: { projectId, id: { in: [...new Set(layerIds)] } },
    orderBy: [{ documentId: 'asc' }, { roundId: 'asc' }],
    select: { id: true, documentId: true, roundId: true },
  });
  const sights = new Map<string, Told['beside']>();
  for (const { id, documentId, roundId } of layers) {
    const desk = await sitDownAgain(command, { ...target, documentId, roundId }, 'coding');
    if (desk) sights.set(id, desk.sight);
  }
  return {
    sightAt: ({ after }) => (after && 'layerId' in after ? sights.get(after.layerId) : undefined),
  };
}

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
