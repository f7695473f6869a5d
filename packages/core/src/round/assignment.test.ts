import { describe, expect, test } from 'vitest';
import { checkMayCode, isIndependent, isOpenForReview, stateWhenCoding } from './assignment.ts';
import { isInRound } from './round.ts';

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
