import { QueryClient, type QueryKey, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

/** A query on the page whose answer takes so long, and how often it was asked for. */
function scene(takes: number, { shown = true } = {}) {
  const client = new QueryClient();
  const key: QueryKey = ['what'];
  let asked = 0;
  const queryFn = (): Promise<unknown> => {
    asked += 1;
    const mine = asked;
    return new Promise<number>((resolve) => setTimeout(() => resolve(mine), takes));
  };
  const observer = new QueryObserver<unknown, Error, unknown, unknown>(client, {
    queryKey: key,
    queryFn,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const leave = shown ? observer.subscribe(() => {}) : () => {};
  const query = client.getQueryCache().build(client, observer.options);
  const refresher = createRefresher(client);
  return {
    client,
    query,
    leave,
    mark: ({ own = false } = {}) => refresher.mark(query, own),
    asked: () => asked,
    shown: () => client.getQueryData<number>(key),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createRefresher', () => {
  it('reads once for a burst of news', async () => {
    const { mark, asked } = scene(10);
    await vi.advanceTimersByTimeAsync(20);
    for (let news = 0; news < 200; news += 1) mark();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
  });

  it('asks once more where an answer was under way, and never two at a time', async () => {
    const { mark, asked, shown } = scene(100);
    await vi.advanceTimersByTimeAsync(50);
    mark();
    await vi.advanceTimersByTimeAsync(45);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect([asked(), shown()]).toEqual([2, 2]);
  });

  it('lets what takes long rest for ten times as long, while news keeps coming', async () => {
    const { mark, asked } = scene(200);
    await vi.advanceTimersByTimeAsync(200);
    for (let at = 0; at < 12_000; at += 50) {
      mark();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(asked()).toBeGreaterThan(4);
    expect(asked()).toBeLessThanOrEqual(8);
    const before = asked();
    mark();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toBeGreaterThan(before);
  });

  it('lets no deed of one’s own wait for it', async () => {
    const { mark, asked, shown } = scene(2_000);
    await vi.advanceTimersByTimeAsync(2_000);
    mark();
    await vi.advanceTimersByTimeAsync(2_100);
    expect(asked()).toBe(2);
    // It rests for fifteen seconds now.
    mark();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked()).toBe(2);
    mark({ own: true });
    await vi.advanceTimersByTimeAsync(2_100);
    expect([asked(), shown()]).toEqual([3, 3]);
  });

  it('leaves what nobody looks at until it is shown', async () => {
    const { client, query, mark, asked } = scene(10, { shown: false });
    client.setQueryData(['what'], 0);
    mark();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(0);
    expect(query.state.isInvalidated).toBe(true);
  });

  it('marks anew what was put right in the meantime by hand', async () => {
    const { client, mark, asked } = scene(10);
    await vi.advanceTimersByTimeAsync(20);
    mark();
    client.setQueryData(['what'], 7);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
  });

  it('forgets what has gone, and goes on after an answer that failed', async () => {
    const { client, query, mark, asked } = scene(10);
    await vi.advanceTimersByTimeAsync(20);
    mark();
    client.getQueryCache().remove(query);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(1);
  });
});
