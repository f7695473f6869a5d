import type { StreamName } from '@koersvast/core/scope';
import { type Command, hold, type Rows } from '@koersvast/db';

/** A first pass that is to be made. */
export interface FirstPass
  extends Pick<Rows['layer'], 'documentId' | 'roundId' | 'memberId' | 'independent'> {
  /** The layer that it is of; null where nothing was coded. */
  readonly from: { readonly id: string } | null;
  readonly stream: StreamName;
}

/**
 * Makes first passes: immutable layers that show what stands in others now. Nothing is copied. The layers are pinned
 * as they are, and what is changed in them later is kept then, by the database itself; so it takes no longer where
 * much was coded. Whoever else writes in these layers is waited for.
 */
export async function keepFirstPasses(command: Command, passes: readonly FirstPass[]): Promise<void> {
  if (passes.length === 0) return;
  const { at } = command;
  const sources = passes.flatMap(({ from }) => from?.id ?? []);
  const pinnedAt = await pin(command, sources);
  const made = passes.map(({ from, stream, ...pass }) => ({
    stream,
    sourceEpoch: from === null ? null : (pinnedAt.get(from.id) ?? null),
    row: {
      ...pass,
      id: command.newId(),
      kind: 'first_pass' as const,
      finishedAt: null,
      sourceLayerId: from?.id ?? null,
      version: 1,
      createdAt: at.toISOString(),
    },
  }));
  const streamOf = new Map(made.map(({ row, stream }) => [row.id, stream]));
  // A round may have thousands: what a model would send in a parameter for each field, one by one.
  for (const [sourceEpoch, alike] of Map.groupBy(made, (each) => each.sourceEpoch))
    await command.createAll(
      'layer',
      alike.map(({ row }) => row),
      { sourceEpoch },
      ({ id }) => ({ stream: streamOf.get(id) ?? '' }),
    );
}

/** Layers as they stand, in an epoch that is over: what is written in them from now on is of the next. */
async function pin(
  { tx, projectId }: Command,
  layerIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (layerIds.length === 0) return new Map();
  await hold(tx, 'layer', { projectId, id: layerIds }, 'alone');
  const begun = await tx.layer.updateManyAndReturn({
    where: { projectId, id: { in: [...layerIds] } },
    data: { epoch: { increment: 1 } },
    select: { id: true, epoch: true },
  });
  return new Map(begun.map(({ id, epoch }) => [id, epoch - 1]));
}
