import { expect, test } from 'vitest';
import { trimRange } from './trim.ts';

test.each([
  ['nothing to trim', 'druk', 0, 4, 'druk'],
  ['both ends', '  druk \u00a0', 0, 8, 'druk'],
  ['inside a text', 'a  druk  b', 1, 9, 'druk'],
  ['only white space', 'a   b', 1, 4, ''],
  ['an empty range', 'ab', 1, 1, ''],
  ['a space that carries an accent', '  \u0301x', 0, 4, ' \u0301x'],
  ['an accent after a tab', '\t\u0301x', 0, 3, '\u0301x'],
  ['an accent at the start of the range', ' \u0301x', 1, 3, '\u0301x'],
])('%s', (_name, text, from, to, expected) => {
  const { start, end } = trimRange(text, from, to);
  expect(text.slice(start, end)).toBe(expected);
  expect(start).toBeGreaterThanOrEqual(from);
  expect(end).toBeLessThanOrEqual(to);
});
