import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a decision, one version up, and records it. Throws `version_conflict`. */
export async function updateDecision(
  command: Command,
  current: Rows['decision'],
  patch: Partial<Rows['decision']>,
  told: Told = {},
): Promise<Rows['decision']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.decision.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.decision,
  });
  return command.edited('decision', current, written, told);
}
