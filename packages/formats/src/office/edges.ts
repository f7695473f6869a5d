import type { Piece } from '../reading/piece.ts';

/** Where the cells of a row stand, in twips: its left edge, and the right one of each cell. */
export interface RowEdges {
  readonly left: number;
  readonly cells: readonly number[];
}

export const noEdges: RowEdges = { left: 0, cells: [] };

/** Edges of different rows that are no further apart (2 mm) are one: no cell is that narrow. */
const alike = 113;
/** More columns than this no table of words has. */
const mostColumns = 63;

/** The edges of all columns of a table, from left to right. */
function edgesOf(rows: readonly RowEdges[]): number[] {
  const all = rows.flatMap(({ left, cells }) => [left, ...cells]).sort((one, other) => one - other);
  const edges: number[] = [];
  for (const edge of all) if (edges.length === 0 || edge > (edges.at(-1) ?? 0) + alike) edges.push(edge);
  return edges;
}

/**
 * The cells of rows with nothing in each column that a cell covers, or before which its row begins: so what follows
 * stays in the column that it has on paper. A row of which the edges are not those of its cells stays as it is.
 */
export function inColumns(
  rows: readonly (readonly Piece[][])[],
  edges: readonly RowEdges[],
): readonly (readonly Piece[][])[] {
  const known = edges.filter(({ cells }, nth) => cells.length > 0 && cells.length === rows[nth]?.length);
  const columns = edgesOf(known);
  if (columns.length > mostColumns) return rows;
  const columnOf = (edge: number) => columns.findLastIndex((each) => each <= edge);
  return rows.map((row, nth) => {
    const own = edges[nth];
    if (own === undefined || !known.includes(own)) return row;
    let column = columnOf(own.left);
    const before = Array.from({ length: column }, (): Piece[] => []);
    const cells = row.flatMap((cell, at) => {
      const end = columnOf(own.cells[at] ?? 0);
      const covered = Array.from({ length: Math.max(0, end - column - 1) }, (): Piece[] => []);
      column = Math.max(column, end);
      return [cell, ...covered];
    });
    return [...before, ...cells];
  });
}
