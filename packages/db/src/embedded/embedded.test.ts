import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedDatabase, type EmbeddedEvent, openEmbedded } from './embedded.ts';
import { isAlive } from './start-lock.ts';

const PLENTY = { timeout: 30_000 };

let folder: string;
let dataDir: string;
let opened: EmbeddedDatabase[];
let events: EmbeddedEvent['kind'][];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-embedded-'));
  await chmod(folder, 0o700);
  dataDir = path.join(folder, 'a folder', 'data');
  opened = [];
  events = [];
});

afterEach(async () => {
  for (const database of opened) await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(dir = dataDir): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({
    dataDir: dir,
    durable: false,
    onEvent: ({ kind }) => events.push(kind),
  });
  opened.push(database);
  return database;
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(dir = dataDir): Promise<number> {
  return Number((await readFile(path.join(dir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A server process that holds the database open until it is killed. */
async function openElsewhere(): Promise<{ kill: (signal: NodeJS.Signals) => Promise<void> }> {
  const module = new URL('./embedded.ts', import.meta.url).href;
  const program = `
    const { openEmbedded } = await import(${JSON.stringify(module)});
    const database = await openEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    process.once('SIGTERM', async () => { await database.close(); process.exit(0); });
    process.stdout.write('open');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
  });
  await once(child.stdout, 'data');
  return {
    kill: async (signal) => {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

test('makes a UTF-8 database inside a closed folder, stops it, and starts it with everything in it', async () => {
  const first = await open();
  expect(first.origin).toBe('made');
  expect(
    await ask(
      first.url,
      "SELECT current_setting('server_encoding') AS encoding, lower('ÉÜ') AS lower, version() LIKE 'PostgreSQL 18%' AS v18",
    ),
  ).toEqual([{ encoding: 'UTF8', lower: 'éü', v18: true }]);
  expect((await stat(path.join(dataDir, 'database-password'))).mode & 0o777).toBe(0o600);
  await ask(first.url, "CREATE TABLE kept AS SELECT 'koersvast' AS word");
  const pid = await postmasterPid();
  expect(await first.close()).toBe('stopped');
  await expect.poll(() => isAlive(pid), PLENTY).toBe(false);
  const second = await open();
  expect(second.origin).toBe('started');
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'koersvast' }]);
}, 60_000);

test('a database left behind by a killed process is joined, and stopped by whoever is last', async () => {
  const elsewhere = await openElsewhere();
  const pid = await postmasterPid();
  await elsewhere.kill('SIGKILL');
  const first = await open();
  expect(first.origin).toBe('joined');
  expect(await ask(first.url, "SELECT current_setting('server_encoding') AS encoding")).toEqual([
    { encoding: 'UTF8' },
  ]);
  const second = await open();
  expect(second.origin).toBe('joined');
  expect(await first.close()).toBe('left running');
  expect(await postmasterPid()).toBe(pid);
  expect(await second.close()).toBe('stopped');
  await expect.poll(() => isAlive(pid), PLENTY).toBe(false);
}, 60_000);

test('a killed database is started again at the same address by one of those that use it', async () => {
  const [first, elsewhere] = [await open(), await openElsewhere()];
  process.kill(await postmasterPid(), 'SIGKILL');
  await expect.poll(() => events, PLENTY).toEqual(['making', 'lost', 'back']);
  await expect.poll(() => ask(first.url, 'SELECT 1 AS one').catch(() => null), PLENTY).toEqual([{ one: 1 }]);
  await elsewhere.kill('SIGTERM');
  expect(await ask(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await first.close()).toBe('stopped');
}, 60_000);

test('a copy of a data folder in use gets a server of its own', async () => {
  const original = await open();
  await ask(original.url, 'CHECKPOINT');
  const copyDir = path.join(folder, 'copy');
  await cp(dataDir, copyDir, { recursive: true, verbatimSymlinks: true });
  if (process.getuid?.() === 0) giveTo(copyDir, await stat(path.join(dataDir, 'postgres')));
  const copy = await open(copyDir);
  expect(copy.url).not.toBe(original.url);
  await ask(copy.url, 'CREATE TABLE only_in_the_copy (id int)');
  expect(await ask(original.url, "SELECT to_regclass('only_in_the_copy') AS found")).toEqual([
    { found: null },
  ]);
}, 60_000);

test('an initialisation that was killed half-way is begun anew', async () => {
  await mkdir(path.join(dataDir, 'postgres/cluster.unfinished/base'), { recursive: true });
  await writeFile(path.join(dataDir, 'database-password'), 'old');
  expect((await open()).origin).toBe('made');
}, 60_000);

test('refuses, in one sentence, a cluster of another major version and one without its password', async () => {
  const database = await open();
  await database.close();
  await rm(path.join(dataDir, 'database-password'));
  await expect(open()).rejects.toThrow('has lost its password');
  await writeFile(path.join(dataDir, 'postgres/cluster/PG_VERSION'), '17\n');
  await expect(open()).rejects.toThrow('was made by PostgreSQL 17');
}, 60_000);

function giveTo(dir: string, owner: { uid: number; gid: number }): void {
  execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, path.join(dir, 'postgres')]);
}
