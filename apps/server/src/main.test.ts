import { spawnSync } from 'node:child_process';
import { access, chmod, chown, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabaseUrl, dropTestDatabase } from '@koersvast/db/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  freePort,
  killDatabase,
  launch,
  postmasterNote,
  type RunAs,
  type ServerProcess,
} from './testing/server-process.ts';

// The whole process, as `npm start` runs it once everything is installed and built.

const PLENTY = { timeout: 60_000, interval: 50 };
const NOBODY = 65_534;

let folder: string;
let dataDir: string;
let running: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-main-'));
  await chmod(folder, 0o700);
  dataDir = path.join(folder, 'data');
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** Nothing of the test run's own surroundings, but the poorest that there are. */
const surroundings = (environment: Record<string, string>) => ({
  HOME: folder,
  LC_ALL: 'C',
  DATA_DIR: dataDir,
  ...environment,
});

async function start(
  environment: Record<string, string> = {},
  as: RunAs = {},
  givenPort?: number,
): Promise<ServerProcess> {
  const port = givenPort ?? (await freePort());
  const started = launch({ ...surroundings(environment), PORT: String(port) }, as);
  await started.running();
  expect(started.printed()).toContain(started.url);
  running.push(started);
  return started;
}

/** The process of the database as it last wrote it down. */
async function postmaster(): Promise<string | undefined> {
  const [pid] = (await readFile(databaseNote(), 'utf8')).split('\n');
  return pid;
}

async function isReady({ url }: ServerProcess): Promise<boolean> {
  return (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false;
}

/** Whether the link that this server has printed can still create the first owner. */
async function linkWorks({ url, printed }: ServerProcess): Promise<boolean> {
  const [, token = ''] = /\/welcome\/([\w-]{43})\n/.exec(printed()) ?? [];
  const query = new URLSearchParams({ input: JSON.stringify({ token }) });
  const answer = await fetch(`${url}/trpc/session.firstOwnerLink?${query}`);
  const { result } = (await answer.json()) as { result: { data: { valid: boolean } } };
  return result.data.valid;
}

async function refusal(environment: Record<string, string>): Promise<string> {
  const refused = launch(surroundings(environment));
  expect(await refused.ended).toBe(1);
  return refused.printed();
}

const databaseNote = () => postmasterNote(dataDir);

test('starts from nothing, says all that is needed, and ends in order, also when it is told twice in one moment', async () => {
  const first = await start();
  expect(first.printed()).toContain(`Data folder     ${dataDir}`);
  expect(first.printed()).toMatch(/First owner {5}http:\/\/127\.0\.0\.1:\d+\/welcome\/[\w-]{43}\n/);
  expect(await isReady(first)).toBe(true);
  for (const kept of ['secret', 'database-password', 'server.log']) {
    expect((await stat(path.join(dataDir, kept))).mode & 0o777).toBe(0o600);
  }
  // As a signal to the whole group does, of which npm hands on its own; two of one name might come as one.
  first.end('SIGTERM');
  expect(await first.end('SIGINT')).toBe(0);
  await expect(access(databaseNote())).rejects.toThrow('ENOENT');
}, 60_000);

test('survives the killing of the database and of itself, with its people in it, and takes it along when told again', async () => {
  const owner = { FIRST_OWNER_EMAIL: 'els@example.org', FIRST_OWNER_PASSWORD: 'a long enough one' };
  const first = await start(owner);
  expect(first.printed()).not.toContain('First owner');
  const before = await postmaster();
  await killDatabase(dataDir);
  // That it is away may be over sooner than anybody asks: that it is another, stays.
  await expect.poll(postmaster, PLENTY).not.toBe(before);
  await expect.poll(() => isReady(first), PLENTY).toBe(true);
  await first.end('SIGKILL');
  await access(databaseNote());
  const second = await start();
  expect(second.printed()).not.toContain('First owner');
  expect(await isReady(second)).toBe(true);
  await second.end('SIGKILL');
  await killDatabase(dataDir);
  const third = await start({ DRAIN_SECONDS: '300' });
  expect(third.printed()).not.toContain('First owner');
  let ended: number | null = null;
  third.ended.then((code) => {
    ended = code;
  });
  const tellAgain = () => {
    third.end('SIGTERM');
    return ended;
  };
  await expect.poll(tellAgain, PLENTY).toBe(1);
  await expect.poll(() => access(databaseNote()).then(String, () => 'gone'), PLENTY).toBe('gone');
}, 60_000);

test('a second server on the same data folder joins, and goes on when the first ends', async () => {
  const port = await freePort();
  const [first, second] = await Promise.all([start({}, {}, port), start({}, {}, await freePort(port + 1))]);
  expect(await Promise.all([isReady(first), isReady(second)])).toEqual([true, true]);
  expect(await Promise.all([linkWorks(first), linkWorks(second)])).toEqual([true, true]);
  expect(await first.end('SIGTERM')).toBe(0);
  expect(first.printed()).toContain('The database goes on for the others that use it.');
  expect(await isReady(second)).toBe(true);
  // Also where nobody hears any more that it does.
  second.hangUp();
  expect(await second.end('SIGTERM')).toBe(0);
  await expect(access(databaseNote())).rejects.toThrow('ENOENT');
}, 60_000);

test('uses the server that DATABASE_URL names, and makes no database of its own', async () => {
  const url = await createTestDatabaseUrl();
  const server = await start({ DATABASE_URL: url });
  expect(await isReady(server)).toBe(true);
  await expect(access(path.join(dataDir, 'postgres'))).rejects.toThrow('ENOENT');
  expect(await server.end('SIGTERM')).toBe(0);
  await dropTestDatabase(url);
}, 60_000);

test('refuses in plain words what cannot be', async () => {
  const taken = await start();
  const { port } = new URL(taken.url);
  const wrong = new URL(process.env.TEST_DATABASE_URL ?? '');
  wrong.password = 'hunter2';
  const [aboutPort, aboutDatabase] = await Promise.all([
    refusal({ PORT: port }),
    refusal({ DATABASE_URL: wrong.href, PORT: String(await freePort()) }),
  ]);
  expect(aboutPort).toBe(
    `Port ${port} is taken by another program: set PORT to another one, or leave it out.\n`,
  );
  expect(aboutDatabase).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+\/\w+ does not let Koersvast in: .*\n$/);
  expect(aboutDatabase).not.toContain('hunter2');
}, 60_000);

/** Why this cannot be tried here; null where it can. A clone may lie where only its owner comes, as in root's home. */
function missingForOther(): string | null {
  if (process.getuid?.() !== 0) return 'only root can become another user';
  const reads = `require('node:fs').readFileSync(${JSON.stringify(path.join(import.meta.dirname, 'main.ts'))})`;
  const { status } = spawnSync(process.execPath, ['--eval', reads], { cwd: '/', uid: NOBODY, gid: NOBODY });
  return status === 0 ? null : 'no other user can read this folder';
}

const missing = missingForOther();
if (missing === null) {
  test('starts as an ordinary user', async () => {
    await mkdir(dataDir);
    await chown(dataDir, NOBODY, NOBODY);
    await chown(folder, NOBODY, NOBODY);
    const server = await start({}, { uid: NOBODY, gid: NOBODY });
    expect(await isReady(server)).toBe(true);
    expect((await stat(path.join(dataDir, 'postgres/cluster'))).uid).toBe(NOBODY);
    expect(await server.end('SIGTERM')).toBe(0);
  }, 60_000);
} else process.stdout.write(`Left out: "starts as an ordinary user", because ${missing}.\n`);
