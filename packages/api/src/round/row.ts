import { type Command, dated, dbNull, type Rows, type Told, wireFields } from '@koersvast/db';

/** Stores a new round and records it. */
export async function insertRound(
  command: Command,
  { plan, repeats, ...row }: Rows['round'],
): Promise<Rows['round']> {
  const { tx, projectId, at } = command;
  const stored = await tx.round.create({
    data: { ...dated(row), plan: plan ?? dbNull, repeats: repeats ?? dbNull, projectId, createdAt: at },
    select: wireFields.round,
  });
  return command.created('round', stored);
}

/** Compare-and-swap: writes `patch` over a round, one version up, and records it. Throws `version_conflict`. */
export async function updateRound(
  command: Command,
  current: Rows['round'],
  patch: Partial<Rows['round']>,
  told: Told = {},
): Promise<Rows['round']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const { plan, repeats, ...rest } = patch;
  const written = await tx.round.updateManyAndReturn({
    where: { projectId, id, version },
    data: {
      ...dated(rest),
      ...(plan !== undefined && { plan: plan ?? dbNull }),
      ...(repeats !== undefined && { repeats: repeats ?? dbNull }),
      version: { increment: 1 },
    },
    select: wireFields.round,
  });
  return command.edited('round', current, written, told);
}
