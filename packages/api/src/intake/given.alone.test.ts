import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database, IntakeFilePlace } from '@koersvast/db';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { withGiven } from './given.ts';

/** What the disk says of the next pieces that are written: so many bytes fit, or why none do. */
const disk: { room: number; fault: string } = { room: Number.POSITIVE_INFINITY, fault: '' };
const noRoom = () =>
  Object.assign(new Error(`${disk.fault}: no space left on device, write`), { code: disk.fault });

vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original();
  return {
    ...fs,
    mkdtemp: (async (prefix: string) => {
      if (disk.room < 0) throw noRoom();
      return fs.mkdtemp(prefix);
    }) as typeof fs.mkdtemp,
    open: async (...args: Parameters<typeof fs.open>) => {
      const handle = await fs.open(...args);
      const write = handle.write.bind(handle) as (bytes: Uint8Array) => Promise<{ bytesWritten: number }>;
      // As the system does: what fits is written, and the rest is for the next call.
      handle.write = (async (bytes: Uint8Array, from = 0, length = bytes.length - from) => {
        if (disk.room <= 0) throw noRoom();
        const done = await write(bytes.subarray(from, from + Math.min(length, disk.room, 100_000)));
        disk.room -= done.bytesWritten;
        return done;
      }) as typeof handle.write;
      return handle;
    },
  };
});

const piece = Buffer.alloc(262_144, 'brief ');
const pieces = 20;
vi.mock(import('@koersvast/db'), async (original) => ({
  ...(await original()),
  readIntakeFile: async function* all() {
    for (let nth = 0; nth < pieces; nth += 1) yield piece;
  },
}));

const db = {} as Database;
const at: IntakeFilePlace = { projectId: 'p', intakeId: 'i', fileId: 'f' };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-given-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});
const left = () => readdir(folder);

afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
});

test('a large file is given whole, also where the disk takes less of it at a time, and nothing stays', async () => {
  const read = await withGiven(db, at, pieces * piece.length, async (given) =>
    'file' in given ? (await readFile(given.file)).length : 0,
  );
  expect(read).toBe(pieces * piece.length);
  expect(await left()).toEqual([]);
});

test.each([
  ['half-way', 'ENOSPC', 2_000_000],
  ['at once', 'ENOSPC', 0],
  ['before there is a place for it', 'ENOSPC', -1],
  ['for this user alone', 'EDQUOT', 0],
])('a disk that is full %s is busy, and no fault of the file; nothing stays', async (_, fault, room) => {
  Object.assign(disk, { room, fault });
  const use = vi.fn();
  await expect(withGiven(db, at, pieces * piece.length, use)).rejects.toMatchObject({ code: 'busy' });
  expect(use).not.toHaveBeenCalled();
  expect(await left()).toEqual([]);
});
