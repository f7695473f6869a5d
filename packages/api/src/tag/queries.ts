import { tagAsSeen } from '@koersvast/core/codebook';
import { type Access, type Rows, readRows, sql, type Tx } from '@koersvast/db';

/** The tags of a project in their order, archived ones too, as a member may see them. */
export async function readSeenTags(tx: Tx, { projectId, scope }: Access): Promise<Rows['tag'][]> {
  const tags = await readRows(tx, 'tag', sql`WHERE project_id = ${projectId}::uuid ORDER BY position, id`);
  return tags.map((tag) => tagAsSeen(scope, tag));
}
