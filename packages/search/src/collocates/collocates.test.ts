import { describe, expect, test } from 'vitest';
import { fold } from '../fold/fold.ts';
import { find } from '../match/find.ts';
import { parseQuery } from '../query/parse.ts';
import type { Spans } from '../spans.ts';
import { expectedNear, logLikelihood, logRatio } from './association.ts';
import { addCounts, collocates, countNear, countWords, type NearWindow } from './collocates.ts';

describe('association', () => {
  // Dunning 1993, p. 72: words beside each other in 31,777 words of the Union Bank of Switzerland's reports.
  test.each([
    ['the swiss', 110, 2442, 111, 29_114, 270.72],
    ['can be', 29, 13, 123, 31_612, 263.9],
    ['previous year', 31, 23, 139, 31_584, 256.84],
    ['mineral water', 10, 0, 3, 31_764, 167.23],
  ])('%s, as published', (_, a, b, c, d, expected) => {
    expect(logLikelihood({ a, b, c, d }).value).toBeCloseTo(expected, 2);
  });

  test('worked by hand: 10 of 100 near, 10 of 900 elsewhere', () => {
    const table = { a: 10, b: 10, c: 90, d: 890 };
    expect(expectedNear(table)).toBe(2);
    // 2 x (10 ln 5 + 10 ln (10/18) + 90 ln (90/98) + 890 ln (890/882))
    expect(logLikelihood(table).value).toBeCloseTo(2 * (16.0944 - 5.8779 - 7.6642 + 8.0362), 2);
    // A tenth over a ninetieth: nine times as often.
    expect(logRatio(table).value).toBeCloseTo(Math.log2(9), 12);
  });

  test('is nothing where shares are equal, and turns its sign with the sides', () => {
    expect(logLikelihood({ a: 3, b: 30, c: 7, d: 70 }).value).toBeCloseTo(0, 12);
    expect(logRatio({ a: 3, b: 30, c: 7, d: 70 }).value).toBe(0);
    expect(logRatio({ a: 1, b: 40, c: 9, d: 60 }).value).toBeCloseTo(-2, 12);
    expect(logRatio({ a: 40, b: 1, c: 60, d: 9 }).value).toBeCloseTo(2, 12);
  });

  test.each([
    [{ a: 5, b: 0, c: 5, d: 90 }, null, 'word_on_one_side'],
    [{ a: 0, b: 5, c: 5, d: 90 }, null, 'word_on_one_side'],
    [{ a: 5, b: 0, c: 5, d: 0 }, 'one_side_empty', 'one_side_empty'],
    [{ a: 0, b: 5, c: 0, d: 5 }, 'one_side_empty', 'one_side_empty'],
    [{ a: 0, b: 0, c: 0, d: 0 }, 'one_side_empty', 'one_side_empty'],
  ])('is undefined, with the reason: %j', (table, likelihood, ratio) => {
    expect(logLikelihood(table).reason).toBe(likelihood);
    expect(logRatio(table).reason).toBe(ratio);
  });
});

describe('counting', () => {
  const text = fold('De zware sancties tegen Rusland. Sancties werken; de druk op Rusland, zware druk.');
  const hitsOf = (query: string): Spans => {
    const parsed = parseQuery(query);
    if (!parsed.ok) throw new Error(parsed.error.code);
    return find(parsed.query, text).hits;
  };
  const near = (query: string, window: NearWindow): Record<string, number> =>
    Object.fromEntries([...countNear(text, hitsOf(query), window).near].sort());
  const words = (left: number, right: number, units: Spans | null = null): NearWindow => ({
    kind: 'words',
    left,
    right,
    units,
  });
  const sentences = Int32Array.from([0, 32, 33, text.text.length]);

  test('takes words of the window once, and those of the node not at all', () => {
    expect(near('sancties', words(1, 1))).toEqual({ rusland: 1, tegen: 1, werken: 1, zware: 1 });
    // Rusland lies within two words of both.
    expect(near('sancties', words(2, 2))).toEqual({ de: 2, rusland: 1, tegen: 1, werken: 1, zware: 1 });
    expect(near('sancties', words(2, 0))).toEqual({ de: 1, rusland: 1, tegen: 1, zware: 1 });
    expect(near('"sancties tegen"', words(0, 3))).toEqual({ rusland: 1, sancties: 1, werken: 1 });
  });

  test('does not cross the border of a sentence', () => {
    expect(near('sancties', words(2, 2, sentences))).toEqual({
      de: 2,
      rusland: 1,
      tegen: 1,
      werken: 1,
      zware: 1,
    });
    expect(near('rusland', words(1, 1, sentences))).toEqual({ op: 1, tegen: 1, zware: 1 });
    expect(near('werken', words(9, 0, sentences))).toEqual({ sancties: 1 });
    expect(near('werken', words(2, 0, Int32Array.from([0, 32])))).toEqual({});
  });

  test('takes the words of spans of a tag, wholly within', () => {
    const spans = Int32Array.from([3, 17, 3, 22]);
    const { near, nodes } = countNear(text, spans, { kind: 'within' });
    expect([...near]).toEqual([
      ['zware', 1],
      ['sancties', 1],
    ]);
    expect(nodes.size).toBe(0);
  });

  test('compares with the rest of the text', () => {
    const all = countWords(text);
    const rows = collocates(all, countNear(text, hitsOf('druk'), words(1, 1)));
    expect(rows.map(({ word }) => word).toSorted()).toEqual(['de', 'op', 'zware']);
    const row = rows.find(({ word }) => word === 'zware');
    // 13 words, of which two are nodes and three are near.
    expect(row).toMatchObject({ near: 1, elsewhere: 1, nearAll: 3, elsewhereAll: 8, expected: 6 / 11 });
    expect(row?.logRatio.value).toBeCloseTo(Math.log2(1 / 3 / (1 / 8)), 12);
    expect(rows.find(({ word }) => word === 'op')?.logRatio).toEqual({
      value: null,
      reason: 'word_on_one_side',
    });
    expect(rows[0]?.word).toBe('op');
    expect(collocates(all, countNear(text, hitsOf('druk'), words(1, 1)), 2)).toEqual([]);
  });

  test('adds up over texts', () => {
    const other = fold('druk Rusland');
    const together = countWords(text);
    addCounts(together, countWords(other));
    expect(together.get('rusland')).toBe(3);
    expect(countWords(other, countWords(text))).toEqual(together);
  });
});
