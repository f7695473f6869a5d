import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/nasty-text.ts';
import { assignLanes, type Cover, compareCovers, flattenCovers } from './lane.ts';

const cover = (id: string, start: number, end: number): Cover => ({ id, start, end });

/** Covers in text order over a text of 40 characters, many of them equal or touching. */
const covers = fc
  .array(
    fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 12 })).map(([start, length]) => ({ start, length })),
    { maxLength: 25 },
  )
  .map((list) =>
    list.map(({ start, length }, at) => cover(`a${at}`, start, start + length)).sort(compareCovers),
  );

describe('assignLanes', () => {
  test.each([
    ['none', [], []],
    ['one', [cover('a', 0, 5)], [0]],
    ['apart', [cover('a', 0, 5), cover('b', 6, 9)], [0, 0]],
    ['touching', [cover('a', 0, 5), cover('b', 5, 9)], [0, 0]],
    ['crossing', [cover('a', 0, 5), cover('b', 4, 9)], [0, 1]],
    ['nested', [cover('a', 0, 9), cover('b', 2, 4)], [0, 1]],
    ['identical', [cover('a', 0, 5), cover('b', 0, 5), cover('c', 0, 5)], [0, 1, 2]],
    ['a lane is used again', [cover('a', 0, 3), cover('b', 2, 6), cover('c', 3, 5)], [0, 1, 0]],
    ['the lowest free lane', [cover('a', 0, 9), cover('b', 0, 2), cover('c', 3, 5)], [0, 1, 1]],
  ])('%s', (_name, list, lanes) => {
    expect(assignLanes(list).map(({ lane }) => lane)).toEqual(lanes);
  });

  test('no two covers share a lane at one place, and no more lanes are used than the deepest place needs', () => {
    fc.assert(
      fc.property(covers, (list) => {
        const placed = assignLanes(list);
        let deepest = 0;
        for (let at = 0; at < 52; at += 1) {
          const here = placed.filter((item) => item.cover.start <= at && at < item.cover.end);
          expect(new Set(here.map(({ lane }) => lane)).size).toBe(here.length);
          deepest = Math.max(deepest, here.length);
        }
        expect(Math.max(-1, ...placed.map(({ lane }) => lane)) + 1).toBe(deepest);
      }),
      seeded,
    );
  });
});

describe('flattenCovers', () => {
  const shape = (list: Cover[], start: number, end: number) =>
    flattenCovers(assignLanes(list), { start, end }).map(
      (segment) =>
        `${segment.start}-${segment.end} ${segment.covers.map(({ cover: { id } }) => id).join('')}`,
    );

  test.each([
    ['one', [cover('a', 2, 5)], ['2-5 a']],
    ['crossing', [cover('a', 0, 5), cover('b', 3, 8)], ['0-3 a', '3-5 ab', '5-8 b']],
    ['nested', [cover('a', 0, 9), cover('b', 3, 5)], ['0-3 a', '3-5 ab', '5-9 a']],
    ['identical', [cover('a', 1, 4), cover('b', 1, 4)], ['1-4 ab']],
    ['touching', [cover('a', 0, 3), cover('b', 3, 6)], ['0-3 a', '3-6 b']],
    ['apart', [cover('a', 0, 2), cover('b', 4, 6)], ['0-2 a', '4-6 b']],
    ['clipped on both sides', [cover('a', -5, 20)], ['0-10 a']],
    ['outside', [cover('a', 10, 12)], []],
    ['ending at the start', [cover('a', -3, 0)], []],
  ])('%s', (_name, list, expected) => {
    expect(shape(list, 0, 10)).toEqual(expected);
  });

  test('says of every place what covers it', () => {
    fc.assert(
      fc.property(covers, fc.nat(20), fc.nat(30), (list, from, length) => {
        const within = { start: from, end: from + length + 1 };
        const segments = flattenCovers(assignLanes(list), within);
        for (let at = within.start; at < within.end; at += 1) {
          const expected = list.filter((item) => item.start <= at && at < item.end).map(({ id }) => id);
          const found = segments.filter((segment) => segment.start <= at && at < segment.end);
          expect(found.length).toBe(expected.length === 0 ? 0 : 1);
          expect(found.flatMap((segment) => segment.covers.map(({ cover: { id } }) => id))).toEqual(expected);
        }
        for (const [position, segment] of segments.entries()) {
          expect(segment.end).toBeGreaterThan(segment.start);
          expect(segment.start).toBeGreaterThanOrEqual(segments[position - 1]?.end ?? within.start);
        }
      }),
      seeded,
    );
  });
});
