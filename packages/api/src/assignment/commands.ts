import { checkTakesBack, isBlindNow } from '@koersvast/core';
import type { Command } from '@koersvast/db';
import type { Place } from '../round/place.ts';
import { copyLayers } from './first-pass.ts';
import { type Desk, openDesk, setState } from './own-assignment.ts';
import { findOwnLayer, ownLayer } from './own-layer.ts';

/**
 * Says how far one has got with a document. The first "done" where the others' work can be seen leaves an
 * immutable copy behind, which is not independent. Throws `round_revealed`.
 */
export async function setOwnState(
  command: Command,
  place: Place,
  state: 'todo' | 'in_progress' | 'done',
  newId: () => string,
): Promise<null> {
  const desk = await openDesk(command, place);
  checkTakesBack(desk.round, desk.assignment?.state ?? null, state);
  await setState(command, desk, place, () => state, newId);
  if (state === 'done' && !isBlindNow(desk.round)) await keepFirstPass(command, desk, place, newId);
  return null;
}

async function keepFirstPass(command: Command, desk: Desk, place: Place, newId: () => string): Promise<void> {
  const { layer, made } = await ownLayer(command, desk, place, 'first_pass', newId);
  if (!made) return;
  const current = await findOwnLayer(command, place, 'current');
  if (current) await copyLayers(command, [{ from: current, to: layer, stream: desk.stream }]);
}
