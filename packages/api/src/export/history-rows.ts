import { tagAsSeen } from '@koersvast/core/codebook';
import type { Access, SnapshotReader } from '@koersvast/db';
import type { HistoryRow } from '@koersvast/formats';
import { openStream } from '../study/study.ts';

/** A row of a change as text, of a tag without the examples that the member may not see. */
function asSeen({ scope }: Access, noun: string | null, row: string | null): string | null {
  if (row === null || noun !== 'tag' || scope.blindDocuments.length === 0) return row;
  return JSON.stringify(tagAsSeen(scope, JSON.parse(row)));
}

/** Everything that was done and that the member may see, oldest first. */
export async function* historyRows(
  reader: SnapshotReader,
  { access, documentId }: { readonly access: Access; readonly documentId: string | null },
  batch: number,
): AsyncGenerator<HistoryRow[]> {
  for await (const changes of openStream(reader, access).streamChanges(documentId, batch)) {
    yield changes.map((change) => ({
      at: change.at ?? '',
      member: { id: change.memberId ?? '', name: change.memberName ?? '' },
      operation: change.operation ?? '',
      action: change.action ?? '',
      noun: change.noun ?? '',
      id: change.id ?? '',
      document:
        change.documentId === null ? null : { id: change.documentId, title: change.documentTitle ?? '' },
      layerId: change.layerId,
      before: asSeen(access, change.noun, change.before),
      after: asSeen(access, change.noun, change.after),
    }));
  }
}
