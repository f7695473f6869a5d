import { describe, expect, test } from 'vitest';
import { blocksTouched, type Lane, type LaneItem, planLanes, roomBelow, roomOf, rowHeight } from './lanes.ts';

const item = (id: string, start: number, end: number): LaneItem => ({
  id,
  start,
  end,
  appearance: 0,
  title: id,
  difference: null,
});
const lane = (id: string, ...items: LaneItem[]): Lane => ({ id, label: id, final: false, items });
const blocks = [
  { index: 1, start: 0, end: 10 },
  { index: 2, start: 12, end: 30 },
  { index: 3, start: 32, end: 50 },
];

describe('the lanes of a block', () => {
  const lanes = [lane('EL', item('a', 13, 20), item('b', 15, 25)), lane('JB'), lane('MS', item('c', 5, 40))];

  test.each([
    ['the first', 0, ['c'], 3],
    ['one in which a coder has two on the same words', 1, ['a', 'b', 'c'], 4],
    ['the last', 2, ['c'], 3],
  ])('%s', (_name, at, ids, rows) => {
    const block = blocks[at] ?? { start: 0, end: 0 };
    const plan = planLanes(lanes, block);
    expect(plan.pieces.map((piece) => piece.item.id).sort()).toEqual(ids);
    expect(plan.rows).toBe(rows);
    expect(roomOf(plan)).toBe(rows * rowHeight + roomBelow);
    for (const piece of plan.pieces) {
      expect(piece.start).toBeGreaterThanOrEqual(block.start);
      expect(piece.end).toBeLessThanOrEqual(block.end);
    }
  });

  test('keep the order of the coders, each with a row of its own even where it is empty', () => {
    const plan = planLanes(lanes, blocks[1] ?? { start: 0, end: 0 });
    expect(plan.lanes.map(({ lane: each, row, rows }) => [each.id, row, rows])).toEqual([
      ['EL', 0, 2],
      ['JB', 2, 1],
      ['MS', 3, 1],
    ]);
    const rows = new Map(plan.pieces.map((piece) => [piece.item.id, piece.row]));
    expect(rows).toEqual(
      new Map([
        ['a', 0],
        ['b', 1],
        ['c', 3],
      ]),
    );
  });
});

test.each([
  ['nothing', [lane('EL')], []],
  ['one block', [lane('EL', item('a', 13, 14))], [1]],
  ['over the gap between two', [lane('EL', item('a', 8, 13))], [0, 1]],
  ['one that only touches the end', [lane('EL', item('a', 10, 12))], []],
  ['several lanes', [lane('EL', item('a', 0, 2)), lane('JB', item('b', 40, 41))], [0, 2]],
])('blocks that lanes touch: %s', (_name, lanes, expected) => {
  expect([...blocksTouched(lanes, blocks)].sort()).toEqual(expected);
});
