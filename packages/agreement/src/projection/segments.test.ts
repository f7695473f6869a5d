import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { placesOf } from '../../testing/oracles.ts';
import { krippendorffAlpha, setAlpha } from '../coding/alpha.ts';
import { tallyCoding } from '../coding/coding-tally.ts';
import { type Annotation, readDocument } from '../document/document.ts';
import type { Span } from '../document/span.ts';
import { sumTallies } from '../tally.ts';
import { projectionRules, projectTag, projectToSets } from './segments.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length, layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })) });

const setsOf = (...args: Parameters<typeof projectToSets>) => {
  const coding = projectToSets(...args);
  return coding.places.map((row) => [...row].map((place) => coding.scheme.labels[place]));
};

describe('projection', () => {
  test.each(['any', 'majority'] as const)('covers characters one by one: %s', (rule) => {
    const spans = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 5 });
    fc.assert(
      fc.property(documents(overlapping, { min: 1, max: 3 }), spans, (document, offsets) => {
        const segments = offsets.map(
          ([a, b]): Span => ({
            start: a % document.length,
            end: Math.min((a % document.length) + 1 + (b % 6), document.length),
          }),
        );
        const wanted = document.layers.map(({ annotations }) =>
          segments.map(({ start, end }) =>
            ['a', 'b', 'c'].filter((tag) => {
              const covered = [...placesOf(annotations, tag)].filter(
                (place) => start <= place && place < end,
              ).length;
              return rule === 'any' ? covered > 0 : covered >= (end - start) / 2;
            }),
          ),
        );
        expect(setsOf(document, segments, rule)).toEqual(wanted);
        const asked = projectTag(document, segments, 'b', rule);
        expect(asked.places.map((row) => [...row].map((place) => asked.scheme.labels[place]))).toEqual(
          wanted.map((row) => row.map((tags) => tags.includes('b'))),
        );
      }),
      runs(150),
    );
  });

  test('applies a tag at one character, or at half of them', () => {
    const document = documentOf(20, [note(4, 5), note(10, 12)], []);
    const segments = [
      { start: 0, end: 5 },
      { start: 5, end: 10 },
      { start: 10, end: 14 },
    ];
    expect(setsOf(document, segments)).toEqual([
      [['a'], [], ['a']],
      [[], [], []],
    ]);
    expect(setsOf(document, segments, 'majority')).toEqual([
      [[], [], ['a']],
      [[], [], []],
    ]);
    expect(projectTag(document, segments, 'a').scheme).toMatchObject({
      labels: [true, false],
      declared: true,
    });
    expect(projectTag(document, segments, 'a').coders).toEqual(['k1', 'k2']);
    expect(projectToSets(document, segments).coders).toEqual(['k1', 'k2']);
    expect([...(projectTag(document, segments, 'a').places[0] ?? [])]).toEqual([0, 1, 0]);
  });

  test('keeps the order of the segments', () => {
    const document = documentOf(20, [note(4, 5)], []);
    expect(
      setsOf(document, [
        { start: 10, end: 14 },
        { start: 0, end: 5 },
      ]),
    ).toEqual([
      [[], ['a']],
      [[], []],
    ]);
  });

  test('counts characters of overlapping annotations once', () => {
    const document = documentOf(20, [note(0, 2), note(1, 3)], []);
    expect(setsOf(document, [{ start: 0, end: 7 }], 'majority')).toEqual([[[]], [[]]]);
  });

  test('adds up over documents that use other sets', () => {
    const segments = [
      { start: 0, end: 5 },
      { start: 5, end: 10 },
    ];
    const one = documentOf(10, [note(0, 5), note(0, 5, 'b')], [note(0, 5)]);
    const two = documentOf(10, [note(5, 6, 'c')], [note(5, 6, 'c')]);
    const tallies = [one, two].map((document) => tallyCoding(projectToSets(document, segments)));
    const sum = sumTallies(tallies);
    expect(sum.scheme.labels).toEqual([[], ['a'], ['a', 'b'], ['c']]);
    expect(setAlpha(sum, 'jaccard')).toMatchObject({ documents: 2, units: 4 });
    expect(setAlpha(sum, 'jaccard').value).toBeGreaterThan(setAlpha(sum, 'nominal').value ?? 1);
    const tag = sumTallies([one, two].map((document) => tallyCoding(projectTag(document, segments, 'a'))));
    expect(krippendorffAlpha(tag).value).toBe(1);
  });

  test('puts its rule in words', () => {
    expect(projectionRules.any).toBe(
      'A tag applies to a segment if at least one of its characters carries it.',
    );
    expect(projectionRules.majority).toBe(
      'A tag applies to a segment if at least half of its characters carry it.',
    );
  });

  test.each<[unknown, string]>([
    [[{ start: 3, end: 3 }], 'The segment [3, 3) is empty'],
    [[{ start: -1, end: 3 }], 'The start of a segment must be a whole number of at least 0, not -1'],
    [[{ start: 0, end: 11 }], 'The end of a segment must be a whole number from 0 to 10, not 11'],
    ['ab', 'The segments must be a list, not "ab"'],
  ])('refuses %j', (segments, message) => {
    expect(() => projectToSets(documentOf(10, [], []), segments as never)).toThrow(message);
  });
});
