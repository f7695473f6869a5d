import { expect, it } from 'vitest';
import { moved, placeAt, sameOrder } from './tag-order.ts';

it.each([
  ['a', 2, 'bca'],
  ['c', 0, 'cab'],
  ['b', 1, 'abc'],
  ['a', -5, 'abc'],
  ['a', 9, 'bca'],
  ['x', 0, 'abc'],
])('%s to %d is %s', (item, place, order) => {
  expect(moved(['a', 'b', 'c'], item, place).join('')).toBe(order);
});

it.each([
  [5, 0],
  [15, 1],
  [20, 1],
  [99, 3],
])('at %d it is number %d', (y, place) => {
  expect(placeAt([10, 20, 30], y)).toBe(place);
});

it('compares orders', () => {
  expect(sameOrder(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(sameOrder(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(sameOrder(['a'], ['a', 'b'])).toBe(false);
});
