import { personStream, type StreamName, sharedStream } from '@koersvast/core/scope';
import { type Command, dated, dbNull, type Rows, type Told, wireFields } from '@koersvast/db';

type SearchRow = Rows['search'];

/** What is shared, or was until now, is told to all: who had it must know that it is gone. */
export function streamOfKept(...rows: readonly Pick<SearchRow, 'shared' | 'createdById'>[]): StreamName {
  const [row] = rows;
  return row === undefined || rows.some(({ shared }) => shared)
    ? sharedStream
    : personStream(row.createdById);
}

export async function insertSearch(command: Command, row: SearchRow): Promise<SearchRow> {
  const { conditions, ...rest } = row;
  const stored = await command.tx.search.create({
    data: { ...dated(rest), conditions: conditions ?? dbNull, projectId: command.projectId },
    select: wireFields.search,
  });
  return command.created('search', stored, { stream: streamOfKept(row) });
}

/** Compare-and-swap: writes `patch` over a search, one version up, and records it. Throws `version_conflict`. */
export async function updateSearch(
  command: Command,
  current: SearchRow,
  patch: Partial<SearchRow>,
  told: Told = {},
): Promise<SearchRow> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const { conditions, ...rest } = patch;
  const written = await tx.search.updateManyAndReturn({
    where: { projectId, id, version },
    data: {
      ...dated(rest),
      ...(conditions === undefined ? {} : { conditions: conditions ?? dbNull }),
      version: { increment: 1 },
    },
    select: wireFields.search,
  });
  return command.edited('search', current, written, {
    ...told,
    stream: streamOfKept(current, { ...current, ...patch }),
  });
}
