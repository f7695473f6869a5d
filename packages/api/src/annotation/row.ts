import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Stores a new annotation and records it. */
export async function insertAnnotation(
  command: Command,
  row: Rows['annotation'],
  told: Told,
): Promise<Rows['annotation']> {
  const { tx, projectId } = command;
  const stored = await tx.annotation.create({
    data: { ...dated(row), ...told.beside, projectId },
    select: wireFields.annotation,
  });
  return command.created('annotation', stored, told);
}

/** Compare-and-swap: writes `patch` over a annotation, one version up, and records it. Throws `version_conflict`. */
export async function updateAnnotation(
  command: Command,
  current: Rows['annotation'],
  patch: Partial<Rows['annotation']>,
  told: Told = {},
): Promise<Rows['annotation']> {
  const { tx, projectId } = command;
  const { layerId, id, version } = current;
  const written = await tx.annotation.updateManyAndReturn({
    where: { projectId, layerId, id, version },
    data: { ...dated(patch), ...told.beside, version: { increment: 1 } },
    select: wireFields.annotation,
  });
  return command.edited('annotation', current, written, told);
}
