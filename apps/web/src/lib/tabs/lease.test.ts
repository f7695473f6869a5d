import { describe, expect, it } from 'vitest';
import { holdLease, type LeaseStorage, leaseDuration, releaseLease } from './lease.ts';

function storage(): LeaseStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

describe('holdLease', () => {
  it('belongs to the first until it lapses', () => {
    const shared = storage();
    expect(holdLease(shared, 'k', 'one', 1_000)).toBe(true);
    expect(holdLease(shared, 'k', 'two', 2_000)).toBe(false);
    expect(holdLease(shared, 'k', 'one', 4_000)).toBe(true);
    expect(holdLease(shared, 'k', 'two', 4_000 + leaseDuration - 1)).toBe(false);
    expect(holdLease(shared, 'k', 'two', 4_000 + leaseDuration)).toBe(true);
    expect(holdLease(shared, 'k', 'one', 4_000 + leaseDuration)).toBe(false);
  });

  it('is free at once when it is released, and only by its holder', () => {
    const shared = storage();
    holdLease(shared, 'k', 'one', 0);
    releaseLease(shared, 'k', 'two');
    expect(holdLease(shared, 'k', 'two', 1)).toBe(false);
    releaseLease(shared, 'k', 'one');
    expect(holdLease(shared, 'k', 'two', 1)).toBe(true);
  });

  it.each([['nonsense'], ['{}'], ['{"holder":1,"until":"x"}'], ['null']])('passes over %s', (text) => {
    const shared = storage();
    shared.setItem('k', text);
    expect(holdLease(shared, 'k', 'one', 0)).toBe(true);
  });

  it('passes over a lease of a clock that has been put back', () => {
    const shared = storage();
    holdLease(shared, 'k', 'one', 1_000_000);
    expect(holdLease(shared, 'k', 'two', 0)).toBe(true);
  });
});
