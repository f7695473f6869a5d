import type { DocumentListItem, DocumentSet } from '@koersvast/contracts';
import type { DocumentField } from '@koersvast/core/document-field';
import { chosenBy } from '@koersvast/core/document-filter';
import { type DocumentRule, readRule } from '@koersvast/core/document-rule';
import { isInSet } from '../../data/document-sets.ts';

/** What documents are chosen by on the screen, as the address has it. */
export interface DocumentsFilter {
  readonly where?: DocumentRule | undefined;
  /** The id of a set. */
  readonly set?: string | undefined;
}

/** The documents that are shown: those of the set, as far as they meet the conditions. */
export function chosen(
  list: readonly DocumentListItem[],
  { where }: DocumentsFilter,
  set: DocumentSet | undefined,
  fields: readonly DocumentField[],
): readonly DocumentListItem[] {
  const conditions = readRule(where ?? []) ?? [];
  if (conditions.length === 0 && set === undefined) return list;
  const test = chosenBy(conditions, fields);
  const inSet = set === undefined ? () => true : isInSet(set, fields);
  return list.filter((item) => inSet(item) && test(item.document));
}
