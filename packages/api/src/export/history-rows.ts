import { tagAsSeen } from '@koersvast/core/codebook';
import { type Access, identifier, type SnapshotReader, type Sql, sql, type Tx, toldRow } from '@koersvast/db';
import type { HistoryRow } from '@koersvast/formats';
import { z } from 'zod';
import { whereTold } from '../history/queries.ts';

/** The whole row; of what was done to a set at once only what it touched, with the names of the row. */
function rowOf(which: 'before' | 'after', step: number): Sql {
  const shared = sql`change.${identifier(which)}`;
  return sql`CASE WHEN each.id IS NULL THEN ${toldRow(which)} ELSE ${shared} || coalesce(each.${identifier(which)}, '{}')
    || jsonb_build_object('id', each.id, 'layerId', change.layer_id, 'documentId', change.document_id,
      'version', each.version + ${step}::int) END`;
}

/** A row of a change as text, of a tag without the examples that the member may not see. */
function asSeen(
  { scope }: Access,
  noun: string | null | undefined,
  row: string | null | undefined,
): string | null {
  if (row == null || noun !== 'tag' || scope.blindDocuments.length === 0) return row ?? null;
  return JSON.stringify(tagAsSeen(scope, JSON.parse(row)));
}

/** How many rows that makes. */
export async function countHistory(tx: Tx, { scope }: Access, documentId: string | null): Promise<number> {
  const row = await tx.row(
    z.object({ count: z.number() }),
    sql`SELECT coalesce(sum(coalesce(jsonb_array_length(rows), 1)), 0)::int AS count FROM change WHERE ${whereTold(scope, documentId)}`,
  );
  return row?.count ?? 0;
}

/** Everything that was done and that the member may see, oldest first. */
export async function* historyRows(
  reader: SnapshotReader,
  { access, documentId }: { readonly access: Access; readonly documentId: string | null },
  batch: number,
): AsyncGenerator<HistoryRow[]> {
  const query = sql`
    SELECT to_char(change.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), change.member_id, "user".name,
      operation.kind, change.action, change.noun, coalesce(each.id, change.entity_id), change.document_id, document.title,
      change.layer_id, ${rowOf('before', -1)}::text, ${rowOf('after', 0)}::text
    FROM change LEFT JOIN LATERAL jsonb_to_recordset(change.rows)
        AS each (id uuid, version int, before jsonb, after jsonb) ON true
      JOIN operation USING (project_id, user_id, op_id)
      JOIN member ON member.project_id = change.project_id AND member.id = change.member_id JOIN "user" ON "user".id = member.user_id
      LEFT JOIN document ON document.project_id = change.project_id AND document.id = change.document_id
    WHERE ${whereTold(access.scope, documentId)} ORDER BY change.rev, each.id`;
  for await (const rows of reader.batches(query, batch)) {
    yield rows.map(
      ([at, memberId, name, operation, action, noun, id, document, title, layerId, before, after]) => ({
        at: at ?? '',
        member: { id: memberId ?? '', name: name ?? '' },
        operation: operation ?? '',
        action: action ?? '',
        noun: noun ?? '',
        id: id ?? '',
        document: document == null ? null : { id: document, title: title ?? '' },
        layerId: layerId ?? null,
        before: asSeen(access, noun, before),
        after: asSeen(access, noun, after),
      }),
    );
  }
}
