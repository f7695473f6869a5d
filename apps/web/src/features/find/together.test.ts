import type { SearchWindow } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import {
  collocates,
  countNear,
  countWords,
  find,
  fold,
  type NearWindow,
  parseQuery,
} from '@koersvast/search';
import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

const text = fold(
  "De druk op Rusland. Foto's van de zware druk, en and or.\n\nDe sancties tegen Rusland werken; de druk blijft.",
);
const fields = searchNames([]);
const sentences = Int32Array.from([0, 19, 20, 56, 58, text.text.length]);
const coded = Int32Array.from([3, 18, 34, 44, 61, 91]);
const around = {
  sentences: () => sentences,
  paragraphs: () => sentences,
  codings: () => coded,
  holds: () => true,
};

const read = (query: string) => {
  const parsed = parseQuery(query, { fields });
  if (!parsed.ok) throw new Error(`${query}: ${parsed.error.code}`);
  return parsed.query;
};
const nearIn = (window: SearchWindow): NearWindow => {
  if (window.kind === 'hit') return { kind: 'within' };
  if (window.kind === 'words') return { ...window, units: null };
  return { kind: 'words', left: 99, right: 99, units: sentences };
};

const windows: readonly SearchWindow[] = [
  { kind: 'words', left: 3, right: 3 },
  { kind: 'words', left: 0, right: 2 },
  { kind: 'words', left: 2, right: 0 },
  { kind: 'words', left: 1, right: 4 },
  { kind: 'sentence' },
  { kind: 'hit' },
];

describe('the query of a word beside what another finds', () => {
  it.each([
    'druk',
    'druk OR sancties',
    '"zware druk"',
    'druk NEAR/2 rusland',
    'druk AND sancties',
    'druk NOT oorlog',
    'druk date:>=2014',
    'tag:pressure',
    'tag:a OVERLAPS tag:b',
    'druk AND tag:pressure',
  ])('of %s finds each that was counted', (query) => {
    const parsed = read(query);
    const { hits } = find(parsed, text, around);
    expect(hits.length).toBeGreaterThan(0);
    for (const window of windows) {
      if (window.kind === 'hit' && !query.includes('tag:')) continue;
      const rows = collocates(countWords(text), countNear(text, hits, nearIn(window)));
      expect(rows.length).toBeGreaterThan(0);
      for (const { word } of rows) {
        const asked = together(parsed, word, window);
        const found = find(read(asked ?? ''), text, around);
        const within = Array.from(found.hits).reduce<string>(
          (all, start, at, places) =>
            at % 2 === 0 ? `${all} ${text.text.slice(start, places[at + 1])}` : all,
          '',
        );
        expect([asked, fold(within).folded]).toEqual([asked, expect.stringContaining(word)]);
      }
    }
  });

  it.each([
    ['druk', { kind: 'words', left: 5, right: 5 }, 'druk NEAR/4 rusland'],
    ['druk', { kind: 'words', left: 2, right: 0 }, 'rusland FOLLOWED/1 druk'],
    ['a OR b', { kind: 'words', left: 0, right: 1 }, '(a OR b) FOLLOWED/0 rusland'],
    ['druk NOT b', { kind: 'words', left: 1, right: 1 }, 'druk NEAR/0 rusland AND NOT b'],
    ['a b', { kind: 'words', left: 1, right: 1 }, '(a OR b) NEAR/0 rusland AND NOT NOT (a AND b)'],
    ['druk', { kind: 'sentence' }, 'in:sentence(druk AND rusland)'],
    ['tag:x', { kind: 'hit' }, 'rusland WITHIN tag:x'],
  ] as const)('of %s and %j is %s', (query, window, expected) => {
    expect(together(read(query), 'rusland', window)).toBe(expected);
  });

  it.each(['in:sentence(a b)', '(a b) OR c', 'NOT a', 'date:2014'])('there is none of %s', (query) => {
    expect(together(read(query), 'rusland', { kind: 'words', left: 1, right: 1 })).toBeNull();
  });
});
