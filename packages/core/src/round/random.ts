/** A source of whole numbers that the same seed always repeats. */
export interface Random {
  /** A whole number from 0 up to but not including `bound`, each as likely as any other. */
  below(bound: number): number;
}

const twoTo32 = 4294967296;

/**
 * The generator splitmix32: a counter in steps of the golden ratio, and a finaliser that mixes it (Steele, Lea
 * and Flood 2014, with the constants of murmur3). Enough for lots; not for secrets. The seed is a whole number
 * from 0 to 2^32 - 1.
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return {
    below(bound) {
      // Numbers in the last, incomplete run of `bound` are drawn again: a plain remainder favours low ones.
      const fair = twoTo32 - (twoTo32 % bound);
      let drawn = next();
      while (drawn >= fair) drawn = next();
      return drawn % bound;
    },
  };
}
