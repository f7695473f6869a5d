import { noEdges, type RowEdges } from '../office/edges.ts';

/** More cells than this no row of words has. */
const mostCells = 64;

/** The edges of the cells of a row once a word has been read, which may say of them. */
export function edgesAfter(edges: RowEdges, name: string, parameter: number | null): RowEdges {
  if (name === 'trowd') return noEdges;
  if (name === 'trleft') return { ...edges, left: parameter ?? 0 };
  if (name !== 'cellx' || edges.cells.length >= mostCells) return edges;
  return { ...edges, cells: [...edges.cells, parameter ?? 0] };
}
