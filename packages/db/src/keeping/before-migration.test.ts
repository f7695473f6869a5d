import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { MIGRATIONS_FOLDER } from '../migration-history.ts';
import { createEmptyDatabaseUrl, dropTestDatabase } from '../testing/index.ts';
import { backUpBeforeMigration } from './before-migration.ts';
import { restore } from './restore.ts';

let home: string;
let folder: string;
let backups: string;
let url: string;
let kept: (string | null)[];
let hour: number;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'koersvast-before-'));
  folder = path.join(home, 'migrations');
  backups = path.join(home, 'data', 'backups');
  url = await createEmptyDatabaseUrl();
  kept = [];
  hour = 10;
});

afterEach(async () => {
  await dropTestDatabase(url);
  await rm(home, { recursive: true, force: true });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function up(): Promise<string[]> {
  hour += 1;
  return migrate({
    directUrl: url,
    folder,
    beforeChange: async (client, lastApplied) => {
      const now = new Date(`2026-11-24T${hour}:00:00.123Z`);
      kept.push(await backUpBeforeMigration(client, { folder: backups, lastApplied, now }));
    },
  });
}

const nameOf = (file: string | null | undefined) => (file ? path.basename(file) : file);

test('a database that holds data is backed up before it changes, and can go back', async () => {
  await add('1_first', 'CREATE TABLE letter (id int PRIMARY KEY)');
  await up();
  await add('2_second', 'CREATE TABLE tag (id int PRIMARY KEY)');
  await up();
  expect(kept).toEqual([null]);
  await expect(readdir(backups)).rejects.toThrow('ENOENT');
  await query('INSERT INTO letter VALUES (7)');
  await add('3_third', 'DELETE FROM letter');
  await up();
  await up();
  expect(kept.map(nameOf)).toEqual([null, '20261124T130000Z-2_second.backup.gz']);
  expect(await query('SELECT id FROM letter')).toEqual([]);
  await dropTestDatabase(url);
  url = await createEmptyDatabaseUrl();
  await rm(path.join(folder, '3_third'), { recursive: true });
  await restore({ directUrl: url, folder, file: kept[1] ?? '' });
  expect(await query('SELECT id FROM letter')).toEqual([{ id: 7 }]);
});

test('a migration that fails again and again keeps one backup of what is the same', async () => {
  await add('1_first', 'CREATE TABLE letter (id int PRIMARY KEY)');
  await up();
  await query('INSERT INTO letter VALUES (7)');
  await mkdir(backups, { recursive: true });
  await writeFile(path.join(backups, 'killed.backup.gz.unfinished'), '');
  await add('2_second', 'DELETE FROM letter; SELECT 1 / 0');
  await expect(up()).rejects.toThrow('The migration 2_second failed');
  await expect(up()).rejects.toThrow('The migration 2_second failed');
  expect(await readdir(backups)).toEqual(['20261124T120000Z-1_first.backup.gz']);
  await query('INSERT INTO letter VALUES (8)');
  await expect(up()).rejects.toThrow('The migration 2_second failed');
  expect(kept.map(nameOf)).toEqual([
    '20261124T120000Z-1_first.backup.gz',
    '20261124T120000Z-1_first.backup.gz',
    '20261124T140000Z-1_first.backup.gz',
  ]);
  await add('2_second', 'CREATE TABLE tag (id int PRIMARY KEY)');
  expect(await up()).toEqual(['2_second']);
  expect(await query('SELECT id FROM letter ORDER BY id')).toEqual([{ id: 7 }, { id: 8 }]);
});

test('without a backup nothing is changed', async () => {
  await add('1_first', 'CREATE TABLE letter (id int PRIMARY KEY)');
  await up();
  await query('INSERT INTO letter VALUES (7)');
  await writeFile(path.join(home, 'data'), 'a file where the folder should be');
  await add('2_second', 'DROP TABLE letter');
  await expect(up()).rejects.toThrow(/^The folder .*backups for backups could not be made \(ENOTDIR/);
  expect(await query('SELECT id FROM letter')).toEqual([{ id: 7 }]);
});

test('a migration of a database with data that is killed half way runs again, five times over', async () => {
  await add('1_first', 'CREATE TABLE letter (id int PRIMARY KEY)');
  await up();
  await query('INSERT INTO letter SELECT generate_series(1, 1000)');
  await add('2_second', 'UPDATE letter SET id = -id; SELECT pg_sleep(600)');
  for (let run = 0; run < 5; run += 1) {
    const killed = expect(up()).rejects.toThrow();
    await expect
      .poll(() =>
        query(
          `SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE datname = current_database()
             AND query LIKE '%pg_sleep(600)' AND state = 'active' AND application_name = 'koersvast-migrate'`,
        ),
      )
      .toEqual([{ done: true }]);
    await killed;
  }
  expect(await readdir(backups)).toHaveLength(1);
  await add('2_second', 'UPDATE letter SET id = -id');
  expect(await up()).toEqual(['2_second']);
  expect(await query('SELECT count(*)::int, max(id) FROM letter')).toEqual([{ count: 1000, max: -1 }]);
});

test('the names that results of refused operations once held are taken out', async () => {
  const names = (await readdir(MIGRATIONS_FOLDER)).filter((name) => /^\d+_/.test(name)).sort();
  const last = names.findIndex((name) => name.endsWith('no_names_in_results'));
  for (const name of names.slice(0, last))
    await cp(path.join(MIGRATIONS_FOLDER, name), path.join(folder, name), { recursive: true });
  await up();
  const refused = (details: object) =>
    JSON.stringify({ ok: false, refusal: { code: 'undo_changed_since', details } });
  const id = '01900000-0000-7000-8000-000000000001';
  await query(`INSERT INTO "user" (id, name, email, updated_at) VALUES ('${id}', 'Els', 'els@example.org', now());
    INSERT INTO project (id, name, language, created_at) VALUES ('${id}', 'Study', 'nl', now());
    INSERT INTO member (id, project_id, user_id, role, created_at) VALUES ('${id}', '${id}', '${id}', 'owner', now());
    INSERT INTO operation (user_id, op_id, project_id, member_id, kind, payload_hash, created_at, result)
      SELECT '${id}', gen_random_uuid(), '${id}', '${id}', 'operation.undo', 'x', now(), result::jsonb
      FROM unnest(ARRAY['${refused({ who: 'Els', noun: 'tag' })}', '{"ok": true, "answer": null}']) AS result`);
  for (const name of names.slice(last))
    await cp(path.join(MIGRATIONS_FOLDER, name), path.join(folder, name), { recursive: true });
  await up();
  expect(await query("SELECT result FROM operation ORDER BY result ->> 'ok'")).toEqual([
    { result: JSON.parse(refused({ noun: 'tag' })) },
    { result: { ok: true, answer: null } },
  ]);
  await expect(query("UPDATE operation SET result = '{}'")).rejects.toThrow('its rows are frozen');
});
