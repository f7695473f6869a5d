import { tagAsSeen } from '@koersvast/core/codebook';
import type { Access, Rows, Tx } from '@koersvast/db';
import { readTags } from '../place/tags.ts';

/** The tags of a project in their order, archived ones too, as a member may see them. */
export async function readSeenTags(tx: Tx, { projectId, scope }: Access): Promise<Rows['tag'][]> {
  const tags = await readTags(tx, projectId);
  return tags.map((tag) => tagAsSeen(scope, tag));
}
