import { describe, expect, test } from 'vitest';
import { InputError } from '../check.ts';
import { krippendorffAlpha } from '../coding/alpha.ts';
import { readCoding } from '../coding/coding.ts';
import { type CodingTally, tallyCoding, tallyUnits } from '../coding/coding-tally.ts';
import { type Annotation, type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { type Random, seededRandom } from '../random.ts';
import { sumTallies } from '../tally.ts';
import { pooledTagAlpha, tagAlpha } from '../unitizing/per-tag.ts';
import { type TagTally, tallyTagParts, tallyTags } from '../unitizing/tag-tally.ts';
import { bootstrapBoth, bootstrapDocuments, bootstrapParagraphs, bootstrapUnits } from './bootstrap.ts';
import { percentileBounds } from './interval.ts';
import { quantile } from './quantile.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const cuts = [10, 20, 30, 40, 50];

/** A document of 60 characters in six paragraphs, in which two coders differ at random. */
function makeDocument(i: number, random: Random): CodedDocument {
  const layer = (coder: string) => ({
    coder,
    annotations: [0, 10, 20, 30, 40, 50].flatMap((from, part) =>
      (i + part) % 3 === 0 || random.below(4) === 0
        ? [note(from + random.below(3), from + 6 + random.below(3))]
        : [],
    ),
  });
  return readDocument({ id: `document ${i}`, length: 60, layers: [layer('x'), layer('y')] });
}

/** Twelve documents with the tallies of the whole and of their paragraphs; made once, and always the same. */
function makeCorpus() {
  const random = seededRandom(11);
  const corpus = Array.from({ length: 12 }, (_, i) => makeDocument(i, random));
  return {
    corpus,
    tallies: corpus.map((document) => tallyTags(document, ['a', 'b'])),
    parts: corpus.map((document) => tallyTagParts(document, ['a', 'b'], cuts)),
  };
}

const alpha = (tally: TagTally) => tagAlpha(tally, 'a');

describe('by document', () => {
  test('draws documents with replacement, adds them and takes percentiles', () => {
    const { tallies } = makeCorpus();
    const { a } = bootstrapDocuments(tallies, { a: alpha }, { seed: 5, replicates: 200, confidence: 0.9 });
    const draws = seededRandom(5);
    const values = Array.from({ length: 200 }, () => {
      const drawn = Array.from({ length: 12 }, () => tallies[draws.below(12)] as TagTally);
      return alpha(sumTallies(drawn)).value as number;
    }).sort((x, y) => x - y);
    expect(a.low).toBeCloseTo(quantile(Float64Array.from(values), 0.05), 12);
    expect(a.high).toBeCloseTo(quantile(Float64Array.from(values), 0.95), 12);
    expect(a).toMatchObject({
      kind: 'documents',
      caution: null,
      replicates: 200,
      seed: 5,
      confidence: 0.9,
      undefinedReplicates: 0,
      code: null,
    });
    expect(a.scope).toBe('Speaks for documents like these.');
  });

  test('repeats itself for a seed, and moves with another', () => {
    const { tallies } = makeCorpus();
    const run = (seed?: number) =>
      bootstrapDocuments(tallies, { a: alpha }, { replicates: 300, ...(seed !== undefined && { seed }) }).a;
    expect(run(1)).toEqual(run());
    expect(run(2)).not.toEqual(run(1));
  });

  test('has 2,000 replicates and 95 per cent if nothing else is said', () => {
    const { tallies } = makeCorpus();
    const { a } = bootstrapDocuments(tallies, { a: alpha });
    expect(a).toMatchObject({ replicates: 2000, confidence: 0.95, seed: 1 });
    const point = alpha(sumTallies(tallies)).value ?? 0;
    expect(a.low ?? 1).toBeLessThan(point);
    expect(a.high ?? 0).toBeGreaterThan(point);
  });

  test('gives every measure its interval from the same replicates', () => {
    const { tallies } = makeCorpus();
    const { a, pooled } = bootstrapDocuments(
      tallies,
      { a: alpha, pooled: pooledTagAlpha },
      { replicates: 50 },
    );
    expect(pooled).toEqual(a);
  });

  test('holds for one document repeated', () => {
    const { tallies } = makeCorpus();
    const same = [tallies[0], tallies[0], tallies[0]] as TagTally[];
    const value = alpha(sumTallies(same)).value ?? Number.NaN;
    const { a } = bootstrapDocuments(same, { a: alpha }, { replicates: 20 });
    expect([a.low, a.high]).toEqual([value, value]);
  });

  test('carries a caution with fewer than ten documents that count', () => {
    const { corpus, tallies } = makeCorpus();
    const alone = tallyTags(selectCoders(corpus[0] as CodedDocument, ['x']), ['a', 'b']);
    const caution = 'Too few documents: fewer than 10.';
    expect(bootstrapDocuments(tallies.slice(0, 10), { a: alpha }, { replicates: 9 }).a.caution).toBeNull();
    expect(
      bootstrapDocuments([...tallies.slice(0, 9), alone], { a: alpha }, { replicates: 9 }).a.caution,
    ).toBe(caution);
  });

  test('is refused below three documents that count', () => {
    const { corpus, tallies } = makeCorpus();
    const alone = tallyTags(selectCoders(corpus[0] as CodedDocument, ['x']), ['a', 'b']);
    const { a } = bootstrapDocuments(
      [...tallies.slice(0, 2), alone, alone],
      { a: alpha },
      { replicates: 9, seed: 3 },
    );
    expect(a).toEqual({
      low: null,
      high: null,
      code: 'too-few-documents',
      reason: 'An interval by document needs at least three documents.',
      kind: 'documents',
      scope: 'Speaks for documents like these.',
      caution: 'Too few documents: fewer than 10.',
      confidence: 0.95,
      replicates: 9,
      seed: 3,
      undefinedReplicates: 0,
    });
    expect(bootstrapDocuments(tallies.slice(0, 3), { a: alpha }, { replicates: 9 }).a.low).not.toBeNull();
    expect(bootstrapDocuments([] as TagTally[], { a: alpha }).a.code).toBe('too-few-documents');
  });

  test('brings tallies with different labels together first', () => {
    const { corpus, tallies } = makeCorpus();
    const other = corpus.slice(0, 4).map((document, i) => tallyTags(document, i % 2 ? ['a'] : ['a', 'b']));
    const { a } = bootstrapDocuments(other, { a: alpha }, { replicates: 50 });
    expect(a).toEqual(bootstrapDocuments(tallies.slice(0, 4), { a: alpha }, { replicates: 50 }).a);
  });

  test('is suppressed when too many replicates are undefined', () => {
    const { tallies } = makeCorpus();
    const { b } = bootstrapDocuments(
      tallies,
      { b: (tally: TagTally) => tagAlpha(tally, 'b') },
      { replicates: 30 },
    );
    expect(b).toMatchObject({ low: null, code: 'too-many-undefined', undefinedReplicates: 30 });
  });

  test.each([0, 1.5, -3])('refuses %d replicates', (replicates) => {
    const { tallies } = makeCorpus();
    expect(() => bootstrapDocuments(tallies, { a: alpha }, { replicates })).toThrow(
      'The number of replicates must be a whole number of at least 1',
    );
  });
});

describe('by paragraph within documents', () => {
  test('keeps all documents in every replicate', () => {
    const { parts } = makeCorpus();
    const seen: number[] = [];
    const watch = (tally: TagTally) => {
      seen.push(tally.number('total'));
      return alpha(tally);
    };
    const { a } = bootstrapParagraphs(parts.slice(0, 2), { a: watch }, { replicates: 40, seed: 4 });
    expect(new Set(seen)).toEqual(new Set([240]));
    expect(a).toMatchObject({
      kind: 'paragraphs within documents',
      scope: 'Speaks for these documents only.',
      caution: null,
    });
    const draws = seededRandom(4);
    const values = Array.from({ length: 40 }, () => {
      const drawn = parts.slice(0, 2).flatMap((list) => list.map(() => list[draws.below(6)] as TagTally));
      return alpha(sumTallies(drawn)).value;
    });
    expect(a).toMatchObject({ low: percentileBounds(values).low, high: percentileBounds(values).high });
  });

  test('is refused without two parts to draw from', () => {
    const { tallies, parts } = makeCorpus();
    const whole = tallies.map((tally) => [tally]);
    expect(bootstrapParagraphs(whole, { a: alpha }).a).toMatchObject({
      code: 'too-few-parts',
      low: null,
      kind: 'paragraphs within documents',
    });
    expect(
      bootstrapParagraphs([...whole, parts[0] ?? []], { a: alpha }, { replicates: 9 }).a.code,
    ).toBeNull();
    const pairs = parts.map((list) => [sumTallies(list.slice(0, 3)), sumTallies(list.slice(3))]);
    expect(bootstrapParagraphs(pairs, { a: alpha }, { replicates: 9 }).a.code).toBeNull();
  });

  test('comes beside the interval by document when there are fewer than ten', () => {
    const { corpus, parts } = makeCorpus();
    const few = bootstrapBoth(parts.slice(0, 9), { a: alpha }, { replicates: 30 });
    const sums = (some: readonly (readonly TagTally[])[]) => some.map((list) => sumTallies(list));
    expect(few.documents).toEqual(
      bootstrapDocuments(sums(parts.slice(0, 9)), { a: alpha }, { replicates: 30 }),
    );
    expect(few.paragraphs).toEqual(bootstrapParagraphs(parts.slice(0, 9), { a: alpha }, { replicates: 30 }));
    expect(bootstrapBoth(parts.slice(0, 10), { a: alpha }, { replicates: 9 }).paragraphs).toBeNull();
    const alone = tallyTagParts(selectCoders(corpus[0] as CodedDocument, ['x']), ['a', 'b'], cuts);
    expect(
      bootstrapBoth([...parts.slice(0, 9), alone, []], { a: alpha }, { replicates: 9 }).paragraphs,
    ).not.toBeNull();
  });
});

describe('by unit', () => {
  const eight = () =>
    readCoding({
      values: [
        [1, 2, 3, 1, 2, 3, 1, 1],
        [1, 2, 3, 1, 2, 1, 2, null],
      ],
    });
  const nominal = (tally: CodingTally) => krippendorffAlpha(tally);

  test('draws units with replacement', () => {
    const coding = eight();
    const { a } = bootstrapUnits(coding, { a: nominal }, { replicates: 60, seed: 9 });
    const draws = seededRandom(9);
    const values = Array.from({ length: 60 }, () => {
      const units = Array.from({ length: 8 }, () => draws.below(8));
      return nominal(tallyUnits(coding, units)).value;
    });
    expect(a).toMatchObject({ ...percentileBounds(values), kind: 'units', caution: null });
    expect(a.scope).toBe('Speaks for units like these, coded independently of each other.');
  });

  test('is refused below two units', () => {
    const one = readCoding({ values: [[1], [2]] });
    expect(bootstrapUnits(one, { a: nominal }).a).toMatchObject({ code: 'too-few-parts', kind: 'units' });
    const two = readCoding({
      values: [
        [1, 2],
        [2, 1],
      ],
    });
    expect(bootstrapUnits(two, { a: nominal }, { replicates: 5 }).a.code).toBeNull();
  });

  test('is the interval by document when every unit is a document of its own', () => {
    const values = [
      [1, 2, 3, 1, 2, 3, 1, 1, 2, 2],
      [1, 2, 3, 1, 2, 1, 2, 1, 1, 2],
    ];
    const declared = readCoding({ values, categories: [1, 2, 3] });
    const each = (values[0] ?? []).map((_, i) =>
      tallyCoding(readCoding({ values: values.map((row) => [row[i] ?? null]), categories: [1, 2, 3] })),
    );
    const [units, documents] = [
      bootstrapUnits(declared, { a: nominal }, { replicates: 99 }).a,
      bootstrapDocuments(each, { a: nominal }, { replicates: 99 }).a,
    ];
    expect(units.low).toBeCloseTo(documents.low ?? Number.NaN, 12);
    expect(units.high).toBeCloseTo(documents.high ?? Number.NaN, 12);
  });
});

describe('percentiles', () => {
  test('are interpolated as type 7', () => {
    const values = Float64Array.of(1, 2, 4, 8);
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual(
      [1, 1.75, 3, 4 + 0.7 * 4, 8].map((x) => expect.closeTo(x, 12)),
    );
    expect(quantile(Float64Array.of(5), 0.5)).toBe(5);
  });

  test('leave undefined replicates out, up to 5 per cent', () => {
    const values = Array.from({ length: 19 }, (_, i) => i);
    expect(percentileBounds([null, ...values])).toMatchObject({
      low: expect.closeTo(0.45, 9),
      high: expect.closeTo(17.55, 9),
      undefinedReplicates: 1,
      code: null,
      reason: null,
    });
    expect(percentileBounds([null, null, ...values])).toMatchObject({
      low: null,
      high: null,
      undefinedReplicates: 2,
      code: 'too-many-undefined',
    });
    expect(percentileBounds([])).toMatchObject({
      low: null,
      undefinedReplicates: 0,
      code: 'too-many-undefined',
    });
    expect(percentileBounds([3, 1, 2], 0.5)).toMatchObject({ low: 1.5, high: 2.5 });
  });

  test.each([0, 1, 1.2, Number.NaN])('refuse a confidence of %d', (confidence) => {
    expect(() => percentileBounds([1], confidence)).toThrow(InputError);
  });

  test('name the confidence that they refuse', () => {
    expect(() => percentileBounds([1], 1)).toThrow('The confidence must lie between 0 and 1, not at 1');
    expect(() => percentileBounds([1], -1)).toThrow(
      'The confidence must be a finite number of at least 0, not -1',
    );
  });
});
