import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/nasty-text.ts';
import { CoverIndex } from './cover-index.ts';
import { type Cover, compareCovers } from './lane.ts';
import { overlaps } from './span.ts';

const cover = (id: string, start: number, end: number): Cover => ({ id, start, end });
const blocks = [
  { start: 0, end: 10 },
  { start: 12, end: 20 },
  { start: 22, end: 30 },
];
const idsAt = (index: CoverIndex<Cover>, offset: number) =>
  index
    .at(offset)
    .map(({ id }) => id)
    .join('');

describe('what covers a place', () => {
  const index = new CoverIndex(blocks, [
    cover('a', 0, 30),
    cover('b', 3, 6),
    cover('c', 3, 6),
    cover('d', 5, 15),
    cover('e', 25, 26),
  ]);

  test.each([
    [0, 'a'],
    [2, 'a'],
    [3, 'bca'],
    [5, 'bcda'],
    [6, 'da'],
    [11, 'da'],
    [14, 'da'],
    [15, 'a'],
    [25, 'ea'],
    [26, 'a'],
    [29, 'a'],
    [30, ''],
    [-1, ''],
    [99, ''],
  ])('at %d: %s, the shortest first', (offset, ids) => {
    expect(idsAt(index, offset)).toBe(ids);
  });

  test.each([
    [0, 3, 'a'],
    [0, 4, 'abc'],
    [6, 12, 'ad'],
    [15, 25, 'a'],
    [15, 26, 'ae'],
    [4, 26, 'abcde'],
  ])('in %d to %d: %s, in text order', (start, end, ids) => {
    const found = index.overlapping({ start, end }).map(({ id }) => id);
    expect(found.join('')).toBe(ids);
  });
});

describe('changes', () => {
  test('say which blocks they touch', () => {
    const index = new CoverIndex<Cover>(blocks);
    expect(index.add(cover('a', 1, 2))).toEqual({ first: 0, last: 0 });
    expect(index.add(cover('b', 8, 13))).toEqual({ first: 0, last: 1 });
    expect(index.add(cover('c', 0, 30))).toEqual({ first: 0, last: 2 });
    expect(index.add(cover('d', 12, 22))).toEqual({ first: 1, last: 1 });
    expect(index.remove('b')).toEqual({ first: 0, last: 1 });
    expect(index.remove('b')).toBeNull();
    expect(index.size).toBe(3);
  });

  test('leave the other blocks as they were', () => {
    const index = new CoverIndex(blocks, [cover('a', 1, 5), cover('b', 13, 15), cover('c', 23, 25)]);
    const before = [0, 1, 2].map((position) => index.inBlock(position));
    index.add(cover('d', 14, 18));
    expect(index.inBlock(0)).toBe(before[0]);
    expect(index.inBlock(1)).not.toBe(before[1]);
    expect(index.inBlock(2)).toBe(before[2]);
  });

  test('adding an id again replaces the cover', () => {
    const index = new CoverIndex(blocks, [cover('a', 1, 5)]);
    index.add(cover('a', 13, 15));
    expect(index.size).toBe(1);
    expect(idsAt(index, 2)).toBe('');
    expect(idsAt(index, 14)).toBe('a');
  });

  test('exchanging a cover over the same range keeps lanes and order', () => {
    const index = new CoverIndex(blocks, [cover('a', 1, 5), cover('b', 2, 14)]);
    const other = cover('b', 2, 14);
    index.inBlock(0);
    expect(index.replace(other)).toBe(true);
    expect(index.get('b')).toBe(other);
    expect(index.inBlock(0).map((placed) => [placed.cover.id, placed.lane])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(index.inBlock(0)[1]?.cover).toBe(other);
    expect(index.at(13)[0]).toBe(other);
    expect(index.replace(cover('b', 2, 15))).toBe(false);
    expect(index.replace(cover('x', 2, 15))).toBe(false);
    expect(index.get('b')).toBe(other);
  });
});

describe('blocks', () => {
  test('segments are clipped to their block', () => {
    const index = new CoverIndex(blocks, [cover('a', 8, 25)]);
    const ranges = [0, 1, 2].map((position) =>
      index.segments(position).map(({ start, end }) => [start, end]),
    );
    expect(ranges).toEqual([[[8, 10]], [[12, 20]], [[22, 25]]]);
    expect(index.segments(3)).toEqual([]);
    expect(index.inBlock(3)).toEqual([]);
  });

  test('a text without blocks is one block', () => {
    const index = new CoverIndex<Cover>([], [cover('a', 8, 25)]);
    expect(idsAt(index, 20)).toBe('a');
    expect(index.segments(0)).toHaveLength(1);
  });

  test('a cover that lies between two blocks is found there', () => {
    const index = new CoverIndex<Cover>(blocks, [cover('a', 10, 12)]);
    expect(idsAt(index, 11)).toBe('a');
    expect(index.segments(0)).toEqual([]);
    expect(index.segments(1)).toEqual([]);
  });
});

describe('the first covers are sorted in when they are needed', () => {
  const first = [
    cover('a', 1, 5),
    cover('b', 4, 14),
    cover('c', 25, 26),
    cover('d', 10, 12),
    cover('e', 30, 40),
  ];

  test('a block asked for alone is the same as one asked for after all', () => {
    for (const position of [0, 1, 2]) {
      const early = new CoverIndex(blocks, first);
      const late = new CoverIndex(blocks, first);
      late.complete();
      expect(early.inBlock(position)).toEqual(late.inBlock(position));
      early.complete();
      expect(early.inBlock(position)).toEqual(late.inBlock(position));
    }
  });

  test('a change right away sees all of them', () => {
    const index = new CoverIndex(blocks, first);
    expect(index.inBlock(0).map((placed) => placed.cover.id)).toEqual(['a', 'b', 'd']);
    expect(index.size).toBe(5);
    expect(index.remove('b')).toEqual({ first: 0, last: 1 });
    expect(index.size).toBe(4);
    expect(index.inBlock(0).map((placed) => placed.cover.id)).toEqual(['a', 'd']);
    expect(index.inBlock(1)).toEqual([]);
    expect([...index.values()].map(({ id }) => id)).toEqual(['a', 'c', 'd', 'e']);
  });

  test('of two with one id the first counts', () => {
    const index = new CoverIndex(blocks, [cover('a', 1, 5), cover('a', 13, 15)]);
    index.complete();
    index.complete();
    expect(index.size).toBe(1);
    expect(idsAt(index, 13)).toBe('');
  });
});

describe('after any changes', () => {
  const change = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ id: fc.nat(15), start: fc.nat(29), length: fc.integer({ min: 1, max: 14 }) }),
    },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat(15) }) },
  );

  test('answers as a plain list would', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.nat(20), (changes, first) => {
        const initial = changes
          .slice(0, first)
          .flatMap((step) =>
            'remove' in step
              ? []
              : [cover(`i${step.id}-${step.start}`, step.start, step.start + step.length)],
          );
        const plain = new Map<string, Cover>(initial.map((item) => [item.id, item]));
        const index = new CoverIndex<Cover>(blocks, [...plain.values()]);
        index.inBlock(2);
        for (const step of changes) {
          if ('remove' in step) {
            expect(index.remove(`a${step.remove}`) !== null).toBe(plain.delete(`a${step.remove}`));
          } else {
            const made = cover(`a${step.id}`, step.start, step.start + step.length);
            index.add(made);
            plain.set(made.id, made);
          }
          index.inBlock(1);
          index.at(15);
        }
        const list = [...plain.values()].sort(compareCovers);
        expect(index.size).toBe(list.length);
        for (let at = 0; at < 45; at += 1) {
          const expected = list
            .filter(({ start, end }) => start <= at && at < end)
            .sort((a, b) => a.end - a.start - (b.end - b.start) || compareCovers(a, b));
          expect(index.at(at)).toEqual(expected);
          const span = { start: at, end: at + 4 };
          expect(index.overlapping(span)).toEqual(list.filter((item) => overlaps(item, span)));
        }
        for (const [position, block] of blocks.entries()) {
          const inBlock = index.inBlock(position).map((placed) => placed.cover);
          for (const item of list.filter((one) => overlaps(one, block))) expect(inBlock).toContain(item);
        }
      }),
      { ...seeded, numRuns: 200 },
    );
  });
});
