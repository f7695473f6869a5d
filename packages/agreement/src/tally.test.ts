import { expect, test } from 'vitest';
import { InputError } from './check.ts';
import { add, addInto, alignTallies, keyOf, makeTally, type Scheme, sumTallies } from './tally.ts';

const blocks = { one: 0, each: 1, pairs: 2 } as const;

const scheme = (labels: readonly string[], more: Partial<Scheme<string>> = {}): Scheme<string> => ({
  kind: 'test',
  labels,
  declared: false,
  compare: (a, b) => (a < b ? -1 : 1),
  settings: 'plain',
  ...more,
});

const tallyOf = (labels: readonly string[], sums: readonly number[], more: Partial<Scheme<string>> = {}) =>
  makeTally(scheme(labels, more), blocks, ['y', 'x'], Float64Array.from(sums));

test('starts empty, with a place for every sum', () => {
  const tally = makeTally(scheme(['a', 'b']), blocks, ['y', 'x']);
  expect(tally.sums).toEqual(new Float64Array(7));
  expect(tally.coders).toEqual(['x', 'y']);
  expect(tally.number('one')).toBe(0);
});

test('shows its blocks in order', () => {
  const tally = tallyOf(['a', 'b'], [1, 2, 3, 4, 5, 6, 7]);
  expect(tally.number('one')).toBe(1);
  expect([...tally.block('each')]).toEqual([2, 3]);
  expect([...tally.block('pairs')]).toEqual([4, 5, 6, 7]);
  tally.block('pairs')[0] = 9;
  expect(tally.sums[3]).toBe(9);
});

test('refuses in words what does not fit into memory', () => {
  const labels = Array.from({ length: 9000 }, (_, i) => `${i}`);
  expect(() => makeTally(scheme(labels), blocks, [])).toThrow(
    new InputError('9000 different labels are too many for a test tally'),
  );
  expect(makeTally(scheme(labels), { one: 0, each: 1 }, []).sums.length).toBe(9001);
});

test('takes other sums of the same size', () => {
  const tally = tallyOf(['a'], [1, 2, 3]);
  expect(tally.withSums(Float64Array.of(4, 5, 6)).number('each')).toBe(5);
  expect(() => tally.withSums(new Float64Array(2))).toThrow(new InputError('A tally of 3 sums was given 2'));
  expect(() => tally.block('none' as never)).toThrow(new InputError('A test tally has no sum none'));
});

test('adds what has the same labels', () => {
  const sum = sumTallies([tallyOf(['a'], [1, 2, 3]), tallyOf(['a'], [10, 20, 30])]);
  expect([...sum.sums]).toEqual([11, 22, 33]);
  expect(sum.coders).toEqual(['x', 'y']);
});

test('unites the coders', () => {
  const other = makeTally(scheme(['a']), blocks, ['z', 'x']);
  expect(sumTallies([tallyOf(['a'], [1, 2, 3]), other]).coders).toEqual(['x', 'y', 'z']);
});

test('unites labels that were not declared, in order', () => {
  const sum = sumTallies([tallyOf(['a', 'c'], [1, 2, 3, 4, 5, 6, 7]), tallyOf(['b'], [10, 20, 30])]);
  expect(sum.scheme.labels).toEqual(['a', 'b', 'c']);
  expect(sum.number('one')).toBe(11);
  expect([...sum.block('each')]).toEqual([2, 20, 3]);
  expect([...sum.block('pairs')]).toEqual([4, 0, 5, 0, 30, 0, 6, 0, 7]);
});

test('unites lists of labels of the same length', () => {
  const sum = sumTallies([tallyOf(['b'], [1, 2, 3]), tallyOf(['a'], [10, 20, 30])]);
  expect(sum.scheme.labels).toEqual(['a', 'b']);
  expect([...sum.block('each')]).toEqual([20, 2]);
});

test('leaves tallies alone that fit already', () => {
  const both = [tallyOf(['a', 'b'], [1, 2, 3, 4, 5, 6, 7]), tallyOf(['a', 'b'], [1, 1, 1, 1, 1, 1, 1])];
  expect(alignTallies(both)[0]).toBe(both[0]);
  const [, narrow] = alignTallies([...both, tallyOf(['a'], [1, 2, 3])]).slice(1);
  expect(narrow?.scheme.labels).toEqual(['a', 'b']);
  expect(alignTallies([])).toEqual([]);
});

test('refuses what cannot be added', () => {
  const one = tallyOf(['a'], [1, 2, 3]);
  const otherKind = tallyOf(['a'], [1, 2, 3], { kind: 'other' });
  const otherSettings = tallyOf(['a'], [1, 2, 3], { settings: 'fancy' });
  const declared = (labels: readonly string[], sums: readonly number[]) =>
    tallyOf(labels, sums, { declared: true });
  expect(() => sumTallies([])).toThrow(new InputError('There is no tally to sum'));
  expect(() => sumTallies([one, otherKind])).toThrow(
    new InputError('A other (plain) tally cannot be added to a test (plain) tally'),
  );
  expect(() => sumTallies([one, otherSettings])).toThrow(
    'test (fancy) tally cannot be added to a test (plain)',
  );
  const different = new InputError('test tallies with different declared categories cannot be added');
  expect(() => sumTallies([one, declared(['a'], [1, 2, 3])])).toThrow(different);
  expect(() => sumTallies([declared(['a'], [1, 2, 3]), declared(['b'], [1, 2, 3])])).toThrow(different);
  expect(() => sumTallies([declared(['a', 'b'], [1, 2, 3, 4, 5, 6, 7]), declared(['a'], [1, 2, 3])])).toThrow(
    different,
  );
});

test('adds declared labels without sorting them', () => {
  const parts = [1, 2].map((n) => tallyOf(['b', 'a'], [n, n, n, n, n, n, n], { declared: true }));
  expect(sumTallies(parts).scheme.labels).toEqual(['b', 'a']);
});

test('adds sums in place, several times if asked', () => {
  const sums = Float64Array.of(1, 2);
  addInto(sums, Float64Array.of(10, 20));
  addInto(sums, Float64Array.of(1, 1), 3);
  add(sums, 1, 0.5);
  expect([...sums]).toEqual([14, 25.5]);
});

test('tells a number from a text that looks like it', () => {
  expect(keyOf(1)).not.toBe(keyOf('1'));
  expect(keyOf(['a', 'b'])).not.toBe(keyOf(['a,b']));
});
