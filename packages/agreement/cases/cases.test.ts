import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerCases, type Line } from './answer.ts';
import { at, differences } from './comparison.ts';

interface Case {
  readonly id: string;
  readonly measure: string;
  readonly expected: Record<string, unknown>;
  readonly tolerance: number;
}

interface PublishedCase extends Case {
  readonly published: readonly { path: (string | number)[]; value: number | null; tolerance: number }[];
}

function readCases<C extends Case>(url: URL): readonly C[] {
  return JSON.parse(readFileSync(url, 'utf8')).cases;
}

function compute(...cases: readonly unknown[]): readonly Line[] {
  return [...answerCases({ cases })];
}

function computed(item: unknown): Record<string, unknown> {
  const [line] = compute(item);
  if (line === undefined || !('computed' in line))
    throw new Error(`nothing computed: ${JSON.stringify(line)}`);
  return line.computed;
}

const published = readCases<PublishedCase>(new URL('./published.json', import.meta.url));

describe('published values', () => {
  test.each(published)('$id: $source', (item) => {
    const answer = computed(item);
    expect(differences(item.expected, answer, item.tolerance)).toEqual([]);
    for (const { path, value, tolerance } of item.published) {
      expect(differences(value, at(answer, path), tolerance, path.join('.'))).toEqual([]);
    }
  });

  test('cover every measure with a published value', () => {
    expect(new Set(published.map(({ measure }) => measure)).size).toBe(12);
  });
});

const reference = new URL('../../../../shared/reference/agreement-cases.json', import.meta.url);

if (existsSync(reference)) {
  describe('the reference cases beside the repository', () => {
    test.each(readCases<Case>(reference))('$id', (item) => {
      const { krippendorff_algorithm: _, ...expected } = item.expected;
      expect(differences(expected, computed(item), item.tolerance)).toEqual([]);
    });
  });
} else {
  test('the reference cases are left out: ../shared/reference/agreement-cases.json is not here', () => {
    expect(published.length).toBeGreaterThan(0);
  });
}

describe('the form of an answer', () => {
  const matrix = {
    type: 'matrix',
    matrix: [
      [1, 2],
      [1, 1],
    ],
  };

  test('has the keys that the file expects anywhere for the measure, null where they do not apply', () => {
    const first = {
      id: 1,
      measure: 'cohen_kappa',
      input: matrix,
      expected: { cohen_kappa: 99, unheard_of: 1 },
    };
    const second = { id: 2, measure: 'cohen_kappa', input: matrix };
    expect(compute(first, second)).toEqual([
      { id: 1, computed: { cohen_kappa: 0, unheard_of: null } },
      { id: 2, computed: { cohen_kappa: 0, unheard_of: null } },
    ]);
  });

  test('has all keys of the measure when the file expects none', () => {
    expect(Object.keys(computed({ id: 1, measure: 'cohen_kappa', input: matrix }))).toEqual([
      'cohen_kappa',
      'cohen_kappa_linear',
      'cohen_kappa_quadratic',
    ]);
  });

  test('leaves the interval out that treats pairs as independent', () => {
    const input = {
      type: 'matrix',
      matrix: [
        [1, 2, 1],
        [1, 2, 2],
      ],
    };
    const expected = { nonparametric_units: [0, 1], krippendorff_algorithm: [0, 1] };
    expect(Object.keys(computed({ measure: 'bootstrap_ci95', input, expected }))).toEqual([
      'nonparametric_units',
    ]);
  });

  test.each(['quadratic', 'linear'])('answers a weighted kappa with %s weights', (weights) => {
    const answer = computed({ measure: 'cohen_kappa_weighted', params: { weights }, input: matrix });
    expect(answer[`cohen_kappa_${weights}`]).toBe(0);
  });

  test('names what is wrong and goes on', () => {
    const spans = [{ coder: 'x', start: 3, end: 3, label: 'a' }];
    const lines = compute(
      { id: 'a', measure: 'no such measure', input: {} },
      { id: 'b', measure: 'toString', input: {} },
      { id: 'c', measure: 'krippendorff_alpha', input: { matrix: [[1], [1, 2]] } },
      { id: 'd', measure: 'unitizing_alpha_2016', input: { length: 9, coders: ['x', 'y'], spans } },
      { id: 'e', measure: 'unitizing_alpha_2016', input: { length: 9, coders: ['y'], spans } },
      { id: 'f', measure: 'span_matching', input: { reference: 5, response: [] } },
      { id: 'g', measure: 'krippendorff_alpha' },
      { id: 'h', measure: 'gamma_best_alignment_disorder', input: { coders: ['x', 'x'], spans: [] } },
      { id: 'i', measure: 'two_coder_nominal', input: { categories: [1], table: [[-1]] } },
      null,
      { id: 'z', measure: 'cohen_kappa', input: matrix },
    );
    expect(lines.map((line) => ('error' in line ? [line.id, line.error] : line.id))).toEqual([
      ['a', 'unknown measure "no such measure"'],
      ['b', 'unknown measure "toString"'],
      ['c', 'The row of coder "2" has 2 units, the first row 1'],
      ['d', 'document, coder "x": the span [3, 3) "a" is empty'],
      ['e', 'the coder x of a span is not among the coders'],
      ['f', 'reference must be a list'],
      ['g', 'input must be an object'],
      ['h', 'the coder x is listed twice'],
      ['i', 'The cell in row 1, column 1 must be a whole number of at least 0, not -1'],
      [null, 'a case must be an object'],
      'z',
    ]);
  });

  test('refuses a file that holds no cases', () => {
    expect(() => [...answerCases([])]).toThrow('the file must be an object');
    expect(() => [...answerCases({})]).toThrow('cases must be a list');
  });

  test('answers with nulls where tags overlap that exclude each other', () => {
    const spans = [
      { coder: 'x', start: 0, end: 3, label: 'a' },
      { coder: 'x', start: 2, end: 4, label: 'b' },
    ];
    expect(
      computed({ measure: 'unitizing_alpha_2016', input: { length: 9, coders: ['x', 'y'], spans } }),
    ).toEqual({
      u_alpha: null,
      bar_u_alpha: null,
      cu_alpha: null,
      cu_coverage: null,
      per_value: null,
    });
  });

  test('writes a table of two coders out where a measure needs units', () => {
    const input = {
      type: 'confusion',
      categories: ['a', 'b'],
      table: [
        [2, 0],
        [1, 1],
      ],
    };
    expect(computed({ measure: 'many_coder_nominal', input })).toEqual(
      computed({
        measure: 'many_coder_nominal',
        input: {
          categories: ['a', 'b'],
          matrix: [
            ['a', 'a', 'b', 'b'],
            ['a', 'a', 'a', 'b'],
          ],
        },
      }),
    );
  });
});
