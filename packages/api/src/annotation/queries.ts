import type { AnnotationsOfDocument } from '@koersvast/contracts';
import { DomainError, encodeCursor } from '@koersvast/core';
import { loadAccess, readCursor, type Tx } from '@koersvast/db';
import { openStudy } from '../study/study.ts';

/**
 * What stands in a document: the layers, what is alive in them and was said of it, and the assignments that the person may see, with
 * the cursor from which the feed goes on. `tx` must be a snapshot, so that nothing falls in between.
 */
export async function annotationsOfDocument(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  documentId: string,
): Promise<AnnotationsOfDocument> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  const study = openStudy(tx, access);
  await study.checkDocument(documentId);
  const here = { documentIds: [documentId] };
  const layers = await study.layers(here);
  return {
    layers,
    annotations: await study.annotations(layers),
    assignments: await study.assignments(here),
    readings: await study.readings(layers),
    reviews: await study.reviews(layers),
    replies: await study.replies(layers),
    decisions: await study.decisions(layers),
    cursor: encodeCursor(await readCursor(tx, access.scope)),
  };
}
