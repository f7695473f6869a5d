import { documentMetadata } from '@koersvast/contracts';
import { type Notation, readFieldValue } from '@koersvast/core/document-field';
import type { FilterColumn } from '@koersvast/core/document-rule';
import type { CellColumn } from './cell-column.ts';

/** What is stored of what somebody typed or pasted: null for nothing there. Undefined where it does not fit. */
export function readCell(column: CellColumn, typed: string, notation: Notation): string | null | undefined {
  const text = typed.trim();
  if (column.field !== null) {
    if (text === '') return null;
    if (text.length > 2000) return undefined;
    return readFieldValue(column.field, text, notation) ?? undefined;
  }
  const name = column.id as FilterColumn;
  const read = documentMetadata.shape[name].safeParse(text === '' ? null : text.replaceAll(/\s*\n\s*/g, ' '));
  return read.success ? read.data : undefined;
}
