import { seededRandom } from '@koersvast/core/round';

/** Draws that the same seed always repeats. */
export interface Chance {
  below(bound: number): number;
  between(low: number, high: number): number;
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** All of them, in another order. */
  shuffled<T>(list: readonly T[]): T[];
}

export function chanceOf(seed: number): Chance {
  const { below } = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    happens: (share) => below(1_000_000) < share * 1_000_000,
    pick,
    shuffled(list) {
      const rest = [...list];
      return list.map(() => rest.splice(below(rest.length), 1)[0] as (typeof list)[number]);
    },
  };
}
