import { expect, it } from 'vitest';
import { fittingIn } from './fitting.ts';

it.each([
  [300, 3],
  [299.6, 3],
  [299, 2],
  [250, 2],
  [249, 1],
  [150, 1],
  [149, 0],
  [0, 0],
])('in %d px of a row of three of 100, with a button of 50: %d', (room, count) => {
  expect(fittingIn(room, [100, 100, 100], 50)).toBe(count);
});
it('is all of nothing', () => expect(fittingIn(0, [], 50)).toBe(0));
