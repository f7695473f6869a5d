import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a reply, one version up, and records it. Throws `version_conflict`. */
export async function updateReply(
  command: Command,
  current: Rows['reply'],
  patch: Partial<Rows['reply']>,
  told: Told = {},
): Promise<Rows['reply']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.reply.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.reply,
  });
  return command.edited('reply', current, written, told);
}
