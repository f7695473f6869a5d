import { DomainError } from '@koersvast/core/error';
import { type Command, holdRows, type Rows } from '@koersvast/db';

type Document = Rows['document'];

/** Throws `document_replaced` for a reading of a letter that is no longer worked on: its details are those of the newer one. */
export function checkNotReplaced({ replacedById }: Pick<Document, 'replacedById'>): void {
  if (replacedById !== null) throw new DomainError('document_replaced', { id: replacedById });
}

/** The readings that stand behind these letters, held: they are removed with them, and come back with them. */
export async function holdOlder(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  letters: readonly Document[],
): Promise<Document[]> {
  const firstIds = letters.flatMap(({ renditionOfId }) => renditionOfId ?? []);
  if (firstIds.length === 0) return [];
  const older = await tx.document.findMany({
    where: {
      projectId,
      replacedById: { not: null },
      OR: [{ id: { in: firstIds } }, { renditionOfId: { in: firstIds } }],
    },
    select: { id: true },
  });
  return holdRows(tx, 'document', { projectId, id: older.map(({ id }) => id) });
}
