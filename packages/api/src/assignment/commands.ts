import type { Place } from '@koersvast/core/place';
import { checkTakesBack, isBlindNow } from '@koersvast/core/round';
import type { Command } from '@koersvast/db';
import type { Wanted } from '../place/held.ts';
import { keepFirstPasses } from './first-pass.ts';
import { type Desk, type NextState, takePlace } from './own-assignment.ts';

/**
 * Says how far one has got with a document. The first "done" where the others' work can be seen leaves an
 * immutable first pass behind, which is not independent. Throws `round_revealed`.
 */
export async function setOwnState(
  command: Command,
  place: Place,
  state: 'todo' | 'in_progress' | 'done',
): Promise<null> {
  const wanted: Wanted = state === 'done' ? { layer: 'own', firstPass: true } : {};
  const next: NextState = (before, round) => {
    checkTakesBack(round, before, state);
    return state;
  };
  const desk = await takePlace(command, place, wanted, next);
  if (state === 'done' && !isBlindNow(desk.round)) await keepFirstPass(command, desk, place);
  return null;
}

async function keepFirstPass(
  command: Command,
  { stream, held: { layer: from, firstPass } }: Desk,
  { documentId, roundId }: Place,
): Promise<void> {
  const place = { documentId, roundId };
  if (firstPass) return;
  const pass = { ...place, memberId: command.memberId, independent: false, from, stream };
  await keepFirstPasses(command, [pass]);
}
