import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorSpan, checkMayCode, isIndependent, isOpenForReview, stateWhenCoding } from './annotation.ts';
import { isInRound } from './round.ts';
import { createOffsetMap } from './text/offset.ts';
import { isVisible } from './text/visible.ts';

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

describe('coding', () => {
  const running = { blind: true, revealedAt: null } as const;
  const revealed = { blind: true, revealedAt: '2026-11-24T08:00:00.000Z' } as const;

  test.each([
    [null, 'in_progress'],
    ['todo', 'in_progress'],
    ['in_progress', 'in_progress'],
    ['recheck', 'recheck'],
  ] as const)('makes of an assignment that is %s one that is %s', (state, next) => {
    expect(stateWhenCoding(state, running)).toBe(next);
  });

  test('is refused where the document is done', () => {
    expect(() => stateWhenCoding('done', running)).toThrow('document_done');
    expect(stateWhenCoding('done', revealed)).toBe('done');
  });

  test.each([
    [{ blind: true, revealedAt: null }, false, true],
    [{ blind: true, revealedAt: null }, true, false],
    [{ blind: true, revealedAt: '2026-11-24T08:00:00.000Z' }, false, false],
    [{ blind: false, revealedAt: null }, false, false],
  ] as const)('in a round %o with an assignment: %s, is refused: %s', (round, assigned, refused) => {
    const check = () => checkMayCode(round, assigned);
    if (refused) expect(check).toThrow('not_allowed');
    else expect(check).not.toThrow();
    expect(isIndependent(round)).toBe(round.blind && round.revealedAt === null);
    expect(isIndependent(round, true)).toBe(false);
    expect(isOpenForReview(round)).toBe(!isIndependent(round));
  });
});

test('a round is over the documents that it names, or over all', () => {
  expect(isInRound({ documentIds: [] }, 'a')).toBe(true);
  expect(isInRound({ documentIds: ['a'] }, 'a')).toBe(true);
  expect(isInRound({ documentIds: ['a'] }, 'b')).toBe(false);
});
