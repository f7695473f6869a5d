import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { simulateStudy, threeCoders } from '../../testing/simulation.ts';
import { type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { type CoderTally, repeatOf, tallyCoder } from './coder-tally.ts';
import { driftOf } from './drift.ts';

const { tags } = threeCoders;
const options = { replicates: 200, seed: 5 };
const worse = (from: number, seed = 3) =>
  simulateStudy(threeCoders, 60, seed, (coder, habits, at) =>
    coder === 'ann' && at >= from ? { ...habits, misses: 0.7 } : habits,
  );
const tallied = (study: readonly CodedDocument[], coder: string): readonly CoderTally[] =>
  study.flatMap((document) => tallyCoder(document, coder, tags) ?? []);

describe('tallyCoder', () => {
  test('is the coder with each other, and the others with each other', () => {
    fc.assert(
      fc.property(documents(overlapping, { min: 2, max: 4 }), (document) => {
        const letters = ['a', 'b', 'c'];
        const names = document.layers.map((layer) => layer.coder);
        for (const coder of names) {
          const rest = names.filter((name) => name !== coder);
          const pairs = rest.map((name) => tallyTags(selectCoders(document, [coder, name]), letters));
          const { own, others } = tallyCoder(document, coder, letters) as CoderTally;
          expect(pooledTagAlpha(own).value).toBe(pooledTagAlpha(sumTallies(pairs)).value);
          expect(own.number('documents')).toBe(1);
          expect(others === null).toBe(rest.length < 2);
          if (others) expect(others.sums).toEqual(tallyTags(selectCoders(document, rest), letters).sums);
        }
      }),
      runs(40),
    );
  });

  test('is nothing for whoever did not finish, or is alone', () => {
    const document = readDocument({ length: 9, layers: [{ coder: 'k1', annotations: [] }] });
    expect(tallyCoder(document, 'k1', tags)).toBeNull();
    expect(tallyCoder(document, 'k2', tags)).toBeNull();
  });
});

describe('driftOf', () => {
  test('finds who changes half way, in the windows and in the trend', () => {
    const { points, low, high, trend, drifts, window, value } = driftOf(tallied(worse(30), 'ann'), options);
    expect(window).toBe(15);
    expect(points).toHaveLength(46);
    expect(points.at(-1)).toMatchObject({ first: 45, last: 59, outside: 'below' });
    expect(drifts).toBe(true);
    expect(trend).toMatchObject({ documents: 60, per: 20, isOwn: true, course: 'apart' });
    expect(trend?.high).toBeLessThan(0);
    expect(low).toBeLessThan(value.value ?? Number.NaN);
    expect(high).toBeGreaterThan(value.value ?? Number.NaN);
    const others = points.map((point) => point.others.value ?? Number.NaN);
    expect(Math.min(...others)).toBeGreaterThan(points.at(-1)?.value.value ?? Number.NaN);
  });

  test('does not find it in those beside, nor before it begins, and is the same for the same seed', () => {
    // In 5 of 100 studies chance alone tells of one who is steady.
    for (const coder of ['bob', 'cem'])
      expect(driftOf(tallied(worse(30, 4), coder), options).trend?.course).toBe('steady');
    const steady = driftOf(tallied(worse(60), 'ann'), options);
    expect(steady.drifts).toBe(false);
    expect(driftOf(tallied(worse(60), 'ann'), options)).toEqual(steady);
    expect(steady.points.every(({ outside }) => outside === null)).toBe(true);
  });

  test('looks at one tag, and tells a window without it as undefined', () => {
    const inOrder = tallied(worse(30), 'ann');
    const { value, points } = driftOf(inOrder, { ...options, tag: 'aid', window: 5 });
    const all = sumTallies(inOrder.map(({ own }) => own));
    expect(value.value).toBeCloseTo(tagAlpha(all, 'aid').value ?? Number.NaN, 12);
    expect(points).toHaveLength(56);
    const none = driftOf(
      inOrder.map(({ own, others }) => ({ own, others })),
      { ...options, window: 200 },
    );
    expect(none).toMatchObject({ points: [], low: null, high: null, trend: { documents: 60 } });
    expect(() => driftOf(inOrder, { tag: 'z' })).toThrow('"z" is not among the tags');
    expect(() => driftOf(inOrder, { window: 0 })).toThrow('The window');
  });

  test('with two coders cannot say who of them changed, and with few documents nothing', () => {
    const pair = worse(30).map((document) => selectCoders(document, ['ann', 'bob']));
    expect(driftOf(tallied(pair, 'bob'), options).trend).toMatchObject({ isOwn: false, documents: 60 });
    expect(driftOf(tallied(pair, 'bob'), options).points[0]?.others).toMatchObject({ value: null });
    expect(driftOf(tallied(pair.slice(0, 9), 'ann'), options)).toMatchObject({
      trend: null,
      low: null,
      drifts: false,
      points: { length: 5 },
    });
    expect(driftOf([], options)).toMatchObject({
      documents: 0,
      points: [],
      value: { value: null },
      trend: null,
    });
  });
});

describe('repeatOf', () => {
  test('lets every measure tell how a coder agrees with themself', () => {
    const note = (start: number, end: number) => ({ start, end, tag: 'aid' });
    const again = repeatOf({ id: 'd', length: 100, first: [note(0, 20)], again: [note(5, 20)] });
    const pair = readDocument({
      length: 100,
      layers: [
        { coder: 'a', annotations: [note(0, 20)] },
        { coder: 'b', annotations: [note(5, 20)] },
      ],
    });
    expect(pooledTagAlpha(tallyTags(again, tags)).value).toBe(pooledTagAlpha(tallyTags(pair, tags)).value);
  });
});
