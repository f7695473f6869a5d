import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

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
