/** Numbers that are the same in each run of a seed (mulberry32), for tests alone. */
export interface Random {
  /** Whole, from 0 up to, but not, `below`. */
  whole(below: number): number;
  /** True in so many of 100 times. */
  chance(percent: number): boolean;
  pick<T>(of: readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    whole,
    chance: (percent) => whole(100) < percent,
    pick: (of) => {
      const one = of[whole(of.length)];
      if (one === undefined) throw new Error('There is nothing to pick from.');
      return one;
    },
  };
}
