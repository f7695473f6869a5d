import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrices, runs } from '../../testing/arbitraries.ts';
import { sumTallies } from '../tally.ts';
import { krippendorffAlpha, meanUnitAgreement, percentAgreement } from './alpha.ts';
import { readCoding } from './coding.ts';
import { tallyCoding } from './coding-tally.ts';
import { cohenKappa, type KappaOptions } from './cohen.ts';
import { gwetAc1 } from './gwet.ts';
import { codingOf, marginsOf, readTable, tallyPair } from './pair-table.ts';
import { bennettS, scottPi } from './two-coder.ts';

const categories = [1, 2, 3, 4];
const complete = matrices({ min: 2, max: 2 }, false);
const codingFrom = (values: readonly (readonly (number | string | null)[])[]) => readCoding({ values });
const pairOf = (values: readonly (readonly (number | string | null)[])[]) =>
  tallyPair(codingFrom(values), '1', '2');
const declaredPair = (values: readonly (readonly (number | null)[])[]) =>
  tallyPair(readCoding({ values, categories }), '1', '2');

function expectSame(given: number | null, wanted: number | null): void {
  if (wanted === null) expect(given).toBeNull();
  else expect(given).toBeCloseTo(wanted, 9);
}

const distances = {
  none: (a: number, b: number) => (a === b ? 0 : 1),
  linear: (a: number, b: number) => Math.abs(a - b),
  quadratic: (a: number, b: number) => (a - b) ** 2,
};

/** Kappa by its definition: mean distance within units over mean distance of all values of the two coders. */
function kappaByPairs(rows: readonly number[], columns: readonly number[], weights: keyof typeof distances) {
  const distance = distances[weights];
  const within = rows.reduce((sum, value, i) => sum + distance(value, columns[i] ?? 0), 0) / rows.length;
  const all = rows.flatMap((a) => columns.map((b) => distance(a, b)));
  const between = all.reduce((sum, d) => sum + d, 0) / all.length;
  return between === 0 ? null : 1 - within / between;
}

describe("Cohen's kappa", () => {
  test.each(['none', 'linear', 'quadratic'] as const)('equals its definition with %s weights', (weights) => {
    fc.assert(
      fc.property(complete, ([rows = [], columns = []]) => {
        const numbers = [rows, columns] as number[][];
        const { value } = cohenKappa(declaredPair(numbers), { weights });
        expectSame(value, kappaByPairs(rows as number[], columns as number[], weights));
      }),
      runs(200),
    );
  });

  test.each(['none', 'linear', 'quadratic'] as const)(
    'has the largest value of any pairing as maximum: %s',
    (weights) => {
      const small = fc.integer({ min: 1, max: 5 }).chain((n) => {
        const row = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: n, maxLength: n });
        return fc.tuple(row, row);
      });
      fc.assert(
        fc.property(small, ([rows, columns]) => {
          const { value, maximum } = cohenKappa(declaredPair([rows, columns]), { weights });
          const reached = permutations(columns).map(
            (order) => kappaByPairs(rows, order, weights) ?? Number.NaN,
          );
          if (value === null) expect(maximum).toBeNull();
          else expect(maximum).toBeCloseTo(Math.max(...reached), 9);
        }),
        runs(60),
      );
    },
  );

  test.each(['none', 'linear', 'quadratic'] as const)(
    'has the standard error of Fleiss, Cohen and Everitt: %s',
    (weights) => {
      fc.assert(
        fc.property(complete, ([rows = [], columns = []]) => {
          const { value, standardError } = cohenKappa(declaredPair([rows, columns]), { weights });
          if (value === null) {
            expect(standardError).toBeNull();
            return;
          }
          const n = rows.length;
          const weight = (i: number, j: number) => 1 - distances[weights](i, j) / distances[weights](1, 4);
          const p = (i: number, j: number) => rows.filter((v, u) => v === i && columns[u] === j).length / n;
          const sumOver = (of: (i: number) => number) => categories.reduce((sum, i) => sum + of(i), 0);
          const row = (i: number) => sumOver((j) => p(i, j));
          const column = (j: number) => sumOver((i) => p(i, j));
          const rowMean = (i: number) => sumOver((j) => column(j) * weight(i, j));
          const columnMean = (j: number) => sumOver((i) => row(i) * weight(i, j));
          const chance = sumOver((i) => sumOver((j) => row(i) * column(j) * weight(i, j)));
          const first = sumOver((i) =>
            sumOver((j) => p(i, j) * (weight(i, j) - (rowMean(i) + columnMean(j)) * (1 - value)) ** 2),
          );
          const variance = (first - (value - chance * (1 - value)) ** 2) / (n * (1 - chance) ** 2);
          expect(standardError).toBeCloseTo(Math.sqrt(Math.max(variance, 0)), 6);
        }),
        runs(150),
      );
    },
  );

  test('does not change when the coders change places, or when categories get other names', () => {
    fc.assert(
      fc.property(complete, (values) => {
        const turned = cohenKappa(tallyPair(codingFrom(values), '2', '1'));
        const named = cohenKappa(pairOf(values.map((row) => row.map((v) => `tag ${9 - (v ?? 0)}`))));
        for (const other of [turned, named]) {
          const one = cohenKappa(pairOf(values));
          expectSame(other.value, one.value);
          expectSame(other.standardError, one.standardError);
          expectSame(other.maximum, one.maximum);
        }
      }),
      runs(100),
    );
  });

  test('has a standard error of exactly 0 where nothing else can come out', () => {
    const { value, standardError } = cohenKappa(
      tallyPair(
        readCoding({
          values: [
            [2, 4],
            [4, 5],
          ],
          categories: [1, 2, 3, 4, 5, 6],
        }),
        '1',
        '2',
      ),
    );
    expect(value).toBeCloseTo(-1 / 3, 12);
    expect(standardError).toBe(0);
  });

  test('is 0 when one coder never varies', () => {
    expect(
      cohenKappa(
        pairOf([
          [1, 1, 1],
          [1, 2, 1],
        ]),
      ).value,
    ).toBe(0);
    expect(
      scottPi(
        pairOf([
          [1, 1, 1],
          [1, 2, 1],
        ]),
      ).value,
    ).toBeLessThan(0);
    expect(
      krippendorffAlpha(
        tallyCoding(
          codingFrom([
            [1, 1, 1],
            [1, 2, 1],
          ]),
        ),
      ).value,
    ).toBeLessThanOrEqual(0);
  });

  test('shows the margins of both coders, what was dropped and what it rests on', () => {
    const kappa = cohenKappa(
      pairOf([
        [1, 1, 2, null, 2],
        [1, 2, 2, 1, null],
      ]),
    );
    expect(kappa).toMatchObject({ dropped: 2, coders: 2, documents: 1, units: 3 });
    expect(kappa.margins.rows).toEqual([2 / 3, 1 / 3]);
    expect(kappa.margins.columns).toEqual([1 / 3, 2 / 3]);
    expect(kappa.value).toBeCloseTo(0.4, 12);
  });

  test('counts ranks over declared or over used categories', () => {
    const table = readTable({
      categories: [1, 2, 3, 4],
      table: [
        [3, 1, 0, 1],
        [0, 2, 0, 1],
        [0, 0, 0, 0],
        [1, 0, 0, 2],
      ],
    });
    const used = readTable({
      categories: [1, 2, 4],
      table: [
        [3, 1, 1],
        [0, 2, 1],
        [1, 0, 2],
      ],
    });
    for (const weights of ['linear', 'quadratic'] as const) {
      const option = (ranks: KappaOptions['ranks']) => cohenKappa(table, { weights, ranks }).value;
      expect(option('used')).toBe(cohenKappa(used, { weights }).value);
      expect(option('declared')).not.toBe(option('used'));
      expect(option(undefined)).toBe(option('declared'));
    }
  });

  test('is refused with weights for words without an order', () => {
    const words = pairOf([
      ['a', 'b'],
      ['a', 'a'],
    ]);
    expect(cohenKappa(words).value).toBe(0);
    expect(cohenKappa(words, { weights: 'linear' })).toMatchObject({
      code: 'not-ordered',
      maximum: null,
      standardError: null,
    });
    const declared = tallyPair(
      readCoding({
        values: [
          ['a', 'b'],
          ['a', 'a'],
        ],
        categories: ['a', 'b'],
      }),
      '1',
      '2',
    );
    expect(cohenKappa(declared, { weights: 'linear' }).value).toBe(0);
  });

  test.each<[string, readonly (readonly (number | null)[])[], string]>([
    [
      'nothing coded by both',
      [
        [1, null],
        [null, 2],
      ],
      'nothing-pairable',
    ],
    [
      'one category',
      [
        [1, 1],
        [1, 1],
      ],
      'no-variation',
    ],
  ])('is undefined for %s', (_name, values, code) => {
    const undefinedKappa = { value: null, code, standardError: null, maximum: null };
    for (const weights of ['none', 'linear', 'quadratic'] as const) {
      expect(cohenKappa(pairOf(values), { weights })).toMatchObject(undefinedKappa);
    }
    expect(scottPi(pairOf(values))).toMatchObject({ value: null, code });
  });
});

describe("Scott's pi", () => {
  test('is alpha without the correction for small samples', () => {
    fc.assert(
      fc.property(complete, (values) => {
        const { value: pi, units } = scottPi(pairOf(values));
        const { value: alpha } = krippendorffAlpha(tallyCoding(codingFrom(values)));
        expectSame(alpha, pi === null ? null : pi + (1 - pi) / (2 * units));
      }),
      runs(150),
    );
  });

  test('is 1 exactly for full agreement with variation', () => {
    expect(
      scottPi(
        pairOf([
          [1, 2, 3],
          [1, 2, 3],
        ]),
      ),
    ).toMatchObject({ value: 1, coders: 2, documents: 1, units: 3 });
  });
});

describe("Bennett's S", () => {
  test('expects agreement on one in as many units as there are declared categories', () => {
    const values = [
      [1, 2, 2, 1],
      [1, 2, 1, 1],
    ];
    const of = (declared: readonly number[]) =>
      bennettS(tallyPair(readCoding({ values, categories: declared }), '1', '2'));
    expect(of([1, 2]).value).toBeCloseTo((0.75 - 1 / 2) / (1 - 1 / 2), 12);
    expect(of([1, 2, 3, 4]).value).toBeCloseTo((0.75 - 1 / 4) / (1 - 1 / 4), 12);
    expect(of([1, 2, 3, 4])).toMatchObject({ units: 4, expectedDisagreement: 0.75 });
  });

  test('is undefined without units, without a choice and without variation', () => {
    expect(bennettS(pairOf([[null], [1]])).code).toBe('nothing-pairable');
    expect(bennettS(pairOf([[1], [1]]))).toMatchObject({
      code: 'one-category',
      observedDisagreement: 0,
      expectedDisagreement: null,
    });
    expect(
      bennettS(
        declaredPair([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toMatchObject({ code: 'no-variation', observedDisagreement: 0, expectedDisagreement: 0.75 });
    expect(bennettS(declaredPair([[1], [2]])).value).toBeCloseTo(-1 / 3, 12);
  });
});

describe('a table of two coders', () => {
  const values = [
    [1, 1, 2, 4, 3, 2],
    [1, 2, 2, 4, 1, 2],
  ];
  const table = [
    [1, 1, 0, 0],
    [0, 2, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ];

  test('stands for the units that it counts', () => {
    const read = readTable({ categories, table });
    const coded = tallyCoding(readCoding({ values, categories }));
    expect([...read.block('table')]).toEqual(table.flat());
    expect([...declaredPair(values).block('table')]).toEqual(table.flat());
    const given = codingOf(read);
    expect(given.scheme.kind).toBe(coded.scheme.kind);
    expect(given.scheme.settings).toBe(coded.scheme.settings);
    expect([...given.sums]).toEqual([...coded.sums]);
    expect(gwetAc1(given)).toEqual(gwetAc1(coded));
    expect(percentAgreement(given)).toEqual(percentAgreement(coded));
    expect(meanUnitAgreement(given)).toEqual(meanUnitAgreement(coded));
  });

  test('adds up over documents, if the coders stand in the same places', () => {
    const one = declaredPair(values);
    expect([...sumTallies([one, one]).block('table')]).toEqual(table.flat().map((count) => 2 * count));
    expect(cohenKappa(sumTallies([one, one]))).toMatchObject({ documents: 2, units: 12 });
    const turned = tallyPair(readCoding({ values, categories }), '2', '1');
    expect(() => sumTallies([one, turned])).toThrow(
      'A pair table (rows "2", columns "1") tally cannot be added to a pair table (rows "1", columns "2") tally',
    );
  });

  test('has no margins without units', () => {
    expect(marginsOf(readTable({ categories: ['a'], table: [[0]] }))).toEqual({
      n: 0,
      rows: [0],
      columns: [0],
      basis: { coders: 2, documents: 1, units: 0 },
    });
    expect(readTable({ categories: ['a'], table: [[0]] }).scheme).toMatchObject({
      declared: true,
      settings: 'rows "1", columns "2"',
    });
    expect(pairOf([[1], [1]]).coders).toEqual(['1', '2']);
    expect(readTable({ categories: ['a'], table: [[0]], coders: ['y', 'x'] }).scheme.settings).toBe(
      'rows "y", columns "x"',
    );
  });

  test.each<[string, unknown, string]>([
    [
      'rows that are missing',
      { categories: [1, 2], table: [[1, 2]] },
      'The table has 1 rows for 2 categories',
    ],
    [
      'cells that are missing',
      { categories: [1, 2], table: [[1, 2], [1]] },
      'Row 2 of the table has 1 cells for 2 categories',
    ],
    [
      'a part of a unit',
      { categories: [1], table: [[0.5]] },
      'The cell in row 1, column 1 must be a whole number of at least 0, not 0.5',
    ],
    ['no table', { categories: [1] }, 'The table must be a list, not undefined'],
    ['no row', { categories: [1], table: [1] }, 'Row 1 of the table must be a list, not 1'],
    ['categories twice', { categories: [1, 1], table: [] }, 'The category 1 is declared twice'],
  ])('is refused with %s', (_name, input, message) => {
    expect(() => readTable(input as never)).toThrow(message);
  });

  test('needs two coders who are there', () => {
    expect(() => tallyPair(codingFrom([[1], [1]]), '1', '3')).toThrow('There is no coder "3"');
    expect(() => tallyPair(codingFrom([[1], [1]]), '1', '1')).toThrow(
      'Coder "1" cannot be compared with themselves',
    );
  });
});

function permutations<V>(items: readonly V[]): readonly (readonly V[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
