import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedWords } from './changed-words.ts';

const middles = (before: string, after: string) => changedWords(before, after).map(({ middle }) => middle);

describe('what differs between two passages', () => {
  it.each([
    ['sancties blijven van kracht', 'sancties blijven onverkort van kracht', '', ' onverkort'],
    ['druk op Rusland', 'druk op Oekraïne', ' Rusland', ' Oekraïne'],
    ['a a', 'a a a', '', ' a'],
    ['same', 'same', '', ''],
    ['', 'all', '', 'all'],
  ])('of “%s” and “%s”', (before, after, gone, come) => {
    expect(middles(before, after)).toEqual([gone, come]);
  });

  it('loses no sign of either', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '🙂') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [one, other] = changedWords(before, after).map((each) => each.head + each.middle + each.tail);
        expect([one, other]).toEqual([before, after]);
      }),
    );
  });
});
