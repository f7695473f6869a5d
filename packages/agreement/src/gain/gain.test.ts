import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentFor } from '../../bench/data.ts';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { type Difference, differencesOf } from '../decomposition/difference.ts';
import { type CodedDocument, readDocument } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { gainsOf } from './gain.ts';

const tags = ['a', 'b', 'c'];
const corpus = fc
  .array(documents(overlapping, { min: 2, max: 4 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.map((document, i): CodedDocument => ({ ...document, id: `d${i}` })));
const tallyOf = (list: readonly CodedDocument[], all = tags) =>
  sumTallies(list.map((document) => tallyTags(document, all)));

/** The documents after all coders agreed on one outcome of a difference: all of its text is marked, or none. */
function settle(list: readonly CodedDocument[], difference: Difference, outcome: 'marked' | 'none') {
  const { document: id, tag, start, end } = difference;
  return list.map((document) => {
    if (document.id !== id) return document;
    const layers = document.layers.map(({ coder, annotations }) => ({
      coder,
      annotations: [
        ...annotations.filter((each) => each.tag !== tag || each.end <= start || each.start >= end),
        ...(outcome === 'marked' ? [{ start, end, tag }] : []),
      ],
    }));
    return readDocument({ id, length: document.length, layers });
  });
}

describe('gainsOf', () => {
  test('is what observed disagreement loses when a difference is indeed settled, to 1e-12', () => {
    fc.assert(
      fc.property(corpus, fc.constantFrom('marked', 'none'), (list, outcome) => {
        const tally = tallyOf(list);
        for (const { difference, gain, pooledGain } of gainsOf(
          list.flatMap((each) => differencesOf(each)),
          tally,
        )) {
          const after = tallyOf(settle(list, difference, outcome));
          const before = tagAlpha(tally, difference.tag);
          const settled = tagAlpha(after, difference.tag);
          const lost = (before.observedDisagreement ?? 0) - (settled.observedDisagreement ?? 0);
          expect(Math.abs(lost - (gain ?? 0) * (before.expectedDisagreement ?? 0))).toBeLessThan(1e-12);
          const pooled = pooledTagAlpha(tally);
          const lostOfAll =
            (pooled.observedDisagreement ?? 0) - (pooledTagAlpha(after).observedDisagreement ?? 0);
          expect(Math.abs(lostOfAll - (pooledGain ?? 0) * (pooled.expectedDisagreement ?? 0))).toBeLessThan(
            1e-12,
          );
        }
      }),
      runs(80),
    );
  });

  test('is never more than the value gains if all that anybody marked stays, and is under half of the text', () => {
    let settled = 0;
    fc.assert(
      fc.property(corpus, (list) => {
        const tally = tallyOf(list);
        for (const { difference, gain } of gainsOf(
          list.flatMap((each) => differencesOf(each)),
          tally,
        )) {
          const after = tallyOf(settle(list, difference, 'marked'));
          const place = tags.indexOf(difference.tag);
          if (2 * (after.block('lengths')[place] ?? 0) > after.number('total')) continue;
          const [before, then] = [tagAlpha(tally, difference.tag), tagAlpha(after, difference.tag)];
          if (before.value === null || then.value === null || gain === null) continue;
          settled++;
          expect(then.value - before.value).toBeGreaterThanOrEqual(gain - 1e-12);
        }
      }),
      runs(80),
    );
    expect(settled).toBeGreaterThan(50);
  });

  test('puts the differences in the order in which the value moves when they are settled', () => {
    const list = Array.from({ length: 12 }, (_, i) => documentFor(3, 20, 4000, 3, i + 1));
    const all = ['tag 1', 'tag 2', 'tag 3'];
    const tally = tallyOf(list, all);
    const gains = gainsOf(
      list.flatMap((each) => differencesOf(each, ['tag 1'])),
      tally,
    );
    const before = tagAlpha(tally, 'tag 1').value ?? 0;
    const moved = gains.map(
      ({ difference }) =>
        (tagAlpha(tallyOf(settle(list, difference, 'marked'), all), 'tag 1').value ?? 0) - before,
    );
    expect(moved.every((by) => by > 0)).toBe(true);
    const rank = (values: readonly number[]) =>
      values.map((value) => values.filter((other) => other < value).length);
    expect(correlation(rank(gains.map(({ gain }) => gain ?? 0)), rank(moved))).toBeGreaterThan(0.9);
    expect(gains.map(({ gain }) => gain)).toEqual(
      gains.map(({ gain }) => gain).sort((a, b) => (b ?? 0) - (a ?? 0)),
    );
  });

  test('gives so many, and no gain where the value is undefined', () => {
    const everywhere = readDocument({
      length: 9,
      layers: [
        { coder: 'k1', annotations: [{ start: 0, end: 9, tag: 'a' }] },
        { coder: 'k2', annotations: [{ start: 0, end: 4, tag: 'a' }] },
      ],
    });
    const tally = tallyOf([everywhere]);
    expect(gainsOf(differencesOf(everywhere), tally, 0)).toEqual([]);
    expect(gainsOf(differencesOf(everywhere), tally)).toMatchObject([{ gain: expect.any(Number) }]);
    const none = tallyOf([readDocument({ length: 9, layers: [{ coder: 'k1', annotations: [] }] })]);
    expect(gainsOf(differencesOf(everywhere), none)).toMatchObject([{ gain: null, pooledGain: null }]);
    expect(() => gainsOf([], tally, -1)).toThrow('The length of the list');
    expect(() => gainsOf(differencesOf(everywhere), tallyOf([everywhere], ['b']))).toThrow(
      '"a" is not among',
    );
  });
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const product = (f: (i: number) => number) => x.reduce((sum, _, i) => sum + f(i), 0);
  const cov = product((i) => ((x[i] ?? 0) - mx) * ((y[i] ?? 0) - my));
  const [vx, vy] = [product((i) => ((x[i] ?? 0) - mx) ** 2), product((i) => ((y[i] ?? 0) - my) ** 2)];
  return cov / Math.sqrt(vx * vy);
}
