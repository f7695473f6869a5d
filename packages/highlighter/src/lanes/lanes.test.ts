import { describe, expect, test } from 'vitest';
import { type Lane, type LaneItem, piecesByBlock, rowsNeeded, rowsOf, rowsOfLine } from './lanes.ts';

const item = (id: string, start: number, end: number, tagId = 'p'): LaneItem => ({
  id,
  tagId,
  start,
  end,
  appearance: 0,
  title: id,
  difference: null,
});
const lane = (id: string, ...items: LaneItem[]): Lane => ({
  id,
  label: id,
  name: id,
  final: id === 'F',
  items,
});
const said = (lanes: readonly Lane[]) =>
  rowsOf(lanes).map(
    ({ who, items }) =>
      `${who.map(({ label }) => label).join('+')}: ${items.map(({ item: { id }, depth }) => `${id}${depth}`).join(' ')}`,
  );

describe('the rows of a text', () => {
  test.each([
    ['each coder has one', [lane('EL', item('a', 0, 5)), lane('JB', item('b', 1, 5))], ['EL: a0', 'JB: b0']],
    [
      'what is alike stands once',
      [lane('EL', item('a', 0, 5)), lane('JB', item('b', 0, 5)), lane('MS', item('c', 0, 5))],
      ['EL+JB+MS: a0'],
    ],
    [
      'another tag on the same words is not alike',
      [lane('EL', item('a', 0, 5)), lane('JB', item('b', 0, 5, 's')), lane('MS', item('c', 0, 5))],
      ['EL+MS: a0', 'JB: b0'],
    ],
    [
      'the final version stands last, and apart',
      [lane('EL', item('a', 0, 5)), lane('JB', item('b', 0, 5)), lane('F', item('a', 0, 5))],
      ['EL+JB: a0', 'F: a0'],
    ],
    [
      'two of one coder on the same words stand under one another',
      [lane('EL', item('a', 0, 5), item('b', 2, 8, 's'), item('c', 6, 9))],
      ['EL: a0 b1 c0'],
    ],
    ['nobody with nothing', [lane('EL'), lane('JB', item('b', 1, 5))], ['JB: b0']],
    ['nothing', [], []],
  ])('%s', (_name, lanes, expected) => {
    expect(said(lanes)).toEqual(expected);
  });

  test('of several name all of them to the pointer', () => {
    const [row] = rowsOf([lane('EL', item('a', 0, 5)), lane('JB', item('b', 0, 5))]);
    expect(row?.items[0]?.item.title).toBe('EL, JB: a');
  });
});

const blocks = [
  { start: 0, end: 10 },
  { start: 12, end: 30 },
  { start: 32, end: 50 },
];

test.each([
  ['nothing', [lane('EL')], []],
  ['one block', [lane('EL', item('a', 13, 14))], [[1, 13, 14]]],
  [
    'over the gap between two',
    [lane('EL', item('a', 8, 13))],
    [
      [0, 8, 10],
      [1, 12, 13],
    ],
  ],
  ['one that only touches the end', [lane('EL', item('a', 10, 12))], []],
  [
    'a short one behind a long one',
    [lane('EL', item('a', 0, 50), item('b', 33, 34))],
    [
      [0, 0, 10],
      [1, 12, 30],
      [2, 32, 50],
      [2, 33, 34],
    ],
  ],
])('the pieces by block: %s', (_name, lanes, expected) => {
  const found = [...piecesByBlock(rowsOf(lanes), blocks)].flatMap(([at, pieces]) =>
    pieces.map(({ start, end }) => [at, start, end]),
  );
  expect(found).toEqual(expected);
});

describe('the room that words need', () => {
  const block = { start: 100, end: 1_100 };
  const needed = (lanes: readonly Lane[]) => {
    const pieces = piecesByBlock(rowsOf(lanes), [block]).get(0) ?? [];
    return rowsNeeded(block, pieces, 80);
  };

  test('is none where nothing stands', () => {
    expect(needed([lane('EL')])).toEqual([]);
  });

  test('is one row for what all have alike, however long', () => {
    const long = [lane('EL', item('a', 120, 900)), lane('JB', item('b', 120, 900))];
    expect(needed(long)).toEqual([{ start: 120, end: 900, rows: 1 }]);
  });

  test('counts what can come on the same line, and nothing that is further away', () => {
    const near = needed([lane('EL', item('a', 200, 210)), lane('JB', item('b', 240, 250))]);
    expect(near.map(({ rows }) => rows)).toEqual([2, 2]);
    const far = needed([lane('EL', item('a', 200, 210)), lane('JB', item('b', 900, 910))]);
    expect(far.map(({ rows }) => rows)).toEqual([1, 1]);
  });

  test('is enough for every line of up to so many characters, wherever it breaks', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 60; round += 1) {
      const lanes = ['EL', 'JB', 'MS', 'F'].map((id) =>
        lane(
          id,
          ...Array.from({ length: random(9) }, (_, at) => {
            const start = 100 + random(960);
            return item(`${id}${at}`, start, start + 1 + random(120), 'ps'.charAt(random(2)));
          }).sort((a, b) => a.start - b.start || a.end - b.end),
        ),
      );
      const rows = rowsOf(lanes);
      const order = new Map(rows.map((row, at) => [row, at]));
      const pieces = piecesByBlock(rows, [block]).get(0) ?? [];
      const room = rowsNeeded(block, pieces, 80);
      for (let start = 100; start < 1_020; start += 13) {
        const line = { start, end: start + 80 };
        const on = pieces.filter((piece) => piece.start < line.end && piece.end > line.start);
        const drawn = rowsOfLine(order, on).reduce((sum, { count }) => sum + count, 0);
        const kept = Math.max(
          0,
          ...room.filter((each) => each.start < line.end && each.end > line.start).map((each) => each.rows),
        );
        expect(kept).toBeGreaterThanOrEqual(drawn);
      }
    }
  });
});

test('under a line stand only the rows that have something there, close together and in order', () => {
  const lanes = [
    lane('EL', item('a', 0, 5), item('x', 1, 4, 's'), item('late', 60, 70, 't')),
    lane('JB', item('b', 2, 5)),
    lane('F', item('f', 0, 5), item('g', 60, 70)),
  ];
  const rows = rowsOf(lanes);
  const order = new Map(rows.map((row, at) => [row, at]));
  const pieces = piecesByBlock(rows, [{ start: 0, end: 100 }]).get(0) ?? [];
  const on = (start: number, end: number) =>
    rowsOfLine(
      order,
      pieces.filter((piece) => piece.start < end && piece.end > start),
    ).map(({ row, first, count }) => [row.who[0]?.label, first, count]);
  expect(on(0, 10)).toEqual([
    ['EL', 0, 2],
    ['JB', 2, 1],
    ['F', 3, 1],
  ]);
  expect(on(60, 70)).toEqual([
    ['EL', 0, 1],
    ['F', 1, 1],
  ]);
});
