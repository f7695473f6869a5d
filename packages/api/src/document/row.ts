import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** What of a document may change: what was read of it stays as it is. */
type Patch = Omit<Partial<Rows['document']>, 'pages' | 'stated'>;

/** Compare-and-swap: writes `patch` over a document, one version up, and records it. Throws `version_conflict`. */
export async function updateDocument(
  command: Command,
  current: Rows['document'],
  patch: Patch,
  told: Told = {},
): Promise<Rows['document']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.document.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.document,
  });
  return command.edited('document', current, written, told);
}
