import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorSpan } from './anchor.ts';
import { createOffsetMap } from './offset.ts';
import { isVisible } from './visible.ts';

const frozen = (text: string) => ({ text, offsets: createOffsetMap(text) });

describe('anchorSpan', () => {
  test.each([
    ['empty', { start: 2, end: 2, quote: '' }, 'span_empty'],
    ['inverted', { start: 3, end: 2, quote: 'x' }, 'span_inverted'],
    ['past the end', { start: 0, end: 99, quote: 'x' }, 'span_out_of_range'],
    ['before the start', { start: -1, end: 2, quote: 'x' }, 'span_out_of_range'],
    ['inside a character', { start: 0, end: 3, quote: 'ab\ud83d' }, 'span_splits_surrogate'],
    ['with other words', { start: 0, end: 2, quote: 'ba' }, 'quote_does_not_match'],
    ['with the same words normalised', { start: 4, end: 6, quote: '\u00e9' }, 'quote_does_not_match'],
    ['of white space alone', { start: 6, end: 9, quote: '\n\n\u200b' }, 'span_blank'],
  ])('refuses a span that is %s', (_, claimed, code) => {
    expect(() => anchorSpan(frozen('ab🙂e\u0301\n\n\u200b'), claimed)).toThrow(code);
  });

  test('gives the code points that a program counting them would find', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const points = [...text];
          const startCp = a % points.length;
          const endCp = startCp + 1 + (b % (points.length - startCp));
          const quote = points.slice(startCp, endCp).join('');
          fc.pre(isVisible(quote));
          const start = points.slice(0, startCp).join('').length;
          const anchored = anchorSpan(frozen(text), { start, end: start + quote.length, quote });
          expect(anchored).toEqual({ start, end: start + quote.length, startCp, endCp, quote });
        },
      ),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});
