import { expect, test } from 'vitest';
import { firstBeyond, within } from './window.ts';

const spans = Int32Array.of(0, 9, 2, 4, 3, 6, 4, 5, 7, 8);

test.each([
  [0, 9, [0, 9, 2, 4, 3, 6, 4, 5, 7, 8]],
  [2, 5, [2, 4, 4, 5]],
  [2, 6, [2, 4, 3, 6, 4, 5]],
  [3, 4, []],
  [5, 7, []],
  [9, 9, []],
])('from %i to %i', (start, end, found) => {
  expect([...within(spans, { start, end })]).toEqual(found);
});

test('the first that ends behind a place', () => {
  const units = Int32Array.of(0, 3, 3, 5, 8, 9);
  expect([0, 2, 3, 4, 5, 8, 9].map((place) => firstBeyond(units, place))).toEqual([0, 0, 2, 2, 4, 4, 6]);
});
