import { requireWhole } from './check.ts';

/** A source of whole numbers that the same seed always repeats. */
export interface Random {
  /** A whole number from 0 up to but not including `bound`, each as likely as any other. */
  below(bound: number): number;
}

const twoTo32 = 4294967296;

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, of which the seed sets 32, a
 * counter that guarantees a period of at least 2^32, and twelve rounds to mix the seed in.
 * The seed is a whole number from 0 to 2^32 - 1.
 */
export function seededRandom(seed: number): Random {
  let a = 0;
  let b = 0;
  let c = requireWhole(seed, 'The seed', 0, twoTo32 - 1) | 0;
  let counter = 1;
  const next = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return {
    below(bound) {
      requireWhole(bound, 'The bound of a random number', 1, twoTo32);
      // Numbers in the last, incomplete run of `bound` are drawn again: a plain remainder favours low ones.
      const fair = twoTo32 - (twoTo32 % bound);
      let drawn = next();
      while (drawn >= fair) drawn = next();
      return drawn % bound;
    },
  };
}
