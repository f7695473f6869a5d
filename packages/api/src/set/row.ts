import { type Command, dated, dbNull, type Rows, type Told, wireFields } from '@koersvast/db';

type SetRow = Rows['set'];

export async function insertSet(command: Command, row: SetRow): Promise<SetRow> {
  const { conditions, ...rest } = row;
  const stored = await command.tx.set.create({
    data: { ...dated(rest), conditions: conditions ?? dbNull, projectId: command.projectId },
    select: wireFields.set,
  });
  return command.created('set', stored);
}

/** Compare-and-swap: writes `patch` over a set, one version up, and records it. Throws `version_conflict`. */
export async function updateSet(
  command: Command,
  current: SetRow,
  patch: Partial<SetRow>,
  told: Told = {},
): Promise<SetRow> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const { conditions, ...rest } = patch;
  const written = await tx.set.updateManyAndReturn({
    where: { projectId, id, version },
    data: {
      ...dated(rest),
      ...(conditions === undefined ? {} : { conditions: conditions ?? dbNull }),
      version: { increment: 1 },
    },
    select: wireFields.set,
  });
  return command.edited('set', current, written, told);
}
