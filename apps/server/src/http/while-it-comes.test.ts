import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whileItComes } from './while-it-comes.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What somebody sends, piece by piece, and what is read of it. */
function sending() {
  const body = new Readable({ read: () => undefined });
  const got: number[] = [];
  const ended = (async () => {
    try {
      for await (const { length } of whileItComes(body)) got.push(length);
      return 'whole';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  })();
  return {
    ...{ body, got, ended },
    send: async (bytes: number) => {
      body.push(Buffer.alloc(bytes, 'x'));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test('an upload that stands still is broken off after half a minute', async () => {
  const { body, got, ended, send } = sending();
  await send(50_000);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(body.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(body.destroyed).toBe(true);
  expect([await ended, got]).toEqual(['busy', [50_000]]);
});

test('one of which nothing ever comes is, too', async () => {
  const { ended } = sending();
  await vi.advanceTimersByTimeAsync(30_500);
  expect(await ended).toBe('busy');
});

test('one that only drips is broken off once it is clear that it does', async () => {
  const { body, ended, send } = sending();
  for (let second = 0; second < 60 && !body.destroyed; second += 10) {
    await send(100);
    await vi.advanceTimersByTimeAsync(10_000);
  }
  expect(await ended).toBe('busy');
});

test('one that rests now and then goes on to its end', async () => {
  const { body, got, ended, send } = sending();
  for (let nth = 0; nth < 6; nth += 1) {
    await send(60_000);
    await vi.advanceTimersByTimeAsync(25_000);
  }
  body.push(null);
  await vi.advanceTimersByTimeAsync(0);
  expect([await ended, got.length]).toEqual(['whole', 6]);
});
