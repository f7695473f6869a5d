import { describe, expect, test } from 'vitest';
import {
  checkReason,
  checkVerdictKind,
  checkVerdictKinds,
  isCurrentReview,
  livingVerdictKinds,
  reviewStatus,
  usualVerdictKinds,
} from './review.ts';

const own = [
  { id: 'wrong_tag', name: 'verkeerde tag', retired: false },
  { id: 'old', name: 'oud', retired: true },
];

test('a project gives its own kinds of reasons, or the usual ones', () => {
  expect(livingVerdictKinds([])).toEqual(usualVerdictKinds);
  expect(livingVerdictKinds(own)).toEqual(['wrong_tag']);
});

test('a reason has words', () => {
  expect(() => checkReason('It is a threat.')).not.toThrow();
  expect(() => checkReason(' \n')).toThrow('reason_missing');
});

test.each([
  ['wrong_tag', true],
  ['old', false],
  ['boundary', false],
])('the kind %s can be given: %s', (kind, possible) => {
  const check = () => checkVerdictKind(own, kind);
  if (possible) expect(check).not.toThrow();
  else expect(check).toThrow('verdict_kind_not_valid');
});

test.each([
  [[], true],
  [own, true],
  [[own[1]], false],
  [[own[0], own[0]], false],
  [[{ id: 'missed', name: '', retired: false }], true],
  [[{ id: 'irony', name: '', retired: false }], false],
  [[{ id: 'irony', name: ' ', retired: false }], false],
])('the kinds %j can be stored: %s', (kinds, possible) => {
  const check = () => checkVerdictKinds(kinds as typeof own);
  if (possible) expect(check).not.toThrow();
  else expect(check).toThrow('verdict_kind_not_valid');
});

test('a verdict counts until it is taken back or superseded', () => {
  const at = '2026-01-01T00:00:00.000Z';
  expect(isCurrentReview({ supersededAt: null, withdrawnAt: null })).toBe(true);
  expect(isCurrentReview({ supersededAt: at, withdrawnAt: null })).toBe(false);
  expect(isCurrentReview({ supersededAt: null, withdrawnAt: at })).toBe(false);
});

describe('reviewStatus', () => {
  test.each([
    [2, null, 'open'],
    [2, { verdict: 'accept', annotationVersion: 2, response: null }, 'accepted'],
    [2, { verdict: 'reject', annotationVersion: 2, response: 'learned' }, 'rejected'],
    [2, { verdict: 'change', annotationVersion: 2, response: null }, 'change_proposed'],
    [3, { verdict: 'accept', annotationVersion: 2, response: null }, 'stale'],
    [3, { verdict: 'change', annotationVersion: 2, response: 'adopted' }, 'adopted'],
    [4, { verdict: 'change', annotationVersion: 2, response: 'adopted' }, 'stale'],
    // The adoption was undone, redone, and the annotation changed after that.
    [4, { verdict: 'change', annotationVersion: 2, restoredVersion: 4, response: null }, 'change_proposed'],
    [5, { verdict: 'change', annotationVersion: 2, restoredVersion: 4, response: 'adopted' }, 'adopted'],
    [5, { verdict: 'reject', annotationVersion: 2, restoredVersion: 4, response: null }, 'stale'],
  ] as const)('of version %i under %j is %s', (version, review, status) => {
    expect(reviewStatus({ version }, review && { restoredVersion: null, ...review })).toBe(status);
  });
});
