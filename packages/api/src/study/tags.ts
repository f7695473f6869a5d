import { type TagImpact, tagPassages, tagUsage } from '@koersvast/contracts';
import { type Rows, type Sql, sql, toWireRows, whereLayerSeen, wireFields } from '@koersvast/db';
import { z } from 'zod';
import { isDouble, recodable } from './doubles.ts';
import type { Here } from './here.ts';

/** Living annotations with their layers and documents, as far as the person may see. */
function annotationsSeen({ access }: Here): Sql {
  return sql`FROM annotation JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
      JOIN document ON document.project_id = annotation.project_id AND document.id = annotation.document_id
    WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
      AND ${whereLayerSeen(access.scope)}`;
}

/** The tags that were merged into others. */
export async function readMergedTags({ tx, access }: Here): Promise<Rows['tag'][]> {
  const tags = await tx.tag.findMany({
    where: { projectId: access.projectId, mergedIntoId: { not: null } },
    select: wireFields.tag,
  });
  return toWireRows('tag', tags);
}

/** How much each tag is used in the coders' living work. Unused tags are absent. */
export function readTagUsage(here: Here): Promise<z.infer<typeof tagUsage>> {
  return here.tx.rows(
    tagUsage.element,
    sql`SELECT annotation.tag_id AS "tagId", count(*)::int AS annotations,
          count(DISTINCT annotation.document_id)::int AS documents, count(DISTINCT layer.member_id)::int AS coders
        ${annotationsSeen(here)} AND document.removed_at IS NULL AND layer.kind = 'current'
        GROUP BY annotation.tag_id ORDER BY annotation.tag_id`,
  );
}

/** The first so many passages of a tag, in the order of the documents and of their texts. */
export function readTagPassages(
  here: Here,
  tagId: string,
  most: number,
): Promise<z.infer<typeof tagPassages>> {
  return here.tx.rows(
    tagPassages.element,
    sql`SELECT annotation.id AS "annotationId", document.id AS "documentId", document.title AS "documentTitle",
          annotation.quote, layer.id AS "layerId", layer.member_id AS "memberId"
        ${annotationsSeen(here)} AND annotation.tag_id = ${tagId}::uuid AND document.removed_at IS NULL
          AND layer.kind = 'current'
        ORDER BY document.created_at, document.id, annotation.start, annotation."end", annotation.id
        LIMIT ${most}`,
  );
}

/** What a change of a tag would touch; into which other one it would be merged, if it is that. */
export async function readTagImpact(
  here: Here,
  { tagId, intoId }: { readonly tagId: string; readonly intoId: string | null },
): Promise<TagImpact> {
  const row = await here.tx.row(
    z.object({
      annotations: z.number(),
      finals: z.number(),
      removed: z.number(),
      documents: z.number(),
      coders: z.number(),
      doubles: z.number(),
    }),
    sql`SELECT count(*)::int AS annotations, count(DISTINCT annotation.document_id)::int AS documents,
          count(DISTINCT layer.member_id)::int AS coders,
          (count(*) FILTER (WHERE layer.kind = 'final' AND document.removed_at IS NULL))::int AS finals,
          (count(*) FILTER (WHERE document.removed_at IS NOT NULL))::int AS removed,
          (count(*) FILTER (WHERE ${intoId === null ? sql`false` : isDouble(intoId)}))::int AS doubles
        ${annotationsSeen(here)} AND annotation.tag_id = ${tagId}::uuid AND ${recodable}`,
  );
  return row ?? { annotations: 0, finals: 0, removed: 0, documents: 0, coders: 0, doubles: 0 };
}
