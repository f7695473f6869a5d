import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';

const draw = (seed: number, bound: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.below(bound));
};

test('repeats itself for a seed and differs for another', () => {
  expect(draw(5, 1000, 20)).toEqual(draw(5, 1000, 20));
  expect(draw(5, 1000, 20)).not.toEqual(draw(6, 1000, 20));
});

test.each([2, 3, 7, 10])('draws each number below %d about as often', (bound) => {
  const count = 20_000;
  const found = new Array<number>(bound).fill(0);
  for (const number of draw(1, bound, count)) found[number] = (found[number] ?? 0) + 1;
  const expected = count / bound;
  const chiSquared = found.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
  // The 99.9th percentile of chi-squared with nine degrees of freedom, the most that is asked here.
  expect(chiSquared).toBeLessThan(27.88);
});
