import { InputError, show } from '../check.ts';
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
import type { Category, TagSet } from './coding.ts';
import { basisOf, type CodingTally } from './coding-tally.ts';
import {
  areNumbers,
  type Difference,
  intervalDifference,
  jaccardDistance,
  type Level,
  masiDistance,
  ordinalDifference,
  ratioDifference,
  type SetDistance,
} from './distance.ts';

const nominal: Difference = (c, k) => (c === k ? 0 : 1);

/**
 * Krippendorff's alpha (2011): 1 - Do / De, with Do the mean squared difference of the values within units and
 * De that of all pairable values, drawn without replacement. Units with one value do not enter. For any number
 * of coders, missing values and the four levels of measurement.
 *
 * Undefined: nothing pairable; one category only; interval and ratio without numbers; ratio below 0; ordinal
 * for categories that are neither numbers nor declared in order.
 */
export function krippendorffAlpha(tally: CodingTally, level: Level = 'nominal'): Agreement {
  const { labels, declared } = tally.scheme;
  const refuse = (code: 'not-ordered' | 'not-numeric' | 'negative-ratio') =>
    incomparable(code, basisOf(tally));
  if (level === 'nominal') return alpha(tally, nominal);
  if (level === 'ordinal') {
    if (!declared && !areNumbers(labels)) return refuse('not-ordered');
    return alpha(tally, ordinalDifference(tally.block('counts')));
  }
  if (!areNumbers(labels)) return refuse('not-numeric');
  if (level === 'interval') return alpha(tally, intervalDifference(labels));
  return labels.some((value) => value < 0) ? refuse('negative-ratio') : alpha(tally, ratioDifference(labels));
}

/** Krippendorff's alpha for units that carry sets of tags; the distance takes the place of the squared difference. */
export function setAlpha(tally: CodingTally<TagSet>, distance: SetDistance): Agreement {
  if (distance === 'nominal') return alpha(tally, nominal);
  const between = distance === 'jaccard' ? jaccardDistance : masiDistance;
  const { labels } = tally.scheme;
  return alpha(tally, (c, k) => between(itemAt(labels, c), itemAt(labels, k)));
}

/**
 * Nominal alpha of one category against all others, which is what its own row of the coincidences gives.
 * Undefined if the category occurs nowhere, or everywhere, among the pairable values. Throws
 * {@link InputError} for a category that the tally does not know.
 */
export function categoryAlpha(tally: CodingTally, category: Category): Agreement {
  const place = tally.scheme.labels.indexOf(category);
  if (place < 0) throw new InputError(`${show(category)} is not among the categories`);
  const { n, basis, refusal } = pairableValues(tally);
  if (refusal !== null) return refusal;
  const count = itemAt(tally.block('counts'), place);
  const width = tally.scheme.labels.length;
  const row = tally.block('coincidences').subarray(place * width, (place + 1) * width);
  const mixed = row.reduce((sum, pairs, other) => (other === place ? sum : sum + pairs), 0);
  const expected = (2 * count * (n - count)) / (n * (n - 1));
  return chanceCorrected(
    (2 * mixed) / n,
    expected,
    basis,
    count === 0 ? 'category-not-used' : 'no-variation',
  );
}

/**
 * The share of pairs of values that are equal, 1 - Do: each unit weighs as many as it has values. Not corrected
 * for chance.
 */
export function percentAgreement<L>(tally: CodingTally<L>): Outcome {
  const { observedDisagreement: observed } = alpha(tally, nominal);
  return observed === null ? undefinedFor('nothing-pairable') : outcome(1 - observed);
}

/** The plain mean over units of the share of pairs of values that are equal. Not corrected for chance. */
export function meanUnitAgreement<L>(tally: CodingTally<L>): Outcome {
  const units = tally.number('pairableUnits');
  return units === 0
    ? undefinedFor('nothing-pairable')
    : outcome(1 - sumOver(tally, 'unitPairs', nominal) / units);
}

function alpha<L>(tally: CodingTally<L>, difference: Difference): Agreement {
  const { n, basis, refusal } = pairableValues(tally);
  if (refusal !== null) return refusal;
  const counts = tally.block('counts');
  let expected = 0;
  counts.forEach((first, c) => {
    // A value that no pair holds must not enter, not even 0 times a difference too large to compute.
    if (first === 0) return;
    for (let k = c + 1; k < counts.length; k++) {
      const second = itemAt(counts, k);
      if (second > 0) expected += 2 * first * second * difference(c, k);
    }
  });
  const observed = sumOver(tally, 'coincidences', difference) / n;
  return chanceCorrected(observed, expected / (n * (n - 1)), basis);
}

/** How many values can be paired, and the answer where there are none. */
function pairableValues<L>(tally: CodingTally<L>): { n: number; basis: Basis; refusal: Agreement | null } {
  const basis = basisOf(tally);
  const n = tally.block('counts').reduce((sum, count) => sum + count, 0);
  if (basis.coders < 2) return { n, basis, refusal: incomparable('fewer-than-two-coders', basis) };
  return { n, basis, refusal: n === 0 ? incomparable('nothing-pairable', basis) : null };
}

/** Sum over all pairs of categories of a block's sums times their difference. */
export function sumOver<L>(
  tally: CodingTally<L>,
  block: 'coincidences' | 'unitPairs',
  difference: Difference,
): number {
  const width = tally.scheme.labels.length;
  let sum = 0;
  tally.block(block).forEach((amount, at) => {
    if (amount > 0) sum += amount * difference(Math.floor(at / width), at % width);
  });
  return sum;
}
