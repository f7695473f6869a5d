import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { fold } from '../fold/fold.ts';
import { find } from '../match/find.ts';
import { pairsIn } from '../query/conditions.ts';
import { parseQuery } from '../query/parse.ts';
import { codingFields, type Place } from '../query/query.ts';
import { unitsBetween } from '../relation/asked.ts';
import type { Spans } from '../spans.ts';
import { clauses } from './clause.ts';
import { type PairPiece, pairHits, pairPieces, pieces, TooManyPairs, unitsWith } from './piece.ts';

const left = Int32Array.from([0, 10, 20, 30, 50, 60]);
const right = Int32Array.from([5, 25, 22, 28, 32, 40]);
const overlaps = { relation: 'overlaps', distance: null } as const;
const listed = (piece: PairPiece): readonly number[] => [...pieces(left, right, overlaps, piece)];

describe('pieces', () => {
  test('of what overlaps', () => {
    expect(listed('common')).toEqual([5, 10, 20, 25, 22, 28]);
    expect(listed('first')).toEqual([0, 10, 20, 30]);
    expect(listed('either')).toEqual([0, 10, 5, 25, 20, 30, 22, 28]);
    expect(listed('union')).toEqual([0, 25, 5, 30, 20, 30]);
  });

  test('of what is near: nothing in common, or all from the one to the other', () => {
    const words = { starts: Int32Array.of(11, 14, 31, 41, 45), ends: Int32Array.of(13, 19, 32, 44, 49) };
    const near = { relation: 'near', distance: { most: 1, between: unitsBetween(words) } } as const;
    expect([...pieces(left, right, near, 'common')]).toEqual([]);
    expect([...pieces(left, right, near, 'union')]).toEqual([20, 40]);
    expect([...pieces(left, right, { relation: 'before', distance: null }, 'union')]).toEqual([
      0, 28, 20, 40,
    ]);
  });
});

describe('unitsWith', () => {
  const units = Int32Array.from([0, 10, 10, 20, 22, 30]);
  test.each([
    [
      [2, 3, 4, 5],
      [0, 10],
    ],
    [
      [8, 12],
      [0, 20],
    ],
    [
      [2, 3, 8, 12],
      [0, 20],
    ],
    [
      [20, 22],
      [20, 22],
    ],
    [
      [0, 1, 25, 26],
      [0, 10, 22, 30],
    ],
    [[], []],
  ])('%j is in %j', (hits, expected) => {
    expect([...unitsWith(Int32Array.from(hits), units)]).toEqual(expected);
  });
});

const text = 'a b c d e f';
const queryOf = (typed: string) => {
  const parsed = parseQuery(typed, { fields: { codings: codingFields, documents: [] } });
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.query;
};
const inOrder = (places: readonly Place[]) =>
  places.toSorted((one, other) => one.start - other.start || one.end - other.end);
const flat = (places: readonly Place[]): Spans =>
  Int32Array.from(inOrder(places).flatMap(({ start, end }) => [start, end]));
/** What codings named one, two and so on give in that text. */
const answer = (typed: string, codings: Readonly<Record<string, readonly Place[]>>, piece: PairPiece) =>
  find(
    queryOf(typed),
    fold(text),
    {
      codings: ([condition]) => flat(codings[condition?.value ?? ''] ?? []),
      sentences: () => Int32Array.of(0, 5, 6, 11),
    },
    pairHits[piece],
  );

describe('of a query', () => {
  const characters = ({ start, end }: Place) => Array.from({ length: end - start }, (_, at) => start + at);
  const shared = (one: Place, other: Place) => characters(one).filter((at) => characters(other).includes(at));
  /** Words are single letters: how many lie wholly between two places. */
  const words = (from: number, to: number) =>
    characters({ start: 0, end: 6 }).filter((nth) => nth * 2 >= from && nth * 2 < to).length;
  const isBefore = (most: number) => (one: Place, other: Place) =>
    one.end <= other.start && words(one.end, other.start) <= most;
  const relations: Readonly<Record<string, (one: Place, other: Place) => boolean>> = {
    OVERLAPS: (one, other) => shared(one, other).length > 0,
    WITHIN: (one, other) => shared(one, other).length === characters(one).length,
    CONTAINS: (one, other) => shared(one, other).length === characters(other).length,
    EQUALS: (one, other) => one.start === other.start && one.end === other.end,
    TOUCHES: (one, other) => one.end === other.start || other.end === one.start,
    'BEFORE/1': isBefore(1),
    'AFTER/0': (one, other) => isBefore(0)(other, one),
    'FOLLOWED/1': isBefore(1),
    'NEAR/1': (one, other) => isBefore(1)(one, other) || isBefore(1)(other, one),
  };
  const whole = (one: Place, other: Place): Place => ({
    start: Math.min(one.start, other.start),
    end: Math.max(one.end, other.end),
  });
  const starts = characters({ start: 0, end: 11 });
  const ends = starts.map((start) => start + 1);
  /** As plainly and as slowly as can be; shares nothing with the engine. */
  function oracle(name: string, one: readonly Place[], two: readonly Place[], piece: PairPiece): string {
    const isNear = /NEAR|FOLLOWED/.test(name);
    let pairs = one.flatMap((a) => two.flatMap((b) => (relations[name]?.(a, b) ? [[a, b] as const] : [])));
    const all = pairs.map(([a, b]) => whole(a, b));
    if (isNear)
      pairs = pairs.filter(([a, b]) => {
        const { start, end } = whole(a, b);
        return !all.some(
          (each) => each.start >= start && each.end <= end && (each.start > start || each.end < end),
        );
      });
    const found = pairs.flatMap(([a, b]): readonly Place[] => {
      if (piece === 'either') return [a, b];
      if (piece === 'union' || (isNear && piece === 'first')) return [whole(a, b)];
      if (piece === 'first') return [a];
      const both = shared(a, b);
      return both.length === 0 ? [] : [{ start: Math.min(...both), end: Math.max(...both) + 1 }];
    });
    const once = new Set(inOrder(found).map(({ start, end }) => `${start}-${end}`));
    return `${pairs.length > 0}: ${[...once].join(' ')}`;
  }

  test.each(Object.keys(relations))('%s gives each piece as an oracle does', (name) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed);
      // Each once, as codings come.
      const draw = () =>
        starts.flatMap((start) =>
          ends.flatMap((end) => (start < end && random.chance(6) ? { start, end } : [])),
        );
      const [one, two] = [draw(), draw()];
      for (const piece of pairPieces) {
        const { matches, hits } = answer(`tag:one ${name} tag:two`, { one, two }, piece);
        const said = Array.from({ length: hits.length / 2 }, (_, at) =>
          hits.slice(at * 2, at * 2 + 2).join('-'),
        );
        expect([seed, piece, `${matches}: ${said.join(' ')}`]).toEqual([
          seed,
          piece,
          oracle(name, one, two, piece),
        ]);
      }
    }
  });

  const codings = {
    one: [{ start: 0, end: 3 }],
    two: [{ start: 2, end: 7 }],
    far: [{ start: 8, end: 11 }],
  };
  test.each<[query: string, piece: PairPiece, hits: readonly number[]]>([
    ['tag:one OVERLAPS tag:two AND f', 'common', [2, 3, 10, 11]],
    ['tag:one NOT OVERLAPS tag:far', 'union', [0, 3]],
    ['NOT tag:one OVERLAPS tag:far', 'union', []],
    // The sides of the outermost relation are what they are by themselves.
    ['tag:one OVERLAPS tag:two SAME/document tag:far', 'union', [0, 11]],
    ['in:sentence(tag:one OVERLAPS tag:two)', 'union', []],
    ['tag:one SAME/sentence tag:two', 'either', [0, 3, 2, 7]],
    ['tag:one BEFORE tag:far', 'common', []],
    ['a FOLLOWED/1 c', 'either', [0, 1, 4, 5]],
    ['a OR f', 'common', [0, 1, 10, 11]],
  ])('%s, %s', (query, piece, hits) => {
    expect([...answer(query, codings, piece).hits]).toEqual(hits);
  });

  test('what a query is true of does not depend on the piece', () => {
    for (const piece of pairPieces)
      expect(answer('tag:one BEFORE tag:far', codings, piece).matches).toBe(true);
  });

  test.each([
    ['a NEAR/1 b', true],
    ['a (tag:one WITHIN tag:two)', true],
    ['in:sentence(b OR tag:one WITHIN tag:two)', true],
    ['tag:one NOT WITHIN tag:two', false],
    ['a NOT (tag:one WITHIN tag:two)', false],
    ['tag:one a', false],
  ])('%s is made of pairs: %s', (query, expected) => {
    expect(pairsIn(queryOf(query))).toBe(expected);
  });

  test('more pairs than can be looked at are refused', () => {
    const many = Int32Array.from({ length: 3_000 }, (_, at) => (at % 2 === 0 ? at : 3_000 + at));
    expect(() => pieces(many, many, overlaps, 'union')).toThrow(TooManyPairs);
    expect(pieces(many, many, overlaps, 'either')).toEqual(many);
  });
});

describe('clauses', () => {
  test.each([
    ['Ja, dat kan; nee: dat niet.', ['Ja', 'dat kan', 'nee', 'dat niet']],
    ['Het kost 1.234,56 om 12:30 d.w.z. veel.', ['Het kost 1.234,56 om 12:30 d.w.z. veel']],
    ['Hij zei (zacht) “kom” – en ging—weg?!', ['Hij zei', 'zacht', 'kom', 'en ging', 'weg']],
    ['EU-sancties, nl. die - en deze - ook …', ['EU-sancties', 'nl. die', 'en deze', 'ook']],
    ['🙂, \u0065\u0301\u0065n', ['🙂', '\u0065\u0301\u0065n']],
    ['…', []],
  ])('of %s', (text, expected) => {
    const found = clauses(text, Int32Array.of(0, text.length));
    expect(
      Array.from({ length: found.length / 2 }, (_, at) => text.slice(found[2 * at], found[2 * at + 1])),
    ).toEqual(expected);
  });

  test('stay within their sentences, and take one look at each character', () => {
    const text = 'Een, twee. Drie: vier';
    expect([...clauses(text, Int32Array.of(0, 10, 11, 21))]).toEqual([0, 3, 5, 9, 11, 15, 17, 21]);
    const dots = '.'.repeat(2_000_000);
    expect(clauses(dots, Int32Array.of(0, dots.length))).toHaveLength(0);
    expect(clauses(`${dots}a`, Int32Array.of(0, dots.length + 1))).toHaveLength(2);
  });
});
