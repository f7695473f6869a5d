import { InputError, requireWhole, show } from '../check.ts';
import { itemAt } from '../item.ts';
import {
  type Agreement,
  type Basis,
  chanceCorrected,
  incomparable,
  type Outcome,
  outcome,
  undefinedFor,
} from '../result.ts';
import { add, makeTally, type Tally } from '../tally.ts';
import type { Category, Coding } from './coding.ts';
import { valuesOf } from './coding-tally.ts';

const blocks = {
  documents: 0,
  /** Units with the required number of values. */
  units: 0,
  /** Units with fewer or more values, which the measure cannot use. */
  dropped: 0,
  /** Sum of n_ij over units i. */
  counts: 1,
  /** Sum of n_ij^2 over units i. */
  squares: 1,
} as const;

/** The additive sums behind Fleiss' kappa; the number of values a unit must have is part of the scheme. */
export type FleissTally = Tally<typeof blocks, Category>;

/**
 * Counts units that have exactly `perUnit` values, by default the largest number that any unit has; the others
 * are dropped, and their number is reported. Who gave the values does not matter.
 */
export function tallyFleiss(coding: Coding, perUnit: number = mostValues(coding)): FleissTally {
  requireWhole(perUnit, 'The number of values a unit', 0);
  const scheme = { ...coding.scheme, kind: 'fleiss', settings: String(perUnit) };
  const tally = makeTally(scheme, blocks, coding.coders);
  for (let unit = 0; unit < coding.length; unit++) {
    const values = valuesOf(coding, unit);
    if (values.length !== perUnit) {
      add(tally.block('dropped'), 0, 1);
      continue;
    }
    add(tally.block('units'), 0, 1);
    for (const value of values) {
      add(tally.block('counts'), value, 1);
      add(tally.block('squares'), value, values.filter((other) => other === value).length);
    }
  }
  tally.block('documents')[0] = 1;
  return tally;
}

export type Fleiss = Agreement & {
  /** Units left out because they did not have the required number of values. */
  readonly dropped: number;
};

/**
 * Fleiss' kappa (1971): like Scott's pi, for any fixed number of values a unit. Undefined: no unit with at
 * least two values; one category used.
 */
export function fleissKappa(tally: FleissTally): Fleiss {
  const { n, m, basis } = sizesOf(tally);
  const dropped = tally.number('dropped');
  if (m < 2) return { ...incomparable('nothing-pairable', basis), dropped };
  let expected = 0;
  for (const count of tally.block('counts')) expected += count * (n - count);
  let observed = 0;
  tally.scheme.labels.forEach((_, place) => {
    observed += mixedPairs(tally, place, m);
  });
  return { ...chanceCorrected(observed / (n * (m - 1)), expected / n ** 2, basis), dropped };
}

/** Fleiss' kappa of one category against all others. Undefined if it was used nowhere or everywhere. */
export function fleissCategoryKappa(tally: FleissTally, category: Category): Fleiss {
  const place = tally.scheme.labels.indexOf(category);
  if (place < 0) throw new InputError(`${show(category)} is not among the categories`);
  const { n, m, basis } = sizesOf(tally);
  const dropped = tally.number('dropped');
  if (m < 2) return { ...incomparable('nothing-pairable', basis), dropped };
  const count = itemAt(tally.block('counts'), place);
  const observed = mixedPairs(tally, place, m) / (n * (m - 1));
  const expected = (count * (n - count)) / n ** 2;
  return {
    ...chanceCorrected(observed, expected, basis, count === 0 ? 'category-not-used' : undefined),
    dropped,
  };
}

/**
 * Per unit the share of its ordered pairs of values that are equal (Fleiss' P_i), in the order of the units;
 * undefined for a unit with fewer than two values.
 */
export function unitAgreement(coding: Coding): readonly Outcome[] {
  return Array.from({ length: coding.length }, (_, unit) => {
    const values = valuesOf(coding, unit);
    const m = values.length;
    if (m < 2) return undefinedFor('nothing-pairable');
    const equal = values.reduce(
      (sum, value) => sum + values.filter((other) => other === value).length - 1,
      0,
    );
    return outcome(equal / (m * (m - 1)));
  });
}

/** Sum over units of n_ij (m - n_ij) for one category. */
function mixedPairs(tally: FleissTally, place: number, m: number): number {
  return m * itemAt(tally.block('counts'), place) - itemAt(tally.block('squares'), place);
}

function sizesOf(tally: FleissTally): { n: number; m: number; basis: Basis } {
  const n = tally.block('counts').reduce((sum, count) => sum + count, 0);
  const units = tally.number('units');
  const basis = { coders: tally.coders.length, documents: tally.number('documents'), units };
  return { n, m: units === 0 ? 0 : n / units, basis };
}

function mostValues(coding: Coding): number {
  let most = 0;
  for (let unit = 0; unit < coding.length; unit++) most = Math.max(most, valuesOf(coding, unit).length);
  return most;
}
