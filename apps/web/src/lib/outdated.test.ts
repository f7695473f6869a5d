import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchOutdated } from './outdated.ts';

const lost = new TypeError('Failed to fetch');

/** A question on the page, and a server that is up or down. */
function scene(failure: Error = lost) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const server = { up: true, asked: 0 };
  const observe = (key: string) =>
    new QueryObserver(client, {
      queryKey: [key],
      queryFn: async () => {
        server.asked += 1;
        if (!server.up) throw failure;
        return server.asked;
      },
    });
  const observer = observe('what');
  const outdated = watchOutdated(
    client,
    (error) => error === lost,
    () => 1_000,
  );
  const leave = observer.subscribe(() => {});
  return { client, server, observe, observer, outdated, leave };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says that what is shown could not be read again, and tries until it can', async () => {
  const { server, observer, outdated } = scene();
  await vi.advanceTimersByTimeAsync(0);
  expect([outdated.get(), server.asked]).toEqual([false, 1]);
  server.up = false;
  await observer.refetch();
  expect([outdated.get(), server.asked]).toEqual([true, 2]);
  await vi.advanceTimersByTimeAsync(3_500);
  expect([outdated.get(), server.asked]).toEqual([true, 5]);
  server.up = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect([outdated.get(), server.asked]).toEqual([false, 6]);
  expect(observer.getCurrentResult().data).toBe(6);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.asked).toBe(6);
});

it('says nothing of what was never read, nor of what is on the page no longer', async () => {
  const { server, observe, observer, outdated, leave } = scene();
  await vi.advanceTimersByTimeAsync(0);
  server.up = false;
  observe('never read').subscribe(() => {});
  await vi.advanceTimersByTimeAsync(5_000);
  expect([outdated.get(), server.asked]).toEqual([false, 2]);
  await observer.refetch();
  expect(outdated.get()).toBe(true);
  leave();
  expect(outdated.get()).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.asked).toBe(3);
});

it('leaves a refusal to its screen, since asking again would change nothing', async () => {
  const { server, observer, outdated } = scene(new Error('no'));
  await vi.advanceTimersByTimeAsync(0);
  server.up = false;
  await observer.refetch();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([outdated.get(), server.asked]).toEqual([false, 2]);
});
