import { itemAt, keptFor } from '../item.ts';
import { Heap } from './heap.ts';

/** A possible pair. Of its two weights the first decides and the second breaks ties. */
export interface Edge {
  readonly row: number;
  readonly column: number;
  readonly weight: number;
  readonly tieBreak: number;
}

/** A column within reach, how far it is in both weights, and the edge by which it is reached. */
interface Step {
  readonly far: number;
  readonly tie: number;
  readonly edge: Edge;
}

/**
 * The one-to-one matching of rows and columns with the largest total weight and, among these, the largest total
 * tie-break; exact for whole weights. A row or column may stay alone. Pairs that nothing competes with are taken
 * at once; the other rows enter one by one along the shortest augmenting path (Jonker and Volgenant 1987, on a
 * sparse graph). Cost: near linear for the small clusters that overlapping spans form, rows x edges x
 * log(edges) at worst.
 */
export function matchByWeight(rows: number, columns: number, edges: readonly Edge[]): readonly Edge[] {
  const ofRow = new Uint32Array(rows);
  const ofColumn = new Uint32Array(columns);
  for (const { row, column } of edges) {
    ofRow[row] = itemAt(ofRow, row) + 1;
    ofColumn[column] = itemAt(ofColumn, column) + 1;
  }
  const taken: Edge[] = [];
  const contested: Edge[] = [];
  for (const edge of edges) {
    if (itemAt(ofRow, edge.row) > 1 || itemAt(ofColumn, edge.column) > 1) contested.push(edge);
    else if (edge.weight > 0 || (edge.weight === 0 && edge.tieBreak > 0)) taken.push(edge);
  }
  const matching = new Matching(rows, columns, contested);
  // Rows with few edges first: a span over the whole text would else be moved on by every other row.
  const order = [...new Set(contested.map((edge) => edge.row))];
  for (const row of order.sort((a, b) => itemAt(ofRow, a) - itemAt(ofRow, b))) matching.enter(row);
  return [...taken, ...matching.pairs()];
}

class Matching {
  readonly #columns: number;
  /** Of each row that has any. */
  readonly #edges = new Map<number, Edge[]>();
  /** The edge that each row, and each column, is matched by. */
  readonly #ofRow = new Map<number, Edge>();
  readonly #ofColumn = new Map<number, Edge>();
  /** What each column costs beyond its edge, in both weights. */
  readonly #price: Float64Array;
  readonly #tiePrice: Float64Array;

  constructor(rows: number, columns: number, edges: readonly Edge[]) {
    this.#columns = columns;
    for (const edge of edges) {
      const known = this.#edges.get(edge.row);
      // A column of its own for every row, worth 0, stands for staying alone: then every row finds a place.
      const alone = { row: edge.row, column: columns + edge.row, weight: 0, tieBreak: 0 };
      if (known === undefined) this.#edges.set(edge.row, [alone, edge]);
      else known.push(edge);
    }
    this.#price = new Float64Array(columns + rows);
    this.#tiePrice = new Float64Array(columns + rows);
  }

  pairs(): readonly Edge[] {
    return [...this.#ofRow.values()].filter((edge) => edge.column < this.#columns);
  }

  enter(row: number): void {
    const reached = new Map<number, Step>();
    const queue = new Heap<Step>((a, b) => (a.far === b.far ? a.tie < b.tie : a.far < b.far));
    for (const edge of keptFor(this.#edges, row)) queue.push(this.#step(edge, 0, 0));
    for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
      const column = step.edge.column;
      if (reached.has(column)) continue;
      reached.set(column, step);
      const held = this.#ofColumn.get(column);
      if (held === undefined) {
        this.#settle(reached, step);
        return;
      }
      // The row that holds the column would leave it, giving back what the pair gained.
      const far = step.far + held.weight + itemAt(this.#price, column);
      const tie = step.tie + held.tieBreak + itemAt(this.#tiePrice, column);
      for (const edge of keptFor(this.#edges, held.row)) {
        if (!reached.has(edge.column)) queue.push(this.#step(edge, far, tie));
      }
    }
  }

  #step(edge: Edge, far: number, tie: number): Step {
    return {
      far: far - edge.weight - itemAt(this.#price, edge.column),
      tie: tie - edge.tieBreak - itemAt(this.#tiePrice, edge.column),
      edge,
    };
  }

  /** Re-prices the columns that were reached, and moves every row of the path to its next column. */
  #settle(reached: ReadonlyMap<number, Step>, last: Step): void {
    for (const [column, { far, tie }] of reached) {
      this.#price[column] = itemAt(this.#price, column) + far - last.far;
      this.#tiePrice[column] = itemAt(this.#tiePrice, column) + tie - last.tie;
    }
    for (let step: Step | undefined = last; step !== undefined; ) {
      const edge: Edge = step.edge;
      const left: Edge | undefined = this.#ofRow.get(edge.row);
      this.#ofRow.set(edge.row, edge);
      this.#ofColumn.set(edge.column, edge);
      step = left === undefined ? undefined : reached.get(left.column);
    }
  }
}
