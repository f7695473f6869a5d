import type { AnnotationsOfDocument, Change } from '@koersvast/contracts';
import { annotationKey, putNewer } from '@koersvast/core';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly layerId?: string;
}

/** Under which list of a document the rows of a noun are kept. */
const lists = {
  layer: 'layers',
  annotation: 'annotations',
  assignment: 'assignments',
  reading: 'readings',
  review: 'reviews',
  reply: 'replies',
  decision: 'decisions',
} as const satisfies Partial<Record<Change['noun'], keyof AnnotationsOfDocument>>;

function isListed(noun: Change['noun']): noun is keyof typeof lists {
  return Object.hasOwn(lists, noun);
}

/** Copies of an annotation or a reading in other layers have the same id. */
function keyOf(row: Row): string {
  return row.layerId === undefined ? row.id : annotationKey({ layerId: row.layerId, id: row.id });
}

/**
 * What stands in a document after these changes. A row counts only when its version is newer, so that the same
 * changes may come by acknowledgement, live and by a fresh read, in any order. The same object comes back when
 * nothing in it changes.
 */
export function applyChangesToDocument(
  data: AnnotationsOfDocument,
  documentId: string,
  changes: readonly Change[],
): AnnotationsOfDocument {
  let result = data;
  for (const { noun, after } of changes) {
    if (after === null || !isListed(noun) || !('documentId' in after) || after.documentId !== documentId)
      continue;
    const name = lists[noun];
    const before: readonly Row[] = result[name];
    const rows = putNewer(before, after as Row, keyOf);
    if (rows !== before) result = { ...result, [name]: rows };
  }
  return result;
}
