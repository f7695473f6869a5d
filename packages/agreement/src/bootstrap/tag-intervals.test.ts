import { describe, expect, test } from 'vitest';
import { simulateStudy, threeCoders } from '../../testing/simulation.ts';
import { type Annotation, readDocument } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { bootstrapDocuments } from './bootstrap.ts';
import { bootstrapTags } from './tag-intervals.ts';

const { tags } = threeCoders;
const study = (documents: number, seed: number) =>
  simulateStudy(threeCoders, documents, seed).map((document) => tallyTags(document, tags));
const options = { replicates: 400, seed: 7 };
const documentOf = (...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length: 100, layers: lists.map((annotations, i) => ({ coder: `k${i}`, annotations })) });
const note = (start: number, end: number): Annotation => ({ start, end, tag: 'a' });

describe('bootstrapTags', () => {
  test('holds the value, is wider than percentiles and near them, and the same for the same seed', () => {
    const tallies = study(24, 3);
    const { tags: each, pooled } = bootstrapTags(tallies, options);
    const total = sumTallies(tallies);
    const plain = bootstrapDocuments(tallies, { pooled: pooledTagAlpha }, options).pooled;
    const value = pooledTagAlpha(total).value ?? Number.NaN;
    expect(pooled).toMatchObject({
      method: 'studentised',
      caution: null,
      undefinedReplicates: 0,
      ...options,
    });
    const [low = 2, high = -2] = [pooled.low ?? 2, pooled.high ?? -2];
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high - low).toBeGreaterThan((plain.high ?? 0) - (plain.low ?? 0));
    expect(Math.abs(low - (plain.low ?? 0))).toBeLessThan(0.04);
    expect(each.aid?.low).toBeLessThan(tagAlpha(total, 'aid').value ?? Number.NaN);
    expect(bootstrapTags(tallies, options).pooled).toEqual(pooled);
    expect(bootstrapTags(tallies, { ...options, seed: 8 }).pooled.low).not.toBe(low);
  });

  test('has the standard error that resampling itself shows', () => {
    const tallies = study(9, 5);
    const { low, high, method } = bootstrapTags(tallies, options).pooled;
    expect(method).toBe('student');
    const log = (alpha: number | null) => Math.log(1 - (alpha ?? Number.NaN));
    // Student's 97.5 per cent with eight degrees of freedom is 2.306.
    const error = (log(low) - log(high)) / 2 / 2.306;
    const own = tallies.map((_, left) =>
      log(pooledTagAlpha(sumTallies(tallies.filter((_t, i) => i !== left))).value),
    );
    const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
    const jackknife = Math.sqrt((8 / 9) * own.reduce((sum, x) => sum + (x - mean) ** 2, 0));
    expect(error / jackknife).toBeGreaterThan(0.85);
    expect(error / jackknife).toBeLessThan(1.05);
    expect(log(pooledTagAlpha(sumTallies(tallies)).value)).toBeCloseTo((log(low) + log(high)) / 2, 12);
  });

  test('is one point where nobody differs anywhere', () => {
    const same = Array.from({ length: 12 }, () =>
      tallyTags(documentOf([note(0, 9)], [note(0, 9)]), ['a', 'b']),
    );
    const { tags: each, pooled } = bootstrapTags(same, options);
    expect(pooled).toMatchObject({ low: 1, high: 1, method: 'exact' });
    expect(each.b).toMatchObject({
      low: null,
      code: 'too-many-undefined',
      undefinedReplicates: 400,
      method: null,
    });
  });

  test('does not run away where a single document differs', () => {
    const agreed = documentOf([note(0, 9)], [note(0, 9)]);
    const tallies = [documentOf([note(0, 9)], [note(4, 9)]), ...Array.from({ length: 11 }, () => agreed)];
    const { low, high, method } = bootstrapTags(
      tallies.map((each) => tallyTags(each, ['a'])),
      options,
    ).pooled;
    expect(method).toBe('student');
    expect(low).toBeGreaterThan(0.5);
    expect(high).toBeLessThan(1);
  });

  test('is refused below three documents that count, and cautioned below ten', () => {
    const alone = tallyTags(documentOf([note(0, 9)]), tags);
    const two = bootstrapTags([...study(2, 1), alone], options);
    expect(two.pooled).toMatchObject({ low: null, code: 'too-few-documents', method: null });
    expect(Object.keys(two.tags)).toEqual(tags);
    expect(bootstrapTags(study(9, 1), options).pooled.caution).toContain('Too few documents');
    expect(bootstrapTags([], options)).toMatchObject({ tags: {}, pooled: { code: 'too-few-documents' } });
    expect(() => bootstrapTags([], { confidence: 1 })).toThrow('The confidence');
  });
});
