import { DomainError } from '@koersvast/core/error';
import { type Command, hold } from '@koersvast/db';
import { isRevealedSince } from '../round/reveal-order.ts';
import type { UndoTarget } from '../undo/target.ts';

/**
 * Holds the rounds that an operation reached, before anything else is held, so that none of them is revealed while
 * it is undone: its own, or for the codebook all that are coded blind. Throws `nothing_to_undo` where one of them
 * was revealed since.
 */
export async function holdUnrevealed(command: Command, target: UndoTarget): Promise<void> {
  const { tx, projectId } = command;
  const own = target.roundId === null ? {} : { id: target.roundId };
  await hold(tx, 'round', { projectId, blind: true, revealedAt: null, ...own }, 'unchanged');
  if (await isRevealedSince(command, target)) throw new DomainError('nothing_to_undo');
}
