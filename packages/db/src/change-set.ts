import { z } from 'zod';
import { type Change, completeChange, told, toldRow } from './change.ts';
import { type AboutSet, changeActions, type Patch } from './draft.ts';
import { type Sql, sql } from './sql.ts';
import { jsonFields } from './told-row.ts';
import type { Statements } from './transaction.ts';

/** One row of a set: its version afterwards, and what differs from row to row. */
export interface SetRow {
  readonly id: string;
  readonly version: number;
  readonly before?: Patch | undefined;
  readonly after?: Patch | undefined;
}

export const setRow = z.object({
  id: z.string(),
  version: z.number(),
  before: jsonFields.optional(),
  after: jsonFields.optional(),
});

/** What was done alike to several annotations of one layer: one change, however many they are. */
export interface ChangeSet extends AboutSet {
  readonly opId: string;
  readonly memberId: string;
  readonly at: string;
  readonly rows: readonly SetRow[];
}

/** What one row of a set was, as far as the set says. */
export function beforeOf({ before }: Pick<AboutSet, 'before'>, row: SetRow): Patch {
  return { ...before, ...row.before, version: row.version - 1 };
}

/** What one row of a set became, as far as the set says. */
export function afterOf({ after }: Pick<AboutSet, 'after'>, row: SetRow): Patch {
  return { ...after, ...row.after, version: row.version };
}

const changeSet = z.object({
  rev: z.string(),
  stream: z.string(),
  opId: z.string(),
  memberId: z.string(),
  action: z.enum(changeActions),
  at: z.date(),
  noun: z.literal('annotation'),
  layerId: z.string(),
  documentId: z.string(),
  before: jsonFields,
  after: jsonFields,
  rows: z.array(setRow),
});

/** Sets for which `rest` (WHERE, ORDER BY) holds, on the table "change", with their number in the project. */
export async function readSets(tx: Statements, rest: Sql): Promise<(ChangeSet & { readonly rev: number })[]> {
  const found = await tx.rows(
    changeSet,
    sql`SELECT rev, stream, op_id AS "opId", member_id AS "memberId", action, at, noun, layer_id AS "layerId",
          document_id AS "documentId", before, after, rows FROM "change" ${rest}`,
  );
  return found.map((set) => ({ ...set, rev: Number(set.rev), at: set.at.toISOString() }));
}

/** The changes of one annotation in one layer, on the table "change": those of its own, and the sets that it is in. */
export function whereOfAnnotation({ layerId, id }: { readonly layerId: string; readonly id: string }): Sql {
  return sql`("change".noun = 'annotation' AND "change".layer_id = ${layerId}::uuid AND ("change".entity_id = ${id}::uuid
    OR ("change".entity_id = ${layerId}::uuid AND "change".rows @> ${JSON.stringify([{ id }])}::jsonb)))`;
}

/** The history of one annotation, oldest first, as far as `seen` holds; what sets did to it is told like the rest. */
export async function readAnnotationChanges(
  tx: Statements,
  seen: Sql,
  annotation: { readonly layerId: string; readonly id: string },
): Promise<Change[]> {
  const { layerId, id } = annotation;
  const found = await tx.rows(
    // Of a set, what it says of all its rows is no whole row.
    told.extend({ before: jsonFields.nullable(), after: jsonFields.nullable(), row: setRow.nullable() }),
    sql`SELECT "change".op_id AS "opId", "change".member_id AS "memberId",
          "change".action, "change".at, "change".noun, ${toldRow('before')} AS before, ${toldRow('after')} AS after,
          (SELECT each FROM jsonb_array_elements("change".rows) AS each WHERE each ->> 'id' = ${id}) AS row
        FROM "change" WHERE ${seen} AND ${whereOfAnnotation({ layerId, id })} ORDER BY "change".rev`,
  );
  let standing: Patch = {};
  return found.map(({ row, before, after, ...change }) => {
    const was = row === null ? before : { ...standing, ...beforeOf({ before: before ?? {} }, row) };
    const is = row === null ? after : { ...standing, ...afterOf({ after: after ?? {} }, row) };
    const whole = completeChange({ ...change, before: was, after: is });
    standing = (whole.after ?? standing) as Patch;
    return whole;
  });
}
