import { DomainError, isOpenForReview, type StreamName, streamOfLayer } from '@koersvast/core';
import { type Command, type Rows, readRows, sql } from '@koersvast/db';
import { type Place, roundAt } from '../round/place.ts';

/**
 * The round, once what its coders did is open to reviewers. Throws what `roundAt` throws, and `round_running`
 * while it is coded blind.
 */
export async function openRound(
  command: Pick<Command, 'tx' | 'projectId'>,
  place: Place,
): Promise<Rows['round']> {
  const round = await roundAt(command, place);
  if (!isOpenForReview(round)) throw new DomainError('round_running');
  return round;
}

/** A coder's living work of which something is to be said, with the stream in which it is told. */
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
  return { round, layer, memberId: layer.memberId, stream: streamOfLayer(round, layer) };
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
