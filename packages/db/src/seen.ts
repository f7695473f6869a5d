import { isAlwaysSeen, type StreamName } from '@koersvast/core';
import { loadAccess } from './scope.ts';
import type { Tx } from './transaction.ts';

/**
 * Of some changes, or sets of them, those that a person may see. A command may write where its giver must not look: whoever codes
 * blind may give work to others, or merge the tags that they used. Most commands write in streams that their
 * giver always sees, and then nothing is asked.
 */
export async function keepSeen<Told extends { readonly stream: StreamName }>(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string; readonly memberId: string },
  told: readonly Told[],
): Promise<Told[]> {
  if (told.every(({ stream }) => isAlwaysSeen(stream, who.memberId))) return [...told];
  const access = await loadAccess(tx, who);
  const streams = new Set(access?.scope.streams);
  return told.filter(({ stream }) => streams.has(stream));
}
