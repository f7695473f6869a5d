import { itemAt } from '../item.ts';
import { type Agreement, chanceCorrected, incomparable } from '../result.ts';
import { marginsOf, type PairTable } from './pair-table.ts';

/** How a disagreement weighs: all alike, by the number of ranks between the categories, or by its square. */
export type Weights = 'none' | 'linear' | 'quadratic';

export interface KappaOptions {
  readonly weights?: Weights;
  /**
   * Which categories make the ranks that linear and quadratic weights count: all declared ones, or only those
   * that at least one of the two coders used (as the R package irr does). An unused category between two used
   * ones changes the result.
   */
  readonly ranks?: 'declared' | 'used';
}

export type Kappa = Agreement & {
  /** Large-sample standard error (Fleiss, Cohen and Everitt 1969); null where kappa is. */
  readonly standardError: number | null;
  /** The largest kappa that the two coders' margins allow; null where kappa is. */
  readonly maximum: number | null;
  /** Share of each category in the first and in the second coder's work: unequal ones raise kappa. */
  readonly margins: { readonly rows: readonly number[]; readonly columns: readonly number[] };
  /** Units left out because one of the two did not code them. */
  readonly dropped: number;
};

/**
 * Cohen's kappa (1960; weighted 1968) for two coders. Undefined: nothing coded by both; one and the same
 * category used throughout; weights for categories without an order.
 */
export function cohenKappa(table: PairTable, options: KappaOptions = {}): Kappa {
  const { weights = 'none', ranks = 'declared' } = options;
  const { n, rows, columns, basis } = marginsOf(table);
  const bare = (result: Agreement): Kappa => ({
    ...result,
    standardError: null,
    maximum: null,
    margins: { rows, columns },
    dropped: table.number('dropped'),
  });
  const { labels, declared } = table.scheme;
  if (n === 0) return bare(incomparable('nothing-pairable', basis));
  if (weights !== 'none' && !declared && labels.some((label) => typeof label !== 'number')) {
    return bare(incomparable('not-ordered', basis));
  }
  const used = (place: number) => ranks === 'declared' || itemAt(rows, place) + itemAt(columns, place) > 0;
  const distance = distanceBetween(
    labels.map((_, place) => used(place)),
    weights,
  );
  const shares = table.block('table').map((count) => count / n);
  let observed = 0;
  let expected = 0;
  forEachCell(shares, labels.length, (share, row, column) => {
    observed += share * distance(row, column);
    expected += itemAt(rows, row) * itemAt(columns, column) * distance(row, column);
  });
  const kappa = chanceCorrected(observed, expected, basis);
  if (kappa.value === null) return bare(kappa);
  const least = weights === 'none' ? leastMismatch(rows, columns) : leastDistance(rows, columns, distance);
  return {
    ...bare(kappa),
    standardError: standardError(shares, { n, rows, columns }, distance, 1 - kappa.value, expected),
    maximum: 1 - least / expected,
  };
}

/** Disagreement between the categories at two places, from 0 to 1. */
function distanceBetween(used: readonly boolean[], weights: Weights): (c: number, k: number) => number {
  if (weights === 'none') return (c, k) => (c === k ? 0 : 1);
  let last = -1;
  const rankOf = used.map((isUsed) => (isUsed ? ++last : last));
  const power = weights === 'linear' ? 1 : 2;
  return (c, k) => (Math.abs(itemAt(rankOf, c) - itemAt(rankOf, k)) / Math.max(last, 1)) ** power;
}

/** The smallest share of unequal pairs that the margins allow. */
function leastMismatch(rows: readonly number[], columns: readonly number[]): number {
  return 1 - rows.reduce((sum, row, place) => sum + Math.min(row, itemAt(columns, place)), 0);
}

/**
 * The smallest mean distance that the margins allow. Linear and quadratic distances are convex in the
 * difference of ranks, so pairing both margins in rank order is optimal.
 */
function leastDistance(
  rows: readonly number[],
  columns: readonly number[],
  distance: (c: number, k: number) => number,
): number {
  let sum = 0;
  let row = 0;
  let column = 0;
  let rowLeft = rows[0] ?? 0;
  let columnLeft = columns[0] ?? 0;
  while (row < rows.length && column < columns.length) {
    const moved = Math.min(rowLeft, columnLeft);
    sum += moved * distance(row, column);
    rowLeft -= moved;
    columnLeft -= moved;
    if (rowLeft <= columnLeft) rowLeft = rows[++row] ?? 0;
    else columnLeft = columns[++column] ?? 0;
  }
  return sum;
}

/**
 * Fleiss, Cohen and Everitt 1969, written with distances d = 1 - w: the variance is
 * (sum p (1 - d - (wr + wc)(1 - kappa))^2 - (kappa - Pe (1 - kappa))^2) / (n (1 - Pe)^2), where wr and wc are
 * the mean weights of the cell's row and column.
 */
function standardError(
  shares: Float64Array,
  margins: { n: number; rows: readonly number[]; columns: readonly number[] },
  distance: (c: number, k: number) => number,
  distrust: number,
  expected: number,
): number {
  const { n, rows, columns } = margins;
  const meanWeight = (others: readonly number[], place: number) =>
    others.reduce((sum, share, other) => sum + share * (1 - distance(place, other)), 0);
  const rowWeights = rows.map((_, place) => meanWeight(columns, place));
  const columnWeights = columns.map((_, place) => meanWeight(rows, place));
  let sum = 0;
  forEachCell(shares, rows.length, (share, row, column) => {
    const mean = itemAt(rowWeights, row) + itemAt(columnWeights, column);
    sum += share * (1 - distance(row, column) - mean * distrust) ** 2;
  });
  const centre = 1 - distrust - (1 - expected) * distrust;
  const variance = sum - centre ** 2;
  // Rounding can leave a variance of 0 a hair below or above it, and the square root would show the hair.
  return variance > 1e-14 * sum ? Math.sqrt(variance / n) / expected : 0;
}

function forEachCell(
  table: Float64Array,
  width: number,
  visit: (share: number, row: number, column: number) => void,
): void {
  table.forEach((share, at) => {
    visit(share, Math.floor(at / width), at % width);
  });
}
