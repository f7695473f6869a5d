import type { DocumentListItem, DocumentSet } from '@koersvast/contracts';
import type { DocumentField } from '@koersvast/core/document-field';
import { chosenBy } from '@koersvast/core/document-filter';
import { readRule } from '@koersvast/core/document-rule';

/** Whether a document is in a set, of which a rule follows the documents. */
export function isInSet(
  set: DocumentSet,
  fields: readonly DocumentField[],
): (item: DocumentListItem) => boolean {
  if (set.conditions === null) {
    const ids = new Set(set.documentIds);
    return ({ document }) => ids.has(document.id);
  }
  const test = chosenBy(readRule(set.conditions) ?? [], fields);
  return ({ document }) => test(document);
}
