import { type Sql, sql } from '@koersvast/db';

/** The layers that a change of the codebook reaches: what a coder declared done first stays as it was. */
export const recodable = sql`layer.kind <> 'first_pass'`;

/** A living annotation in the same layer with this tag on the same words, as `other`. */
export function otherWith(tagId: string): Sql {
  return sql`FROM annotation AS other WHERE other.project_id = annotation.project_id AND other.layer_id = annotation.layer_id
    AND other.tag_id = ${tagId}::uuid AND other.start = annotation.start AND other."end" = annotation."end"
    AND other.deleted_at IS NULL`;
}

/** Whether the annotation's layer has a living annotation with this tag on the same words. */
export function isDouble(tagId: string): Sql {
  return sql`EXISTS (SELECT 1 ${otherWith(tagId)})`;
}
