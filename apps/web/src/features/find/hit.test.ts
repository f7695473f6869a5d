import { describe, expect, it } from 'vitest';
import { directionOf, directionOfLine, onOneLine, piecesOf } from './hit.ts';

describe('a text taken apart at its hits', () => {
  const said = (text: string, start: number, hits: readonly (readonly [number, number])[]) =>
    piecesOf(
      { start, text },
      hits.map(([from, to]) => ({ start: from, end: to })),
    )
      .map(({ text: each, isHit }) => (isHit ? `[${each}]` : each))
      .join('');
  it.each([
    ['one', 'abcdef', 10, [[12, 14]], 'ab[cd]ef'],
    [
      'one at either end',
      'abcdef',
      0,
      [
        [0, 1],
        [5, 6],
      ],
      '[a]bcde[f]',
    ],
    [
      'those that overlap',
      'abcdef',
      0,
      [
        [1, 4],
        [2, 5],
      ],
      'a[bcd][e]f',
    ],
    [
      'one within another',
      'abcdef',
      0,
      [
        [1, 5],
        [2, 3],
      ],
      'a[bcde]f',
    ],
    ['one that goes on behind what is shown', 'abc', 0, [[2, 9]], 'ab[c]'],
    ['one behind what is shown', 'abc', 0, [[7, 9]], 'abc'],
    ['none', 'abc', 0, [], 'abc'],
  ] as const)('has %s', (_name, text, start, hits, whole) => {
    expect(said(text, start, hits)).toBe(whole);
  });
});

it('tells which way a text is read by its first letter', () => {
  expect(['12 druk', 'العربية', '"עברית" x', '…'].map(directionOf)).toEqual(['ltr', 'rtl', 'rtl', 'ltr']);
});

it('reads a line as its text is read, whatever script the word is in that was found', () => {
  expect(directionOfLine({ left: 'de groet ', hit: 'שלום', right: ' in een brief' })).toBe('ltr');
  expect(directionOfLine({ left: 'כתוב ', hit: 'NAVO', right: ' במכתב' })).toBe('rtl');
  expect(directionOfLine({ left: '', hit: 'שלום', right: '' })).toBe('rtl');
});

it('puts what is broken over lines on one', () => {
  expect(onOneLine('druk\r\n en\t\u00A0meer')).toBe('druk en meer');
});
