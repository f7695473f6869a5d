import { InputError, requireNumber, requireWhole, show } from '../check.ts';
import { normalQuantile, requireShare } from '../distribution.ts';

export interface UnitsInput {
  /** The smallest alpha that will do; the study is to show that alpha is not below it. From 0, below 1. */
  readonly alpha: number;
  /** The share of units to which the tag, or the rarest of the categories, applies. Between 0 and 1. */
  readonly share: number;
  /** The risk, one-sided, of taking a smaller alpha for this one. .05 unless told otherwise. */
  readonly significance?: number;
  /** Two unless told otherwise. */
  readonly coders?: number;
}

/**
 * How many units (sentences, paragraphs) all coders must code, before there are any data: the normal
 * approximation of Bloch and Kraemer (1989, equation 3.7) as Krippendorff uses it, N = m z^2 [ (1 + a)(3 - a) /
 * (4 (1 - a) p (1 - p)) - a ], rounded as in the published table. m is 2 there; for more coders it is their number,
 * as ATLAS.ti does. For units fixed in advance and a category that applies or does not; for spans see
 * `planDocuments`.
 */
export function unitsNeeded({ alpha, share, significance = 0.05, coders = 2 }: UnitsInput): number {
  requireNumber(alpha, 'The smallest alpha', 0);
  if (alpha >= 1) throw new InputError(`The smallest alpha must be below 1, not ${show(alpha)}`);
  requireShare(share, 'The share of the tag');
  requireShare(significance, 'The significance');
  requireWhole(coders, 'The number of coders', 2);
  const z = normalQuantile(1 - significance);
  const part = ((1 + alpha) * (3 - alpha)) / (4 * (1 - alpha) * share * (1 - share)) - alpha;
  return Math.round(coders * z ** 2 * part);
}
