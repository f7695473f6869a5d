import { DomainError } from '@koersvast/core/error';
import { stateWhenCoding } from '@koersvast/core/round';
import { type Command, hold } from '@koersvast/db';
import { type Desk, openDesk } from '../assignment/own-assignment.ts';
import { ownLayer } from '../assignment/own-layer.ts';
import { isRevealedSince } from '../round/reveal-order.ts';
import type { UndoTarget } from './undo-target.ts';

/** Whether an operation worked in a coder's own layer. */
export function isCoding(kind: string): boolean {
  return kind.startsWith('annotation.') || kind.startsWith('reading.');
}

/**
 * Holds the rounds that an operation reached, before anything else is held, so that none of them is revealed while
 * it is undone: its own, or for the codebook all that are coded blind. Throws `nothing_to_undo` where one of them
 * was revealed since.
 */
export async function holdUnrevealed(command: Command, target: UndoTarget): Promise<void> {
  const { tx, projectId } = command;
  const own = target.roundId === null ? {} : { id: target.roundId };
  const as = target.kind.startsWith('round.') ? 'written' : 'unchanged';
  await hold(tx, 'round', { projectId, blind: true, revealedAt: null, ...own }, as);
  if (await isRevealedSince(command, target)) throw new DomainError('nothing_to_undo');
}

/**
 * Holds the place where an operation coded, on the conditions of coding: it is the member's own, they have not
 * declared it done, and it counts as independent only where it is changed without sight of the others' work. What
 * adopted a verdict may be taken back in what is done, as it was done there.
 */
export async function sitDownAgain(
  command: Command,
  { kind, documentId, roundId }: UndoTarget,
): Promise<Desk | null> {
  if (documentId === null || roundId === null) return null;
  const place = { documentId, roundId };
  const desk = await openDesk(command, place, { layer: 'own' });
  if (kind === 'assignment.setState') return desk;
  if (isCoding(kind) && desk.assignment) stateWhenCoding(desk.assignment.state, desk.round);
  if (desk.held.layer) await ownLayer(command, desk, place);
  return desk;
}
