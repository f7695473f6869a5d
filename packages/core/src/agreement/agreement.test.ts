import { describe, expect, test } from 'vitest';
import { languagesHere, runScript } from '../../testing/run-script.ts';
import { languages } from '../language.ts';
import { agreementSpanColumns, agreementSpanRecords, type MeasuredDocument } from './file.ts';
import { agreementMeasures, measureNames } from './measure.ts';
import { readings } from './reading.ts';

type Span = MeasuredDocument['layers'][number]['spans'][number];

/** Pooled per-tag u-alpha from its definition: every character of every coder, every pair of characters by counting. */
function pooledByCharacters(documents: readonly MeasuredDocument[]): number | null {
  const counted = documents.filter(({ layers }) => layers.length > 1);
  const tags = new Set(
    counted.flatMap(({ layers }) => layers.flatMap(({ spans }) => spans.map(({ tag }) => tag))),
  );
  const total = counted.reduce((sum, { length, layers }) => sum + length * layers.length, 0);
  let [observed, expected] = [0, 0];
  for (const tag of tags) {
    let [marked, pairs, squares] = [0, 0, 0];
    for (const { length, layers } of counted) {
      const rows = layers.map(({ spans }) => {
        const own = spans.filter((span) => span.tag === tag).sort((a, b) => a.start - b.start);
        const units: { start: number; end: number }[] = [];
        for (const { start, end } of own) {
          const last = units.at(-1);
          if (last && start < last.end) last.end = Math.max(end, last.end);
          else units.push({ start, end });
        }
        for (const { start, end } of units) squares += (end - start) ** 2;
        return Array.from({ length }, (_, at) => units.some(({ start, end }) => start <= at && at < end));
      });
      rows.forEach((row, i) => {
        row.forEach((is, at) => {
          if (!is) return;
          marked++;
          pairs += rows.filter((other, j) => j !== i && !other[at]).length / (rows.length - 1);
        });
      });
    }
    const gaps = total - marked;
    observed += (2 * pairs) / total;
    expected += (2 * gaps * marked) / (total ** 2 - gaps - squares);
  }
  return expected === 0 ? null : 1 - observed / expected;
}

const span = (tag: string, start: number, end: number): Span => ({ tag, start, end });

/** Documents of one, two and three coders, with spans that overlap and touch, and names that need quoting. */
function study(seed: number): MeasuredDocument[] {
  let state = seed;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * bound);
  };
  return Array.from({ length: 6 }, (_, d) => ({
    document: `Brief "${d}", deel É`,
    length: 120,
    layers: ['ann', 'bob; B.', 'cem'].slice(0, 1 + ((d + seed) % 3)).map((coder) => ({
      coder,
      spans: Array.from({ length: below(6) }, () => {
        const start = below(100);
        return span(['steun', 'druk, hard'][below(2)] ?? '', start, start + 1 + below(19));
      }),
    })),
  }));
}

const touching: MeasuredDocument[] = [
  {
    document: 'a',
    length: 40,
    layers: [
      { coder: 'x', spans: [span('t', 0, 5), span('t', 5, 9), span('t', 8, 12)] },
      { coder: 'y', spans: [span('t', 0, 10)] },
    ],
  },
];

function written(documents: readonly MeasuredDocument[]): string {
  const field = (value: string | number | null) => {
    const text = String(value ?? '');
    return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [agreementSpanColumns, ...agreementSpanRecords(documents)].map((line) =>
    line.map(field).join(','),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

for (const language of languagesHere()) {
  describe(`the script in ${language}`, () => {
    test('recomputes the headline to 1e-9', () => {
      for (const documents of [touching, study(2)]) {
        const value = pooledByCharacters(documents);
        expect(value).not.toBeNull();
        expect(
          Math.abs(Number(runScript(language, written(documents))) - (value ?? Number.NaN)),
        ).toBeLessThan(1e-9);
      }
    });

    test('counts for nothing between coders what one of them coded twice', () => {
      const twice = (['first', 'again'] as const).map((reading, nth) => ({
        document: `a / x / ${reading}`,
        length: 40,
        layers: [{ coder: 'x', spans: [span('t', nth, 20), span('u', 30, 31 + nth)] }],
        repeat: { of: 'a', reading },
      }));
      const [between, withRepeats] = [touching, [...touching, ...twice]].map((each) =>
        runScript(language, written(each)),
      );
      expect(withRepeats).toBe(between);
    });

    test('prints that there is nothing to compute', () => {
      const silent = [
        {
          document: 'a',
          length: 9,
          layers: [
            { coder: 'x', spans: [] },
            { coder: 'y', spans: [] },
          ],
        },
      ];
      expect(runScript(language, written(silent))).toBe('undefined');
    });
  });
}

test('a coder who marked nothing has a line, so that missing is not empty', () => {
  const layers = [
    { coder: 'x', spans: [span('t', 1, 3)] },
    { coder: 'y', spans: [] },
  ];
  expect(agreementSpanRecords([{ document: 'd', length: 9, layers }])).toEqual([
    ['d', 9, 'x', 't', 1, 3, null, null],
    ['d', 9, 'y', null, null, null, null, null],
  ]);
});

test.each(languages)('every measure has a reading of three sentences (%s)', (language) => {
  const names = new Set<string>();
  for (const measure of agreementMeasures) {
    const { name, sentences, formula, notWhen, source } = readings[language][measure];
    names.add(name);
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
    expect(notWhen).toMatch(language === 'en' ? /^Not .*\.$/ : /^Niet .*\.$/);
    expect(formula).toContain('=');
    expect(source).toMatch(/\d{4}/);
  }
  expect(names.size).toBe(agreementMeasures.length);
  expect(new Set(measureNames).size).toBe(measureNames.length);
});
