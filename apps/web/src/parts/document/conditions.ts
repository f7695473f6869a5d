import { type FieldWords, shownFieldValue } from '@koersvast/core/document-field';
import type { FilterTest } from '@koersvast/core/document-rule';
import type { CellColumn } from './cell-column.ts';

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
