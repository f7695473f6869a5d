import type { DocumentEdit, ListedDocument, SheetMatch } from '@koersvast/contracts';
import { ownFieldOf } from '@koersvast/core/document-rule';
import type { CellColumn } from '../../parts/document/cell-column.ts';
import { type CellChange, editsOf } from './cell.ts';

/** A column of a spreadsheet that says something of documents, and what it would do. */
export interface OfferedColumn {
  /** Its place in the sheet. */
  readonly at: number;
  readonly header: string;
  readonly filled: number;
  readonly changed: number;
  readonly unfit: number;
}

export function sheetColumns(sheet: SheetMatch, columns: readonly CellColumn[]): readonly OfferedColumn[] {
  const counts = new Map<number, { filled: number; changed: number; unfit: number }>();
  for (const { cells } of sheet.rows)
    for (const { column, outcome } of cells) {
      const count = counts.get(column) ?? { filled: 0, changed: 0, unfit: 0 };
      counts.set(column, count);
      count[outcome === 'filled' || outcome === 'changed' ? outcome : 'unfit'] += 1;
    }
  const inOrder = [...counts].sort(([one], [other]) => one - other);
  return inOrder.map(([at, count]) => {
    const its = sheet.columns[at];
    const name = columns.find(({ id }) => id === its?.column)?.name ?? its?.header ?? '';
    return { at, header: name, ...count };
  });
}

/** What the chosen columns would change, each on what it was compared with. */
export function editsOfSheet(
  sheet: SheetMatch,
  wanted: ReadonlySet<number>,
  rows: readonly ListedDocument[],
): DocumentEdit[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changes: CellChange[] = [];
  for (const { documentId, cells } of sheet.rows) {
    const row = byId.get(documentId);
    if (row === undefined) continue;
    for (const { column: at, value, outcome } of cells) {
      const id = sheet.columns[at]?.column;
      if (id == null || value === null || !wanted.has(at)) continue;
      if (outcome === 'filled' || outcome === 'changed') changes.push({ row, column: columnOf(id), value });
    }
  }
  return editsOf(changes);
}

/** A value that is read already needs no kind. */
function columnOf(id: string): CellColumn {
  const own = ownFieldOf(id);
  const field = own === null ? null : ({ name: own, kind: 'text', values: [] } as const);
  return { id, name: own ?? id, kind: 'text', field };
}
