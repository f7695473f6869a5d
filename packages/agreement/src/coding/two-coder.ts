import { itemAt } from '../item.ts';
import { type Agreement, chanceCorrected, incomparable, withoutValue } from '../result.ts';
import { marginsOf, type PairTable } from './pair-table.ts';

/**
 * Scott's pi (1955) for two coders: chance agreement comes from the pooled shares of the categories. Units
 * that one of them did not code do not enter. Undefined without such units or with one category used.
 */
export function scottPi(table: PairTable): Agreement {
  const { n, rows, columns, basis } = marginsOf(table);
  if (n === 0) return incomparable('nothing-pairable', basis);
  const pooled = rows.map((share, place) => (share + itemAt(columns, place)) / 2);
  // Summing the products of different categories keeps the 0 of a single category exact.
  const expected = pooled.reduce(
    (sum, share, place) =>
      sum + pooled.reduce((rest, other, k) => (k === place ? rest : rest + share * other), 0),
    0,
  );
  return chanceCorrected(mismatch(table, n), expected, basis);
}

/**
 * Bennett, Alpert and Goldstein's S (1954): chance agreement is 1 / q, q being the number of declared
 * categories. Undefined without units coded by both, with fewer than two categories, or when only one category
 * was used (the data then cannot tell agreement from habit).
 */
export function bennettS(table: PairTable): Agreement {
  const { n, rows, columns, basis } = marginsOf(table);
  if (n === 0) return incomparable('nothing-pairable', basis);
  const q = rows.length;
  const observed = mismatch(table, n);
  if (q < 2) return withoutValue('one-category', observed, null, basis);
  const used = rows.filter((share, place) => share + itemAt(columns, place) > 0).length;
  return used < 2
    ? withoutValue('no-variation', observed, 1 - 1 / q, basis)
    : chanceCorrected(observed, 1 - 1 / q, basis);
}

/** Share of units on which the two coders differ. */
function mismatch(table: PairTable, n: number): number {
  const width = table.scheme.labels.length;
  return table.block('table').reduce((sum, count, at) => (at % (width + 1) === 0 ? sum : sum + count), 0) / n;
}
