import { expect, it } from 'vitest';
import { type MarkRows, type Step, stepFrom, stepOf } from './marks.ts';

const rowsOf = (...rows: readonly string[]): MarkRows =>
  rows.map((row) => [...row].map((id) => ({ id, label: id })));
const list = rowsOf('a', 'b', 'c');
const grid = rowsOf('abc', 'def', 'ghi');
const line = rowsOf('abc');
const ragged = rowsOf('abc', '', 'd');

it.each<[string, MarkRows, string, Step, string]>([
  ['down a list', list, 'a', 'down', 'b'],
  ['right along a list', list, 'a', 'right', 'b'],
  ['up from the first', list, 'a', 'up', 'a'],
  ['to the end of a list', list, 'a', 'rowEnd', 'c'],
  ['to the begin of a list', list, 'c', 'rowStart', 'a'],
  ['right in a grid', grid, 'e', 'right', 'f'],
  ['right from the last of a row', grid, 'f', 'right', 'f'],
  ['down in a grid', grid, 'e', 'down', 'h'],
  ['to the begin of a row', grid, 'f', 'rowStart', 'd'],
  ['to the end of a row', grid, 'd', 'rowEnd', 'f'],
  ['to the very begin', grid, 'i', 'start', 'a'],
  ['to the very end', grid, 'a', 'end', 'i'],
  ['down along a single line', line, 'a', 'down', 'b'],
  ['over an empty row, to the last of a shorter one', ragged, 'c', 'down', 'd'],
  ['from what is gone, to the first', grid, 'z', 'left', 'a'],
])('%s', (_name, rows, id, step, to) => {
  expect(stepFrom(rows, id, step)).toBe(to);
});

it('leads from one line of points to the nearest of another', () => {
  const pointsOf = (name: string, ...along: number[]) =>
    along.map((each) => ({ id: `${name}${each}`, label: name, along: each }));
  const rows = [pointsOf('a', 1, 5, 9), pointsOf('b', 4, 10)];
  expect(stepFrom(rows, 'a1', 'down')).toBe('b4');
  expect(stepFrom(rows, 'a9', 'down')).toBe('b10');
  expect(stepFrom(rows, 'b4', 'up')).toBe('a5');
});

const pressed = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
it.each([
  [{ key: 'ArrowUp' }, 'up'],
  [{ key: 'Home' }, 'rowStart'],
  [{ key: 'Home', ctrlKey: true }, 'start'],
  [{ key: 'End', metaKey: true }, 'end'],
  [{ key: 'ArrowUp', ctrlKey: true }, null],
  [{ key: 'ArrowUp', shiftKey: true }, null],
  [{ key: 'x' }, null],
])('%j is %s', (event, step) => {
  expect(stepOf({ ...pressed, ...event })).toBe(step);
});
