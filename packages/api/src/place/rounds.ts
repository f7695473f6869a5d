import { type Rows, type Tx, toWireRows, wireFields } from '@koersvast/db';

/** The rounds of a project that are there, in their order. */
export async function readRounds(tx: Tx, projectId: string): Promise<Rows['round'][]> {
  const rounds = await tx.round.findMany({
    where: { projectId, removedAt: null },
    orderBy: { number: 'asc' },
    select: wireFields.round,
  });
  return toWireRows('round', rounds);
}
