import type { StreamName } from '@koersvast/core/scope';
import type { Command, Rows } from '@koersvast/db';
import { holdReadingsUnder, holdReadingsUnderAll } from '../place/held.ts';
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
  const readings = await holdReadingsUnder(command, layer.id, span);
  const deletedAt = command.at.toISOString();
  for (const reading of readings) {
    await updateReading(command, reading, { deletedAt }, { stream, action: 'remove' });
  }
}

/** The same for annotations of many layers at once. */
export async function removeReadingsUnderAll(
  command: Command,
  annotations: readonly Pick<Rows['annotation'], 'layerId' | 'id'>[],
  streamOf: (layerId: string) => StreamName,
): Promise<void> {
  if (annotations.length === 0) return;
  const readings = await holdReadingsUnderAll(command, annotations);
  const deletedAt = command.at.toISOString();
  await command.editAll(
    'reading',
    readings.map((current) => ({ current, patch: { deletedAt } })),
    ({ layerId }) => ({ stream: streamOf(layerId), action: 'remove' }),
  );
}

/** Whether a layer has a living annotation that touches a block. */
export async function isCoded(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  place: { readonly layerId: string; readonly documentId: string; readonly block: number },
): Promise<boolean> {
  const { layerId, documentId, block: index } = place;
  const block = await tx.block.findFirst({
    where: { projectId, documentId, index },
    select: { start: true, end: true },
  });
  if (!block) return false;
  const coded = await tx.annotation.findFirst({
    where: { projectId, layerId, deletedAt: null, end: { gt: block.start }, start: { lt: block.end } },
    select: { id: true },
  });
  return coded !== null;
}
