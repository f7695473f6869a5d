import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrices, runs } from '../../testing/arbitraries.ts';
import { sumTallies } from '../tally.ts';
import { krippendorffAlpha } from './alpha.ts';
import { readCoding } from './coding.ts';
import { tallyCoding } from './coding-tally.ts';
import { cohenKappa } from './cohen.ts';
import { fleissCategoryKappa, fleissKappa, tallyFleiss, unitAgreement } from './fleiss.ts';
import { gwetAc1, gwetAc2 } from './gwet.ts';
import { meanPairwiseKappa } from './light.ts';
import { tallyPair } from './pair-table.ts';
import { scottPi } from './two-coder.ts';

type Values = readonly (readonly (number | string | null)[])[];
const categories = [1, 2, 3, 4];
const coding = (values: Values) => readCoding({ values, categories });
const complete = matrices({ min: 2, max: 4 }, false);
const withGaps = matrices({ min: 2, max: 4 });
const unitsOf = (values: Values) =>
  (values[0] ?? []).map((_, u) => values.map((row) => row[u] ?? null).filter((v) => v !== null));

function expectSame(given: number | null, wanted: number | null): void {
  if (wanted === null) expect(given).toBeNull();
  else expect(given).toBeCloseTo(wanted, 9);
}

/** Share of ordered pairs of a unit's values with some weight. */
const meanOfPairs = (unit: readonly unknown[], weight: (a: unknown, b: unknown) => number) => {
  let sum = 0;
  unit.forEach((a, i) => {
    unit.forEach((b, j) => {
      if (i !== j) sum += weight(a, b);
    });
  });
  return sum / (unit.length * (unit.length - 1));
};
const same = (a: unknown, b: unknown) => (a === b ? 1 : 0);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

describe("Fleiss' kappa", () => {
  test('equals its definition, gaps dropped', () => {
    fc.assert(
      fc.property(withGaps, (values) => {
        const all = unitsOf(values);
        const m = Math.max(...all.map((unit) => unit.length));
        const units = all.filter((unit) => unit.length === m);
        const result = fleissKappa(tallyFleiss(coding(values)));
        if (m < 2) {
          expect(result).toMatchObject({ value: null, code: 'nothing-pairable' });
          return;
        }
        const shares = categories.map((c) => mean(units.flat().map((v) => same(v, c))));
        const chance = shares.reduce((sum, p) => sum + p * p, 0);
        const observed = mean(units.map((unit) => meanOfPairs(unit, same)));
        expectSame(result.value, new Set(units.flat()).size < 2 ? null : (observed - chance) / (1 - chance));
        expect(result.dropped).toBe(all.length - units.length);
        expect(result.units).toBe(units.length);
        expect(1 - (result.observedDisagreement ?? 0)).toBeCloseTo(observed, 9);
        expect(1 - (result.expectedDisagreement ?? 0)).toBeCloseTo(chance, 9);
      }),
      runs(150),
    );
  });

  test("is Scott's pi for two coders", () => {
    fc.assert(
      fc.property(matrices({ min: 2, max: 2 }, false), (values) => {
        expectSame(
          fleissKappa(tallyFleiss(coding(values))).value,
          scottPi(tallyPair(coding(values), '1', '2')).value,
        );
      }),
      runs(100),
    );
  });

  test('of a category is that of "c or not c"', () => {
    fc.assert(
      fc.property(complete, fc.constantFrom(...categories), (values, category) => {
        const asked = values.map((row) => row.map((v) => Number(v === category)));
        const wanted = fleissKappa(tallyFleiss(readCoding({ values: asked }))).value;
        const given = fleissCategoryKappa(tallyFleiss(coding(values)), category);
        expectSame(given.value, wanted);
        if (given.value === null) {
          const used = values.flat().includes(category);
          expect(given.code).toBe(used ? 'no-variation' : 'category-not-used');
        }
      }),
      runs(150),
    );
  });

  test('adds up over documents', () => {
    fc.assert(
      fc.property(matrices({ min: 3, max: 3 }, false), matrices({ min: 3, max: 3 }, false), (a, b) => {
        const sum = sumTallies([tallyFleiss(coding(a)), tallyFleiss(coding(b))]);
        const joined = tallyFleiss(coding(a.map((row, i) => [...row, ...(b[i] ?? [])])));
        expectSame(fleissKappa(sum).value, fleissKappa(joined).value);
        expect(fleissKappa(sum).documents).toBe(2);
      }),
      runs(50),
    );
  });

  test('takes any fixed number of values, whoever gave them', () => {
    const spread = coding([
      [1, null, 2, 1],
      [1, 2, null, 1],
      [null, 1, 2, null],
    ]);
    expect(fleissKappa(tallyFleiss(spread))).toMatchObject({ units: 4, dropped: 0, coders: 3 });
    expect(fleissKappa(tallyFleiss(spread, 3))).toMatchObject({
      units: 0,
      dropped: 4,
      code: 'nothing-pairable',
    });
    expect(
      fleissKappa(
        tallyFleiss(
          coding([
            [1, 2],
            [null, 2],
          ]),
          1,
        ),
      ).code,
    ).toBe('nothing-pairable');
    expect(fleissCategoryKappa(tallyFleiss(spread, 3), 1)).toMatchObject({
      dropped: 4,
      code: 'nothing-pairable',
    });
    expect(fleissCategoryKappa(tallyFleiss(spread), 1)).toMatchObject({ dropped: 0, units: 4 });
    expect(() => tallyFleiss(spread, -1)).toThrow(
      'The number of values a unit must be a whole number of at least 0',
    );
    expect(() => fleissCategoryKappa(tallyFleiss(spread), 9)).toThrow('9 is not among the categories');
    expect(() => sumTallies([tallyFleiss(spread), tallyFleiss(spread, 3)])).toThrow(
      'A fleiss (3) tally cannot be added to a fleiss (2) tally',
    );
  });

  test('is undefined when only one category is used', () => {
    expect(
      fleissKappa(
        tallyFleiss(
          coding([
            [1, 1],
            [1, 1],
          ]),
        ),
      ),
    ).toMatchObject({ value: null, code: 'no-variation' });
    expect(fleissKappa(tallyFleiss(readCoding({ values: [] }))).code).toBe('nothing-pairable');
    const ones = tallyFleiss(coding([[1], [1]]));
    expect(fleissCategoryKappa(ones, 1).code).toBe('no-variation');
    expect(fleissCategoryKappa(ones, 2).code).toBe('category-not-used');
  });
});

test('gives the agreement of every unit in order', () => {
  const units = unitAgreement(
    coding([
      [1, 1, null],
      [1, 2, 1],
      [2, null, null],
      [1, 2, null],
    ]),
  );
  expect(units.map((unit) => unit.value)).toEqual([0.5, 1 / 3, null]);
  expect(units[2]?.code).toBe('nothing-pairable');
});

test('gives the agreement of a unit with two values', () => {
  const pair = readCoding({
    values: [
      [1, 1],
      [1, 2],
    ],
  });
  expect(unitAgreement(pair).map((unit) => unit.value)).toEqual([1, 0]);
});

test('numbers and words together have no order', () => {
  const values = [
    [1, 'a'],
    [1, 1],
  ];
  const mixed = readCoding({ values });
  expect(gwetAc2(tallyCoding(mixed), 'linear').code).toBe('not-ordered');
  expect(cohenKappa(tallyPair(mixed, '1', '2'), { weights: 'linear' }).code).toBe('not-ordered');
  const numbers = tallyCoding(
    readCoding({
      values: [
        [1, 2],
        [1, 1],
      ],
    }),
  );
  expect(gwetAc2(numbers, 'linear').value).toBe(gwetAc1(numbers).value);
});

describe("Gwet's coefficients", () => {
  test('equal their definitions, with gaps', () => {
    fc.assert(
      fc.property(withGaps, (values) => {
        const tally = tallyCoding(coding(values));
        const coded = unitsOf(values).filter((unit) => unit.length > 0);
        const pairable = coded.filter((unit) => unit.length > 1);
        if (pairable.length === 0) {
          expect(gwetAc1(tally).code).toBe('nothing-pairable');
          return;
        }
        if (new Set(coded.flat()).size < 2) {
          expect(gwetAc1(tally)).toMatchObject({ code: 'no-variation', observedDisagreement: 0 });
          expect(gwetAc2(tally, 'linear').code).toBe('no-variation');
          return;
        }
        const shares = categories.map((c) => mean(coded.map((unit) => mean(unit.map((v) => same(v, c))))));
        const spread = shares.reduce((sum, p) => sum + p * (1 - p), 0);
        const coefficient = (weight: (a: unknown, b: unknown) => number) => {
          const all = categories.flatMap((a) => categories.map((b) => weight(a, b)));
          const chance = (all.reduce((sum, w) => sum + w, 0) / (4 * 3)) * spread;
          const observed = mean(pairable.map((unit) => meanOfPairs(unit, weight)));
          return (observed - chance) / (1 - chance);
        };
        const apart = (a: unknown, b: unknown) => Math.abs(Number(a) - Number(b)) / 3;
        expectSame(gwetAc1(tally).value, coefficient(same));
        expectSame(
          gwetAc2(tally, 'linear').value,
          coefficient((a, b) => 1 - apart(a, b)),
        );
        expectSame(
          gwetAc2(tally, 'quadratic').value,
          coefficient((a, b) => 1 - apart(a, b) ** 2),
        );
      }),
      runs(200),
    );
  });

  test('resist the skew that pulls pi down', () => {
    const table = [
      ...new Array(85).fill([1, 1]),
      ...new Array(5).fill([1, 2]),
      ...new Array(5).fill([2, 1]),
      ...new Array(5).fill([2, 2]),
    ];
    const values = [table.map(([a]) => a), table.map(([, b]) => b)];
    expect(gwetAc1(tallyCoding(readCoding({ values }))).value).toBeCloseTo(0.878, 3);
    expect(scottPi(tallyPair(readCoding({ values }), '1', '2')).value).toBeCloseTo(0.4444, 4);
  });

  test('rise with categories that nobody used', () => {
    const values = [
      [1, 2, 2, 1],
      [1, 2, 1, 1],
    ];
    const of = (declared: readonly number[]) =>
      gwetAc1(tallyCoding(readCoding({ values, categories: declared }))).value ?? 0;
    expect(of([1, 2, 3])).toBeGreaterThan(of([1, 2]));
  });

  test('are undefined without two coders, without a choice and without an order', () => {
    expect(gwetAc1(tallyCoding(coding([[1, 2]]))).code).toBe('fewer-than-two-coders');
    expect(
      gwetAc1(
        tallyCoding(
          readCoding({
            values: [
              [1, 1],
              [1, 1],
            ],
          }),
        ),
      ),
    ).toMatchObject({ code: 'one-category', units: 2 });
    const words = tallyCoding(
      readCoding({
        values: [
          ['a', 'b'],
          ['a', 'a'],
        ],
      }),
    );
    expect(gwetAc1(words).value).not.toBeNull();
    expect(gwetAc2(words, 'linear').code).toBe('not-ordered');
    const declared = tallyCoding(
      readCoding({
        values: [
          ['a', 'b'],
          ['a', 'a'],
        ],
        categories: ['a', 'b'],
      }),
    );
    expect(gwetAc2(declared, 'linear').value).toBe(gwetAc1(declared).value);
  });
});

test('chance agreement is told even where a coefficient is undefined', () => {
  const same = [
    [1, 1],
    [1, 1],
  ];
  const declared = tallyCoding(readCoding({ values: same, categories: [1, 2, 3] }));
  const known = { value: null, code: 'no-variation', observedDisagreement: 0, expectedDisagreement: 1 };
  expect(gwetAc1(declared)).toMatchObject(known);
  expect(gwetAc2(declared, 'quadratic')).toMatchObject(known);
  const single = { value: null, code: 'one-category', observedDisagreement: 0, expectedDisagreement: null };
  expect(gwetAc1(tallyCoding(readCoding({ values: same })))).toMatchObject(single);
  expect(gwetAc2(tallyCoding(readCoding({ values: same })), 'linear')).toMatchObject(single);
});

describe('the mean of pairwise kappas', () => {
  test('is the mean over all pairs', () => {
    fc.assert(
      fc.property(matrices({ min: 3, max: 3 }), (values) => {
        const data = coding(values);
        const pairs = (['1 2', '1 3', '2 3'] as const).map((pair) => {
          const [a = '', b = ''] = pair.split(' ');
          return cohenKappa(tallyPair(data, a, b), { weights: 'linear' }).value;
        });
        const wanted = pairs.includes(null) ? null : mean(pairs.map(Number));
        const given = meanPairwiseKappa(data, { weights: 'linear' });
        expectSame(given.value, wanted);
        if (wanted === null) expect(given.code).toBe('pair-undefined');
      }),
      runs(100),
    );
  });

  test('needs two coders', () => {
    expect(meanPairwiseKappa(coding([[1, 2]])).code).toBe('fewer-than-two-coders');
    expect(
      meanPairwiseKappa(
        coding([
          [1, 2],
          [1, 2],
        ]),
      ).value,
    ).toBe(1);
  });
});

test('alpha and Fleiss kappa rest on the same agreement when nothing is missing', () => {
  fc.assert(
    fc.property(complete, (values) => {
      const alpha = krippendorffAlpha(tallyCoding(coding(values)));
      const fleiss = fleissKappa(tallyFleiss(coding(values)));
      expectSame(alpha.observedDisagreement, fleiss.observedDisagreement);
    }),
    runs(50),
  );
});
