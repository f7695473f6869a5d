import { expect, it } from 'vitest';
import { layoutOf } from './layout.ts';

const sizes = [3, 1, 2];
const groups = sizes.map((passages, at) => ({
  key: String(at),
  from: sizes.slice(0, at).reduce((sum, size) => sum + size, 0),
  passages,
  documents: 1,
  coders: 1,
}));
const total = { passages: 6, documents: 1, coders: 1 };

it('puts the head of each group before its passages', () => {
  const { count, at } = layoutOf({ groups, total });
  const lines = Array.from({ length: count }, (_, line) => at(line));
  expect(lines.map((line) => ('group' in line ? `#${line.group.key}` : line.passage))).toEqual([
    '#0',
    0,
    1,
    2,
    '#1',
    3,
    '#2',
    4,
    5,
  ]);
});

it.each([[groups], [[]]])('finds each passage where it stands', (given) => {
  const { at, lineOf } = layoutOf({ groups: given, total });
  for (let passage = 0; passage < total.passages; passage += 1)
    expect(at(lineOf(passage))).toEqual({ passage });
});
