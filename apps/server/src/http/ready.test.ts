import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  canMountSmallDisk,
  createTestDatabase,
  mountSmallDisk,
  type TestDatabase,
  unmountSmallDisk,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReadiness } from './ready.ts';

let db: TestDatabase;
let folder: string;
const logged: string[] = [];
const log = {
  warn: (fields: { err: Error }) => void logged.push(fields.err.message),
  info: (message: string) => void logged.push(message),
};
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 1 });
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-ready-'));
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

const readiness = (over: Partial<Parameters<typeof createReadiness>[0]> = {}) =>
  createReadiness({ db, dataDir: folder, log: log as never, ...over });

test('with a database and a folder that take writes it is ready, and leaves nothing', async () => {
  expect(await readiness()()).toBe(null);
  expect(await readdir(folder)).toEqual([]);
  expect(logged).toEqual([]);
});

test('it is looked at once, however many ask', async () => {
  const ready = readiness();
  expect(ready()).toBe(ready());
  expect(await ready()).toBe(null);
});

test('without a folder, with a file in its place, or without room it is not, and the log says why, once', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  for (const over of [{ dataDir: file }, { dataDir: `${folder}/none` }, { least: Number.MAX_SAFE_INTEGER }]) {
    logged.length = 0;
    const ready = readiness(over);
    expect([await ready(), await ready()]).toEqual(['disk', 'disk']);
    expect(logged).toEqual([expect.stringMatching(/ENOTDIR|ENOENT|is full/)]);
  }
});

if (canMountSmallDisk('on a disk that is full it is not'))
  test('on a disk that is full it is not', async () => {
    const disk = await mkdtemp(path.join(tmpdir(), 'koersvast-disk-'));
    mountSmallDisk(disk, 65_536);
    try {
      expect(await readiness({ dataDir: disk, least: 0 })()).toBe(null);
      await writeFile(path.join(disk, 'filling'), Buffer.alloc(60_000));
      logged.length = 0;
      expect(await readiness({ dataDir: disk, least: 0 })()).toBe('disk');
      expect(logged).toEqual([expect.stringContaining('ENOSPC')]);
      expect(await readdir(disk)).toEqual(['filling']);
    } finally {
      unmountSmallDisk(disk);
      await rm(disk, { recursive: true });
    }
  });

test('told to end it is not, whatever else is so', async () => {
  expect(await readiness({ ending: AbortSignal.abort() })()).toBe('draining');
});

test('with another schema it is not, but with one that was only expanded', async () => {
  const note = (kind: string) =>
    db.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, finished_at) VALUES ($1, '', $1, $2, now())`,
      [`later-${kind}`, kind],
    );
  await note('expand');
  expect(await readiness()()).toBe(null);
  await note('contract');
  logged.length = 0;
  expect(await readiness()()).toBe('migrations');
  expect(logged).toEqual(['the database has another schema']);
  await db.pool.query("DELETE FROM _prisma_migrations WHERE id LIKE 'later-%'");
  expect(await readiness()()).toBe(null);
  const migrations = path.join(folder, 'migrations');
  await mkdir(path.join(migrations, '9_not_there'), { recursive: true });
  await writeFile(path.join(migrations, '9_not_there/migration.sql'), '-- expand\nSELECT 1');
  expect(await readiness({ migrations })()).toBe('migrations');
});

test('with a database that only reads it is not', async () => {
  await db.pool.query(
    `ALTER DATABASE ${new URL(db.url).pathname.slice(1)} SET default_transaction_read_only = on`,
  );
  (await db.pool.connect()).release(true);
  logged.length = 0;
  expect(await readiness()()).toBe('database');
  expect(logged).toEqual(['the database takes no writes']);
});
