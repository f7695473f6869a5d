import type { StreamName } from '@koersvast/core/scope';
import { type Command, holdRows, sql } from '@koersvast/db';
import { updateReading } from './row.ts';

/**
 * Whoever codes in a block no longer says that nothing applies there: puts the readings of a layer away whose
 * blocks a span touches, in the same operation. The layer is held already.
 */
export async function removeReadingsUnder(
  command: Command,
  layer: { readonly id: string },
  span: { readonly start: number; readonly end: number },
  stream: StreamName,
): Promise<void> {
  const readings = await holdRows(
    command.tx,
    'reading',
    sql`project_id = ${command.projectId}::uuid AND layer_id = ${layer.id}::uuid AND deleted_at IS NULL AND EXISTS (
      SELECT 1 FROM block WHERE block.project_id = reading.project_id AND block.document_id = reading.document_id AND block.index = reading.block
        AND block.start < ${span.end} AND block."end" > ${span.start})`,
    sql`ORDER BY block, id`,
  );
  const deletedAt = command.at.toISOString();
  for (const reading of readings) {
    await updateReading(command, reading, { deletedAt }, { stream, action: 'remove' });
  }
}

/** Whether a layer has a living annotation that touches a block. */
export async function isCoded(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  place: { readonly layerId: string; readonly documentId: string; readonly block: number },
): Promise<boolean> {
  const row = await tx.row(
    sql`SELECT 1 FROM annotation JOIN block ON block.project_id = annotation.project_id AND block.document_id = annotation.document_id
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.layer_id = ${place.layerId}::uuid AND annotation.deleted_at IS NULL
          AND block.document_id = ${place.documentId}::uuid AND block.index = ${place.block}
          AND block.start < annotation."end" AND block."end" > annotation.start
        LIMIT 1`,
  );
  return row !== undefined;
}
