import { type Outcome, outcome, undefinedFor } from '../result.ts';
import type { Coding } from './coding.ts';
import { cohenKappa, type KappaOptions } from './cohen.ts';
import { tallyPair } from './pair-table.ts';

/**
 * The mean of Cohen's kappa over all pairs of coders (Light 1971), each pair on the units that both coded.
 * Undefined with fewer than two coders, and as soon as one pair has no defined kappa: leaving that pair out
 * would leave out the coders who differ least or share nothing.
 */
export function meanPairwiseKappa(coding: Coding, options: KappaOptions = {}): Outcome {
  const { coders } = coding;
  let sum = 0;
  let pairs = 0;
  for (const [i, first] of coders.entries()) {
    for (const second of coders.slice(i + 1)) {
      const kappa = cohenKappa(tallyPair(coding, first, second), options);
      if (kappa.value === null) return undefinedFor('pair-undefined');
      sum += kappa.value;
      pairs++;
    }
  }
  return pairs === 0 ? undefinedFor('fewer-than-two-coders') : outcome(sum / pairs);
}
