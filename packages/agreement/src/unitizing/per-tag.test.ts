import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { familyByDraws } from '../../testing/oracles.ts';
import { type Annotation, type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from './per-tag.ts';
import { tallyTagParts, tallyTags } from './tag-tally.ts';

const tags = ['a', 'b', 'c'];
const corpus = fc.array(documents(overlapping, { min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length, layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })) });

/** The document with the merged units of one tag only. */
const onlyTag = (document: CodedDocument, tag: string) =>
  readDocument({
    length: document.length,
    layers: document.layers.map(({ coder, annotations }) => ({
      coder,
      annotations: mergeOverlaps(annotations.filter((annotation) => annotation.tag === tag)),
    })),
  });

function expectSame(given: number | null, wanted: number | null): void {
  if (wanted === null) expect(given).toBeNull();
  else expect(given).toBeCloseTo(wanted, 9);
}

describe('one tag against everything else', () => {
  test('equals drawing all pairs of characters, tags overlapping as they like', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const tally = sumTallies(list.map((document) => tallyTags(document, tags)));
        for (const tag of tags) {
          const wanted = familyByDraws(
            list.map((document) => onlyTag(document, tag)),
            [tag],
          );
          expectSame(tagAlpha(tally, tag).value, wanted.u);
          expectSame(tagAlpha(tally, tag).value, wanted.bar);
        }
      }),
      runs(100),
    );
  });

  test('does not change when other tags come or go', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const all = sumTallies(list.map((document) => tallyTags(document, tags)));
        const few = sumTallies(list.map((document) => tallyTags(document, ['c', 'a'])));
        expect(tagAlpha(few, 'a')).toEqual(tagAlpha(all, 'a'));
        expect(few.scheme.labels).toEqual(['a', 'c']);
      }),
      runs(50),
    );
  });

  test('is 1 exactly for the same spans, in any order', () => {
    const spans = [note(0, 3), note(5, 9), note(2, 7, 'b'), note(6, 8, 'b')];
    const tally = tallyTags(documentOf(12, spans, spans.toReversed(), spans), tags);
    expect(tagAlpha(tally, 'a').value).toBe(1);
    expect(tagAlpha(tally, 'b').value).toBe(1);
    expect(pooledTagAlpha(tally).value).toBe(1);
  });

  test('is undefined for a tag that nobody used or that covers everything', () => {
    const tally = tallyTags(documentOf(9, [note(0, 9), note(0, 2, 'b')], [note(0, 9)]), tags);
    expect(tagAlpha(tally, 'a')).toMatchObject({ value: null, code: 'everything-marked', units: 2 });
    expect(tagAlpha(tally, 'c')).toMatchObject({ value: null, code: 'category-not-used', units: 0 });
    expect(tagAlpha(tally, 'b')).toMatchObject({ coders: 2, documents: 1, units: 1 });
    expect(tagAlpha(tally, 'b').value).toBeLessThan(0);
    expect(() => tagAlpha(tally, 'd')).toThrow('"d" is not among the tags');
  });

  test('needs a document with two coders', () => {
    const alone = tallyTags(selectCoders(documentOf(9, [note(0, 3)], []), ['k1']), tags);
    expect(tagAlpha(alone, 'a')).toMatchObject({ code: 'nothing-pairable', documents: 0, coders: 0 });
    expect(pooledTagAlpha(alone).code).toBe('nothing-pairable');
  });
});

describe('the pooled value', () => {
  test('is 1 less the sum of observed over the sum of expected disagreements', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const tally = sumTallies(list.map((document) => tallyTags(document, tags)));
        const each = tags.map((tag) => tagAlpha(tally, tag));
        const observed = each.reduce((sum, one) => sum + (one.observedDisagreement ?? 0), 0);
        const expected = each.reduce((sum, one) => sum + (one.expectedDisagreement ?? 0), 0);
        expectSame(pooledTagAlpha(tally).value, expected === 0 ? null : 1 - observed / expected);
        expect(pooledTagAlpha(tally).units).toBe(each.reduce((sum, one) => sum + one.units, 0));
      }),
      runs(50),
    );
  });

  test('says whether nothing or everything was marked', () => {
    expect(pooledTagAlpha(tallyTags(documentOf(9, [], []), tags)).code).toBe('nothing-marked');
    expect(pooledTagAlpha(tallyTags(documentOf(9, [note(0, 9)], [note(0, 9)]), tags)).code).toBe(
      'everything-marked',
    );
  });
});

test('parts add up to the whole, wherever the document is cut', () => {
  const cutDocument = documents(overlapping, { min: 1, max: 3 }).chain((document) =>
    fc.tuple(
      fc.constant(document),
      fc.uniqueArray(fc.integer({ min: 1, max: document.length - 1 }), { maxLength: 4 }),
    ),
  );
  fc.assert(
    fc.property(cutDocument, ([document, cuts]) => {
      const parts = tallyTagParts(
        document,
        tags,
        cuts.toSorted((a, b) => a - b),
      );
      expect(parts.length).toBe(cuts.length + 1);
      const [sum, whole] = [sumTallies(parts).sums, tallyTags(document, tags).sums];
      sum.forEach((value, i) => {
        expect(value).toBeCloseTo(whole[i] ?? Number.NaN, 9);
      });
    }),
    runs(100),
  );
});

test('refuses cuts outside the text and tags twice', () => {
  expect(() => tallyTagParts(documentOf(9, [], []), tags, [0])).toThrow('The start of a part');
  expect(() => tallyTags(documentOf(9, [], []), ['a', 'a'])).toThrow('The tags holds "a" twice');
});
