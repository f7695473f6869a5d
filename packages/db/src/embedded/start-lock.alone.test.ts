import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withStartLock } from './start-lock.ts';

/** What one contender has read of the lock, and is told only later. */
const slow = vi.hoisted(() => ({ armed: false, told: Promise.withResolvers<void>(), tries: 0 }));

vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original();
  return {
    ...fs,
    readFile: (async (...asked: Parameters<typeof fs.readFile>) => {
      const read = await fs.readFile(...asked);
      if (slow.armed) {
        slow.armed = false;
        await slow.told.promise;
      }
      return read;
    }) as typeof fs.readFile,
    open: (async (...asked: Parameters<typeof fs.open>) => {
      slow.tries += 1;
      return fs.open(...asked);
    }) as typeof fs.open,
  };
});

/** No process has this number. */
const NOBODY = 2 ** 22 + 1;

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-lock-'));
  lock = path.join(folder, 'start.lock');
  slow.told = Promise.withResolvers();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('of two that find it abandoned, the slower does not take it from the faster', async () => {
  await writeFile(lock, String(NOBODY));
  let inside = 0;
  let most = 0;
  const end = Promise.withResolvers<void>();
  const hold = (until: Promise<void>) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await until;
    inside -= 1;
  };
  slow.armed = true;
  const slower = withStartLock(folder, hold(Promise.resolve()));
  await expect.poll(() => slow.armed).toBe(false);
  const faster = withStartLock(folder, hold(end.promise));
  await expect.poll(() => inside).toBe(1);
  slow.tries = 0;
  slow.told.resolve();
  // It has done whatever it does of what it had read, and asks again.
  await expect.poll(() => most > 1 || slow.tries > 5).toBe(true);
  expect(most).toBe(1);
  end.resolve();
  await Promise.all([slower, faster]);
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('whoever dies while taking it over keeps nobody else from it', async () => {
  await writeFile(lock, String(NOBODY));
  const { dev, ino, birthtimeNs, mtimeNs } = statSync(lock, { bigint: true });
  await writeFile(`${lock}.${dev}-${ino}-${birthtimeNs}-${mtimeNs}.0`, String(NOBODY));
  expect(await withStartLock(folder, async () => readFile(lock, 'utf8'))).toBe(String(process.pid));
  expect(await readdir(folder)).toEqual([]);
});

test('a holder that was thought gone does not take the lock from its successor', async () => {
  await withStartLock(folder, async () => {
    await rm(lock);
    await writeFile(lock, String(NOBODY));
  });
  expect(await readFile(lock, 'utf8')).toBe(String(NOBODY));
});
