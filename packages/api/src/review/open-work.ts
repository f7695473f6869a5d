import { DomainError, isBlindFor, isOpenForReview, type StreamName, saidStream } from '@koersvast/core';
import { type Command, loadAccess, type Rows, readRows, sql } from '@koersvast/db';
import { type Place, roundAt } from '../place/place.ts';

type Asker = Pick<Command, 'tx' | 'projectId' | 'personId'>;

/**
 * The round, once what its coders did is open to reviewers, for somebody who does not code the letter blind
 * elsewhere. Asked before anything is looked for, so that a refusal is the same whether or not it is there. Throws
 * what `roundAt` throws, `round_running` while the round is coded blind, and `letter_coded_blind`.
 */
export async function openRound(command: Asker, place: Place): Promise<Rows['round']> {
  const round = await roundAt(command, place);
  if (!isOpenForReview(round)) throw new DomainError('round_running');
  await checkLetterOpen(command, place.documentId);
  return round;
}

/**
 * Throws `letter_coded_blind` for whoever codes a letter blind somewhere: what they would say of others' work on
 * it waits until they have finished it.
 */
export async function checkLetterOpen({ tx, ...who }: Asker, documentId: string): Promise<void> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  if (isBlindFor(access.scope, documentId)) throw new DomainError('letter_coded_blind');
}

/** A coder's living work of which something is to be said, with the stream in which that is told. */
export interface OpenWork {
  readonly round: Rows['round'];
  readonly layer: Rows['layer'];
  readonly memberId: string;
  readonly stream: StreamName;
}

/**
 * A coder's layer of a document in a round. Throws what `openRound` throws, `not_found` for a layer that is not
 * there, and `review_not_open` for one that is no coder's present work.
 */
export async function openWork(command: Command, place: Place, layerId: string): Promise<OpenWork> {
  const round = await openRound(command, place);
  const [layer] = await readRows(
    command.tx,
    'layer',
    sql`WHERE id = ${layerId}::uuid AND project_id = ${command.projectId}::uuid
          AND document_id = ${place.documentId}::uuid AND round_id = ${round.id}::uuid`,
  );
  if (!layer) throw new DomainError('not_found');
  if (layer.kind !== 'current' || layer.memberId === null) throw new DomainError('review_not_open');
  return { round, layer, memberId: layer.memberId, stream: saidStream(round.id, layer.documentId) };
}

/** Holds an annotation that is there now. Throws `not_found`, `annotation_removed`, and `review_stale`. */
export async function holdAnnotation(
  command: Command,
  layer: { readonly id: string },
  annotationId: string,
  version?: number,
): Promise<Rows['annotation']> {
  const annotation = await command.lock('annotation', { id: annotationId, layerId: layer.id });
  if (annotation.deletedAt !== null) throw new DomainError('annotation_removed');
  if (version !== undefined && annotation.version !== version) throw new DomainError('review_stale');
  return annotation;
}
