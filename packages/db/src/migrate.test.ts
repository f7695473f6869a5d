import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { createEmptyDatabaseUrl, dropTestDatabase } from './testing/index.ts';

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-migrations-'));
  url = await createEmptyDatabaseUrl();
});

afterEach(async () => {
  await dropTestDatabase(url);
  await rm(folder, { recursive: true, force: true });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const history = () => query('SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at');

describe('migrate', () => {
  test('applies what is new, in order, once', async () => {
    await add('2_second', 'ALTER TABLE letter ADD COLUMN title text');
    await add('1_first', 'CREATE TABLE letter (id int); CREATE INDEX ON letter (id)');
    expect(await migrate({ directUrl: url, folder })).toEqual(['1_first', '2_second']);
    expect(await migrate({ directUrl: url, folder })).toEqual([]);
    await add('3_third', 'CREATE TABLE tag (id int)');
    expect(await migrate({ directUrl: url, folder })).toEqual(['3_third']);
    expect(await history()).toEqual([{ name: '1_first' }, { name: '2_second' }, { name: '3_third' }]);
  });

  test('tells what a migration that takes long is at, and nothing else that the database says', async () => {
    await add(
      '1_first',
      `DO $$ BEGIN RAISE NOTICE 'letters' USING ERRCODE = 'KV001'; END $$; DROP TABLE IF EXISTS letter;
       DO $$ BEGIN RAISE NOTICE 'annotations' USING ERRCODE = 'KV001'; END $$;`,
    );
    const told: string[] = [];
    await migrate({
      directUrl: url,
      folder,
      onApply: (name) => told.push(name),
      onStep: (step) => told.push(step),
    });
    expect(told).toEqual(['1_first', 'letters', 'annotations']);
  });

  test('leaves nothing of a migration that fails, and goes on when it is mended', async () => {
    await add('1_first', 'CREATE TABLE letter (id int)');
    await add('2_second', 'CREATE TABLE half (id int); SELECT 1 / 0');
    await expect(migrate({ directUrl: url, folder })).rejects.toThrow('The migration 2_second failed');
    expect(await query("SELECT tablename FROM pg_tables WHERE tablename IN ('letter', 'half')")).toEqual([
      { tablename: 'letter' },
    ]);
    await add('2_second', 'CREATE TABLE half (id int)');
    expect(await migrate({ directUrl: url, folder })).toEqual(['2_second']);
  });

  test('a run killed in the middle of a migration can be run again', async () => {
    await add('1_first', 'CREATE TABLE letter (id int); SELECT pg_sleep(600)');
    const killed = expect(migrate({ directUrl: url, folder })).rejects.toThrow();
    await expect
      .poll(
        () =>
          query(
            "SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)' AND state = 'active' AND application_name = 'koersvast-migrate'",
          ),
        { timeout: 30_000 },
      )
      .toEqual([{ done: true }]);
    await killed;
    await add('1_first', 'CREATE TABLE letter (id int)');
    expect(await migrate({ directUrl: url, folder })).toEqual(['1_first']);
  });

  test('two runs at once apply each migration once', async () => {
    await add('1_first', 'CREATE TABLE letter (id int); SELECT pg_sleep(0.2)');
    const applied = await Promise.all([
      migrate({ directUrl: url, folder }),
      migrate({ directUrl: url, folder }),
      migrate({ directUrl: url, folder }),
    ]);
    expect(applied.flat()).toEqual(['1_first']);
  });

  test('refuses a migration that was changed after it was applied, but not other line ends', async () => {
    await add('1_first', 'CREATE TABLE letter (\n  id int\n)');
    await migrate({ directUrl: url, folder });
    await add('1_first', 'CREATE TABLE letter (\r\n  id int\r\n)');
    expect(await migrate({ directUrl: url, folder })).toEqual([]);
    await add('1_first', 'CREATE TABLE letter (id bigint)');
    await expect(migrate({ directUrl: url, folder })).rejects.toThrow(
      'The migration 1_first was changed after this database had applied it',
    );
  });

  test('refuses a database that is newer than the program', async () => {
    await add('1_first', 'CREATE TABLE letter (id int)');
    await add('2_second', 'CREATE TABLE tag (id int)');
    await migrate({ directUrl: url, folder });
    await rm(path.join(folder, '2_second'), { recursive: true });
    await expect(migrate({ directUrl: url, folder })).rejects.toThrow(
      'This database is newer than this Koersvast (it has the migration 2_second)',
    );
  });

  test('takes a database that a newer program has only expanded, until it contracts it', async () => {
    await add('1_first', 'CREATE TABLE letter (id int)');
    await add('2_second', '-- expand\nALTER TABLE letter ADD COLUMN title text');
    await migrate({ directUrl: url, folder });
    await rm(path.join(folder, '2_second'), { recursive: true });
    expect(await migrate({ directUrl: url, folder })).toEqual([]);
    await add('2_second', '-- expand\nALTER TABLE letter ADD COLUMN title text');
    await add('3_third', '-- contract: nobody reads it since 2\nALTER TABLE letter DROP COLUMN id');
    await migrate({ directUrl: url, folder });
    await rm(path.join(folder, '3_third'), { recursive: true });
    await expect(migrate({ directUrl: url, folder })).rejects.toThrow('it has the migration 3_third');
  });

  test('what expands waits for a table without anybody having to wait behind it', async () => {
    await add('1_first', 'CREATE TABLE letter (id int)');
    await migrate({ directUrl: url, folder });
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN; SELECT * FROM letter');
    await add('2_second', '-- expand\nALTER TABLE letter ADD COLUMN title text');
    const expanding = migrate({ directUrl: url, folder });
    const waits = () => query("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'");
    await expect.poll(waits, { timeout: 30_000 }).toHaveLength(1);
    // Queues behind the two until the migration gives way, and not until the holder does.
    expect(await query('SELECT * FROM letter')).toEqual([]);
    await holder.query('COMMIT');
    await holder.end();
    expect(await expanding).toEqual(['2_second']);
  });

  test('goes on after it has met somebody who waited for it in turn', async () => {
    await add('1_first', 'CREATE TABLE letter (id int); CREATE TABLE tag (id int)');
    await migrate({ directUrl: url, folder });
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN; SELECT * FROM tag');
    const drop = 'ALTER TABLE letter DROP COLUMN id; ALTER TABLE tag DROP COLUMN id';
    await add('2_second', `-- contract: nobody reads them\n${drop}`);
    const contracting = migrate({ directUrl: url, folder });
    const waits = () => query("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'");
    await expect.poll(waits, { timeout: 30_000 }).toHaveLength(1);
    // PostgreSQL ends whichever of the two it looks at first; the migration is not the worse for it.
    await holder.query('SELECT * FROM letter').catch(() => undefined);
    await holder.end();
    expect(await contracting).toEqual(['2_second']);
  });

  test('refuses a database that is not UTF-8', async () => {
    const ascii = await createEmptyDatabaseUrl("ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'");
    await expect(migrate({ directUrl: ascii, folder })).rejects.toThrow(
      'Koersvast needs a database with encoding UTF8, and this one has SQL_ASCII',
    );
    await dropTestDatabase(ascii);
  });

  test("applies the program's own migrations to an empty database", async () => {
    expect(await migrate({ directUrl: url })).not.toEqual([]);
    expect(await migrate({ directUrl: url })).toEqual([]);
  });
});
