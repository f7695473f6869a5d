import { expect, it } from 'vitest';
import { isLate, today } from './deadline.ts';

it('takes today from the calendar of whoever looks, not from that of Greenwich', () => {
  expect(today(new Date(2026, 11, 1, 0, 30))).toBe('2026-12-01');
  expect(today(new Date(2026, 0, 9, 23, 59))).toBe('2026-01-09');
});

it('reminds of the past only while there is still coding to be done', () => {
  const round = { state: 'running', revealedAt: null, deadline: '2020-01-01' } as const;
  expect(isLate(round)).toBe(true);
  expect(isLate({ ...round, state: 'closed' })).toBe(false);
  expect(isLate({ ...round, state: 'revealed', revealedAt: '2026-11-24T08:00:00.000Z' })).toBe(false);
  expect(isLate({ ...round, deadline: null })).toBe(false);
  expect(isLate({ ...round, deadline: '2999-01-01' })).toBe(false);
});
