import { expect, test } from 'vitest';
import {
  chanceCorrected,
  incomparable,
  outcome,
  type ReasonCode,
  ratio,
  reasons,
  undefinedFor,
} from './result.ts';

const basis = { coders: 2, documents: 1, units: 4 };

const codes = Object.keys(reasons) as ReasonCode[];

test.each(codes)('explains %s in a sentence', (code) => {
  const { value, reason, code: given } = undefinedFor(code);
  expect({ value, given }).toEqual({ value: null, given: code });
  expect(reason).toMatch(/^[A-Z][a-z, -]+\w(, [a-z ]+)?\.$/);
});

test('explains every reason differently', () => {
  expect(new Set(codes.map((code) => undefinedFor(code).reason)).size).toBe(codes.length);
});

test('keeps a finite number and refuses one that is not', () => {
  expect(outcome(-0.25)).toEqual({ value: -0.25, reason: null, code: null });
  expect(outcome(Number.NaN).code).toBe('too-large');
  expect(outcome(Number.POSITIVE_INFINITY).code).toBe('too-large');
});

test('has no ratio without a denominator', () => {
  expect(ratio(1, 4, 'nothing-marked').value).toBe(0.25);
  expect(ratio(0, 0, 'nothing-marked')).toEqual(undefinedFor('nothing-marked'));
});

test('corrects for chance, and says so when chance cannot disagree', () => {
  expect(chanceCorrected(0.1, 0.4, basis)).toEqual({
    ...outcome(0.75),
    observedDisagreement: 0.1,
    expectedDisagreement: 0.4,
    ...basis,
  });
  expect(chanceCorrected(0, 0, basis).code).toBe('no-variation');
  expect(chanceCorrected(0, 0, basis, 'nothing-marked').code).toBe('nothing-marked');
});

test('gives no disagreement that is not finite', () => {
  const result = chanceCorrected(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, basis);
  expect(result).toMatchObject({
    value: null,
    code: 'too-large',
    observedDisagreement: null,
    expectedDisagreement: null,
  });
});

test('keeps what an incomparable result rests on', () => {
  expect(incomparable('nothing-pairable', basis)).toEqual({
    ...undefinedFor('nothing-pairable'),
    observedDisagreement: null,
    expectedDisagreement: null,
    ...basis,
  });
});
