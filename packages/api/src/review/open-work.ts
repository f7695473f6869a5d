import { DomainError, isOpenForReview, type StreamName, streamOfLayer } from '@koersvast/core';
import { type Command, type Rows, readRows, sql } from '@koersvast/db';

/** A document in a round. */
export interface Place {
  readonly documentId: string;
  readonly roundId: string;
}

/**
 * The round, once what its coders did is open to reviewers. Throws `not_found`, `document_removed`, or
 * `round_running` while it is coded blind.
 */
export async function openRound(command: Command, place: Place): Promise<Rows['round']> {
  const { tx, projectId } = command;
  const [round] = await readRows(
    tx,
    'round',
    sql`WHERE id = ${place.roundId}::uuid AND project_id = ${projectId}::uuid`,
  );
  const document = await tx.row<{ removed: boolean }>(
    sql`SELECT removed_at IS NOT NULL AS removed FROM document
        WHERE id = ${place.documentId}::uuid AND project_id = ${projectId}::uuid`,
  );
  if (!round || !document) throw new DomainError('not_found');
  if (document.removed) throw new DomainError('document_removed');
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
  const annotation = await command.lock('annotation', {
    id: annotationId,
    layerId: layer.id,
  } as Rows['annotation']);
  if (annotation.deletedAt !== null) throw new DomainError('annotation_removed');
  if (version !== undefined && annotation.version !== version) throw new DomainError('review_stale');
  return annotation;
}
