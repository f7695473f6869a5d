import { describe, expect, test } from 'vitest';
import { InputError } from '../check.ts';
import { type Category, compareCategories, readCoding, readTagSets } from './coding.ts';

const values = [
  [2, 1, null],
  [1, 10, 2],
];

test('finds the categories that occur, sorted', () => {
  const coding = readCoding({ values });
  expect(coding.scheme.labels).toEqual([1, 2, 10]);
  expect(coding.scheme.declared).toBe(false);
  expect(coding.coders).toEqual(['1', '2']);
  expect(coding.length).toBe(3);
  expect(coding.places.map((row) => [...row])).toEqual([
    [1, 0, -1],
    [0, 2, 1],
  ]);
});

test('keeps declared categories in their order, used or not', () => {
  const coding = readCoding({ values, coders: ['ann', 'bob'], categories: [10, 3, 2, 1] });
  expect(coding.scheme).toMatchObject({ labels: [10, 3, 2, 1], declared: true, kind: 'coding' });
  expect(coding.coders).toEqual(['ann', 'bob']);
  expect([...(coding.places[0] ?? [])]).toEqual([2, 3, -1]);
});

test('tells 1, "1" and true apart, but not 0 and -0', () => {
  const coding = readCoding({ values: [[1, '1', true, 0, -0]] });
  expect(coding.scheme.labels).toEqual([0, 1, '1', true]);
});

test('takes coders without units and no coders', () => {
  expect(readCoding({ values: [[], []] })).toMatchObject({ length: 0, coders: ['1', '2'] });
  expect(readCoding({ values: [] })).toMatchObject({ length: 0, coders: [] });
});

test('orders categories of all kinds', () => {
  const sorted: readonly Category[] = [-1, 2, 10, 'B', 'a', 'é', false, true];
  expect(sorted.toReversed().sort(compareCategories)).toEqual(sorted);
  expect(compareCategories(true, true)).toBe(0);
});

describe('refuses', () => {
  test.each<[string, unknown, string]>([
    ['values that are no list', { values: 5 }, 'The values must be a list, not 5'],
    ['a row that is no list', { values: [[1], 'ab'] }, 'The row of coder "2" must be a list, not "ab"'],
    [
      'rows of different length',
      { values: [[1], [1, 2]] },
      'The row of coder "2" has 2 units, the first row 1',
    ],
    [
      'NaN',
      { values: [[1], [Number.NaN]] },
      'The value of coder "2" for unit 1 must be text, a finite number, true, false or null, not NaN',
    ],
    [
      'infinity',
      { values: [[1, Number.POSITIVE_INFINITY]] },
      'The value of coder "1" for unit 2 must be text',
    ],
    ['a hole', { values: [[1, undefined]] }, 'The value of coder "1" for unit 2 must be text'],
    ['an object', { values: [[{}]] }, 'The value of coder "1" for unit 1 must be text'],
    [
      'a value outside the categories',
      { values: [[1]], categories: ['1'] },
      'The value 1 is not among the categories',
    ],
    ['categories twice', { values: [], categories: [1, 1] }, 'The category 1 is declared twice'],
    [
      'categories that are no list',
      { values: [], categories: 'ab' },
      'The categories must be a list, not "ab"',
    ],
    ['an impossible category', { values: [], categories: [null] }, 'A category must be text'],
    ['coders twice', { values: [[1], [1]], coders: ['a', 'a'] }, 'The coders holds "a" twice'],
    [
      'a missing coder',
      { values: [[1], [1]], coders: ['a'] },
      '1 coders are named, but there are 2 rows of values',
    ],
  ])('%s', (_name, input, message) => {
    const read = () => readCoding(input as never);
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
  });
});

describe('sets of tags', () => {
  test('are the same in any order', () => {
    const coding = readTagSets({
      values: [
        [['b', 'a'], []],
        [['a', 'b'], null],
      ],
      coders: ['x', 'y'],
    });
    expect(coding.scheme.labels).toEqual([[], ['a', 'b']]);
    expect(coding.scheme).toMatchObject({ kind: 'tag sets', declared: false });
    expect(coding.places.map((row) => [...row])).toEqual([
      [1, 0],
      [1, -1],
    ]);
    expect(coding.coders).toEqual(['x', 'y']);
  });

  test.each<[unknown, string]>([
    ['ab', 'The value of coder "1" for unit 1 must be a list of tags or null, not "ab"'],
    [['a', 'a'], 'The value of coder "1" for unit 1 holds "a" twice'],
    [[1], 'The value of coder "1" for unit 1 must hold text, not 1'],
  ])('refuses %j', (value, message) => {
    expect(() => readTagSets({ values: [[value as never]] })).toThrow(new InputError(message));
  });
});
