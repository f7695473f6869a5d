import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrices, runs } from '../../testing/arbitraries.ts';
import { alphaByPairs } from '../../testing/oracles.ts';
import { sumTallies } from '../tally.ts';
import { categoryAlpha, krippendorffAlpha, meanUnitAgreement, percentAgreement, setAlpha } from './alpha.ts';
import { readCoding, readTagSets } from './coding.ts';
import { type CodingTally, tallyCoding, tallyUnits } from './coding-tally.ts';
import { jaccardDistance, masiDistance } from './distance.ts';

const tallyOf = (values: readonly (readonly (number | string | null)[])[]) =>
  tallyCoding(readCoding({ values }));
const anyMatrix = matrices({ min: 2, max: 4 });

function expectSame(given: number | null, wanted: number | null): void {
  if (wanted === null) expect(given).toBeNull();
  else expect(given).toBeCloseTo(wanted, 9);
}

describe('equals the enumeration of all pairs', () => {
  test.each<[Parameters<typeof krippendorffAlpha>[1], (a: number, b: number) => number]>([
    ['nominal', (a, b) => (a === b ? 0 : 1)],
    ['interval', (a, b) => (a - b) ** 2],
    ['ratio', (a, b) => ((a - b) / (a + b)) ** 2],
  ])('%s', (level, difference) => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        expectSame(krippendorffAlpha(tallyOf(matrix), level).value, alphaByPairs(matrix, difference));
      }),
      runs(150),
    );
  });

  test('ordinal', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const units = (matrix[0] ?? []).map((_, u) =>
          matrix.map((row) => row[u] ?? null).filter((v) => v !== null),
        );
        const pairable = units.filter((unit) => unit.length > 1).flat();
        const count = (v: number) => pairable.filter((other) => other === v).length;
        const difference = (a: number, b: number) => {
          let sum = -(count(a) + count(b)) / 2;
          for (let g = Math.min(a, b); g <= Math.max(a, b); g++) sum += count(g);
          return sum ** 2;
        };
        expectSame(krippendorffAlpha(tallyOf(matrix), 'ordinal').value, alphaByPairs(matrix, difference));
      }),
      runs(150),
    );
  });

  test('one category against the others', () => {
    fc.assert(
      fc.property(anyMatrix, fc.integer({ min: 1, max: 4 }), (matrix, category) => {
        const values = matrix.map((row) => row.map((v) => (v === null ? null : Number(v === category))));
        const tally = tallyCoding(readCoding({ values: matrix, categories: [1, 2, 3, 4] }));
        const wanted = alphaByPairs(values, (a, b) => (a === b ? 0 : 1));
        expectSame(categoryAlpha(tally, category).value, wanted);
      }),
      runs(150),
    );
  });

  test('sets of tags', () => {
    const set = fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
      .map((tags) => tags.toSorted());
    const sets = fc.integer({ min: 1, max: 6 }).chain((n) =>
      fc.array(fc.array(fc.option(set, { freq: 5 }), { minLength: n, maxLength: n }), {
        minLength: 2,
        maxLength: 3,
      }),
    );
    fc.assert(
      fc.property(sets, (values) => {
        const tally = tallyCoding(readTagSets({ values }));
        const same = (a: readonly string[], b: readonly string[]) => (a.join() === b.join() ? 0 : 1);
        expectSame(setAlpha(tally, 'nominal').value, alphaByPairs(values, same));
        expectSame(setAlpha(tally, 'jaccard').value, alphaByPairs(values, jaccardDistance));
        expectSame(setAlpha(tally, 'masi').value, alphaByPairs(values, masiDistance));
      }),
      runs(150),
    );
  });
});

describe('does not change', () => {
  const levels = ['nominal', 'ordinal', 'interval', 'ratio'] as const;

  test('when coders or units are put in another order', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const turned = matrix.toReversed().map((row) => row.toReversed());
        for (const level of levels) {
          expectSame(
            krippendorffAlpha(tallyOf(turned), level).value,
            krippendorffAlpha(tallyOf(matrix), level).value,
          );
        }
      }),
      runs(100),
    );
  });

  test('when categories get other names', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const renamed = matrix.map((row) => row.map((v) => (v === null ? null : `tag ${7 - v}`)));
        expectSame(krippendorffAlpha(tallyOf(renamed)).value, krippendorffAlpha(tallyOf(matrix)).value);
      }),
      runs(100),
    );
  });

  test('when units with one value are left out', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const single = matrix.map((row, i) => [...row, i === 0 ? 3 : null]);
        for (const level of levels) {
          expectSame(
            krippendorffAlpha(tallyOf(single), level).value,
            krippendorffAlpha(tallyOf(matrix), level).value,
          );
        }
      }),
      runs(100),
    );
  });

  test('interval when all values are moved, ratio when they are multiplied', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const map = (f: (v: number) => number) =>
          matrix.map((row) => row.map((v) => (v === null ? null : f(v))));
        expectSame(
          krippendorffAlpha(tallyOf(map((v) => v + 5)), 'interval').value,
          krippendorffAlpha(tallyOf(matrix), 'interval').value,
        );
        expectSame(
          krippendorffAlpha(tallyOf(map((v) => v * 3)), 'ratio').value,
          krippendorffAlpha(tallyOf(matrix), 'ratio').value,
        );
      }),
      runs(100),
    );
  });
});

test('adds up over documents as if their units were of one', () => {
  fc.assert(
    fc.property(anyMatrix, anyMatrix, (first, second) => {
      const m = Math.min(first.length, second.length);
      const [a, b] = [first.slice(0, m), second.slice(0, m)];
      const joined = a.map((row, i) => [...row, ...(b[i] ?? [])]);
      const sum = sumTallies([tallyOf(a), tallyOf(b)]);
      for (const level of ['nominal', 'ordinal', 'interval'] as const) {
        expectSame(krippendorffAlpha(sum, level).value, krippendorffAlpha(tallyOf(joined), level).value);
      }
      expectSame(percentAgreement(sum).value, percentAgreement(tallyOf(joined)).value);
      expectSame(meanUnitAgreement(sum).value, meanUnitAgreement(tallyOf(joined)).value);
      expect(krippendorffAlpha(sum).documents).toBe(2);
    }),
    runs(100),
  );
});

test('is 1 exactly when coders agree throughout', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 9 }), (row) => {
      const { value, code } = krippendorffAlpha(tallyOf([row, row, row]));
      expect([value, code]).toEqual(new Set(row).size > 1 ? [1, null] : [null, 'no-variation']);
    }),
    runs(100),
  );
});

describe('edge cases', () => {
  test('one pair that differs gives 0', () => {
    expect(krippendorffAlpha(tallyOf([[1], [2]])).value).toBe(0);
  });

  test.each<[string, readonly (readonly (number | null)[])[], string]>([
    ['no coder', [], 'fewer-than-two-coders'],
    ['one coder', [[1, 2]], 'fewer-than-two-coders'],
    ['no unit', [[], []], 'nothing-pairable'],
    [
      'no unit coded twice',
      [
        [1, null],
        [null, 2],
      ],
      'nothing-pairable',
    ],
  ])('%s is undefined', (_name, values, code) => {
    const tally = tallyOf(values);
    expect(krippendorffAlpha(tally)).toMatchObject({
      value: null,
      code,
      observedDisagreement: null,
      units: 0,
    });
    expect(percentAgreement(tally)).toMatchObject({ value: null, code: 'nothing-pairable' });
    expect(meanUnitAgreement(tally)).toMatchObject({ value: null, code: 'nothing-pairable' });
  });

  test('one category is undefined, with full agreement', () => {
    const tally = tallyOf([
      [1, 1, 3],
      [1, 1, null],
    ]);
    expect(krippendorffAlpha(tally)).toMatchObject({
      value: null,
      code: 'no-variation',
      observedDisagreement: 0,
      expectedDisagreement: 0,
    });
    expect(percentAgreement(tally).value).toBe(1);
    expect(meanUnitAgreement(tally).value).toBe(1);
  });

  test('says what it rests on', () => {
    const tally = tallyOf([
      [1, 2, null, 1],
      [1, 1, 2, null],
      [2, 1, null, null],
    ]);
    expect(krippendorffAlpha(tally)).toMatchObject({ coders: 3, documents: 1, units: 2 });
    expect(tally.number('units')).toBe(4);
  });

  test('levels that the categories do not carry are refused', () => {
    const words = tallyOf([
      ['a', 'b'],
      ['a', 'a'],
    ]);
    expect(krippendorffAlpha(words, 'ordinal').code).toBe('not-ordered');
    expect(krippendorffAlpha(words, 'interval').code).toBe('not-numeric');
    expect(krippendorffAlpha(words, 'ratio').code).toBe('not-numeric');
    expect(
      krippendorffAlpha(
        tallyOf([
          [-1, 2],
          [2, 2],
        ]),
        'ratio',
      ).code,
    ).toBe('negative-ratio');
    expect(
      krippendorffAlpha(
        tallyOf([
          [0, 2],
          [2, 2],
        ]),
        'ratio',
      ).value,
    ).not.toBeNull();
    expect(
      krippendorffAlpha(
        tallyOf([
          [-1, 2],
          [2, 2],
        ]),
        'interval',
      ).value,
    ).not.toBeNull();
  });

  test('declared words have the order in which they were declared', () => {
    const values = [
      ['low', 'mid', 'high', 'low'],
      ['mid', 'mid', 'high', 'low'],
    ];
    const scale = new Map([
      ['low', 1],
      ['mid', 2],
      ['high', 3],
    ]);
    const numbers = values.map((row) => row.map((v) => scale.get(v) ?? 0));
    const words = tallyCoding(readCoding({ values, categories: ['low', 'mid', 'high'] }));
    expect(krippendorffAlpha(words, 'ordinal').value).toBe(
      krippendorffAlpha(tallyOf(numbers), 'ordinal').value,
    );
  });

  test('a category that nobody used has no value of its own', () => {
    const tally = tallyCoding(
      readCoding({
        values: [
          [1, 1],
          [1, 1],
        ],
        categories: [1, 2],
      }),
    );
    expect(categoryAlpha(tally, 2).code).toBe('category-not-used');
    expect(categoryAlpha(tally, 1).code).toBe('no-variation');
    expect(() => categoryAlpha(tally, 3)).toThrow('3 is not among the categories');
    expect(categoryAlpha(tally, 1)).toMatchObject({ coders: 2, documents: 1, units: 2 });
  });

  test('numbers too large to square are refused', () => {
    expect(
      krippendorffAlpha(
        tallyOf([
          [1e200, -1e200],
          [-1e200, 1],
        ]),
        'interval',
      ).code,
    ).toBe('too-large');
  });

  test('a value too large to square does not matter where it cannot be paired', () => {
    const values = [
      [1, 2, 1e200],
      [1, 3, null],
    ];
    const paired = tallyOf(values.map((row) => row.slice(0, 2)));
    expect(krippendorffAlpha(tallyOf(values), 'interval').value).toBe(
      krippendorffAlpha(paired, 'interval').value,
    );
  });

  test('counts some units as often as they are named', () => {
    const coding = readCoding({
      values: [
        [1, 2, null],
        [1, 1, 2],
      ],
    });
    const twice = tallyUnits(coding, [0, 1, 1]);
    expect(krippendorffAlpha(twice).value).toBe(
      krippendorffAlpha(
        tallyOf([
          [1, 2, 2],
          [1, 1, 1],
        ]),
      ).value,
    );
    expect(() => tallyUnits(coding, [3])).toThrow('A unit must be a whole number from 0 to 2, not 3');
    const none: CodingTally = tallyUnits(coding, []);
    expect(krippendorffAlpha(none).code).toBe('nothing-pairable');
  });
});
