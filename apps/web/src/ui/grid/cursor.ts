/** A cell by its row and column, from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell that keys work in, and the other corner of what is selected. */
export interface Cursor {
  readonly active: Cell;
  readonly anchor: Cell;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** What is selected: the first and the last cell, both with it. */
export interface Range {
  readonly from: Cell;
  readonly to: Cell;
}

export function rangeOf({ active, anchor }: Cursor): Range {
  return {
    from: { row: Math.min(active.row, anchor.row), column: Math.min(active.column, anchor.column) },
    to: { row: Math.max(active.row, anchor.row), column: Math.max(active.column, anchor.column) },
  };
}

export function isWithin({ from, to }: Range, { row, column }: Cell): boolean {
  return row >= from.row && row <= to.row && column >= from.column && column <= to.column;
}

export const at = (cell: Cell): Cursor => ({ active: cell, anchor: cell });

/** The cell as far as there is one. */
export function inside({ row, column }: Cell, { rows, columns }: Size): Cell {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
}

/** Where Tab leads: to the next cell, and from the last of a row to the first of the next. Null at either end. */
export function tabbed({ row, column }: Cell, back: boolean, size: Size): Cell | null {
  const nth = row * size.columns + column + (back ? -1 : 1);
  if (nth < 0 || nth >= size.rows * size.columns) return null;
  return { row: Math.floor(nth / size.columns), column: nth % size.columns };
}

/** Where a key leads that moves; null for any other. `page` is how many rows are seen at a time. */
export function moved(
  key: string,
  { far, page }: { readonly far: boolean; readonly page: number },
  { row, column }: Cell,
  size: Size,
): Cell | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  switch (key) {
    case 'ArrowUp':
      return inside({ row: far ? 0 : row - 1, column }, size);
    case 'ArrowDown':
      return inside({ row: far ? last.row : row + 1, column }, size);
    case 'ArrowLeft':
      return inside({ row, column: far ? 0 : column - 1 }, size);
    case 'ArrowRight':
      return inside({ row, column: far ? last.column : column + 1 }, size);
    case 'Home':
      return { row: far ? 0 : row, column: 0 };
    case 'End':
      return { row: far ? last.row : row, column: last.column };
    case 'PageUp':
      return inside({ row: row - page, column }, size);
    case 'PageDown':
      return inside({ row: row + page, column }, size);
    default:
      return null;
  }
}

/** Where the cells of what is pasted come, and how many have no place. One cell fills all that is selected. */
export function placed(
  pasted: readonly (readonly string[])[],
  { from, to }: Range,
  { rows, columns }: Size,
): { readonly cells: readonly (Cell & { readonly typed: string })[]; readonly outside: number } {
  const only = pasted.length === 1 && pasted[0]?.length === 1 ? pasted[0][0] : undefined;
  const cells: (Cell & { typed: string })[] = [];
  if (only !== undefined) {
    for (let row = from.row; row <= to.row; row += 1)
      for (let column = from.column; column <= to.column; column += 1)
        cells.push({ row, column, typed: only });
    return { cells, outside: 0 };
  }
  let outside = 0;
  for (const [down, line] of pasted.entries())
    for (const [right, typed] of line.entries()) {
      const [row, column] = [from.row + down, from.column + right];
      if (row < rows && column < columns) cells.push({ row, column, typed });
      else if (typed.trim() !== '') outside += 1;
    }
  return { cells, outside };
}
