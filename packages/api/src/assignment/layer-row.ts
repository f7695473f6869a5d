import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Stores a new layer and records it. */
export async function insertLayer(command: Command, row: Rows['layer'], told: Told): Promise<Rows['layer']> {
  const { tx, projectId } = command;
  const stored = await tx.layer.create({ data: { ...dated(row), projectId }, select: wireFields.layer });
  return command.created('layer', stored, told);
}

/** Compare-and-swap: writes `patch` over a layer, one version up, and records it. Throws `version_conflict`. */
export async function updateLayer(
  command: Command,
  current: Rows['layer'],
  patch: Partial<Rows['layer']>,
  told: Told = {},
): Promise<Rows['layer']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.layer.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.layer,
  });
  return command.edited('layer', current, written, told);
}
