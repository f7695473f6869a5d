import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import { isOpenForReview } from '@koersvast/core/round';
import { isBlindFor, type StreamName, saidStream } from '@koersvast/core/scope';
import { type Access, type Command, loadAccess, type Rows } from '@koersvast/db';
import { type Held, holdAt, roundOf, type Wanted } from '../place/held.ts';

type Asker = Parameters<typeof holdAt>[0];

/**
 * The round, once what its coders did is open to reviewers, for somebody who does not code the letter blind
 * elsewhere. Asked before anything is looked for, so that a refusal is the same whether or not it is there. Throws
 * what `roundOf` throws, `round_running` while the round is coded blind, and `letter_coded_blind`.
 */
export async function openRound(asker: Asker, place: Place): Promise<Rows['round']> {
  return openRoundOf(await holdAt(asker, place, { access: true }), place);
}

/** The same of what is held already. */
export function openRoundOf(held: Held, { documentId }: Place): Rows['round'] {
  const round = roundOf(held);
  if (!isOpenForReview(round)) throw new DomainError('round_running');
  checkOpenTo(held.access, documentId);
  return round;
}

function checkOpenTo(access: Access | null, documentId: string): void {
  if (!access) throw new DomainError('not_found');
  if (isBlindFor(access.scope, documentId)) throw new DomainError('letter_coded_blind');
}

/**
 * Throws `letter_coded_blind` for whoever codes a letter blind somewhere: what they would say of others' work on
 * it waits until they have finished it.
 */
export async function checkLetterOpen(
  { tx, ...who }: Pick<Command, 'tx' | 'projectId' | 'personId'>,
  documentId: string,
): Promise<void> {
  checkOpenTo(await loadAccess(tx, who), documentId);
}

/** A coder's living work of which something is to be said, with the stream in which that is told. */
export interface OpenWork {
  readonly round: Rows['round'];
  readonly layer: Rows['layer'];
  readonly memberId: string;
  readonly stream: StreamName;
  readonly held: Held;
}

/** What is looked for where something is said; nothing of it is looked at before the round is known to be open. */
export async function holdSaid(command: Command, place: Place, wanted: Wanted): Promise<Held> {
  const held = await holdAt(command, place, { ...wanted, access: true });
  openRoundOf(held, place);
  // What is said changes nothing about what anybody may see.
  if (held.access) command.knows.access = held.access;
  return held;
}

/**
 * The coder's layer that is held of a document in a round. Throws what `openRound` throws, `not_found` for a layer that
 * is not there, and `review_not_open` for one that is no coder's present work.
 */
export function openWorkOf(held: Held, place: Place): OpenWork {
  const round = openRoundOf(held, place);
  const { layer } = held;
  if (!layer) throw new DomainError('not_found');
  if (layer.kind !== 'current' || layer.memberId === null) throw new DomainError('review_not_open');
  return { round, layer, held, memberId: layer.memberId, stream: saidStream(round.id, layer.documentId) };
}

/** The same of the layer of this name, with an annotation in it and what else is wanted there. */
export async function openWork(
  command: Command,
  place: Place,
  layerId: string,
  wanted: Wanted,
): Promise<OpenWork> {
  const { documentId, roundId } = place;
  const held = await holdSaid(command, { documentId, roundId }, { ...wanted, layer: { id: layerId } });
  return openWorkOf(held, place);
}

/** The annotation that is held, as it is there now. Throws `not_found`, `annotation_removed`, and `review_stale`. */
export function livingAnnotation({ annotation }: Held, version?: number): Rows['annotation'] {
  if (!annotation) throw new DomainError('not_found');
  if (annotation.deletedAt !== null) throw new DomainError('annotation_removed');
  if (version !== undefined && annotation.version !== version) throw new DomainError('review_stale');
  return annotation;
}
