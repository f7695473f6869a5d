import type { Tx } from '@koersvast/db';

/** What everybody who is or was a member is called, in the order in which they came. */
export async function readNames(tx: Tx, projectId: string): Promise<{ id: string; name: string }[]> {
  const members = await tx.member.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, user: { select: { name: true } } },
  });
  return members.map(({ id, user }) => ({ id, name: user.name }));
}
