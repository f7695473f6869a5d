import type { Annotation, AnnotationsOfDocument, Change } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { nounFacts } from '@koersvast/core/noun';
import { putNewer } from '@koersvast/core/pending';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly layerId?: string;
}

/** Copies of an annotation or a reading in other layers have the same id. */
function keyOf(row: Row): string {
  return row.layerId === undefined ? row.id : annotationKey({ layerId: row.layerId, id: row.id });
}

/** A long quote is not told again with a change that left it alone: it is the one that is known. */
function withQuote({ annotations }: AnnotationsOfDocument, row: Annotation): Annotation {
  if (row.quote !== '') return row;
  const known = annotations.find((each) => each.id === row.id && each.layerId === row.layerId);
  return known?.start === row.start && known.end === row.end ? { ...row, quote: known.quote } : row;
}

/** Whether a quote is missing that was never told here, so that what stands in the document has to be read again. */
export function lacksQuote({ annotations }: AnnotationsOfDocument): boolean {
  return annotations.some(({ quote }) => quote === '');
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
    const name = nounFacts[noun].list;
    if (after === null || name === null || !('documentId' in after) || after.documentId !== documentId)
      continue;
    const before: readonly Row[] = result[name];
    const rows = putNewer(before, noun === 'annotation' ? withQuote(result, after) : (after as Row), keyOf);
    if (rows !== before) result = { ...result, [name]: rows };
  }
  return result;
}
