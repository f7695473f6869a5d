import { type Rows, type Tx, toWireRows, wireFields } from '@koersvast/db';

/** The tags of a project in their order, archived ones too. */
export async function readTags(tx: Tx, projectId: string): Promise<Rows['tag'][]> {
  const tags = await tx.tag.findMany({
    where: { projectId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: wireFields.tag,
  });
  return toWireRows('tag', tags);
}
