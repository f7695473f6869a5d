import { describe, expect, test } from 'vitest';
import { type Role, roles } from './ability.ts';
import { DomainError } from './error.ts';
import {
  checkCanReveal,
  checkCodebookOpen,
  checkMayBeAssigned,
  checkQuotable,
  checkTakesBack,
  isBlindNow,
} from './round.ts';

const code = (work: () => unknown) => {
  try {
    work();
    return 'ok';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

const open = { blind: false, revealedAt: null, documentIds: [] as string[] } as const;
const blind = { blind: true, revealedAt: null, documentIds: [] as string[] } as const;
const revealed = {
  blind: true,
  revealedAt: '2026-11-24T08:00:00.000Z',
  documentIds: [] as string[],
} as const;

test('a round is running blind until its reveal', () => {
  expect([open, blind, revealed].map(isBlindNow)).toEqual([false, true, false]);
});

test.each([
  [open, 'round_nothing_to_reveal'],
  [blind, 'ok'],
  [revealed, 'round_revealed'],
])('reveal of %o: %s', (round, expected) => {
  expect(code(() => checkCanReveal(round))).toBe(expected);
});

test.each<[Role, string | null, string]>([
  ['owner', null, 'ok'],
  ['reviewer', null, 'ok'],
  ['coder', null, 'ok'],
  ['viewer', null, 'assignment_not_valid'],
  ['coder', '2026-11-24T08:00:00.000Z', 'assignment_not_valid'],
])('work for a %s removed at %s: %s', (role, removedAt, expected) => {
  expect(code(() => checkMayBeAssigned({ role, removedAt }))).toBe(expected);
});

describe('a "done"', () => {
  test.each([
    [open, 'done', 'in_progress', 'ok'],
    [blind, 'done', 'in_progress', 'ok'],
    [revealed, 'done', 'in_progress', 'round_revealed'],
    [revealed, 'done', 'todo', 'round_revealed'],
    [revealed, 'done', 'done', 'ok'],
    [revealed, 'in_progress', 'done', 'ok'],
    [revealed, 'in_progress', 'todo', 'ok'],
    [revealed, null, 'done', 'ok'],
  ])('of %o from %s to %s: %s', (round, from, to, expected) => {
    expect(code(() => checkTakesBack(round, from, to))).toBe(expected);
  });
});

describe('the codebook', () => {
  test('is closed to all but owners while any round is coded blind', () => {
    const answers = (rounds: Parameters<typeof checkCodebookOpen>[0]) =>
      roles.map((role) => code(() => checkCodebookOpen(rounds, role)));
    expect(answers([])).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(answers([open, revealed])).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(answers([open, blind])).toEqual(['ok', 'codebook_closed', 'codebook_closed', 'codebook_closed']);
  });

  test.each([
    ['a round over all documents', [blind], 'codebook_closed'],
    ['a round over this document', [{ ...blind, documentIds: ['d'] }], 'codebook_closed'],
    ['a round over another document', [{ ...blind, documentIds: ['e'] }], 'ok'],
    ['an open and a revealed round', [open, revealed], 'ok'],
  ])('quotes from %s', (_, rounds, expected) => {
    expect(code(() => checkQuotable(rounds, 'd'))).toBe(expected);
  });
});
