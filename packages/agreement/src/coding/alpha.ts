import { itemAt } from '../item.ts';
import {
  type Agreement,
  chanceCorrected,
  incomparable,
  type Outcome,
  outcome,
  type ReasonCode,
  undefinedFor,
} from '../result.ts';
import type { Category, TagSet } from './coding.ts';
import { askForOne, basisOf, type CodingTally } from './coding-tally.ts';
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
 * Nominal alpha of one category against all others. Undefined if the category occurs nowhere, or everywhere,
 * among the pairable values.
 */
export function categoryAlpha(tally: CodingTally, category: Category): Agreement {
  const asked = askForOne(tally, category);
  return alpha(asked, nominal, asked.block('counts')[0] === 0 ? 'category-not-used' : 'no-variation');
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

function alpha<L>(tally: CodingTally<L>, difference: Difference, whenNone?: ReasonCode): Agreement {
  const basis = basisOf(tally);
  if (basis.coders < 2) return incomparable('fewer-than-two-coders', basis);
  const counts = tally.block('counts');
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return incomparable('nothing-pairable', basis);
  let expected = 0;
  counts.forEach((first, c) => {
    counts.forEach((second, k) => {
      // A value that no pair holds must not enter, not even 0 times a difference too large to compute.
      if (first > 0 && second > 0) expected += first * second * difference(c, k);
    });
  });
  const observed = sumOver(tally, 'coincidences', difference) / n;
  return chanceCorrected(observed, expected / (n * (n - 1)), basis, whenNone);
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
