import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/arbitraries.ts';
import {
  areNumbers,
  intervalDifference,
  jaccardDistance,
  masiDistance,
  ordinalDifference,
  ratioDifference,
} from './distance.ts';

test('interval: the square of the difference', () => {
  expect(intervalDifference([1, 4])(0, 1)).toBe(9);
  expect(intervalDifference([1, 4])(1, 1)).toBe(0);
});

test('ratio: the square of the share of the difference in the sum', () => {
  expect(ratioDifference([1, 3])(0, 1)).toBe(0.25);
  expect(ratioDifference([0, 3])(0, 0)).toBe(0);
  expect(ratioDifference([0, 3])(0, 1)).toBe(1);
});

test('ordinal: the square of the ranks between, filled by counts', () => {
  const difference = ordinalDifference(Float64Array.of(4, 0, 2, 6));
  // From c to k all counts, less half the counts of c and of k.
  expect(difference(0, 3)).toBe((4 + 0 + 2 + 6 - (4 + 6) / 2) ** 2);
  expect(difference(2, 0)).toBe((4 + 0 + 2 - (4 + 2) / 2) ** 2);
  expect(difference(1, 1)).toBe(0);
});

describe('sets', () => {
  test.each([
    [[], [], 0, 0],
    [['a'], ['a'], 0, 0],
    [[], ['a'], 1, 1],
    [['a'], ['b'], 1, 1],
    [['a'], ['a', 'b'], 1 / 2, 1 - (1 / 2) * (2 / 3)],
    [['a', 'b', 'c'], ['a'], 2 / 3, 1 - (1 / 3) * (2 / 3)],
    [['a', 'b'], ['b', 'c'], 2 / 3, 1 - (1 / 3) * (1 / 3)],
    [['a', 'b', 'c'], ['b', 'c', 'd'], 1 / 2, 1 - (1 / 2) * (1 / 3)],
  ])('%j and %j', (a, b, jaccard, masi) => {
    expect(jaccardDistance(a, b)).toBeCloseTo(jaccard, 12);
    expect(masiDistance(a, b)).toBeCloseTo(masi, 12);
  });

  test('do not depend on which comes first, and stay between 0 and 1', () => {
    const set = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(set, set, (a, b) => {
        for (const distance of [jaccardDistance, masiDistance]) {
          expect(distance(a, b)).toBe(distance(b, a));
          expect(distance(a, b)).toBeGreaterThanOrEqual(0);
          expect(distance(a, b)).toBeLessThanOrEqual(1);
          expect(distance(a, b) === 0).toBe(a.length === b.length && a.every((tag) => b.includes(tag)));
        }
        expect(masiDistance(a, b)).toBeGreaterThanOrEqual(jaccardDistance(a, b));
      }),
      runs(200),
    );
  });
});

test('knows numbers', () => {
  expect(areNumbers([1, 2])).toBe(true);
  expect(areNumbers([1, '2'])).toBe(false);
});
