import type { DomainErrorCode } from '@koersvast/core/error';
import { expect, test } from 'vitest';
import type { LiveStatus } from '../../data/live/project-live.ts';
import { endOf } from './notices.tsx';

const ended = (code: DomainErrorCode | undefined) =>
  ({ state: 'ended', fault: code === undefined ? null : { code } }) as unknown as LiveStatus;

test.each([
  // The session has ended, perhaps in another browser: one is still a member.
  ['not_signed_in', 'session'],
  ['not_found', 'member'],
  ['not_allowed', 'member'],
  ['busy', 'other'],
  [undefined, 'other'],
] as const)('an end with %s is told as that of the %s', (code, told) => {
  expect(endOf(ended(code))).toBe(told);
});

test('nothing is told while news comes', () => {
  expect(endOf({ state: 'live' } as unknown as LiveStatus)).toBeNull();
});
