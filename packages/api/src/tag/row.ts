import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Stores a new tag and records it. */
export async function insertTag(command: Command, row: Rows['tag']): Promise<Rows['tag']> {
  const { tx, projectId } = command;
  const stored = await tx.tag.create({ data: { ...dated(row), projectId }, select: wireFields.tag });
  return command.created('tag', stored);
}

/** Compare-and-swap: writes `patch` over a tag, one version up, and records it. Throws `version_conflict`. */
export async function updateTag(
  command: Command,
  current: Rows['tag'],
  patch: Partial<Rows['tag']>,
  told: Told = {},
): Promise<Rows['tag']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.tag.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.tag,
  });
  return command.edited('tag', current, written, told);
}
