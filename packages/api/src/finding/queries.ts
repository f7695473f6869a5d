import type { Finding } from '@koersvast/contracts';
import { type Tx, toWireRows, wireFields } from '@koersvast/db';

/** What is pinned in a project, in its order; every member sees all of it. */
export async function listFindings(tx: Tx, projectId: string): Promise<Finding[]> {
  const rows = await tx.finding.findMany({
    where: { projectId, removedAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.finding,
  });
  return toWireRows('finding', rows);
}
