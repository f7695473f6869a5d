import { expect, test } from 'vitest';
import { cutAfter, cutBefore, excerptOf } from './excerpt.ts';

test.each([
  ['short enough', 'druk', 4, 'druk'],
  ['one too many', 'selectieve druk', 8, 'sele … druk'],
  ['spaces at the cut', 'een en nog twee', 8, 'een … twee'],
  ['an emoji at both cuts', 'abc😀 midden 😀xyz', 8, 'abc … xyz'],
])('%s', (_name, text, most, expected) => {
  expect(excerptOf(text, most)).toBe(expected);
});

test('a whole report is shortened too', () => {
  expect(excerptOf(`${'druk '.repeat(200_000)}druk`, 20)).toBe('druk druk … druk druk');
});

test.each([
  ['short enough', 'druk', 4, 'druk', 'druk'],
  ['plain', 'selectieve', 4, 'sele', 'ieve'],
  ['within a family', 'ab👨‍👩‍👧cd', 4, 'ab', 'cd'],
  ['before a combining mark', 'abe\u0301', 3, 'ab', 'be\u0301'],
])('a cut on either side: %s', (_name, text, most, first, last) => {
  expect([cutAfter(text, most), cutBefore(text, most)]).toEqual([first, last]);
});
