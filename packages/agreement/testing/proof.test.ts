import { expect, test } from 'vitest';
import { coverage, flags, trueValues } from './proof.ts';

// A sample of `npm run proof:agreement`, whose bounds allow for so few studies.
test('intervals hold the true value in a sample of simulated studies', () => {
  const { pooled, tags } = coverage(trueValues(1500), 40, 24, 150);
  expect(pooled).toBeGreaterThanOrEqual(0.88);
  expect(tags).toBeGreaterThanOrEqual(0.88);
});

test('a drifting coder is told, and steady ones are not, in a sample of simulated studies', () => {
  const { drifting, beside, steady } = flags(4, 100, 60);
  expect(drifting).toBeGreaterThanOrEqual(3 / 4);
  expect(beside).toBe(0);
  expect(steady).toBeLessThanOrEqual(1 / 6);
});
