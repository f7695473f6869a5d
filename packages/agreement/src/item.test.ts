import { expect, test } from 'vitest';
import { itemAt, keptFor } from './item.ts';

test('gives what stands at a place', () => {
  expect(itemAt(['a', 'b'], 1)).toBe('b');
  expect(itemAt(Float64Array.of(0, 2), 0)).toBe(0);
  expect(() => itemAt(['a'], 1)).toThrow(new RangeError('Nothing stands at place 1 of 1'));
});

test('gives what is kept for a key', () => {
  expect(keptFor(new Map([['a', 0]]), 'a')).toBe(0);
  expect(() => keptFor(new Map(), 'a')).toThrow(new RangeError('Nothing is kept for a'));
});
