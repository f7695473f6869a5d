import type { Query } from '@koersvast/search';
import { describe, expect, it } from 'vitest';
import { firstFrom, letterSearch, spanAt, stepped } from './letter-search.ts';
import { maySeek } from './may-seek.ts';
import { wordsAsked } from './words-asked.ts';

const text = 'Druk hier. Oekraïne daar.\nDruk en Oekraïne.\nMeer druk.';
const block = (index: number, start: number, end: number, paragraph: number | null) => ({
  ...{ index, kind: 'paragraph' as const, level: null, paragraph, start, end, label: null },
});
const letter = {
  ...{ documentId: '', textSha256: '', text },
  blocks: [block(0, 0, 25, 1), block(1, 26, 43, 2), block(2, 44, 54, 2)] as never,
  sentences: [
    { index: 0, start: 0, end: 10 },
    { index: 1, start: 11, end: 25 },
    { index: 2, start: 26, end: 43 },
    { index: 3, start: 44, end: 54 },
  ] as never,
};
const fields = { codings: ['tag'], documents: ['date'] };
const search = letterSearch(letter, fields);

function wordsOf(query: string): string[] | string {
  const answer = search.ask(query);
  if (!answer.ok) return answer.error.code;
  const { hits } = answer.found;
  return Array.from({ length: hits.length / 2 }, (_, at) => {
    const span = spanAt(hits, at);
    return span === null ? '' : text.slice(span.start, span.end);
  });
}

describe('what is found in a letter', () => {
  it.each([
    ['oekraine', ['Oekraïne', 'Oekraïne']],
    ['in:sentence(druk oekraine)', ['Druk', 'Oekraïne']],
    // The last two blocks are one paragraph.
    ['in:paragraph(meer en)', ['en', 'Meer']],
    ['zeppelin', []],
    ['druk NEAR (', 'near_without_number'],
    ['[tag:pressure] druk', ['Druk', 'Druk', 'druk']],
    ['druk WITHIN [tag:pressure]', ['Druk', 'Druk', 'druk']],
    ['date:2014 oekraine', ['Oekraïne', 'Oekraïne']],
    ['tag:pressure', []],
  ])('%s', (query, found) => {
    expect(wordsOf(query)).toEqual(found);
  });

  it('says of a pattern that would take long where it stands', () => {
    const long = Array.from({ length: 60_000 }, (_, at) => 'ab '[(at * at * at + (at >> 3)) % 3]).join('');
    const answer = letterSearch({ ...letter, text: long }, fields).ask('a OR /(?:a?){900}.{900}a/');
    expect(answer).toEqual({ ok: false, error: { code: 'pattern_too_large', start: 5, end: 25 } });
  });

  it('says whether something was left out', () => {
    const less = (query: string) => {
      const answer = search.ask(query);
      return answer.ok && answer.found.asked.isLess;
    };
    expect(less('druk OR oekraine')).toBe(false);
    expect(less('NOT in:sentence(druk oekraine)')).toBe(false);
    expect(less('druk NOT date:2014')).toBe(true);
  });

  it('keeps the words on either side of a distance', () => {
    const word = (typed: string): Query => ({ kind: 'words', typed, words: [typed] });
    const coded: Query = { kind: 'coded', conditions: [] };
    const near = (left: Query, right: Query): Query => ({
      ...{ kind: 'near', left, right, most: 2, unit: 'word', isInOrder: false },
    });
    expect(wordsAsked(near(word('a'), coded))).toEqual({ words: word('a'), isLess: true });
    expect(wordsAsked(near(coded, near(word('a'), word('b')))).words).toEqual(near(word('a'), word('b')));
    expect(wordsAsked(near(coded, coded)).words).toBeNull();
  });
});

it('goes round from the last hit to the first, and starts where one is', () => {
  const hits = Int32Array.of(2, 4, 9, 12, 20, 21);
  expect([0, 2, 3, 9, 20, 21].map((place) => firstFrom(hits, place))).toEqual([0, 0, 1, 1, 2, 0]);
  expect([stepped(hits, 2, 1), stepped(hits, 0, -1), stepped(hits, 0, 1)]).toEqual([0, 2, 1]);
  expect([firstFrom(new Int32Array(0), 3), stepped(new Int32Array(0), -1, 1)]).toEqual([-1, -1]);
});

it('lets nobody look in what they still code where their round keeps searching from them', () => {
  const round = { id: 'r', state: 'running', searching: false, removedAt: null } as const;
  const mine = { roundId: 'r', state: 'open', removedAt: null } as never;
  expect(maySeek([round], [mine])).toBe(false);
  expect(maySeek([round], [])).toBe(true);
  expect(maySeek([{ ...round, searching: true }], [mine])).toBe(true);
  expect(maySeek([{ ...round, state: 'closed' } as never], [mine])).toBe(true);
  expect(maySeek([round], [{ roundId: 'r', state: 'done', removedAt: null }])).toBe(true);
});
