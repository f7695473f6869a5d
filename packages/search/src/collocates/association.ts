/**
 * Words in two parts of a text, as a 2 x 2 table of tokens:
 *
 * |             | near | elsewhere |
 * | the word    | a    | b         |
 * | other words | c    | d         |
 */
export interface WordTable2x2 {
  /** Tokens of the word near the node. */
  readonly a: number;
  /** Tokens of the word elsewhere. */
  readonly b: number;
  /** Other tokens near. */
  readonly c: number;
  /** Other tokens elsewhere. */
  readonly d: number;
}

/** A value, or why there is none. */
export type Association =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: AssociationReason };

export const associationReasons = [
  /** There is no text on one of the two sides to compare with. */
  'one_side_empty',
  /** The word stands on one side alone, so that its share there is infinitely more. */
  'word_on_one_side',
] as const;
export type AssociationReason = (typeof associationReasons)[number];

function no(reason: AssociationReason): Association {
  return { value: null, reason };
}

function term(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected);
}

/** So many tokens of the word near, if it stood near as often as everywhere. */
export function expectedNear({ a, b, c, d }: WordTable2x2): number {
  return ((a + b) * (a + c)) / (a + b + c + d);
}

/**
 * Log-likelihood: how badly chance alone explains the table, G2 = 2 x the sum over the four cells of O ln(O / E), with
 * E = row total x column total / all (Dunning 1993, Computational Linguistics 19, p. 61-74). 0 or more; it grows with
 * the size of the text, and does not say which side has more. No stars: words of a text are no independent draws.
 */
export function logLikelihood(table: WordTable2x2): Association {
  const { a, b, c, d } = table;
  const all = a + b + c + d;
  if (a + c === 0 || b + d === 0) return no('one_side_empty');
  const sum =
    term(a, ((a + b) * (a + c)) / all) +
    term(b, ((a + b) * (b + d)) / all) +
    term(c, ((c + d) * (a + c)) / all) +
    term(d, ((c + d) * (b + d)) / all);
  // What is exactly as expected is 0, whatever floating point makes of it.
  return { value: Math.max(0, 2 * sum), reason: null };
}

/**
 * Log-ratio: log2 of the word's share near over its share elsewhere, (a / (a + c)) / (b / (b + d)); 1 is twice as often,
 * 3 eight times, below 0 less often (Hardie 2014, Log Ratio: an informal introduction). Undefined where the word is only
 * on one side: nothing is added to make it finite.
 */
export function logRatio({ a, b, c, d }: WordTable2x2): Association {
  if (a + c === 0 || b + d === 0) return no('one_side_empty');
  if (a === 0 || b === 0) return no('word_on_one_side');
  return { value: Math.log2(a / (a + c) / (b / (b + d))), reason: null };
}
