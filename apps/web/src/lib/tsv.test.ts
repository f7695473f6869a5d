import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTsv, writeTsv } from './tsv.ts';

test.each([
  [
    'a\tb\nc\td',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a', [['a']]],
  ['', [['']]],
  ['\t', [['', '']]],
  ['"een\ntwee"\tdrie', [['een\ntwee', 'drie']]],
  ['"zei ""ja"""\tb', [['zei "ja"', 'b']]],
  ['"Koers" van Rusland\tb', [['"Koers" van Rusland', 'b']]],
  ['"open\tb', [['"open', 'b']]],
  ['a\n\nb', [['a'], [''], ['b']]],
])('%j', (text, rows) => {
  expect(readTsv(text)).toEqual(rows);
});

test('what is written is read again', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', 'é') });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rows, (given) => {
      expect(readTsv(writeTsv(given))).toEqual(given);
    }),
  );
});
