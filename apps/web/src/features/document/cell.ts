import type { DocumentEdit, ListedDocument } from '@koersvast/contracts';
import {
  type FieldWords,
  shownFieldValue,
  storedFieldValue,
  typedFieldValue,
} from '@koersvast/core/document-field';
import type { FilterColumn } from '@koersvast/core/document-rule';
import type { CellColumn } from '../../parts/document/cell-column.ts';

/** What is stored there; null where nothing is. */
export function storedIn(row: ListedDocument, column: CellColumn): string | null {
  if (column.field === null) return row[column.id as FilterColumn];
  const { name } = column.field;
  return Object.hasOwn(row.fields, name) ? (row.fields[name] ?? null) : null;
}

/** The same in words. */
export function shownIn(row: ListedDocument, column: CellColumn, words: FieldWords): string {
  const stored = storedIn(row, column);
  if (stored === null) return '';
  if (column.field !== null) return shownFieldValue(column.field, stored, words);
  return column.id === 'date' ? words.date(stored) : stored;
}

/** The same as it can be typed again. */
export function typedIn(row: ListedDocument, column: CellColumn, words: FieldWords): string {
  const stored = storedIn(row, column);
  if (stored === null) return '';
  return column.field === null ? stored : typedFieldValue(column.field, stored, words);
}

/** Whether what is stored does not fit the kind that its field has now. */
export function isMisfit(row: ListedDocument, column: CellColumn): boolean {
  const stored = storedIn(row, column);
  return column.field !== null && stored !== null && storedFieldValue(column.field, stored) === null;
}

/** What is to be stored in cells: document, column, value. */
export interface CellChange {
  readonly row: ListedDocument;
  readonly column: CellColumn;
  readonly value: string | null;
}

/** The edits of documents that these changes are, each on what was seen; what changes nothing is left out. */
export function editsOf(changes: Iterable<CellChange>): DocumentEdit[] {
  const edits = new Map<string, Required<DocumentEdit>>();
  for (const { row, column, value } of changes) {
    const before = storedIn(row, column);
    if (before === value) continue;
    const edit = edits.get(row.id) ?? { documentId: row.id, version: row.version, change: {}, base: {} };
    edits.set(row.id, edit);
    if (column.field === null) {
      Object.assign(edit.change, { [column.id]: value });
      Object.assign(edit.base, { [column.id]: before });
    } else {
      const { name } = column.field;
      edit.change.fields = { ...edit.change.fields, [name]: value };
      edit.base.fields = { ...edit.base.fields, [name]: before };
    }
  }
  return [...edits.values()];
}
