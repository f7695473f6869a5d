import { describe, expect, test } from 'vitest';
import { simulateStudy, threeCoders } from '../../testing/simulation.ts';
import { bootstrapTags } from '../bootstrap/tag-intervals.ts';
import { readDocument } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { unitsNeeded } from './bloch-kraemer.ts';
import { type Plan, planDocuments } from './plan.ts';

const { tags } = threeCoders;
const study = (documents: number, seed: number) =>
  simulateStudy(threeCoders, documents, seed).map((document) => tallyTags(document, tags));
const options = { documents: [6, 12, 24, 48], replicates: 100, pilots: 40, seed: 3 };

function planned(...given: Parameters<typeof planDocuments>): Plan {
  const plan = planDocuments(...given);
  if (!('points' in plan)) throw new Error(plan.reason);
  return plan;
}

describe('unitsNeeded', () => {
  // Printed for two coders and a level of .05 in the manual of ATLAS.ti, after Krippendorff's table.
  test.each([
    [0.8, 1 / 4, 139],
    [0.667, 1 / 4, 81],
    [0.8, 1 / 10, 292],
    [0.8, 0.05, 560],
    [0.8, 0.02, 1362],
  ])('reproduces the published number for alpha %d and a share of %d: %d', (alpha, share, units) => {
    expect(Math.abs(unitsNeeded({ alpha, share }) - units)).toBeLessThanOrEqual(1);
  });

  // The formula evaluated by another program (Python, statistics.NormalDist).
  test.each([
    [1 / 2, [60, 103, 211]],
    [1 / 3, [67, 116, 238]],
    [1 / 5, [95, 163, 332]],
    [1 / 10, [172, 293, 595]],
  ])('for a share of %d needs %j, for alphas of .667, .8 and .9', (share, units) => {
    expect([0.667, 0.8, 0.9].map((alpha) => unitsNeeded({ alpha, share }))).toEqual(units);
  });

  test('grows with the number of coders, and with certainty', () => {
    const two = unitsNeeded({ alpha: 0.8, share: 0.25 });
    expect(unitsNeeded({ alpha: 0.8, share: 0.25, coders: 4 }) / two).toBeCloseTo(2, 1);
    expect(unitsNeeded({ alpha: 0.8, share: 0.25, significance: 0.005 })).toBeGreaterThan(2 * two);
    expect(unitsNeeded({ alpha: 0.8, share: 0.75 })).toBe(two);
  });

  test.each([
    [{ alpha: 1, share: 0.5 }, 'The smallest alpha'],
    [{ alpha: -0.1, share: 0.5 }, 'The smallest alpha'],
    [{ alpha: 0.8, share: 0 }, 'The share of the tag'],
    [{ alpha: 0.8, share: 0.5, significance: 1 }, 'The significance'],
    [{ alpha: 0.8, share: 0.5, coders: 1 }, 'The number of coders'],
  ])('refuses %j', (input, message) => {
    expect(() => unitsNeeded(input)).toThrow(message);
  });
});

describe('planDocuments', () => {
  test('expects the interval that as many documents indeed have', () => {
    const { points, value, documents } = planned(study(40, 1), options);
    expect(documents).toBe(40);
    expect(value).toBeCloseTo(pooledTagAlpha(sumTallies(study(40, 1))).value ?? Number.NaN, 12);
    for (const { documents: k, width } of points.filter((point) => point.documents > 10)) {
      const widths = Array.from({ length: 12 }, (_, i) => {
        const { low, high } = bootstrapTags(study(k, 100 + i), { replicates: 300, seed: i }).pooled;
        return (high ?? Number.NaN) - (low ?? Number.NaN);
      });
      const mean = widths.reduce((sum, each) => sum + each, 0) / widths.length;
      expect(width.from).toBeLessThan(mean);
      expect(width.to).toBeGreaterThan(mean);
      expect(Math.abs(width.value / mean - 1)).toBeLessThan(0.25);
    }
  });

  test('narrows with the number of documents, within its band, the same for the same seed', () => {
    const tallies = study(12, 2);
    const { points } = planned(tallies, { ...options, tag: 'aid' });
    points.slice(1).forEach(({ width, low }, i) => {
      expect(width.value).toBeLessThan(points[i]?.width.value ?? 0);
      expect(low.value).toBeGreaterThan(points[i]?.low.value ?? 1);
      expect(width.from).toBeLessThanOrEqual(width.value);
      expect(width.to).toBeGreaterThanOrEqual(width.value);
    });
    expect(planned(tallies, { ...options, tag: 'aid' }).points).toEqual(points);
  });

  test('says how many documents a lower bound needs, and when no number will do', () => {
    const tallies = study(30, 4);
    const value = tagAlpha(sumTallies(tallies), 'aid').value ?? 0;
    const near = planned(tallies, { ...options, tag: 'aid', target: value - 0.03 }).needed;
    const far = planned(tallies, { ...options, tag: 'aid', target: value - 0.1 }).needed;
    expect(near?.documents).toBeGreaterThan(far?.documents ?? Number.NaN);
    expect(far?.from).toBeLessThanOrEqual(far?.documents ?? 0);
    expect(far?.documents).toBeGreaterThan(3);
    const never = planned(tallies, { ...options, tag: 'aid', target: value + 0.001 }).needed;
    expect(never).toMatchObject({ documents: null, to: null });
    expect(planned(tallies, options).needed).toBeNull();
  });

  test('is undefined without documents, without a tag in use, and where nobody differs', () => {
    expect(planDocuments(study(2, 1))).toMatchObject({ value: null, code: 'too-few-documents' });
    const note = { start: 0, end: 5, tag: 'aid' };
    const agreed = Array.from({ length: 4 }, () =>
      tallyTags(
        readDocument({ length: 50, layers: ['k1', 'k2'].map((coder) => ({ coder, annotations: [note] })) }),
        tags,
      ),
    );
    expect(planDocuments(agreed)).toMatchObject({ value: null, code: 'no-differences' });
    expect(planDocuments(agreed, { tag: 'visit' })).toMatchObject({ value: null, code: 'category-not-used' });
    expect(() => planDocuments(agreed, { tag: 'z' })).toThrow('"z" is not among the tags');
    expect(() => planDocuments(agreed, { documents: [10, 10] })).toThrow('A number of documents');
    expect(() => planDocuments(agreed, { documents: [2] })).toThrow('A number of documents');
  });
});
