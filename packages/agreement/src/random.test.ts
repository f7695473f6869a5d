import { expect, test } from 'vitest';
import { InputError } from './check.ts';
import { seededRandom } from './random.ts';

const draw = (seed: number, bound: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.below(bound));
};

/** sfc32 once more, on arbitrarily large integers. */
function* reference(seed: number): Generator<number> {
  const wrap = (x: bigint) => BigInt.asUintN(32, x);
  let [a, b, c, counter] = [0n, 0n, BigInt(seed), 1n];
  for (let i = 0; ; i++) {
    const result = wrap(a + b + counter);
    counter = wrap(counter + 1n);
    a = b ^ (b >> 9n);
    b = wrap(c + (c << 3n));
    c = wrap((wrap(c << 21n) | (c >> 11n)) + result);
    if (i >= 12) yield Number(result);
  }
}

test.each([0, 1, 20260101, 4294967295])('follows sfc32 from seed %d', (seed) => {
  const numbers = reference(seed);
  expect(draw(seed, 4294967296, 50)).toEqual(Array.from({ length: 50 }, () => numbers.next().value));
});

test('repeats itself for a seed and differs for another', () => {
  expect(draw(7, 1000, 20)).toEqual(draw(7, 1000, 20));
  expect(draw(7, 1000, 20)).not.toEqual(draw(8, 1000, 20));
});

test('draws every number below the bound about equally often', () => {
  const counts = new Array(6).fill(0);
  for (const number of draw(3, 6, 60_000)) counts[number]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test('draws again in place of favouring low numbers', () => {
  // Three quarters of 2^32: a plain remainder would draw the lowest third twice as often as the others.
  const bound = 3221225472;
  const low = draw(5, bound, 30_000).filter((number) => number < bound / 3).length;
  expect(Math.abs(low - 10_000)).toBeLessThan(400);
});

test.each([-1, 1.5, 4294967296, Number.NaN])('refuses the seed %d', (seed) => {
  expect(() => seededRandom(seed)).toThrow(InputError);
  expect(() => seededRandom(seed)).toThrow('The seed must be a whole number from 0 to 4294967295');
});

test.each([0, 4294967297])('refuses the bound %d', (bound) => {
  expect(() => seededRandom(1).below(bound)).toThrow('The bound of a random number must be a whole number');
});
