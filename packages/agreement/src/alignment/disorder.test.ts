import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { disorderByDivisions } from '../../testing/oracles.ts';
import { type Annotation, readDocument } from '../document/document.ts';
import { findCandidates } from './candidates.ts';
import { bestAlignmentDisorder, mostSearchTrials } from './disorder.ts';
import {
  type DissimilarityOptions,
  dissimilarityOf,
  positionalDissimilarity,
  readDissimilarity,
  tagDistanceFrom,
} from './dissimilarity.ts';
import { bestPacking } from './exact-search.ts';
import { findNeighbours } from './neighbours.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (...lists: readonly (readonly Annotation[])[]) =>
  readDocument({
    length: 2000,
    layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })),
  });

const options: fc.Arbitrary<DissimilarityOptions> = fc.record({
  positionWeight: fc.constantFrom(0, 1, 3),
  tagWeight: fc.constantFrom(0, 1, 2),
  emptyCost: fc.constantFrom(0.5, 1, 2),
});

describe('the best alignment', () => {
  test.each<[number, number, number]>([
    [2, 5, 150],
    [3, 3, 120],
    [4, 2, 60],
  ])('of %d coders is the best of all divisions', (coders, most, count) => {
    const few = documents((length) => overlapping(length, most), { min: coders, max: coders });
    fc.assert(
      fc.property(few, options, (document, weights) => {
        const settings = readDissimilarity(weights);
        const given = bestAlignmentDisorder(document, weights);
        if (document.layers.every(({ annotations }) => annotations.length === 0)) {
          expect(given).toMatchObject({ value: null, code: 'nothing-marked' });
          return;
        }
        const apart = (a: Annotation, b: Annotation) => dissimilarityOf(a, b, settings);
        expect(given.value).toBeCloseTo(disorderByDivisions(document, apart, settings.emptyCost), 9);
      }),
      runs(count),
    );
  });

  test('is 0 exactly when all coders did the same', () => {
    const spans = [note(0, 5), note(3, 9, 'b'), note(20, 24)];
    expect(bestAlignmentDisorder(documentOf(spans, spans)).value).toBe(0);
    expect(bestAlignmentDisorder(documentOf(spans, spans, spans)).value).toBeCloseTo(0, 12);
  });

  test('costs the empty unit for every annotation without a partner', () => {
    expect(bestAlignmentDisorder(documentOf([note(0, 5)], [])).value).toBe(2);
    expect(bestAlignmentDisorder(documentOf([note(0, 5)], [note(500, 505)]), { emptyCost: 0.5 }).value).toBe(
      1,
    );
    expect(bestAlignmentDisorder(documentOf([note(0, 5)], [], [])).value).toBe(3);
  });

  test('keeps its settings and says what it rests on', () => {
    const result = bestAlignmentDisorder(documentOf([note(0, 5)], [note(0, 5)]), { positionWeight: 2 });
    expect(result).toMatchObject({
      coders: 2,
      documents: 1,
      units: 2,
      settings: { positionWeight: 2, tagWeight: 1, emptyCost: 1 },
    });
  });

  test('needs two coders', () => {
    expect(bestAlignmentDisorder(documentOf([note(0, 5)]))).toMatchObject({
      code: 'fewer-than-two-coders',
      coders: 1,
      units: 1,
    });
    expect(bestAlignmentDisorder(documentOf())).toMatchObject({ code: 'fewer-than-two-coders', coders: 0 });
  });

  test('of three coders takes scattered spans in any number', () => {
    const line = (shift: number) =>
      Array.from({ length: 60 }, (_, i) => note(i * 30 + shift, i * 30 + shift + 6));
    const apart =
      positionalDissimilarity(note(0, 6), note(1, 7), 1) * 2 +
      positionalDissimilarity(note(0, 6), note(2, 8), 1);
    expect(bestAlignmentDisorder(documentOf(line(0), line(1), line(2))).value).toBeCloseTo(apart / 3, 9);
  });

  test('of three coders with six annotations each is found however they lie', () => {
    const heap = (shift: number) =>
      Array.from({ length: 6 }, (_, i) => note(i + shift, 60 + ((i * 5) % 6) + shift));
    expect(bestAlignmentDisorder(documentOf(heap(0), heap(1), heap(2))).value).toBeGreaterThan(0);
  });

  test('of three coders is refused when the search grows too long', () => {
    const heap = (shift: number) =>
      Array.from({ length: 6 }, (_, i) => note(i + shift, 60 + ((i * 5) % 6) + shift));
    const document = documentOf(heap(0), heap(1), heap(2));
    expect(bestAlignmentDisorder(document, { mostTrials: 9 })).toMatchObject({
      value: null,
      code: 'cluster-too-large',
    });
    expect(bestAlignmentDisorder(documentOf(heap(0), heap(1)), { mostTrials: 9 }).value).not.toBeNull();
    expect(() => bestAlignmentDisorder(document, { mostTrials: 0 })).toThrow(
      'The number of trials must be a whole number',
    );
  });
});

test('is refused, not searched for hours, when everything lies on everything', () => {
  const layer = Array.from({ length: 31 }, (_, i) => note(i, 1000 + ((i * 7) % 31)));
  const settings = readDissimilarity({ positionWeight: 0 });
  const { layers } = documentOf(layer, layer, layer);
  // Of 31 annotations in each of three layers, 3 x 31^2 + 31^3 groups; 300 for each of the 93 are free.
  const groups = 3 * 31 ** 2 + 31 ** 3;
  const beyond = groups - 300 * 93;
  expect(findCandidates(layers, settings, 15 * beyond)?.candidates.length).toBe(groups);
  expect(findCandidates(layers, settings, 15 * (beyond - 1))).toBeNull();
  const options = { positionWeight: 0, mostTrials: 15 * (beyond - 1) };
  expect(bestAlignmentDisorder(documentOf(layer, layer, layer), options)).toMatchObject({
    value: null,
    code: 'cluster-too-large',
    reason: expect.stringContaining('Too many spans of three or more coders lie close together'),
  });
});

test('tries only what can still be best', () => {
  const stairs = (shift: number) =>
    Array.from({ length: 12 }, (_, i) =>
      note(i * 3 + shift, 40 + i * 3 + ((i * 5) % 12) + 2 * shift, ['a', 'b', 'c'][(i * shift) % 3]),
    );
  const document = documentOf(stairs(0), stairs(1), stairs(2));
  const wanted = bestAlignmentDisorder(document).value ?? Number.NaN;
  expect(bestAlignmentDisorder(document, { mostTrials: 26_000 }).value).toBe(wanted);
  expect(bestAlignmentDisorder(document, { mostTrials: 20_000 }).value).toBeNull();
});

describe('exact search', () => {
  const candidates = [
    { units: [0, 1], gain: 2 },
    { units: [1, 2], gain: 3 },
    { units: [2, 3], gain: 2 },
    { units: [5, 6, 7], gain: 1 },
  ];

  test('takes candidates that share no unit', () => {
    expect(bestPacking(8, candidates, 100)).toBe(5);
    expect(bestPacking(8, [], 0)).toBe(0);
  });

  test('gives up beyond the given number of trials in a cluster', () => {
    expect(bestPacking(8, candidates, 3)).toBe(5);
    expect(bestPacking(8, candidates, 1)).toBeNull();
    expect(mostSearchTrials).toBe(3_000_000);
  });

  test('equals trying all sets of candidates', () => {
    const groups = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 3 });
    const candidate = fc.record({
      units: groups.map((units) => units.toSorted((a, b) => a - b)),
      gain: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 9 }), (list) => {
        let best = 0;
        for (let chosen = 0; chosen < 2 ** list.length; chosen++) {
          const some = list.filter((_, i) => (chosen >> i) & 1);
          const units = some.flatMap((one) => one.units);
          if (new Set(units).size === units.length)
            best = Math.max(
              best,
              some.reduce((sum, one) => sum + one.gain, 0),
            );
        }
        expect(bestPacking(7, list, 1e6)).toBeCloseTo(best, 9);
      }),
      runs(200),
    );
  });
});

describe('neighbours', () => {
  test('are all pairs below the limit', () => {
    const lists = fc.tuple(overlapping(40, 6), overlapping(40, 6), options, fc.constantFrom(0.5, 1, 4));
    fc.assert(
      fc.property(lists, ([first, second, weights, limit]) => {
        const settings = readDissimilarity(weights);
        const wanted = first.flatMap((a, i) =>
          second.map((b, j) => ({ first: i, second: j, apart: dissimilarityOf(a, b, settings) })),
        );
        const found = findNeighbours(first, second, limit, settings);
        expect(found.toSorted((a, b) => a.first - b.first || a.second - b.second)).toEqual(
          wanted.filter(({ apart }) => apart < limit),
        );
      }),
      runs(200),
    );
  });

  test('are looked for nearby only', () => {
    const line = (shift: number) =>
      Array.from({ length: 200 }, (_, i) => note(i * 30 + shift, i * 30 + shift + 6));
    let looks = 0;
    const settings = readDissimilarity({
      tagDistance: () => {
        looks++;
        return 0;
      },
    });
    const neighbours = findNeighbours(line(0), line(3), 4, settings);
    expect(neighbours.length).toBe(200);
    expect(looks).toBe(200);
  });
});

describe('dissimilarity', () => {
  test('of position is 0 for the same offsets and symmetric', () => {
    expect(positionalDissimilarity(note(3, 9), note(3, 9), 2)).toBe(0);
    expect(positionalDissimilarity(note(1, 5), note(7, 19), 0.5)).toBe(((6 + 14) / (4 + 12)) ** 2 * 0.5);
    expect(positionalDissimilarity(note(7, 19), note(1, 5), 0.5)).toBe(
      positionalDissimilarity(note(1, 5), note(7, 19), 0.5),
    );
  });

  test('weighs position and tags', () => {
    const settings = readDissimilarity({
      positionWeight: 3,
      tagWeight: 2,
      emptyCost: 0.5,
      tagDistance: () => 0.4,
    });
    expect(dissimilarityOf(note(0, 2), note(1, 3), settings)).toBeCloseTo(3 * 0.25 * 0.5 + 2 * 0.4 * 0.5, 12);
    const plain = readDissimilarity();
    expect(dissimilarityOf(note(0, 2), note(0, 2, 'b'), plain)).toBe(1);
    expect(dissimilarityOf(note(0, 2), note(0, 2), plain)).toBe(0);
  });

  test.each<[DissimilarityOptions, string]>([
    [{ emptyCost: 0 }, 'The cost of a missing partner must be above 0'],
    [
      { emptyCost: Number.NaN },
      'The cost of a missing partner must be a finite number of at least 0, not NaN',
    ],
    [{ positionWeight: -1 }, 'The weight of position must be a finite number of at least 0, not -1'],
    [
      { tagWeight: Number.POSITIVE_INFINITY },
      'The weight of tags must be a finite number of at least 0, not Infinity',
    ],
  ])('refuses %j', (weights, message) => {
    expect(() => readDissimilarity(weights)).toThrow(message);
  });

  test('reads tag distances from a table', () => {
    const distance = tagDistanceFrom({ a: { b: 0.3 }, b: { a: 0.3, c: 1 }, c: { b: 0.5 } });
    expect(distance('a', 'b')).toBe(0.3);
    expect(distance('a', 'a')).toBe(0);
    expect(() => distance('a', 'c')).toThrow(
      'The distance of "a" and "c" must be a finite number of at least 0, not undefined',
    );
    expect(() => distance('b', 'c')).toThrow('The distance of "b" and "c" is not the same both ways');
    expect(tagDistanceFrom({ a: { b: 0.3 } })('a', 'b')).toBe(0.3);
    expect(tagDistanceFrom({ a: { b: 0.3 } })('z', 'z')).toBe(0);
    expect(() => tagDistanceFrom({ a: { b: 0.3 } })('z', 'a')).toThrow('The distance of "z" and "a"');
  });
});
