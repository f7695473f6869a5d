import { expect, test } from 'vitest';
import { at, differences } from './comparison.ts';

test('sees no difference within the tolerance', () => {
  expect(differences({ a: [1, null, 'x'] }, { a: [1.05, null, 'x'], b: 2 }, 0.1)).toEqual([]);
});

test.each([
  [1, 2, ': 2 in place of 1'],
  [null, 0, ': 0 in place of null'],
  [1, null, ': null in place of 1'],
  [1, undefined, ': undefined in place of 1'],
  [[1], [], ': not a list of 1'],
  [[1], 1, ': not a list of 1'],
  [{ a: 1 }, null, ': null has no fields'],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 5] } }, 'a.b.1: 5 in place of 2'],
])('tells %j from %j', (wanted, given, difference) => {
  expect(differences(wanted, given, 0.1)).toEqual([difference]);
});

test('finds what stands at a path', () => {
  expect(at({ a: [{ b: 3 }] }, ['a', 0, 'b'])).toBe(3);
  expect(at({ a: 1 }, ['a', 'b'])).toBeUndefined();
});
