import { id } from '@koersvast/contracts';
import { afterEach, expect, it, vi } from 'vitest';
import { newId } from './ids.ts';

afterEach(() => vi.useRealTimers());

it('makes ids that the contracts accept, each another', () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(new Set(ids).size).toBe(1000);
  for (const each of ids) expect(id.parse(each)).toMatch(/^.{8}-.{4}-7.{3}-[89ab].{3}-.{12}$/);
});

it('carries the moment in milliseconds, so that later ids sort later', () => {
  vi.useFakeTimers({ now: Date.UTC(2019, 11, 20) });
  const earlier = newId();
  expect(Number.parseInt(earlier.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2019, 11, 20));
  vi.advanceTimersByTime(1);
  expect(newId() > earlier).toBe(true);
});
