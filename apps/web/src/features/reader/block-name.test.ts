import { expect, it } from 'vitest';
import { blockAt, type NamedBlock } from './block-name.ts';

const blocks = [
  { index: 1, start: 0, end: 10 },
  { index: 2, start: 12, end: 20 },
  { index: 3, start: 22, end: 30 },
] as NamedBlock[];

it.each([
  [0, 1],
  [10, 1],
  [11, 1],
  [12, 2],
  [21, 2],
  [22, 3],
  [99, 3],
])('at %i stands block %i', (offset, index) => {
  expect(blockAt(blocks, offset)?.index).toBe(index);
});

it('knows none where there is none', () => {
  expect(blockAt([], 5)).toBeNull();
});
