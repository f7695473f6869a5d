import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlapping, runs } from '../../testing/arbitraries.ts';
import { allMatchings, overlap, placesOf } from '../../testing/oracles.ts';
import { type Annotation, readDocument, selectCoders } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { type MatchMode, matchModes } from './credit.ts';
import { tallyMatches } from './match-tally.ts';
import { findOverlaps, sharedLength } from './overlaps.ts';
import { anyOverlapScore, characterScore, matchScore } from './scores.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (first: readonly Annotation[], second: readonly Annotation[], length = 20) =>
  readDocument({
    length,
    layers: [
      { coder: 'x', annotations: first },
      { coder: 'y', annotations: second },
    ],
  });
const tallyOf = (first: readonly Annotation[], second: readonly Annotation[]) =>
  tallyMatches(documentOf(first, second), 'x', 'y');
const pairs = fc.tuple(overlapping(14, 4), overlapping(14, 4));

const credits: Record<MatchMode, (a: Annotation, b: Annotation) => number> = {
  strict: (a, b) => Number(a.start === b.start && a.end === b.end && a.tag === b.tag),
  exact: (a, b) => Number(a.start === b.start && a.end === b.end),
  type: (a, b) => Number(a.tag === b.tag),
  partial: (a, b) => (a.start === b.start && a.end === b.end ? 1 : 0.5),
  'partial-typed': (a, b) => (a.tag !== b.tag ? 0 : a.start === b.start && a.end === b.end ? 1 : 0.5),
};

/** The best of all matchings: most credit, then most full credits, then most pairs. */
function bestCounts(mode: MatchMode, first: readonly Annotation[], second: readonly Annotation[]) {
  const creditOf = (row: number, column: number) =>
    credits[mode](first[row] as Annotation, second[column] as Annotation);
  const meets = (row: number, column: number) =>
    overlap(first[row] as Annotation, second[column] as Annotation) > 0;
  let best = [0, 0, 0];
  for (const matching of allMatchings(first.length, second.length, meets)) {
    const given = matching.map(([row, column]) => creditOf(row, column));
    const rank = [
      given.reduce((sum, credit) => sum + credit, 0),
      given.filter((credit) => credit === 1).length,
      given.length,
    ];
    const place = rank.findIndex((value, i) => value !== best[i]);
    if (place >= 0 && (rank[place] ?? 0) > (best[place] ?? 0)) best = rank;
  }
  const [credit = 0, correct = 0, matched = 0] = best;
  const partial = (credit - correct) * 2;
  return {
    credit,
    correct,
    partial,
    incorrect: matched - correct - partial,
    missing: first.length - matched,
    spurious: second.length - matched,
  };
}

describe('span matching', () => {
  test.each(matchModes)('%s equals the best of all matchings', (mode) => {
    fc.assert(
      fc.property(pairs, ([first, second]) => {
        const score = matchScore(tallyOf(first, second), mode);
        const wanted = bestCounts(mode, first, second);
        expect(score).toMatchObject(wanted);
        const share = (whole: number) => (whole === 0 ? null : wanted.credit / whole);
        expect(score.precision.value).toBe(share(second.length));
        expect(score.recall.value).toBe(share(first.length));
        expect(score.f1.value).toBe(share((first.length + second.length) / 2));
      }),
      runs(120),
    );
  });

  test('counts the same in any order, and exchanges its sides with the coders', () => {
    fc.assert(
      fc.property(pairs, ([first, second]) => {
        const one = tallyOf(first, second);
        const turned = tallyMatches(documentOf(first.toReversed(), second.toReversed()), 'y', 'x');
        for (const mode of matchModes) {
          const [a, b] = [matchScore(one, mode), matchScore(turned, mode)];
          expect([b.correct, b.partial, b.incorrect, b.missing, b.spurious]).toEqual([
            a.correct,
            a.partial,
            a.incorrect,
            a.spurious,
            a.missing,
          ]);
          expect([b.precision.value, b.recall.value, b.f1.value]).toEqual([
            a.recall.value,
            a.precision.value,
            a.f1.value,
          ]);
        }
        for (const tags of ['typed', 'untyped'] as const) {
          expect(anyOverlapScore(turned, tags).precision.value).toBe(anyOverlapScore(one, tags).recall.value);
          expect(characterScore(turned, tags).precision.value).toBe(characterScore(one, tags).recall.value);
          expect(characterScore(turned, tags).jaccard.value).toBe(characterScore(one, tags).jaccard.value);
        }
      }),
      runs(100),
    );
  });

  test('sees identical overlapping annotations in another order as perfect', () => {
    const tally = tallyOf([note(0, 11, 'A'), note(2, 6, 'B')], [note(2, 6, 'B'), note(0, 11, 'A')]);
    for (const mode of matchModes)
      expect(matchScore(tally, mode)).toMatchObject({ correct: 2, credit: 2, f1: { value: 1 } });
  });

  test('prefers one full credit to two halves, and then more pairs', () => {
    const first = [note(0, 10), note(0, 2, 'b')];
    const second = [note(0, 10), note(8, 12, 'b')];
    expect(matchScore(tallyOf(first, second), 'partial')).toMatchObject({
      correct: 1,
      partial: 0,
      missing: 1,
      spurious: 1,
      credit: 1,
    });
    expect(matchScore(tallyOf(first, second), 'type')).toMatchObject({
      correct: 1,
      incorrect: 0,
      missing: 1,
    });
    expect(matchScore(tallyOf([note(0, 10)], [note(2, 3, 'b')]), 'strict')).toMatchObject({
      correct: 0,
      incorrect: 1,
      missing: 0,
      spurious: 0,
    });
  });

  test('counts one full credit before any number of further pairs', () => {
    const first = [note(0, 9), note(0, 4), note(5, 9)];
    const second = [note(0, 9), note(0, 3, 'b'), note(6, 9, 'b')];
    for (const mode of ['strict', 'exact'] as const)
      expect(matchScore(tallyOf(first, second), mode)).toMatchObject({
        correct: 1,
        incorrect: 2,
        missing: 0,
      });
    expect(matchScore(tallyOf(first, second), 'partial')).toMatchObject({
      correct: 1,
      partial: 2,
      credit: 2,
    });
  });

  test('takes spans at both ends of the text, and identical ones of other tags', () => {
    const ends = [note(0, 1), note(19, 20, 'b')];
    expect(matchScore(tallyOf(ends, ends), 'strict')).toMatchObject({ correct: 2, f1: { value: 1 } });
    const twins = [note(3, 6), note(3, 6, 'b')];
    expect(matchScore(tallyOf(twins, twins), 'strict')).toMatchObject({ correct: 2, incorrect: 0 });
    expect(matchScore(tallyOf(twins, [note(3, 6, 'c')]), 'exact')).toMatchObject({ correct: 1, missing: 1 });
    expect(matchScore(tallyOf(twins, [note(3, 6, 'c')]), 'partial-typed')).toMatchObject({
      credit: 0,
      incorrect: 1,
      missing: 1,
    });
  });

  test('does not match spans that only touch', () => {
    expect(matchScore(tallyOf([note(0, 5)], [note(5, 9)]), 'partial')).toMatchObject({
      credit: 0,
      missing: 1,
      spurious: 1,
    });
  });

  test('adds up over documents', () => {
    const sum = sumTallies([
      tallyOf([note(0, 5)], [note(0, 5)]),
      tallyOf([note(0, 5)], [note(3, 5), note(7, 9)]),
    ]);
    expect(matchScore(sum, 'partial')).toMatchObject({ correct: 1, partial: 1, spurious: 1, credit: 1.5 });
    expect(matchScore(sum, 'partial').f1.value).toBeCloseTo(3 / 5, 12);
    expect(sum.number('documents')).toBe(2);
    expect(sum.scheme.settings).toBe('first "x", second "y"');
    expect(sum.coders).toEqual(['x', 'y']);
    expect(sum.scheme).toMatchObject({ kind: 'matches', declared: true, labels: matchModes });
    expect(() => sumTallies([sum, tallyMatches(documentOf([], []), 'y', 'x')])).toThrow('cannot be added');
  });

  test('adds nothing where a coder did not finish', () => {
    const alone = tallyMatches(selectCoders(documentOf([note(0, 5)], []), ['x']), 'x', 'y');
    expect(alone.coders).toEqual([]);
    expect([...alone.sums].every((sum) => sum === 0)).toBe(true);
    const other = tallyMatches(selectCoders(documentOf([note(0, 5)], []), ['y']), 'x', 'y');
    expect(other.number('documents')).toBe(0);
    expect(() => tallyMatches(documentOf([], []), 'x', 'x')).toThrow(
      'Coder "x" cannot be compared with themselves',
    );
  });
});

describe('empty sides', () => {
  test('nobody marked anything', () => {
    const tally = tallyOf([], []);
    const nothing = { code: 'nothing-marked' };
    expect(matchScore(tally, 'strict')).toMatchObject({
      precision: nothing,
      recall: nothing,
      f1: nothing,
      credit: 0,
    });
    expect(characterScore(tally, 'typed')).toMatchObject({
      precision: nothing,
      recall: nothing,
      f1: nothing,
      jaccard: nothing,
    });
    expect(anyOverlapScore(tally, 'typed')).toMatchObject({
      precision: { value: null },
      recall: { value: null },
      f1: { value: null },
    });
  });

  test('one coder marked nothing', () => {
    const first = tallyOf([note(0, 5)], []);
    expect(matchScore(first, 'type')).toMatchObject({
      precision: { code: 'no-spans-second' },
      recall: { value: 0 },
      f1: { value: 0 },
    });
    expect(characterScore(first, 'untyped')).toMatchObject({
      precision: { code: 'no-spans-second' },
      recall: { value: 0 },
      f1: { value: 0 },
      jaccard: { value: 0 },
    });
    expect(anyOverlapScore(first, 'untyped')).toMatchObject({
      precision: { code: 'no-spans-second' },
      recall: { value: 0 },
      f1: { code: 'no-spans-second' },
    });
    const second = tallyOf([], [note(0, 5)]);
    expect(matchScore(second, 'type')).toMatchObject({
      precision: { value: 0 },
      recall: { code: 'no-spans-first' },
    });
    expect(anyOverlapScore(second, 'typed')).toMatchObject({
      precision: { value: 0 },
      recall: { code: 'no-spans-first' },
      f1: { code: 'no-spans-first' },
    });
  });
});

describe('any overlap', () => {
  test.each(['typed', 'untyped'] as const)('counts annotations that meet another: %s', (tags) => {
    fc.assert(
      fc.property(pairs, ([first, second]) => {
        const meets = (a: Annotation, b: Annotation) =>
          overlap(a, b) > 0 && (tags === 'untyped' || a.tag === b.tag);
        const share = (some: readonly Annotation[], others: readonly Annotation[]) =>
          some.length === 0 ? null : some.filter((a) => others.some((b) => meets(a, b))).length / some.length;
        const [precision, recall] = [share(second, first), share(first, second)];
        const score = anyOverlapScore(tallyOf(first, second), tags);
        expect([score.precision.value, score.recall.value]).toEqual([precision, recall]);
        if (precision === null || recall === null) expect(score.f1.value).toBeNull();
        else if (precision + recall === 0) expect(score.f1.value).toBe(0);
        else expect(score.f1.value).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
      }),
      runs(150),
    );
  });
});

describe('characters', () => {
  test.each(['typed', 'untyped'] as const)('are those that both marked: %s', (tags) => {
    fc.assert(
      fc.property(pairs, ([first, second]) => {
        const marks = (annotations: readonly Annotation[]) =>
          new Set(
            tags === 'untyped'
              ? [...placesOf(annotations)].map(String)
              : ['a', 'b', 'c'].flatMap((tag) =>
                  [...placesOf(annotations, tag)].map((place) => `${place} ${tag}`),
                ),
          );
        const [a, b] = [marks(first), marks(second)];
        const both = [...a].filter((mark) => b.has(mark)).length;
        const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
        const score = characterScore(tallyOf(first, second), tags);
        expect(score.precision.value).toBe(share(both, b.size));
        expect(score.recall.value).toBe(share(both, a.size));
        expect(score.f1.value).toBe(share(2 * both, a.size + b.size));
        expect(score.jaccard.value).toBe(share(both, a.size + b.size - both));
      }),
      runs(150),
    );
  });
});

test('finds every pair that shares a character, and how many', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const [first, second] = [a, b].map((list) => list.toSorted((x, y) => x.start - y.start)) as [
        Annotation[],
        Annotation[],
      ];
      const wanted = first
        .flatMap((x, i) => second.map((y, j) => ({ first: i, second: j, shared: overlap(x, y) })))
        .filter(({ shared }) => shared > 0);
      const found = findOverlaps(first, second).toSorted((x, y) => x.first - y.first || x.second - y.second);
      expect(found).toEqual(wanted);
    }),
    runs(150),
  );
  expect(sharedLength([note(0, 5), note(5, 7)], [note(3, 6), note(8, 9)])).toBe(3);
});
