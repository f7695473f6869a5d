import type { tagPassages, tagPassagesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import { type Access, sql, type Tx, whereLayerSeen } from '@koersvast/db';
import type { z } from 'zod';

/** How many are read: the export has all of them. */
const most = 200;

/**
 * The passages behind a tag's usage, as far as the member may see, in the order of the documents and of their
 * texts. Throws `not_found` for a tag of another project, as for one that is nowhere.
 */
export async function readTagPassages(
  tx: Tx,
  access: Access,
  { tagId }: z.infer<typeof tagPassagesInput>,
): Promise<z.infer<typeof tagPassages>> {
  const tag = await tx.row(
    sql`SELECT id FROM tag WHERE id = ${tagId}::uuid AND project_id = ${access.projectId}::uuid`,
  );
  if (!tag) throw new DomainError('not_found');
  return tx.rows(
    sql`SELECT annotation.id AS "annotationId", document.id AS "documentId", document.title AS "documentTitle",
          annotation.quote, layer.id AS "layerId", layer.member_id AS "memberId"
        FROM annotation JOIN layer ON layer.id = annotation.layer_id JOIN document ON document.id = annotation.document_id
        WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.tag_id = ${tagId}::uuid
          AND annotation.deleted_at IS NULL AND document.removed_at IS NULL AND layer.kind = 'current'
          AND ${whereLayerSeen(access.scope)}
        ORDER BY document.created_at, document.id, annotation.start, annotation."end", annotation.id
        LIMIT ${most}`,
  );
}
