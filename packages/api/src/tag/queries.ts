import type { tagUsage } from '@koersvast/contracts';
import { tagAsSeen } from '@koersvast/core';
import { type Access, type Rows, readRows, sql, type Tx, whereLayerSeen } from '@koersvast/db';
import type { z } from 'zod';

/** The tags of a project in their order, archived ones too, as a member may see them. */
export async function readSeenTags(tx: Tx, { projectId, scope }: Access): Promise<Rows['tag'][]> {
  const tags = await readRows(tx, 'tag', sql`WHERE project_id = ${projectId}::uuid ORDER BY position, id`);
  return tags.map((tag) => tagAsSeen(scope, tag));
}

/** How much each tag is used in the coders' current work, as far as the member may see. Unused tags are absent. */
export function readTagUsage(tx: Tx, access: Access): Promise<z.infer<typeof tagUsage>> {
  return tx.rows(
    sql`SELECT annotation.tag_id AS "tagId", count(*)::int AS annotations,
          count(DISTINCT annotation.document_id)::int AS documents, count(DISTINCT layer.member_id)::int AS coders
        FROM annotation JOIN layer ON layer.id = annotation.layer_id JOIN document ON document.id = annotation.document_id
        WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
          AND document.removed_at IS NULL AND layer.kind = 'current' AND ${whereLayerSeen(access.scope)}
        GROUP BY annotation.tag_id ORDER BY annotation.tag_id`,
  );
}
