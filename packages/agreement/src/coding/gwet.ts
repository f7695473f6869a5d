import { type Agreement, chanceCorrected, incomparable, withoutValue } from '../result.ts';
import { sumOver } from './alpha.ts';
import { basisOf, type CodingTally } from './coding-tally.ts';
import type { Difference } from './distance.ts';

/**
 * Gwet's AC1 (2008): chance agreement is the mean over categories of pi (1 - pi), so that it stays small when
 * one category prevails. Any number of coders; missing values: observed agreement is the mean over units with
 * at least two values, and pi the mean share over all coded units. It depends on the number of declared
 * categories: unused ones raise it.
 *
 * Undefined: fewer than two coders; nothing pairable; fewer than two categories; one category used (the usual
 * programs report 1 there, but such data cannot tell agreement from habit).
 */
export function gwetAc1(tally: CodingTally): Agreement {
  return coefficient(tally, (c, k) => (c === k ? 0 : 1));
}

/**
 * Gwet's AC2 (2014): AC1 with linear or quadratic weights on the ranks of the declared categories. Undefined
 * as AC1, and for categories without an order.
 */
export function gwetAc2(tally: CodingTally, weights: 'linear' | 'quadratic'): Agreement {
  const { labels, declared } = tally.scheme;
  if (!declared && labels.some((label) => typeof label !== 'number')) {
    return incomparable('not-ordered', basisOf(tally));
  }
  const last = Math.max(labels.length - 1, 1);
  const power = weights === 'linear' ? 1 : 2;
  return coefficient(tally, (c, k) => (Math.abs(c - k) / last) ** power);
}

function coefficient(tally: CodingTally, distance: Difference): Agreement {
  const basis = basisOf(tally);
  const q = tally.scheme.labels.length;
  if (basis.coders < 2) return incomparable('fewer-than-two-coders', basis);
  if (basis.units === 0) return incomparable('nothing-pairable', basis);
  const observed = sumOver(tally, 'unitPairs', distance) / basis.units;
  if (q < 2) return withoutValue('one-category', observed, null, basis);
  const shares = tally.block('shares').map((sum) => sum / tally.number('units'));
  let weight = 0;
  for (let c = 0; c < q; c++) {
    for (let k = 0; k < q; k++) weight += 1 - distance(c, k);
  }
  const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0);
  const expected = 1 - (weight * spread) / (q * (q - 1));
  return shares.filter((share) => share > 0).length < 2
    ? withoutValue('no-variation', observed, expected, basis)
    : chanceCorrected(observed, expected, basis);
}
