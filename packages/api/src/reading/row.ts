import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a reading, one version up, and records it. Throws `version_conflict`. */
export async function updateReading(
  command: Command,
  current: Rows['reading'],
  patch: Partial<Rows['reading']>,
  told: Told = {},
): Promise<Rows['reading']> {
  const { tx, projectId } = command;
  const { layerId, id, version } = current;
  const written = await tx.reading.updateManyAndReturn({
    where: { projectId, layerId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.reading,
  });
  return command.edited('reading', current, written, told);
}
