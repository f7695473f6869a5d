import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, readBackup, StartRefusal } from '@koersvast/db';
import { createEmptyDatabaseUrl, dropTestDatabase } from '@koersvast/db/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConfiguredDatabase } from './database.ts';

const migrations = path.join(import.meta.dirname, '../../../prisma/migrations');

let dataDir: string;
let url: string;
let said: string[];

/** A database as an earlier version of the program left it, with somebody in it. */
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'koersvast-data-'));
  url = await createEmptyDatabaseUrl();
  said = [];
  const earlier = path.join(dataDir, 'earlier');
  const [first = ''] = (await readdir(migrations)).sort();
  await mkdir(earlier);
  await cp(path.join(migrations, first), path.join(earlier, first), { recursive: true });
  await migrate({ directUrl: url, folder: earlier });
  await ask(
    `INSERT INTO "user" (id, name, email, updated_at) VALUES (gen_random_uuid(), 'Els', 'els@example.org', now())`,
  );
});

afterEach(async () => {
  await dropTestDatabase(url);
  await rm(dataDir, { recursive: true, force: true });
});

async function ask(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const open = (schema: 'migrate' | 'as it is') =>
  openConfiguredDatabase(
    { dataDir, database: { url, directUrl: url, replicaUrl: null } },
    { say: (line) => said.push(line), schema },
  );
const applied = () => ask('SELECT migration_name FROM _prisma_migrations');

test('a start on an older database prints where the backup is that it made first', async () => {
  await (await open('migrate')).close();
  const [first = ''] = said;
  expect(first).toMatch(/^Before the database is brought up to date, a backup: .*_foundation\.backup\.gz$/);
  const file = first.replace(/^.*backup: /, '');
  expect(path.dirname(file)).toBe(path.join(dataDir, 'backups'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { manifest } = await readBackup(file);
  expect(manifest.tables).toContainEqual({ name: 'user', rows: 1, sha256: expect.any(String) });
  expect((await applied()).length).toBeGreaterThan(1);
  expect(said[1]).toMatch(/^Bringing the database up to date: /);
  await (await open('migrate')).close();
  expect(await readdir(path.dirname(file))).toHaveLength(1);
});

test('when the backup cannot be made, the start is refused in one sentence and nothing is changed', async () => {
  await writeFile(path.join(dataDir, 'backups'), 'in the way');
  const refused = await open('migrate').catch((error: Error) => error);
  expect(refused).toBeInstanceOf(StartRefusal);
  expect((refused as Error).message).toMatch(
    /^The folder .*backups for backups .* The database was left as it was\.$/,
  );
  expect(await applied()).toHaveLength(1);
  expect(await readFile(path.join(dataDir, 'backups'), 'utf8')).toBe('in the way');
});

test('opened as it is, a database is not brought up to date', async () => {
  await (await open('as it is')).close();
  expect(await applied()).toHaveLength(1);
  expect(said).toEqual([]);
});
