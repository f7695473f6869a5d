import type { DocumentListItem, DocumentSet } from '@koersvast/contracts';
import { type DocumentField, type FieldWords, shownFieldValue } from '@koersvast/core/document-field';
import { chosenBy } from '@koersvast/core/document-filter';
import { type DocumentRule, type FilterTest, readRule } from '@koersvast/core/document-rule';
import { isInSet } from '../../data/document-sets.ts';
import type { CellColumn } from './cell.ts';

/** What documents are chosen by on the screen, as the address has it. */
export interface DocumentsFilter {
  readonly where?: DocumentRule | undefined;
  /** The id of a set. */
  readonly set?: string | undefined;
}

const testsOf = {
  text: ['contains', 'one_of', 'empty', 'filled'],
  number: ['range', 'empty', 'filled'],
  date: ['range', 'empty', 'filled'],
  choice: ['one_of', 'empty', 'filled'],
  yes_no: ['one_of', 'empty', 'filled'],
} as const satisfies Record<CellColumn['kind'], readonly FilterTest[]>;

/** What can be asked of a column, the usual thing first. */
export function testsFor({ kind }: Pick<CellColumn, 'kind'>): readonly FilterTest[] {
  return testsOf[kind];
}

/** A value of a condition in words. */
export function shownValue(column: CellColumn | undefined, value: string, words: FieldWords): string {
  if (value === '') return '…';
  if (column?.field) return shownFieldValue(column.field, value, words);
  return column?.kind === 'date' ? words.date(value) : value;
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
