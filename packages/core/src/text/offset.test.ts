import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded, uncleanText } from '../../testing/nasty-text.ts';
import { DomainError } from '../error.ts';
import { codePoint, createOffsetMap, splitsSurrogate, utf16 } from './offset.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('marking a number with its unit', () => {
  test.each([0, 1, 4_294_967_296])('takes %d', (value) => {
    expect(utf16(value)).toBe(value);
    expect(codePoint(value)).toBe(value);
  });
  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (value) => {
    expect(codeOf(() => utf16(value))).toBe('span_out_of_range');
    expect(codeOf(() => codePoint(value))).toBe('span_out_of_range');
  });
});

describe('splitsSurrogate', () => {
  test.each([
    ['a😀b', 1, false],
    ['a😀b', 2, true],
    ['a😀b', 3, false],
    ['😀', 0, false],
    ['😀', 2, false],
    ['\ud800a', 1, false],
    ['a\udc00', 1, false],
    ['\udc00\ud800', 1, false],
    ['', 0, false],
  ])('%j at %d: %s', (text, offset, expected) => {
    expect(splitsSurrogate(text, offset)).toBe(expected);
  });
});

describe('createOffsetMap', () => {
  test.each([
    ['', [[0, 0]]],
    [
      'abc',
      [
        [0, 0],
        [2, 2],
        [3, 3],
      ],
    ],
    [
      'a😀b',
      [
        [0, 0],
        [1, 1],
        [3, 2],
        [4, 3],
      ],
    ],
    [
      '😀😀',
      [
        [0, 0],
        [2, 1],
        [4, 2],
      ],
    ],
    [
      '🇳🇱e\u0301',
      [
        [0, 0],
        [2, 1],
        [4, 2],
        [5, 3],
        [6, 4],
      ],
    ],
    [
      '\ud800x\udc00',
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    ],
  ])('%j', (text, pairs) => {
    const map = createOffsetMap(text);
    for (const [inUtf16 = -1, inCodePoints = -1] of pairs) {
      expect(map.toCodePoint(inUtf16)).toBe(inCodePoints);
      expect(map.toUtf16(inCodePoints)).toBe(inUtf16);
    }
  });

  test('refuses a place inside a surrogate pair and places outside the text', () => {
    const map = createOffsetMap('a😀b');
    expect(codeOf(() => map.toCodePoint(2))).toBe('span_splits_surrogate');
    expect(codeOf(() => map.toCodePoint(5))).toBe('span_out_of_range');
    expect(codeOf(() => map.toCodePoint(-1))).toBe('span_out_of_range');
    expect(codeOf(() => map.toUtf16(4))).toBe('span_out_of_range');
    expect(codeOf(() => map.toUtf16(1.5))).toBe('span_out_of_range');
  });

  test('counts as the iterator of strings does', () => {
    fc.assert(
      fc.property(uncleanText, (text) => {
        const map = createOffsetMap(text);
        expect(map.length).toBe(text.length);
        expect(map.codePointLength).toBe([...text].length);
        for (let offset = 0; offset <= text.length; offset += 1) {
          if (splitsSurrogate(text, offset)) {
            expect(codeOf(() => map.toCodePoint(offset))).toBe('span_splits_surrogate');
          } else {
            expect(map.toCodePoint(offset)).toBe([...text.slice(0, offset)].length);
            expect(map.toUtf16(map.toCodePoint(offset))).toBe(offset);
          }
        }
      }),
      seeded,
    );
  });

  test('slicing code points by translated offsets gives the slice of code units', () => {
    fc.assert(
      fc.property(uncleanText, (text) => {
        const map = createOffsetMap(text);
        const characters = [...text];
        for (let from = 0; from <= characters.length; from += 1) {
          const to = Math.min(characters.length, from + 3);
          expect(text.slice(map.toUtf16(from), map.toUtf16(to))).toBe(characters.slice(from, to).join(''));
        }
      }),
      seeded,
    );
  });
});
