import { expect, test } from 'vitest';
import { allAlike, foldingAtFirst, isFoldedIn, withFolded } from './folding.ts';

test.each([
  [9, false],
  [24, false],
  [25, true],
  [500, true],
])('of %i tags the others begin folded: %s; the one that somebody comes for never does', (count, folded) => {
  const folding = foldingAtFirst(count, 'wanted');
  expect(isFoldedIn(folding, 'wanted')).toBe(false);
  expect(isFoldedIn(folding, 'other')).toBe(folded);
  expect(isFoldedIn(foldingAtFirst(count, undefined), 'wanted')).toBe(folded);
});

test.each([true, false])('one is turned alone, and back, where all are folded: %s', (all) => {
  const turned = withFolded(allAlike(all), 'one', !all);
  expect(isFoldedIn(turned, 'one')).toBe(!all);
  expect(isFoldedIn(turned, 'other')).toBe(all);
  expect(withFolded(turned, 'one', all).unlike.size).toBe(0);
});
