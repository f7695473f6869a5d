import { joinSql, type SnapshotReader, sql } from '@koersvast/db';
import { rowOfEach, whereTold } from './changes.ts';
import type { Here } from './here.ts';

/** What a stream of changes has of each. */
const columns = {
  at: sql`to_char(change.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  memberId: sql`change.member_id`,
  memberName: sql`"user".name`,
  operation: sql`operation.kind`,
  action: sql`change.action`,
  noun: sql`change.noun`,
  id: sql`coalesce(each.id, change.entity_id)`,
  documentId: sql`change.document_id`,
  documentTitle: sql`document.title`,
  layerId: sql`change.layer_id`,
  before: sql`${rowOfEach('before', -1)}::text`,
  after: sql`${rowOfEach('after', 0)}::text`,
};
type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

/** One change of one thing, as the database writes it. */
export type StreamedChange = Readonly<Record<Column, string | null>>;

function named(values: readonly (string | null)[]): StreamedChange {
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? null])) as StreamedChange;
}

/** All that was done and may be seen, oldest first, a set taken apart; no more than two batches are in memory. */
export async function* streamChanges(
  here: { readonly tx: SnapshotReader; readonly access: Here['access'] },
  documentId: string | null,
  batch: number,
): AsyncGenerator<StreamedChange[]> {
  const query = sql`SELECT ${joinSql(names.map((name) => columns[name]))}
    FROM change LEFT JOIN LATERAL jsonb_to_recordset(change.rows)
        AS each (id uuid, version int, before jsonb, after jsonb) ON true
      JOIN operation USING (project_id, user_id, op_id)
      JOIN member ON member.project_id = change.project_id AND member.id = change.member_id JOIN "user" ON "user".id = member.user_id
      LEFT JOIN document ON document.project_id = change.project_id AND document.id = change.document_id
    WHERE ${whereTold(here, documentId)} ORDER BY change.rev, each.id`;
  for await (const rows of here.tx.batches(query, batch)) yield rows.map(named);
}
