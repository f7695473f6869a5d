import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a member, one version up, and records it. Throws `version_conflict`. */
export async function updateMember(
  command: Command,
  current: Rows['member'],
  patch: Partial<Rows['member']>,
  told: Told = {},
): Promise<Rows['member']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.member.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.member,
  });
  return command.edited('member', current, written, told);
}
