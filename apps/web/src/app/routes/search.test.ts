import { expect, it } from 'vitest';
import { queryIn } from './search.ts';

const long = 'sanctions '.repeat(500);

it.each([
  ['sanctions', 'sanctions'],
  [2014, '2014'],
  // What is too long is said on the screen, which has it.
  [long, long],
  ['', undefined],
  ['  ', undefined],
  [null, undefined],
  [['a'], undefined],
])('an address with %j asks %j', (value, query) => {
  expect(queryIn(value)).toBe(query);
});
