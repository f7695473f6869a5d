import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, exclusive, overlapping, runs } from '../../testing/arbitraries.ts';
import { allMatchings } from '../../testing/oracles.ts';
import { type Annotation, type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { tallyMatches } from '../matching/match-tally.ts';
import { findOverlaps } from '../matching/overlaps.ts';
import { matchScore } from '../matching/scores.ts';
import { sumTallies } from '../tally.ts';
import { cuAlpha } from '../unitizing/family.ts';
import { isRefusal, tallyGroup } from '../unitizing/group-tally.ts';
import { tagAlpha } from '../unitizing/per-tag.ts';
import { tallyTags } from '../unitizing/tag-tally.ts';
import { countDifferences, spreadOf } from './boundary.ts';
import { decompose } from './decomposition.ts';
import { addAmounts, amountsOf, differencesOf } from './difference.ts';
import { helpFor } from './help.ts';
import { allMatches, matchedCuAlpha, tagMatches, tallySpans } from './span-tally.ts';
import { tallyTolerance, toleranceCurve } from './tolerance.ts';

const tags = ['a', 'b', 'c'];
const corpus = fc.array(documents(overlapping, { min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length, layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })) });
const named = (list: readonly CodedDocument[]) => list.map((document, i) => ({ ...document, id: `d${i}` }));

describe('differences', () => {
  test('add up to the disagreement about each tag, by kind as well', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const tally = sumTallies(list.map((document) => tallyTags(document, tags)));
        const amounts = amountsOf(list.flatMap((document) => differencesOf(document)));
        tags.forEach((tag, place) => {
          const { all, kinds, tags: others } = amounts[tag] ?? addAmounts([]);
          expect(all).toBeCloseTo(tally.block('gapPairs')[place] ?? Number.NaN, 9);
          expect(kinds.found + kinds.where + kinds.which).toBeCloseTo(all, 9);
          const confused = Object.values(others).reduce((sum, amount) => sum + amount, 0);
          expect(confused).toBeCloseTo(kinds.which, 9);
          const { gains } = helpFor(tagAlpha(tally, tag), amounts[tag], tally);
          const { value } = tagAlpha(tally, tag);
          if (value !== null) expect(gains.all).toBeCloseTo(1 - value, 9);
        });
      }),
      runs(100),
    );
  });

  test('share no text, and come by tag and place', () => {
    fc.assert(
      fc.property(documents(overlapping, { min: 2, max: 4 }), (document) => {
        for (const tag of tags) {
          const own = differencesOf(document, [tag]);
          own.slice(1).forEach((each, i) => {
            expect(each.start).toBeGreaterThanOrEqual(own[i]?.end ?? Number.NaN);
          });
          expect(differencesOf(document).filter((each) => each.tag === tag)).toEqual(own);
        }
      }),
      runs(50),
    );
  });

  test('tell found, where and which, and who', () => {
    const document = documentOf(
      100,
      [note(0, 10), note(20, 30), note(40, 50), note(60, 70, 'b'), note(80, 90)],
      [note(0, 10), note(20, 34), note(40, 50, 'b'), note(60, 70, 'b')],
      [note(0, 10), note(20, 30), note(40, 50, 'c'), note(60, 70, 'b')],
    );
    expect(
      differencesOf(document, ['a']).map(({ start, end, kind, otherTag, coder, all, unmarked }) => ({
        at: `${start}-${end}`,
        kind,
        otherTag,
        coder,
        all,
        unmarked,
      })),
    ).toEqual([
      // One character of the second coder against the gaps of both others, at each of four places.
      { at: '20-34', kind: 'where', otherTag: null, coder: 'k2', all: 4, unmarked: [] },
      { at: '40-50', kind: 'which', otherTag: 'b', coder: 'k1', all: 10, unmarked: ['k2', 'k3'] },
      { at: '80-90', kind: 'found', otherTag: null, coder: 'k1', all: 10, unmarked: ['k2', 'k3'] },
    ]);
    expect(differencesOf(document, ['b'])).toMatchObject([
      {
        start: 40,
        kind: 'which',
        kinds: { found: 0, where: 0, which: 10 },
        tags: { a: 5, c: 5 },
        coders: { k2: 10 },
        marked: [{ coder: 'k2', spans: [{ start: 40, end: 50 }] }],
      },
    ]);
  });

  test('do not call another tag a confusion that the coder gave there too', () => {
    const document = documentOf(50, [note(0, 10), note(0, 10, 'b')], [note(0, 10, 'b')]);
    expect(differencesOf(document)).toMatchObject([{ tag: 'a', kind: 'found', otherTag: null, coder: null }]);
  });

  test('name nobody of two coders, and nobody where two stand against two', () => {
    const four = documentOf(50, [note(0, 10)], [note(0, 10)], [], []);
    expect(differencesOf(four)).toMatchObject([{ coder: null, coders: {}, unmarked: ['k3', 'k4'] }]);
  });

  test('are none where fewer than two finished, and none in what is marked alike', () => {
    expect(differencesOf(documentOf(50, [note(0, 10)]))).toEqual([]);
    expect(differencesOf(documentOf(0, [], []))).toEqual([]);
    expect(differencesOf(documentOf(50, [note(0, 10)], [note(0, 10)]), ['a', 'z'])).toEqual([]);
    // A cut is not seen by u-alpha, and so is no difference of it.
    expect(differencesOf(documentOf(50, [note(0, 10)], [note(0, 5), note(5, 10)]))).toEqual([]);
  });
});

describe('what would help', () => {
  const help = (...lists: readonly (readonly Annotation[])[]) =>
    decompose([documentOf(200, ...lists)], 'a').help;

  test('is nothing where all agree, or nobody used the tag', () => {
    expect(help([note(0, 10)], [note(0, 10)])).toMatchObject({ kind: 'none', gain: 0, coder: null });
    expect(help([], [note(0, 10, 'b')])).toMatchObject({ kind: 'none' });
  });

  test('is what gains most, with the other tag', () => {
    expect(help([note(0, 30), note(50, 60)], [note(0, 40)])).toMatchObject({ kind: 'found', tag: null });
    expect(help([note(0, 30)], [note(0, 40)])).toMatchObject({ kind: 'where', tag: null, coder: null });
    expect(help([note(0, 30), note(50, 70)], [note(0, 32), note(50, 70, 'b')])).toMatchObject({
      kind: 'which',
      tag: 'b',
    });
  });

  test('is a coder who alone gains more than any kind, and names one behind more than half', () => {
    const spans = [note(0, 10), note(20, 30), note(40, 50), note(60, 70)];
    const [first = note(0, 1), ...rest] = spans;
    const mixed = [note(0, 16), ...rest.slice(1, 2), note(20, 30, 'b'), note(100, 108)];
    const found = help(spans, spans, mixed);
    expect(found).toMatchObject({ kind: 'coder', coder: 'k3', tag: null });
    expect(found.gain).toBeCloseTo(found.gains.all, 12);
    // All of one kind: the kind helps as much as the coder, and comes first.
    expect(help(spans, spans, [first])).toMatchObject({ kind: 'found', coder: 'k3' });
  });
});

describe('matched spans', () => {
  test('with one tag, have the F1 of overlap', () => {
    const single = (length: number) =>
      exclusive(length).map((list) => list.map((annotation) => ({ ...annotation, tag: 'a' })));
    fc.assert(
      fc.property(documents(single, { min: 2, max: 2 }), (document) => {
        const [first = '', second = ''] = document.layers.map((layer) => layer.coder);
        const wanted = matchScore(tallyMatches(document, first, second), 'type').f1.value;
        const tally = tallySpans(document, ['a']);
        expect(tagMatches(tally, 'a').f1.value ?? null).toBe(wanted);
        expect(tagMatches(tally, 'a').foundF1).toEqual(tagMatches(tally, 'a').f1);
        expect(tally.sums).toEqual(tallySpans(document, ['a']).sums);
      }),
      runs(100),
    );
  });

  test('pool over pairs of coders what each pair has', () => {
    fc.assert(
      fc.property(documents(overlapping, { min: 2, max: 4 }), (document) => {
        const names = document.layers.map((layer) => layer.coder);
        const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second]));
        const each = pairs.map((pair) => tagMatches(tallySpans(selectCoders(document, pair), tags), 'a'));
        const all = tagMatches(tallySpans(document, tags), 'a');
        for (const name of ['sides', 'same', 'other', 'alone'] as const) {
          expect(all[name]).toBe(each.reduce((sum, one) => sum + one[name], 0));
        }
        expect(all.same + all.other + all.alone).toBe(all.sides);
      }),
      runs(60),
    );
  });

  test('have the cu-alpha of the family where every unit meets one other at most', () => {
    let compared = 0;
    fc.assert(
      fc.property(documents(exclusive, { min: 2, max: 3 }), (document) => {
        const units = document.layers.map(({ annotations }) => mergeOverlaps(annotations));
        const meetsOne = units.every((list, i) =>
          units.every((others, j) => {
            const firsts = i === j ? [] : findOverlaps(list, others).map(({ first }) => first);
            return new Set(firsts).size === firsts.length;
          }),
        );
        if (!meetsOne) return;
        const layers = document.layers.map(({ coder, annotations }) => ({
          coder,
          annotations: annotations.map((each) => ({ ...each, tag: each.tag === 'a' ? 'a' : 'other' })),
        }));
        const group = tallyGroup(readDocument({ length: document.length, layers }), ['a', 'other']);
        if (isRefusal(group)) throw new Error('Exclusive tags overlap');
        const given = matchedCuAlpha(tallySpans(document, tags), 'a');
        // The tag itself must be met for its own cu-alpha to speak of it.
        if (given.code === 'category-not-used' || given.code === 'no-shared-text') return;
        compared++;
        const { value } = cuAlpha(group);
        if (value === null) expect(given.value).toBeNull();
        else expect(given.value).toBeCloseTo(value, 9);
      }),
      runs(400),
    );
    expect(compared).toBeGreaterThan(20);
  });

  test('say what is undefined, and why', () => {
    const tally = tallySpans(documentOf(50, [note(0, 10)], [note(20, 30)]), tags);
    expect(tagMatches(tally, 'a')).toMatchObject({ f1: { value: 0 }, alone: 2 });
    expect(tagMatches(tally, 'b').f1).toMatchObject({ value: null, code: 'category-not-used' });
    expect(allMatches(tally)).toMatchObject({ sides: 2, same: 0, f1: { value: 0 } });
    expect(matchedCuAlpha(tally, 'a')).toMatchObject({ code: 'no-shared-text', coverage: { value: 0 } });
    expect(matchedCuAlpha(tally, 'b')).toMatchObject({
      code: 'category-not-used',
      coverage: { value: null },
    });
    const agreed = tallySpans(documentOf(50, [note(0, 10)], [note(0, 10)]), tags);
    expect(matchedCuAlpha(agreed, 'a')).toMatchObject({ code: 'no-variation', coverage: { value: 1 } });
    const alone = tallySpans(documentOf(50, [note(0, 10)]), tags);
    expect(matchedCuAlpha(alone, 'a').code).toBe('nothing-pairable');
    expect(tagMatches(alone, 'a').f1.code).toBe('nothing-pairable');
    expect(() => tagMatches(tally, 'z')).toThrow('"z" is not among the tags');
  });
});

describe('boundaries', () => {
  test('at each tolerance, equal the largest of all matchings', () => {
    fc.assert(
      fc.property(documents(exclusive, { min: 2, max: 2 }), (document) => {
        const [first = [], second = []] = document.layers.map(({ annotations }) =>
          mergeOverlaps(annotations.filter(({ tag }) => tag === 'a')),
        );
        const pairs = tallyTolerance(document, 'a').block('pairs');
        for (const tolerance of [0, 1, 2, 5, 50]) {
          const fits = (row: number, column: number) => {
            const [a = note(0, 1), b = note(0, 1)] = [first[row], second[column]];
            const near = Math.max(Math.abs(a.start - b.start), Math.abs(a.end - b.end)) <= tolerance;
            return near && a.start < b.end && b.start < a.end;
          };
          const sizes = [...allMatchings(first.length, second.length, fits)].map((each) => each.length);
          expect(pairs[tolerance]).toBe(Math.max(...sizes));
        }
        expect([...pairs]).toEqual([...pairs].sort((a, b) => a - b));
      }),
      runs(60),
    );
  });

  test('are told with their signs, by coder and in counts', () => {
    const list = named([
      documentOf(100, [note(10, 20), note(40, 60)], [note(12, 20), note(40, 57)]),
      documentOf(100, [note(10, 20)], [note(11, 20)]),
    ]);
    const { where, found, which, help } = decompose(list, 'a');
    expect(where).toMatchObject({ pairs: 3, same: 0, start: { median: 1, medianAbsolute: 1 } });
    expect(where.end).toMatchObject({ n: 3, median: 0, low: -2.7 });
    expect(where.iou?.median).toBeCloseTo(0.85, 12);
    expect(where.coders.map(({ coder, start }) => [coder, start.median])).toEqual([
      ['k1', -1],
      ['k2', 1],
    ]);
    expect(where.startCounts.slice(51, 54)).toEqual([1, 1, 1]);
    expect(where.tolerance.slice(0, 4).map(({ value }) => value)).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect(found).toMatchObject({ f1: { value: 1 }, sides: 6, alone: 0 });
    expect(which.code).toBe('no-variation');
    expect(help.kind).toBe('where');
  });

  test('have no spread without pairs, and keep what is far off at the ends', () => {
    expect(spreadOf([])).toBeNull();
    expect(countDifferences([-900, -51, -50, 0, 50, 51, 70])).toMatchObject({
      0: 2,
      1: 1,
      51: 1,
      101: 1,
      102: 2,
    });
    const { where } = decompose([documentOf(50, [note(0, 9)], [])], 'a');
    expect(where).toMatchObject({ pairs: 0, start: null, iou: null, coders: [] });
    expect(toleranceCurve(tallyTolerance(documentOf(9, [], []), 'a'))[0]).toMatchObject({
      value: null,
      code: 'category-not-used',
    });
  });
});
