import type { DocumentField, FieldKind } from '@koersvast/core/document-field';
import { type FilterColumn, filterColumns, ownColumn } from '@koersvast/core/document-rule';

/** A detail of documents that can be edited in many at once: one that all have, or a field of the project's own. */
export interface CellColumn {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldKind;
  /** Null for a detail that every document has. */
  readonly field: DocumentField | null;
}

/** All of them, in their order. */
export function cellColumns(
  fields: readonly DocumentField[],
  nameOf: (column: FilterColumn) => string,
): readonly CellColumn[] {
  return [
    ...filterColumns.map((id) => ({
      id,
      name: nameOf(id),
      kind: id === 'date' ? ('date' as const) : ('text' as const),
      field: null,
    })),
    ...fields.map((field) => ({ id: ownColumn(field.name), name: field.name, kind: field.kind, field })),
  ];
}
