import { expect, test } from 'vitest';
import { InputError, requireList, requireNames, requireNumber, requireWhole, show } from './check.ts';

test('is a range error with a name of its own', () => {
  expect(new InputError('x')).toBeInstanceOf(RangeError);
  expect(new InputError('x').name).toBe('InputError');
});

test.each([
  ['a', '"a"'],
  [1.5, '1.5'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(56)}...`],
])('shows %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});

test.each([0, 1, Number.MAX_SAFE_INTEGER])('takes the whole number %d', (value) => {
  expect(requireWhole(value, 'N', 0)).toBe(value);
});

test.each(['1', 1.5, -1, Number.NaN, 2 ** 53, null, undefined])('refuses %s as a whole number', (value) => {
  expect(() => requireWhole(value, 'N', 0)).toThrow(
    new InputError(`N must be a whole number of at least 0, not ${show(value)}`),
  );
});

test('holds a whole number within bounds', () => {
  expect(requireWhole(3, 'N', 1, 3)).toBe(3);
  expect(() => requireWhole(4, 'N', 1, 3)).toThrow(
    new InputError('N must be a whole number from 1 to 3, not 4'),
  );
});

test('takes a finite number of at least the least', () => {
  expect(requireNumber(0, 'N', 0)).toBe(0);
  for (const value of [-0.1, Number.POSITIVE_INFINITY, Number.NaN, '1', null]) {
    expect(() => requireNumber(value, 'N', 0)).toThrow(
      new InputError(`N must be a finite number of at least 0, not ${show(value)}`),
    );
  }
});

test('takes lists only', () => {
  expect(requireList([1], 'L')).toEqual([1]);
  expect(() => requireList('ab' as never, 'L')).toThrow(new InputError('L must be a list, not "ab"'));
});

test('takes different names only', () => {
  expect(requireNames(['a', 'b'], 'L')).toEqual(['a', 'b']);
  expect(() => requireNames(['a', 'a'], 'L')).toThrow(new InputError('L holds "a" twice'));
  expect(() => requireNames([1] as never, 'L')).toThrow(new InputError('L must hold text, not 1'));
  expect(() => requireNames({} as never, 'L')).toThrow('L must be a list');
});
