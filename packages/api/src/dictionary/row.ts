import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';
import { streamOfKept } from '../search/row.ts';

type DictionaryRow = Rows['dictionary'];

export async function insertDictionary(command: Command, row: DictionaryRow): Promise<DictionaryRow> {
  const stored = await command.tx.dictionary.create({
    data: { ...dated(row), projectId: command.projectId },
    select: wireFields.dictionary,
  });
  return command.created('dictionary', stored, { stream: streamOfKept(row) });
}

/** Compare-and-swap: writes `patch` over a dictionary, one version up, and records it. Throws `version_conflict`. */
export async function updateDictionary(
  command: Command,
  current: DictionaryRow,
  patch: Partial<DictionaryRow>,
  told: Told = {},
): Promise<DictionaryRow> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.dictionary.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.dictionary,
  });
  return command.edited('dictionary', current, written, {
    ...told,
    stream: streamOfKept(current, { ...current, ...patch }),
  });
}
