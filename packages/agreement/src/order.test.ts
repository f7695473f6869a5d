import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../testing/arbitraries.ts';
import { compareText, compareTexts } from './order.ts';

const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (value !== other) return Math.sign(value - other);
  }
  return a.length === b.length ? 0 : -1;
}

test('orders by code point, astral characters last', () => {
  expect(['\u{1f600}', '\uffff', 'é', 'z', 'a', ''].sort(compareText)).toEqual([
    '',
    'a',
    'z',
    'é',
    '\uffff',
    '\u{1f600}',
  ]);
  expect(['\ud7ff', '\ue000', '\u{10000}', '\u{10ffff}'].toReversed().sort(compareText)).toEqual([
    '\ud7ff',
    '\ue000',
    '\u{10000}',
    '\u{10ffff}',
  ]);
});

test('agrees with comparing the lists of code points', () => {
  const characters = ['a', 'b', 'z', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}'];
  const text = fc.array(fc.constantFrom(...characters), { maxLength: 4 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(compareLists(codePoints(a), codePoints(b)));
    }),
    runs(500),
  );
});

test('orders lists of texts item by item, the shorter first', () => {
  const lists = [[], ['a'], ['a', 'b'], ['a', 'c'], ['b']];
  expect(lists.toReversed().sort(compareTexts)).toEqual(lists);
  expect(compareTexts(['a', 'b'], ['a', 'b'])).toBe(0);
});
