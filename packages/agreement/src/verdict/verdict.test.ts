import { describe, expect, test } from 'vitest';
import { type VerdictInput, verdictOn, verdictRules } from './verdict.ts';

const enough = { value: 0.9, low: 0.85, spans: 40, documents: 24 };
const verdict = (input: Partial<VerdictInput>) => verdictOn({ ...enough, ...input });

describe('verdictOn', () => {
  test.each([
    [0.8, 'reliable'],
    [1, 'reliable'],
    [0.7999999, 'tentative'],
    [0.667, 'tentative'],
    [0.6669999, 'unreliable'],
    [0, 'unreliable'],
    [-0.4, 'unreliable'],
  ] as const)('reads a lower bound of %d as %s, however high the value', (low, word) => {
    expect(verdict({ value: 1, low })).toMatchObject({ word, reason: null, code: null });
  });

  test.each([
    [{ value: null, low: null, code: 'no-variation' }, 'undefined', 'no-variation'],
    [{ value: null, low: null, spans: 0 }, 'undefined', null],
    [{ spans: 9 }, 'few-spans', null],
    [{ spans: 9, documents: 1, low: null }, 'few-spans', null],
    [{ documents: verdictRules.fewestDocuments - 1 }, 'few-documents', null],
    [{ documents: 1, low: null }, 'few-documents', null],
    [{ low: null }, 'no-interval', null],
  ] as const)('cannot tell from %j: %s', (input, reason, code) => {
    expect(verdict(input)).toMatchObject({ word: 'cannot-tell', reason, code });
  });

  test('says what it counted and by which rules, which a project may set', () => {
    expect(verdict({ spans: 6 })).toMatchObject({ spans: 6, documents: 24, fewestSpans: 10, reliable: 0.8 });
    expect(verdictOn({ ...enough, spans: 6 }, { fewestSpans: 5 }).word).toBe('reliable');
    expect(verdictOn(enough, { reliable: 0.9 }).word).toBe('tentative');
    expect(() => verdictOn(enough, { reliable: 0.5 })).toThrow('The bound of reliable');
    expect(() => verdict({ spans: -1 })).toThrow('The number of spans');
  });
});
