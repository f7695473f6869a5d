import { type Access, type SnapshotReader, sql } from '@koersvast/db';
import type { HistoryRow } from '@koersvast/formats';
import { whereTold } from '../history/queries.ts';

/** Everything that was done and that the member may see, oldest first. */
export async function* historyRows(
  reader: SnapshotReader,
  { access, documentId }: { readonly access: Access; readonly documentId: string | null },
  batch: number,
): AsyncGenerator<HistoryRow[]> {
  const query = sql`
    SELECT to_char(change.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), change.member_id, "user".name,
      operation.kind, change.action, change.noun, change.entity_id, change.document_id, document.title,
      change.layer_id, change.before::text, change.after::text
    FROM change JOIN operation USING (user_id, op_id)
      JOIN member ON member.id = change.member_id JOIN "user" ON "user".id = member.user_id
      LEFT JOIN document ON document.id = change.document_id
    WHERE ${whereTold(access.scope, documentId)} ORDER BY change.rev`;
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
        before: before ?? null,
        after: after ?? null,
      }),
    );
  }
}
