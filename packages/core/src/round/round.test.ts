import { describe, expect, test } from 'vitest';
import { type Role, roles } from '../ability.ts';
import { DomainError } from '../error.ts';
import {
  checkCanReveal,
  checkCodebookOpen,
  checkHasBegun,
  checkMayBeAssigned,
  checkQuotable,
  checkRuns,
  checkTakesBack,
  checkTakesWork,
  daysUntil,
  isBlindNow,
  isRunning,
  type RoundState,
  roundName,
  stateOnTheWay,
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
    [{ ...blind, repeats: {} }, 'done', 'in_progress', 'repeat_done'],
    [{ ...blind, repeats: {} }, 'in_progress', 'done', 'ok'],
    [{ ...blind, repeats: null }, 'done', 'in_progress', 'ok'],
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

describe('the life of a round', () => {
  const at = (state: RoundState, revealedAt: string | null = null) => ({ state, revealedAt, blind: true });
  const then = '2026-11-24T08:00:00.000Z';

  test.each([
    ['planned', null, 'running', 'running'],
    ['running', null, 'closed', 'closed'],
    ['closed', null, 'running', 'running'],
    ['revealed', then, 'closed', 'closed'],
    ['closed', then, 'running', 'revealed'],
    ['running', null, 'running', 'running'],
  ] as const)('%s, revealed at %s, comes by %s to %s', (state, revealedAt, to, next) => {
    expect(stateOnTheWay(at(state, revealedAt), to)).toBe(next);
  });

  test('what has not begun is not closed, nor revealed', () => {
    expect(() => stateOnTheWay(at('planned'), 'closed')).toThrow('round_planned');
    expect(() => checkHasBegun(at('planned'))).toThrow('round_planned');
    expect(() => checkHasBegun(at('closed'))).not.toThrow();
  });

  test.each([
    ['planned', 'round_planned', null],
    ['running', null, null],
    ['closed', 'round_closed', 'round_closed'],
  ] as const)('in a %s one coding is refused with %s, giving work with %s', (state, coding, giving) => {
    expect(code(() => checkRuns(at(state)))).toBe(coding ?? 'ok');
    expect(code(() => checkTakesWork(at(state)))).toBe(giving ?? 'ok');
    expect(isRunning(at(state))).toBe(coding === null);
  });

  test('a closed one is blind until it is revealed, and never after', () => {
    expect(isBlindNow(at('closed'))).toBe(true);
    expect(isBlindNow(at('planned'))).toBe(true);
    expect(isBlindNow(at('closed', then))).toBe(false);
  });
});

test.each([
  ['', 3, 'nl', 'Ronde 3'],
  ['', 3, 'en', 'Round 3'],
  ['  ', 3, 'en', 'Round 3'],
  ['Round 3', 3, 'nl', 'Ronde 3'],
  ['Ronde 3', 3, 'en', 'Round 3'],
  ['Ronde 3', 4, 'en', 'Ronde 3'],
  ['Pilot', 3, 'nl', 'Pilot'],
] as const)('a round named %j with number %i is called in %s: %s', (name, number, language, said) => {
  expect(roundName({ name, number }, language)).toBe(said);
});

test.each([
  ['2026-12-04', '2026-12-01', 3],
  ['2026-12-01', '2026-12-01', 0],
  ['2026-11-29', '2026-12-01', -2],
  ['2027-01-01', '2026-12-31', 1],
  ['2028-03-01', '2028-02-28', 2],
  // Over a change of the clock.
  ['2026-03-30', '2026-03-28', 2],
])('until %s it is, on %s, %i days', (deadline, today, days) => {
  expect(daysUntil(deadline, today)).toBe(days);
});
