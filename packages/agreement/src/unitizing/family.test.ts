import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documents, exclusive, runs } from '../../testing/arbitraries.ts';
import { familyByDraws } from '../../testing/oracles.ts';
import { krippendorffAlpha } from '../coding/alpha.ts';
import { readCoding } from '../coding/coding.ts';
import { tallyCoding } from '../coding/coding-tally.ts';
import { type Annotation, type CodedDocument, readDocument, selectCoders } from '../document/document.ts';
import { sumTallies } from '../tally.ts';
import { barUAlpha, cuAlpha, kuAlpha, uAlpha } from './family.ts';
import { marginsOf } from './group-margins.ts';
import { type GroupTally, isRefusal, tallyGroup, tallyGroupParts } from './group-tally.ts';
import { cutsBetween } from './parts.ts';
import { tagAlpha } from './per-tag.ts';
import { tallyTags } from './tag-tally.ts';

const tags = ['a', 'b', 'c'];
const corpus = fc.array(documents(exclusive, { min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const one = documents(exclusive, { min: 2, max: 4 });
const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });

function tallyOf(document: CodedDocument, of: readonly string[] = tags): GroupTally {
  const tally = tallyGroup(document, of);
  if (isRefusal(tally)) throw new Error(JSON.stringify(tally.offences));
  return tally;
}

const documentOf = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length, layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })) });

const tallyFor = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  tallyOf(documentOf(length, ...lists));

function expectSame(given: number | null, wanted: number | null): void {
  if (wanted === null) expect(given).toBeNull();
  else expect(given).toBeCloseTo(wanted, 9);
}

const valuesOf = (tally: GroupTally) => ({
  u: uAlpha(tally).value,
  bar: barUAlpha(tally).value,
  cu: cuAlpha(tally).value,
  coverage: cuAlpha(tally).coverage.value,
  perTag: tags.map((tag) => ({
    alpha: kuAlpha(tally, tag).value,
    coverage: kuAlpha(tally, tag).coverage.value,
  })),
});

function expectSameFamily(given: ReturnType<typeof valuesOf>, wanted: ReturnType<typeof valuesOf>): void {
  expectSame(given.u, wanted.u);
  expectSame(given.bar, wanted.bar);
  expectSame(given.cu, wanted.cu);
  expectSame(given.coverage, wanted.coverage);
  given.perTag.forEach((one, i) => {
    expectSame(one.alpha, wanted.perTag[i]?.alpha ?? null);
    expectSame(one.coverage, wanted.perTag[i]?.coverage ?? null);
  });
}

describe('the 2016 family', () => {
  test('needs no more of its sums than their margins, which add up as they do', () => {
    fc.assert(
      fc.property(corpus, (some) => {
        const tallies = some.map((document) => tallyOf(document));
        const [whole, margins] = [sumTallies(tallies), sumTallies(tallies.map(marginsOf))];
        expectSame(uAlpha(margins).value, uAlpha(whole).value);
        expectSame(barUAlpha(margins).value, barUAlpha(whole).value);
        expectSame(cuAlpha(margins).value, cuAlpha(whole).value);
        expectSame(cuAlpha(margins).coverage.value, cuAlpha(whole).coverage.value);
        expect(uAlpha(margins).code).toBe(uAlpha(whole).code);
        expect(cuAlpha(margins).code).toBe(cuAlpha(whole).code);
        expect(marginsOf(margins)).toBe(margins);
      }),
    );
  });

  test('equals drawing all pairs of characters, over several documents with coders missing', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const tally = sumTallies(list.map((document) => tallyOf(document)));
        expectSameFamily(valuesOf(tally), familyByDraws(list, tags));
      }),
      runs(120),
    );
  });

  test('does not depend on the order of coders, spans or documents, nor on the names of coders and tags', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const names = new Map([
          ['a', 'z'],
          ['b', 'y'],
          ['c', 'x'],
        ]);
        const turned = list.toReversed().map((document) =>
          readDocument({
            length: document.length,
            layers: document.layers.toReversed().map(({ coder, annotations }) => ({
              coder: `other ${coder}`,
              annotations: annotations
                .toReversed()
                .map((unit) => ({ ...unit, tag: names.get(unit.tag) ?? '' })),
            })),
          }),
        );
        const given = sumTallies(turned.map((document) => tallyOf(document, ['x', 'y', 'z'])));
        const wanted = valuesOf(sumTallies(list.map((document) => tallyOf(document))));
        expectSame(uAlpha(given).value, wanted.u);
        expectSame(barUAlpha(given).value, wanted.bar);
        expectSame(cuAlpha(given).value, wanted.cu);
        tags.forEach((tag, i) => {
          expectSame(kuAlpha(given, names.get(tag) ?? '').value, wanted.perTag[i]?.alpha ?? null);
        });
      }),
      runs(60),
    );
  });

  test('is the same when the text is read from its end', () => {
    fc.assert(
      fc.property(one, (document) => {
        const mirrored = documentOf(
          document.length,
          ...document.layers.map(({ annotations }) =>
            annotations.map(({ start, end, tag }) =>
              note(document.length - end, document.length - start, tag),
            ),
          ),
        );
        expectSameFamily(valuesOf(tallyOf(mirrored)), valuesOf(tallyOf(document)));
      }),
      runs(60),
    );
  });

  test('u-alpha is nominal alpha when every character is a unit', () => {
    const values = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 8 })).chain(([m, n]) =>
      fc.array(fc.array(fc.constantFrom(...tags), { minLength: n, maxLength: n }), {
        minLength: m,
        maxLength: m,
      }),
    );
    fc.assert(
      fc.property(values, (matrix) => {
        const lists = matrix.map((row) => row.map((tag, i) => note(i, i + 1, tag)));
        const tally = tallyFor(matrix[0]?.length ?? 0, ...lists);
        const alpha = krippendorffAlpha(tallyCoding(readCoding({ values: matrix }))).value;
        expectSame(uAlpha(tally).value, alpha);
        expectSame(cuAlpha(tally).value, alpha);
        expect(barUAlpha(tally)).toMatchObject({ value: null, code: 'everything-marked' });
      }),
      runs(60),
    );
  });

  test('cannot see that a unit that both marked alike is cut in two', () => {
    const whole = [note(10, 30)];
    const cut = [note(10, 17), note(17, 30)];
    for (const other of [whole, cut]) {
      const tally = tallyFor(60, whole, other);
      expect(uAlpha(tally).value).toBe(1);
      expect(barUAlpha(tally).value).toBe(1);
    }
  });

  test('cannot see any cut where all coders marked the same text alike', () => {
    const cut = (units: readonly Annotation[], at: readonly number[]) =>
      units.flatMap((unit) => {
        const inside = at.filter((place) => unit.start < place && place < unit.end);
        const edges = [unit.start, ...[...new Set(inside)].sort((a, b) => a - b), unit.end];
        return edges.slice(1).map((end, i) => note(edges[i] ?? 0, end, unit.tag));
      });
    const places = fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 4 });
    fc.assert(
      fc.property(exclusive(14), places, places, places, (units, ...cuts) => {
        const tally = tallyFor(14, ...cuts.map((at) => cut(units, at)));
        const marked = units.reduce((sum, { start, end }) => sum + end - start, 0);
        const used = new Set(units.map(({ tag }) => tag)).size;
        expect(uAlpha(tally).value).toBe(used + Number(marked < 14) > 1 ? 1 : null);
        expect(barUAlpha(tally).value).toBe(marked > 0 && marked < 14 ? 1 : null);
        expect(uAlpha(tally).units).toBe(cuts.reduce((sum, at) => sum + cut(units, at).length, 0));
      }),
      runs(100),
    );
  });

  test('of one tag is that of the tag alone', () => {
    fc.assert(
      fc.property(one, (document) => {
        const tally = tallyOf(document, ['a']);
        const alone = tagAlpha(tallyTags(document, ['a']), 'a').value;
        expectSame(uAlpha(tally).value, alone);
        expectSame(barUAlpha(tally).value, alone);
      }),
      runs(60),
    );
  });
});

describe('known behaviour', () => {
  test('nobody marked anything', () => {
    const tally = tallyFor(9, [], []);
    expect(uAlpha(tally)).toMatchObject({
      value: null,
      code: 'nothing-marked',
      coders: 2,
      documents: 1,
      units: 0,
    });
    expect(barUAlpha(tally).code).toBe('nothing-marked');
    expect(cuAlpha(tally)).toMatchObject({ value: null, code: 'no-shared-text', coverage: { value: 0 } });
    expect(kuAlpha(tally, 'a')).toMatchObject({
      code: 'no-shared-text',
      coverage: { code: 'category-not-used' },
    });
  });

  test('everybody marked everything with one tag', () => {
    const tally = tallyFor(9, [note(0, 9)], [note(0, 9)]);
    expect(uAlpha(tally).code).toBe('no-variation');
    expect(barUAlpha(tally).code).toBe('everything-marked');
    expect(cuAlpha(tally)).toMatchObject({ code: 'no-variation', coverage: { value: 1 } });
    expect(kuAlpha(tally, 'a')).toMatchObject({ code: 'no-variation', coverage: { value: 1 } });
  });

  test('one coder marked, the other nothing: defined and negative', () => {
    expect(uAlpha(tallyFor(20, [note(5, 10)], [])).value).toBeLessThan(0);
    expect(cuAlpha(tallyFor(20, [note(5, 10)], []))).toMatchObject({ code: 'no-shared-text' });
  });

  test('the same spans with two tags exchanged', () => {
    const tally = tallyFor(40, [note(0, 10, 'a'), note(20, 30, 'b')], [note(0, 10, 'b'), note(20, 30, 'a')]);
    expect(barUAlpha(tally).value).toBe(1);
    expect(uAlpha(tally).value).toBeCloseTo(0.255, 12);
    expect(cuAlpha(tally).value).toBeCloseTo(-0.5, 12);
  });

  test('text around the same spans raises the value', () => {
    const shifted = (length: number) => uAlpha(tallyFor(length, [note(10, 30)], [note(15, 35)])).value;
    expect(shifted(100)).toBeCloseTo(0.695, 12);
    expect(shifted(1000)).toBeCloseTo(0.745074, 6);
  });

  test('a document that one coder finished adds nothing, not even agreement', () => {
    const both = documentOf(30, [note(2, 8), note(9, 12, 'b')], [note(3, 8), note(9, 14, 'b')]);
    const alone = selectCoders(documentOf(50, [note(0, 40)], []), ['k1']);
    const tally = tallyOf(both);
    expect(valuesOf(sumTallies([tally, tallyOf(alone)]))).toEqual(valuesOf(tally));
    expect(uAlpha(tallyOf(alone))).toMatchObject({
      code: 'nothing-pairable',
      documents: 0,
      coders: 0,
      units: 0,
    });
    expect(barUAlpha(tallyOf(alone)).code).toBe('nothing-pairable');
    expect(cuAlpha(tallyOf(alone))).toMatchObject({
      code: 'nothing-pairable',
      coverage: { code: 'nothing-pairable' },
    });
    expect(kuAlpha(tallyOf(alone), 'a')).toMatchObject({
      code: 'nothing-pairable',
      coverage: { code: 'nothing-pairable' },
    });
    expect(uAlpha(tallyOf(documentOf(0, [], [])))).toMatchObject({ code: 'nothing-pairable', documents: 0 });
  });

  test('says what it rests on', () => {
    const tally = sumTallies([
      tallyFor(30, [note(2, 8), note(9, 12, 'b')], [note(3, 8)], []),
      tallyFor(9, [note(0, 1)], []),
    ]);
    expect(uAlpha(tally)).toMatchObject({ coders: 3, documents: 2, units: 4 });
    expect(kuAlpha(tally, 'a')).toMatchObject({ coders: 3, documents: 2, units: 4 });
    expect(tally.number('total')).toBe(108);
  });

  test('adds up over documents with other tags, and to no other kind of tally', () => {
    const one = tallyOf(documentOf(9, [note(0, 3, 'z')], [note(0, 3, 'z')]), ['z']);
    const two = tallyOf(documentOf(9, [note(0, 3)], [note(0, 3)]), ['a']);
    const sum = sumTallies([one, two]);
    expect(sum.scheme.labels).toEqual(['a', 'z']);
    expect(uAlpha(sum).value).toBe(1);
    const other = tallyTags(documentOf(9, [], []), ['a']) as unknown as GroupTally;
    expect(() => sumTallies([one, other])).toThrow(
      'A tags () tally cannot be added to a exclusive tags () tally',
    );
  });

  test('knows no tag outside the group', () => {
    expect(() => kuAlpha(tallyFor(9, [], []), 'd')).toThrow('"d" is not among the tags');
    expect(() => tallyGroup(documentOf(9, [], []), ['a', 'a'])).toThrow('The tags holds "a" twice');
  });
});

describe('exclusive tags', () => {
  const overlap = [note(0, 10, 'a'), note(2, 4, 'b'), note(3, 12, 'c'), note(12, 14, 'b')];

  test('that overlap are refused, with every pair that stands in the way', () => {
    const document = readDocument({
      id: 'letter',
      length: 20,
      layers: [
        { coder: 'x', annotations: [] },
        { coder: 'y', annotations: overlap },
      ],
    });
    const refusal = tallyGroup(document, tags);
    expect(refusal).toEqual({
      value: null,
      code: 'tags-overlap',
      reason: expect.stringContaining('exclusive tags overlap'),
      offences: [
        { document: 'letter', coder: 'y', first: note(0, 10, 'a'), second: note(2, 4, 'b') },
        { document: 'letter', coder: 'y', first: note(0, 10, 'a'), second: note(3, 12, 'c') },
        { document: 'letter', coder: 'y', first: note(2, 4, 'b'), second: note(3, 12, 'c') },
      ],
    });
    expect(isRefusal(refusal)).toBe(true);
    expect(isRefusal(tallyGroupParts(document, tags, [5]))).toBe(true);
  });

  test('outside the group do not matter, and neither does a document that does not count', () => {
    const document = documentOf(20, overlap, [note(3, 5, 'a')]);
    expect(isRefusal(tallyGroup(document, ['b']))).toBe(false);
    expect(isRefusal(tallyGroup(selectCoders(document, ['k1']), tags))).toBe(false);
    expect(uAlpha(tallyOf(document, ['b'])).units).toBe(2);
  });

  test('that overlap themselves are merged, and stay apart where they touch', () => {
    const pieces = tallyFor(20, [note(0, 5), note(3, 8), note(8, 10)], [note(1, 4)]);
    const merged = tallyFor(20, [note(0, 8), note(8, 10)], [note(1, 4)]);
    expect([...pieces.sums]).toEqual([...merged.sums]);
    expect(uAlpha(pieces).units).toBe(3);
  });
});

describe('parts of a document', () => {
  test('add up to the whole, wherever it is cut', () => {
    const cutDocument = one.chain((document) =>
      fc.tuple(
        fc.constant(document),
        fc
          .uniqueArray(fc.integer({ min: 1, max: document.length - 1 }), { maxLength: 4 })
          .map((cuts) => cuts.toSorted((a, b) => a - b)),
      ),
    );
    fc.assert(
      fc.property(cutDocument, ([document, cuts]) => {
        const parts = tallyGroupParts(document, tags, cuts);
        if (isRefusal(parts)) throw new Error('refused');
        expect(parts.length).toBe(cuts.length + 1);
        const [sum, whole] = [sumTallies(parts).sums, tallyOf(document).sums];
        sum.forEach((value, i) => {
          expect(value).toBeCloseTo(whole[i] ?? Number.NaN, 9);
        });
      }),
      runs(100),
    );
  });

  test('have the share of a crossing unit that lies in them', () => {
    const parts = tallyGroupParts(documentOf(10, [note(2, 8)], [note(4, 8)]), ['a'], [5]);
    if (isRefusal(parts)) throw new Error('refused');
    expect(parts.map((part) => part.block('squares')[0])).toEqual([3 * 6 + 1 * 4, 3 * 6 + 3 * 4]);
    expect(parts.map((part) => part.block('pairableSquares')[0])).toEqual([1 * 4 + 1 * 4, 3 * 4 + 3 * 4]);
    expect(parts.map((part) => part.number('documents'))).toEqual([1, 0]);
    expect(parts.map((part) => part.number('total'))).toEqual([10, 10]);
    expect(parts.map((part) => part.coders)).toEqual([
      ['k1', 'k2'],
      ['k1', 'k2'],
    ]);
  });

  test('begin where paragraphs begin', () => {
    const paragraphs = [
      { start: 2, end: 5 },
      { start: 6, end: 9 },
      { start: 9, end: 12 },
    ];
    expect(cutsBetween(paragraphs, 20)).toEqual([6, 9]);
    expect(cutsBetween([], 20)).toEqual([]);
    expect(() => cutsBetween(paragraphs.toReversed(), 20)).toThrow(
      'The part that starts at 2 is out of order',
    );
    expect(() =>
      cutsBetween(
        [
          { start: 0, end: 1 },
          { start: 0, end: 2 },
        ],
        20,
      ),
    ).toThrow('The start of a part must be a whole number from 1 to 19, not 0');
    expect(() => tallyGroupParts(documentOf(9, [], []), tags, [9])).toThrow(
      'The start of a part must be a whole number from 1 to 8, not 9',
    );
    expect(() => tallyGroupParts(documentOf(9, [], []), tags, [3, 3])).toThrow(
      'The part that starts at 3 is out of order',
    );
  });

  test('of a document that does not count are empty', () => {
    const parts = tallyGroupParts(selectCoders(documentOf(9, [], []), ['k1']), tags, [3]);
    if (isRefusal(parts)) throw new Error('refused');
    expect(parts.map((part) => part.number('total'))).toEqual([0, 0]);
  });
});
