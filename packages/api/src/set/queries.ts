import type { DocumentSet } from '@koersvast/contracts';
import { type Tx, toWireRows, wireFields } from '@koersvast/db';

/** The sets of a project in the order in which they were made; every member sees all of them. */
export async function listSets(tx: Tx, projectId: string): Promise<DocumentSet[]> {
  const rows = await tx.set.findMany({
    where: { projectId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.set,
  });
  return toWireRows('set', rows);
}
