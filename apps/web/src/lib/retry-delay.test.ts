import { describe, expect, it } from 'vitest';
import { retryDelay, wait } from './retry-delay.ts';

describe('retryDelay', () => {
  it.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [5, 0, 4_000],
    [6, 1, 15_000],
    [1_000_000, 0, 7_500],
  ])('after %i failures, by %d, is %i ms', (failures, random, expected) => {
    expect(retryDelay(failures, random)).toBe(expected);
  });
});

describe('wait', () => {
  it('ends with its signal', async () => {
    const stop = new AbortController();
    const waiting = wait(3_600_000, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('ends by itself', async () => {
    await expect(wait(1, new AbortController().signal)).resolves.toBeUndefined();
  });
});
