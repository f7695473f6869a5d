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
} else
  process.stdout.write(
    'Left out: the reference cases, ../shared/reference/agreement-cases.json is not here.\n',
  );

describe('the form of an answer', () => {
  const matrix = {
    type: 'matrix',
    matrix: [
      [1, 2],
      [1, 1],
    ],
  };

  const kappas = { cohen_kappa: 0, cohen_kappa_linear: 0, cohen_kappa_quadratic: 0 };

  test('has all keys of the measure, whatever the file expects', () => {
    for (const expected of [undefined, null, {}, [], 'none', { cohen_kappa: 99 }]) {
      expect(computed({ measure: 'cohen_kappa', input: matrix, expected })).toEqual(kappas);
    }
  });

  test('has null for a key that only the file knows, in every case of the measure', () => {
    const expected = { cohen_kappa: 99, unheard_of: 1 };
    const first = { id: 1, measure: 'cohen_kappa', input: matrix, expected };
    const second = { id: 2, measure: 'cohen_kappa', input: matrix };
    const other = { id: 3, measure: 'projection', input: { length: 1, coders: [], segments: [] } };
    const lines = compute(first, second, other);
    expect(lines.slice(0, 2)).toEqual([
      { id: 1, computed: { ...kappas, unheard_of: null } },
      { id: 2, computed: { ...kappas, unheard_of: null } },
    ]);
    expect(Object.keys(computed(other))).toEqual(['any', 'majority']);
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

  test('has null for tags that only a document with one coder has', () => {
    const span = (coder: string, label: string) => ({ coder, start: 0, end: 1, label });
    const documents = [
      { length: 3, coders: ['x'], spans: [span('x', 'z')] },
      { length: 3, coders: ['x', 'y'], spans: [span('x', 'a'), span('y', 'a')] },
    ];
    expect(computed({ measure: 'unitizing_alpha_2016', input: { documents } })).toMatchObject({
      u_alpha: 1,
      per_value: { a: { alpha: null, coverage: 1 }, z: { alpha: null, coverage: null } },
    });
    expect(computed({ measure: 'unitizing_per_tag', input: { documents } })).toEqual({
      per_category: { a: 1, z: null },
      pooled: 1,
    });
  });

  test('follows the seed and the confidence of a bootstrap', () => {
    const input = {
      matrix: [
        [1, 2, 1, 3, 2, 2, 1, 3],
        [1, 2, 2, 3, 2, 1, 1, 3],
      ],
    };
    const ask = (params?: object) => computed({ measure: 'bootstrap_ci95', input, params });
    expect(ask()).toEqual(ask({ seed: 1, confidence: 0.95, replicates: { nonparametric: 2000 } }));
    const [few, other, wide] = [{}, { seed: 2 }, { confidence: 0.5 }].map((params) =>
      ask({ replicates: { nonparametric: 40 }, ...params }),
    );
    expect(other).not.toEqual(few);
    expect(wide).not.toEqual(few);
  });

  const nothing = { u_alpha: null, bar_u_alpha: null, cu_alpha: null, cu_coverage: null };
  const noFleiss = { fleiss_kappa: null, Po: null, Pe: null, mean_pairwise_cohen: null, gwet_ac1: null };
  const unvaried = { percent_agreement: 1, cohen_kappa: null, scott_pi: null, bennett_s: null };

  test.each<[string, object, object]>([
    ['krippendorff_alpha', { matrix: [] }, { krippendorff_alpha_nominal: null, n_pairable: 0 }],
    ['krippendorff_alpha', { matrix: [[1, 2]] }, { alpha_per_category: { 1: null, 2: null } }],
    [
      'krippendorff_alpha',
      {
        matrix: [
          ['1', 1],
          ['1', '1'],
        ],
      },
      { krippendorff_alpha_nominal: 0 },
    ],
    ['krippendorff_alpha', { matrix: [[true], [false]] }, { alpha_per_category: { true: 0, false: 0 } }],
    [
      'two_coder_nominal',
      { matrix: [[3], [3]] },
      { ...unvaried, confusion: { categories: [3], table: [[1]] } },
    ],
    [
      'two_coder_nominal',
      {
        categories: ['a', 'b'],
        table: [
          [5, 0],
          [0, 0],
        ],
      },
      { ...unvaried, gwet_ac1: null },
    ],
    ['two_coder_nominal', { categories: [], table: [] }, { percent_agreement: null, cohen_kappa: null }],
    ['two_coder_nominal', { matrix: [[1], [1], [2]] }, { cohen_kappa: null, confusion: null }],
    [
      'gwet_ac1_ac2',
      {
        categories: ['a', 'b'],
        table: [
          [5, 0],
          [0, 0],
        ],
      },
      { ac1_pa: 1, ac1_pe: 0, ac2_pe: 0 },
    ],
    ['gwet_ac1_ac2', { categories: ['a'], table: [[5]] }, { ac1_pa: 1, ac1_pe: null, gwet_ac1: null }],
    ['many_coder_nominal', { matrix: [] }, { ...noFleiss, per_category: {}, per_unit_agreement: [] }],
    ['many_coder_nominal', { matrix: [[1, 2]] }, { ...noFleiss, per_unit_agreement: [null, null] }],
    ['unitizing_alpha_2016', { documents: [] }, { ...nothing, per_value: null }],
    ['unitizing_alpha_2016', { coders: [], spans: [] }, { ...nothing, per_value: {} }],
    ['unitizing_per_tag', { documents: [] }, { per_category: {}, pooled: null }],
    [
      'alpha_u_1995_legacy',
      { coders: ['x'], spans: [], length: 5 },
      { alpha_u_1995: null, per_category: {} },
    ],
    ['gamma_best_alignment_disorder', { coders: ['x', 'y'], spans: [] }, { best_alignment_disorder: null }],
    ['gamma_positional_dissimilarity', { pairs: [] }, { d_pos: [] }],
    ['span_matching', { reference: [[0, 5, 1]], response: [[0, 5, '1']] }, { strict: { COR: 1, f1: 1 } }],
    ['bootstrap_ci95', { matrix: [[1], [2]] }, { nonparametric_units: null }],
    [
      'bootstrap_given_resamples',
      { matrix: [[1], [2]], resamples: [] },
      { alphas: [], undefined: 0, ci95: null },
    ],
    ['projection', { length: 5, coders: [], segments: [] }, { any: { labels: [], alpha_masi: null } }],
  ])('of %s at an edge: %j', (measure, input, wanted) => {
    expect(computed({ measure, input })).toMatchObject(wanted);
  });

  test.each<[string, object, object, string]>([
    [
      'cohen_kappa_weighted',
      { matrix: [[1], [1]] },
      { weights: 'cubic' },
      'weights must be "linear" or "quadratic"',
    ],
    ['cohen_kappa', { matrix: [[1], [1]] }, [], 'params must be an object'],
    [
      'bootstrap_ci95',
      {
        matrix: [
          [1, 2],
          [1, 2],
        ],
      },
      { seed: -1 },
      'The seed must be a whole number from 0',
    ],
    [
      'bootstrap_ci95',
      {
        matrix: [
          [1, 2],
          [1, 2],
        ],
      },
      { replicates: 9 },
      'replicates must be an object',
    ],
    [
      'bootstrap_given_resamples',
      { matrix: [[1], [2]], resamples: [[1]] },
      {},
      'A unit must be a whole number',
    ],
    [
      'gamma_best_alignment_disorder',
      { coders: ['x', 'y'], spans: [] },
      { alpha: '1' },
      'The weight of position',
    ],
    [
      'gamma_positional_dissimilarity',
      {
        pairs: [
          [
            [1, 1],
            [2, 3],
          ],
        ],
      },
      {},
      '[1, 1) is not a span',
    ],
    ['gamma_positional_dissimilarity', { pairs: [[[1, 2]]] }, {}, 'a span must be a list'],
    [
      'gamma_positional_dissimilarity',
      {
        pairs: [
          [
            [1, Number.POSITIVE_INFINITY],
            [2, 3],
          ],
        ],
      },
      {},
      '[1, Infinity) is not a span',
    ],
    [
      'span_matching',
      {
        reference: [
          [0, 1, 'a'],
          [0, 1, 'a'],
        ],
        response: [],
      },
      {},
      'has [0, 1) "a" twice',
    ],
    ['span_matching', { reference: [[0, 9, 'a']], response: [], length: 5 }, {}, 'ends after the text, at 5'],
    [
      'span_matching',
      { reference: [[0, 1]], response: [] },
      {},
      'the label of a span must be text or a number',
    ],
    ['unitizing_alpha_2016', { coders: 'xy', spans: [] }, {}, 'coders must be a list'],
    ['unitizing_alpha_2016', { coders: ['x'], spans: [], length: -5 }, {}, 'The length of document must be'],
    ['unitizing_alpha_2016', { documents: [1] }, {}, 'document 1 must be an object'],
    ['alpha_u_1995_legacy', { coders: ['x'], spans: [], begin: '5' }, {}, 'begin must be a number'],
    ['projection', { length: 5, coders: [], segments: [[3, 9]] }, {}, 'The end of a segment must be'],
    ['projection', { length: 5, coders: [] }, {}, 'segments must be a list'],
  ])('of %s says what is wrong with %j, %j', (measure, input, params, message) => {
    expect(compute({ id: 1, measure, input, params })).toEqual([
      { id: 1, error: expect.stringContaining(message) },
    ]);
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
