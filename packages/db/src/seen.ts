import { isAlwaysSeen } from '@koersvast/core';
import type { Change } from './change.ts';
import { loadAccess } from './scope.ts';
import type { Tx } from './transaction.ts';

/**
 * Of some changes those that a person may see. A command may write where its giver must not look: whoever codes
 * blind may give work to others, or merge the tags that they used. Most commands write in streams that their
 * giver always sees, and then nothing is asked.
 */
export async function keepSeen(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string; readonly memberId: string },
  changes: readonly Change[],
): Promise<Change[]> {
  if (changes.every(({ stream }) => isAlwaysSeen(stream, who.memberId))) return [...changes];
  const access = await loadAccess(tx, who);
  const streams = new Set(access?.scope.streams);
  return changes.filter(({ stream }) => streams.has(stream));
}
