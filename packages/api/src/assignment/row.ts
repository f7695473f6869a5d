import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a assignment, one version up, and records it. Throws `version_conflict`. */
export async function updateAssignment(
  command: Command,
  current: Rows['assignment'],
  patch: Partial<Rows['assignment']>,
  told: Told = {},
): Promise<Rows['assignment']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.assignment.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.assignment,
  });
  return command.edited('assignment', current, written, told);
}
