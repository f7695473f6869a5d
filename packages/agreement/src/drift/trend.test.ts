import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/arbitraries.ts';
import { simulateStudy, threeCoders } from '../../testing/simulation.ts';
import { seededRandom } from '../random.ts';
import { tallyCoder } from './coder-tally.ts';
import { driftOf } from './drift.ts';
import { fewestOrders, slopeWithin } from './trend.ts';

const values = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -100, max: 100 })), {
  minLength: 10,
  maxLength: 40,
});
const seeds = fc.nat({ max: 1_000_000 });

describe('slopeWithin', () => {
  test('never says by its p what its interval denies', () => {
    fc.assert(
      fc.property(values, seeds, fc.constantFrom(39, 60, 199), (list, seed, replicates) => {
        const { slope, low, high, p } = slopeWithin(list, seededRandom(seed), replicates, 0.95);
        expect(p <= 0.05 + 1e-12).toBe(low > 0 || high < 0);
        expect(low).toBeLessThanOrEqual(high);
        if (low > 0) expect(slope).toBeGreaterThan(0);
        if (high < 0) expect(slope).toBeLessThan(0);
      }),
      runs(200),
    );
  });

  test('moves with a change that is put on the values, and turns round with them', () => {
    fc.assert(
      fc.property(values, seeds, fc.integer({ min: -9, max: 9 }), (list, seed, more) => {
        const plain = slopeWithin(list, seededRandom(seed), 99, 0.95);
        const moved = slopeWithin(
          list.map((value, place) => value + more * place),
          seededRandom(seed),
          99,
          0.95,
        );
        const turned = slopeWithin(
          list.map((value) => -value),
          seededRandom(seed),
          99,
          0.95,
        );
        expect(moved.low).toBeCloseTo(plain.low + more, 6);
        expect(moved.high).toBeCloseTo(plain.high + more, 6);
        expect([turned.low, turned.high]).toEqual([-plain.high || 0, -plain.low || 0]);
        expect(turned.p).toBe(plain.p);
      }),
      runs(100),
    );
  });

  test('shows no change where nothing differs, and the change alone where all is on a line', () => {
    const none = slopeWithin(Array(12).fill(0.3), seededRandom(1), 199, 0.95);
    expect(none).toEqual({ slope: 0, low: 0, high: 0, p: 1 });
    const line = slopeWithin(Array.from(Array(12).keys()), seededRandom(1), 199, 0.95);
    expect(line.slope).toBeCloseTo(1, 12);
    expect(line.low).toBeCloseTo(1, 9);
    expect(line.high).toBeCloseTo(1, 9);
    expect(line.p).toBe(0.01);
  });

  test('needs orders enough for one to lie outside on each side', () => {
    expect([0.9, 0.95, 0.99].map(fewestOrders)).toEqual([19, 39, 199]);
    expect(() => driftOf([], { replicates: 100, confidence: 0.99 })).toThrow('The number of replicates');
  });
});

test('verdict and interval agree in every study, of whoever drifts, learns or stays', () => {
  const { tags } = threeCoders;
  for (let seed = 1; seed <= 12; seed++) {
    const worse = seed % 3 === 0 ? 0 : seed % 3 === 1 ? 0.006 : -0.002;
    const study = simulateStudy(threeCoders, 30, seed, (coder, habits, at) =>
      coder === 'ann' ? { ...habits, misses: Math.max(0, habits.misses + worse * at) } : habits,
    );
    for (const coder of Object.keys(threeCoders.coders)) {
      const tallies = study.flatMap((document) => tallyCoder(document, coder, tags) ?? []);
      const { trend, drifts } = driftOf(tallies, { replicates: 99, seed });
      if (trend === null) throw new Error('no trend');
      expect(drifts).toBe(trend.high < 0);
      expect(trend.course === 'steady').toBe(trend.low <= 0 && trend.high >= 0);
      expect(trend.p <= 0.05).toBe(trend.course !== 'steady');
      expect(trend.per).toBe(20);
    }
  }
});
