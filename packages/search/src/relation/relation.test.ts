import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { fold } from '../fold/fold.ts';
import type { Place } from '../query/query.ts';
import type { Spans } from '../spans.ts';
import { type Allen, allenOf, allens } from './allen.ts';
import { type AskedRelation, unitsBetween } from './asked.ts';
import { relatedPairs } from './pairs.ts';
import { relatedSpans } from './related.ts';
import { isRelated, type PlaceRelation, relationTable } from './relation.ts';

/** All that lie within 0..6. */
const intervals: readonly Place[] = [0, 1, 2, 3, 4, 5].flatMap((start) =>
  Array.from({ length: 6 - start }, (_, more) => ({ start, end: start + more + 1 })),
);
const pairs = intervals.flatMap((a) => intervals.map((b) => [a, b] as const));

/** The characters of an interval, one by one. */
const characters = ({ start, end }: Place): readonly number[] =>
  Array.from({ length: end - start }, (_, at) => start + at);
const share = (a: Place, b: Place): number => characters(a).filter((at) => characters(b).includes(at)).length;
const allBefore = (a: Place, b: Place): boolean =>
  characters(a).every((at) => characters(b).every((other) => at < other));

/** By characters and their borders, as literally as can be. */
const allenDefinitions: Readonly<Record<Allen, (a: Place, b: Place) => boolean>> = {
  before: (a, b) => allBefore(a, b) && a.end !== b.start,
  meets: (a, b) => allBefore(a, b) && a.end === b.start,
  overlaps: (a, b) => share(a, b) > 0 && a.start < b.start && a.end < b.end,
  starts: (a, b) => a.start === b.start && a.end < b.end,
  during: (a, b) => a.start > b.start && a.end < b.end,
  finishes: (a, b) => a.end === b.end && a.start > b.start,
  equals: (a, b) => a.start === b.start && a.end === b.end,
  'finished-by': (a, b) => a.end === b.end && a.start < b.start,
  contains: (a, b) => a.start < b.start && a.end > b.end,
  'started-by': (a, b) => a.start === b.start && a.end > b.end,
  'overlapped-by': (a, b) => share(a, b) > 0 && a.start > b.start && a.end > b.end,
  'met-by': (a, b) => allBefore(b, a) && b.end === a.start,
  after: (a, b) => allBefore(b, a) && b.end !== a.start,
};

const definitions: Readonly<Record<PlaceRelation, (a: Place, b: Place) => boolean>> = {
  overlaps: (a, b) => share(a, b) > 0,
  within: (a, b) => share(a, b) === characters(a).length,
  contains: (a, b) => share(a, b) === characters(b).length,
  equals: (a, b) => String(characters(a)) === String(characters(b)),
  touches: (a, b) => share(a, b) === 0 && (a.end === b.start || b.end === a.start),
  before: (a, b) => allBefore(a, b),
  after: (a, b) => allBefore(b, a),
  near: (a, b) => share(a, b) === 0,
};
const names = Object.keys(relationTable) as readonly PlaceRelation[];

test.each(pairs)('%j and %j have one of the thirteen, and the relations of the table', (a, b) => {
  const true13 = allens.filter((allen) => allenDefinitions[allen](a, b));
  expect(true13).toEqual([allenOf(a, b)]);
  for (const name of names) expect([name, isRelated(a, b, name)]).toEqual([name, definitions[name](a, b)]);
});

const flat = (places: readonly Place[]): Spans =>
  Int32Array.from(
    places.toSorted((a, b) => a.start - b.start || a.end - b.end).flatMap(({ start, end }) => [start, end]),
  );
const placesOf = (spans: Spans): readonly Place[] =>
  Array.from({ length: spans.length / 2 }, (_, at) => ({
    start: spans[at * 2] ?? 0,
    end: spans[at * 2 + 1] ?? 0,
  }));

/** Units of two characters with one between that is in none. */
const units = Int32Array.from([0, 2, 3, 5, 5, 6]);
const between = unitsBetween({
  starts: units.filter((_, at) => at % 2 === 0),
  ends: units.filter((_, at) => at % 2 === 1),
});
const literalBetween = (from: number, to: number): number =>
  placesOf(units).filter((unit) => unit.start >= from && unit.end <= to).length;

function literally(a: Place, b: Place, asked: AskedRelation): boolean {
  if (asked.relation === 'same-document') return true;
  if (asked.relation === 'same-unit')
    return placesOf(units).some((unit) => share(a, unit) > 0 && share(b, unit) > 0);
  if (!definitions[asked.relation](a, b)) return false;
  if (asked.distance === null) return true;
  const gap = a.end <= b.start ? literalBetween(a.end, b.start) : literalBetween(b.end, a.start);
  return gap <= asked.distance.most;
}

const askedRelations: readonly AskedRelation[] = [
  ...names.map((relation) => ({ relation, distance: null })),
  ...(['before', 'after', 'near'] as const).flatMap((relation) =>
    [0, 1].map((most) => ({ relation, distance: { most, between } })),
  ),
  { relation: 'same-unit', units },
  { relation: 'same-document' },
];
const saidOf = (asked: AskedRelation): string =>
  `${asked.relation} ${'distance' in asked ? (asked.distance?.most ?? '') : ''}`;

describe.each(askedRelations.map((asked) => [saidOf(asked), asked] as const))('%s', (_, asked) => {
  const all = flat(intervals);

  test('of all small intervals, to none, one and two of them, and its negation', () => {
    const wrong: string[] = [];
    for (const first of [null, ...intervals]) {
      for (const second of first ? [null, ...intervals] : [null]) {
        const right = [first, second].filter((place) => place !== null);
        const expected = intervals.filter((a) => right.some((b) => literally(a, b, asked)));
        const rest = intervals.filter((a) => !right.some((b) => literally(a, b, asked)));
        const found = [false, true].map((isNot) => relatedSpans(all, flat(right), asked, isNot).join());
        if (String(found) !== String([flat(expected), flat(rest)])) wrong.push(JSON.stringify(right));
      }
    }
    expect(wrong).toEqual([]);
  });

  test('pairs, each once, or the nearest where all would be too many', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const left = intervals.filter(() => random.chance(30));
      const right = intervals.filter(() => random.chance(30));
      const found: string[] = [];
      relatedPairs(flat(left), flat(right), asked, (...pair) => found.push(pair.join(' ')));
      const isNearest =
        asked.relation.startsWith('same') ||
        ('distance' in asked && !asked.distance && /before|after|near/.test(asked.relation));
      const expected = left.flatMap((a): readonly (readonly [Place, readonly Place[]])[] => {
        const such = right.filter((b) => literally(a, b, asked));
        const gap = (b: Place): number => Math.max(0, b.start - a.end, a.start - b.end);
        const least = Math.min(...such.map(gap));
        return isNearest
          ? [[a, such.filter((b) => gap(b) === least)] as const]
          : such.map((b) => [a, [b]] as const);
      });
      const allowed = expected.filter(([, such]) => such.length > 0);
      expect(found).toHaveLength(allowed.length);
      for (const [a, such] of allowed) {
        const lines = such.map((b) => `${a.start} ${a.end} ${b.start} ${b.end}`);
        expect(found.some((line) => lines.includes(line))).toBe(true);
      }
      expect(new Set(found).size).toBe(found.length);
    }
  });
});

test('words between are those that lie wholly there, in the text itself', () => {
  const text = 'Een eﬃciënt be\u00adleid is er';
  const between = unitsBetween(fold(text).words);
  const wrong: (readonly [number, number])[] = [];
  const words = [...text.matchAll(/[\p{L}\u00ad]+/gu)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  for (let from = 0; from <= text.length; from++) {
    for (let to = from; to <= text.length; to++) {
      const expected = words.filter(([start, end]) => start >= from && end <= to).length;
      if (between(from, to) !== expected) wrong.push([from, to]);
    }
  }
  expect(wrong).toEqual([]);
});
