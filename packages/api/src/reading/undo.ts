import { DomainError } from '@koersvast/core/error';
import type { StreamName } from '@koersvast/core/scope';
import { type Command, holdInLayers, type Told } from '@koersvast/db';
import { holdOwnPlaces, stayTrue } from '../assignment/own-places.ts';
import { sitDownAgain } from '../assignment/undo.ts';
import { isAnyCoded } from '../place/held.ts';
import type { Begun, UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { updateReading } from './row.ts';
import { isCoded, removeReadingsUnder, removeReadingsUnderAll } from './under.ts';

export const undoOfReadings: UndoOfRows<'reading'> = { write: updateReading };

/** Of what a coder does in their own layer. */
export const undoOfCoding: UndoOfCommands = {
  ofOwnWork: true,
  async before({ command, target, changes }) {
    if (target.kind === 'annotation.retag') return sitDownAgainAt(command, target, changes);
    if (target.kind === 'annotation.tagHits') return sitDownAgainAtAll(command, changes);
    const desk = await sitDownAgain(command, target, 'coding');
    return desk ? { sight: desk.sight } : {};
  },
  async after({ command, target, changes }, alone) {
    await settleReadings(command, alone);
    if (target.kind !== 'annotation.tagHits') return;
    const one = new Set(alone);
    await settleReadingsOfAll(
      command,
      changes.filter((change) => !one.has(change)),
    );
  },
};

/** What is said of a letter in which one cannot code any more. */
const refusals = {
  done: 'document_done',
  not_open: 'round_closed',
  not_assigned: 'not_allowed',
  repeat_first: 'repeat_first',
  changed: 'document_removed',
} as const;

/** The same of what was done in a round to any number of letters, with as many statements as for one. */
async function sitDownAgainAtAll(command: Command, changes: readonly UndoableChange[]): Promise<Begun> {
  const { tx, projectId } = command;
  const [layerId] = changes.flatMap(({ after }) => (after && 'layerId' in after ? after.layerId : []));
  if (layerId === undefined) return {};
  const { roundId } = await tx.layer.findFirstOrThrow({
    where: { projectId, id: layerId },
    select: { roundId: true },
  });
  const documentIds = changes.flatMap(({ after }) =>
    after && 'documentId' in after && after.documentId !== null ? after.documentId : [],
  );
  const { open, closed } = await holdOwnPlaces(command, roundId, documentIds);
  const [reason] = closed.values();
  if (reason !== undefined) throw new DomainError(refusals[reason]);
  await stayTrue(command, open);
  const sights = new Map(open.map(({ documentId, sight }) => [documentId, sight]));
  return {
    sightAt: ({ after }) =>
      after && 'documentId' in after && after.documentId !== null ? sights.get(after.documentId) : undefined,
  };
}

/** As `settleReadings`, of what was changed alike. */
async function settleReadingsOfAll(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  const { tx, projectId } = command;
  const streams = new Map<string, StreamName>();
  const keys = { annotation: [] as LayerKey[], reading: [] as LayerKey[] };
  for (const { noun, after, before, stream } of changes) {
    const row = after ?? before;
    if ((noun !== 'annotation' && noun !== 'reading') || row === null || !('layerId' in row)) continue;
    keys[noun].push({ layerId: row.layerId, id: row.id });
    streams.set(row.layerId, stream);
  }
  if (keys.reading.length > 0 && (await isAnyCoded(command, keys.reading)))
    throw new DomainError('block_not_readable');
  if (keys.annotation.length === 0) return;
  const rows = await holdInLayers(tx, 'annotation', projectId, keys.annotation);
  await removeReadingsUnderAll(
    command,
    rows.filter(({ deletedAt }) => deletedAt === null),
    (layerId) => streams.get(layerId) as StreamName,
  );
}

type LayerKey = { readonly layerId: string; readonly id: string };

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
