import { expect, test } from 'vitest';
import { isWithin, moved, placed, rangeOf, tabbed } from './cursor.ts';

const size = { rows: 10, columns: 3 };
const cell = (row: number, column: number) => ({ row, column });

test.each([
  ['ArrowUp', false, cell(0, 1), cell(0, 1)],
  ['ArrowDown', false, cell(0, 1), cell(1, 1)],
  ['ArrowDown', true, cell(0, 1), cell(9, 1)],
  ['ArrowRight', false, cell(2, 2), cell(2, 2)],
  ['ArrowLeft', true, cell(2, 2), cell(2, 0)],
  ['Home', false, cell(2, 2), cell(2, 0)],
  ['End', true, cell(2, 0), cell(9, 2)],
  ['PageDown', false, cell(8, 0), cell(9, 0)],
  ['PageUp', false, cell(8, 0), cell(3, 0)],
  ['x', false, cell(0, 0), null],
])('%s (far: %s)', (key, far, from, to) => {
  expect(moved(key, { far, page: 5 }, from, size)).toEqual(to);
});

test('Tab goes on in the next row, and out at the ends', () => {
  expect(tabbed(cell(0, 2), false, size)).toEqual(cell(1, 0));
  expect(tabbed(cell(1, 0), true, size)).toEqual(cell(0, 2));
  expect([tabbed(cell(9, 2), false, size), tabbed(cell(0, 0), true, size)]).toEqual([null, null]);
});

test('a range has both its corners, whichever way it was drawn', () => {
  const range = rangeOf({ active: cell(1, 2), anchor: cell(3, 0) });
  expect(range).toEqual({ from: cell(1, 0), to: cell(3, 2) });
  expect([isWithin(range, cell(3, 2)), isWithin(range, cell(4, 0))]).toEqual([true, false]);
});

test('what is pasted goes from the first cell, one value into all, and what has no place is counted', () => {
  const range = { from: cell(8, 1), to: cell(9, 2) };
  expect(placed([['x']], range, size).cells).toHaveLength(4);
  const { cells, outside } = placed(
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
      ['f', ''],
    ],
    range,
    size,
  );
  expect(cells.map(({ row, column, typed }) => [row, column, typed])).toEqual([
    [8, 1, 'a'],
    [8, 2, 'b'],
    [9, 1, 'd'],
    [9, 2, 'e'],
  ]);
  expect(outside).toBe(2);
});
