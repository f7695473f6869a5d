import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a project, one version up, and records it. Throws `version_conflict`. */
export async function updateProject(
  command: Command,
  current: Rows['project'],
  patch: Partial<Rows['project']>,
  told: Told = {},
): Promise<Rows['project']> {
  const { tx, projectId } = command;
  const { version } = current;
  const written = await tx.project.updateManyAndReturn({
    where: { id: projectId, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.project,
  });
  return command.edited('project', current, written, told);
}
