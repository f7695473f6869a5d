import { describe, expect, test } from 'vitest';
import { type Asked, oracle } from './oracle.ts';
import { textOf } from './random-text.ts';

const words = (typed: string): Asked => ({ kind: 'words', typed });
const found = (asked: Asked, text: string): readonly string[] =>
  oracle(asked, textOf(text)).hits.map(({ start, end }) => text.slice(start, end));
const near = (n: number, left: Asked, right: Asked): Asked => ({ kind: 'near', n, left, right });

describe('oracle', () => {
  test.each([
    ['sancties', 'EU-sancties en SANC\u00adTIES, sanctiesbeleid', ['sancties', 'SANC\u00adTIES']],
    ['oekraïne', 'Rusland/Oekraine, Oekrai\u0308ne', ['Oekraine', 'Oekrai\u0308ne']],
    ['a_b', 'a_b a b a-b a/b a\nb a, b', ['a b', 'a-b', 'a/b', 'a\nb']],
    ["zo'n", 'zo’n zon zo', ['zo’n']],
    ["'s", "’s avonds s'", ['s', 's']],
    ['druk*', 'Druk drukt indruk drukkerij', ['Druk', 'drukt', 'drukkerij']],
    ['d*k', 'drk dk k', ['drk', 'dk']],
    ['*', 'a b', ['a', 'b']],
    ['a a', 'a a a', ['a a', 'a a']],
    ['straße', 'STRASSE Straße', ['STRASSE', 'Straße']],
    ['cafe', 'café\u0301\u00ad.', ['café\u0301\u00ad']],
  ])('finds words: %s', (typed, text, expected) => {
    expect(found(words(typed), text)).toEqual(expected);
  });

  test('finds pairs that contain no smaller one', () => {
    expect(found(near(1, words('a'), words('b')), 'a x b a y y b')).toEqual(['a x b', 'b a']);
    expect(found({ kind: 'followed', n: 2, left: words('a'), right: words('b') }, 'b a a b b')).toEqual([
      'a b',
    ]);
    expect(found(near(0, words('a'), words('a')), 'a a b a')).toEqual(['a a']);
    expect(found(near(1, words('a b'), words('b c')), 'a b c')).toEqual([]);
  });

  test('composes what holds', () => {
    const both: Asked = { kind: 'or', parts: [{ kind: 'and', parts: [words('a'), words('b')] }, words('c')] };
    expect(found(both, 'a c')).toEqual(['c']);
    expect(found(both, 'a c b')).toEqual(['a', 'c', 'b']);
    expect(oracle({ kind: 'not', part: words('a') }, textOf('b'))).toEqual({ matches: true, hits: [] });
    const sentence: Asked = { kind: 'in', unit: 'sentence', part: both };
    expect(found(sentence, 'a b. a. b. c?')).toEqual(['a', 'b', 'c']);
  });

  test('takes a ligature whole, and an empty match of a pattern not at all', () => {
    expect(found({ kind: 'pattern', typed: '/i/', source: 'i' }, 'eﬁ i')).toEqual(['ﬁ', 'i']);
    expect(found({ kind: 'pattern', typed: '/a*/', source: 'a*' }, 'baab')).toEqual(['aa']);
  });
});
