import { randomUUIDv7 } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFeed, type Feed } from './feed.ts';
import { readPosition } from './feed-read.ts';
import { channel } from './notices.ts';
import { loadAccess } from './scope.ts';
import {
  buildMember,
  buildProject,
  createTestDatabase,
  editMember,
  type TestDatabase,
  type TestMember,
  type TestProject,
} from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';

let db: TestDatabase;
let feed: Feed;
let faults: Error[];

beforeEach(async () => {
  db = await createTestDatabase();
  faults = [];
  feed = createFeed(db, { onError: (error) => faults.push(error) });
});
afterEach(async () => {
  await feed.close();
  await db.drop();
});

const notify = (projectId: string) => db.pool.query('SELECT pg_notify($1, $2)', [channel, projectId]);
const listeners = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'koersvast-listen'`;
const countListeners = async () => (await db.pool.query(listeners)).rowCount;

/** Woken, and not because a wait of a minute was over: how fast depends on the machine. */
const SOONER_MS = 50_000;

/** How long the next news takes, in milliseconds. */
async function timeOf(next: Promise<unknown>): Promise<number> {
  const from = performance.now();
  await next;
  return performance.now() - from;
}

async function openWatch(projectId: string) {
  const watch = feed.watch(projectId);
  await watch.next(1);
  await expect.poll(() => countListeners()).toBe(1);
  // The reader is woken once when listening begins: what was said before then may have been missed.
  await watch.next(1_000);
  return watch;
}

describe('a watch', () => {
  test('wakes for its project and for no other', async () => {
    const mine = randomUUIDv7();
    const watch = await openWatch(mine);
    const other = feed.watch(randomUUIDv7());
    await other.next(1);
    const quiet = other.next(300);
    const woken = timeOf(watch.next(60_000));
    await notify(mine);
    expect(await woken).toBeLessThan(SOONER_MS);
    expect(await timeOf(quiet)).toBeGreaterThan(50);
  });

  test('says whether it was woken, or its time was over', async () => {
    const mine = randomUUIDv7();
    const watch = await openWatch(mine);
    expect(await watch.next(1)).toBe(false);
    const woken = watch.next(60_000);
    await notify(mine);
    expect(await woken).toBe(true);
  });

  test('does not miss what happens between two waits', async () => {
    const mine = randomUUIDv7();
    const watch = await openWatch(mine);
    const witness = feed.watch(mine);
    await witness.next(1);
    await Promise.all([witness.next(60_000), notify(mine)]);
    expect(await timeOf(watch.next(60_000))).toBeLessThan(SOONER_MS);
  });

  test('ends when its signal aborts, when it is closed, and when its time is over', async () => {
    const watch = await openWatch(randomUUIDv7());
    const stop = new AbortController();
    const aborted = timeOf(watch.next(60_000, stop.signal));
    stop.abort();
    expect(await aborted).toBeLessThan(SOONER_MS);
    expect(await timeOf(watch.next(60_000, stop.signal))).toBeLessThan(SOONER_MS);
    await watch.next(20);
    const closed = timeOf(watch.next(60_000));
    watch.close();
    expect(await closed).toBeLessThan(SOONER_MS);
    expect(feed.watching).toBe(0);
  });

  test('holds no connection of the pool, and all watches share one that listens', async () => {
    const watches = Array.from({ length: 200 }, () => feed.watch(randomUUIDv7()));
    await expect.poll(() => countListeners()).toBe(1);
    expect(feed.watching).toBe(200);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
    for (const watch of watches) watch.close();
    expect(feed.watching).toBe(0);
  });
});

test('news of a project are its changes, and that one is no member', async () => {
  const [project, other] = [await buildProject(db), await buildProject(db)];
  const member = await buildMember(db, project);
  const { rev } = await readPosition(outsideTransaction(db), (await accessOf(project, member)).scope);
  const asked = (of: TestProject, personId: string, at: number) => feed.hasNews(of.id, { personId, rev: at });
  const seen = () =>
    Promise.all([
      asked(project, member.personId, rev),
      asked(project, member.personId, rev - 1),
      asked(project, project.owner.personId, rev),
      asked(other, member.personId, rev),
      asked(project, randomUUIDv7(), rev),
    ]);
  expect(await seen()).toEqual([false, true, false, true, true]);
  await editMember(db, project, member, { removed: true });
  expect(await seen()).toEqual([true, true, true, true, true]);
  const { rev: now } = await readPosition(
    outsideTransaction(db),
    (await accessOf(project, project.owner)).scope,
  );
  // Nothing has come since; who was removed is none all the same.
  expect(await asked(project, project.owner.personId, now)).toBe(false);
  expect(await asked(project, member.personId, now)).toBe(true);
});

async function accessOf(project: TestProject, { personId }: TestMember) {
  const access = await loadAccess(outsideTransaction(db), { projectId: project.id, personId });
  if (!access) throw new Error('no member');
  return access;
}

describe('the listener', () => {
  test('comes back when its connection is cut, and wakes everybody then', async () => {
    const mine = randomUUIDv7();
    const watch = await openWatch(mine);
    for (let time = 0; time < 3; time += 1) {
      const woken = watch.next(60_000);
      await db.pool.query(`SELECT pg_terminate_backend(pid) FROM (${listeners}) AS listener`);
      await woken;
      await expect.poll(() => feed.listening && countListeners(), { timeout: 30_000 }).toBe(1);
      await notify(mine);
      expect(await timeOf(watch.next(60_000))).toBeLessThan(SOONER_MS);
    }
    expect(faults.length).toBeGreaterThanOrEqual(3);
  });

  test('while nobody can listen, readers are woken by the clock', async () => {
    const deaf = createFeed({ ...db, directUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    try {
      const watch = deaf.watch(randomUUIDv7());
      await watch.next(1);
      expect(await timeOf(watch.next(60_000))).toBeLessThan(SOONER_MS);
      expect(await timeOf(watch.next(60_000))).toBeLessThan(SOONER_MS);
    } finally {
      await deaf.close();
    }
  });

  test('a connection that falls silent without breaking is given up for another', async () => {
    const line = await openLine(db.directUrl);
    const far = createFeed({ ...db, directUrl: line.url });
    try {
      const watch = far.watch(randomUUIDv7());
      await watch.next(1);
      await expect.poll(() => countListeners()).toBe(1);
      await watch.next(1_000);
      line.stall();
      await expect.poll(() => far.listening, { timeout: 30_000 }).toBe(false);
      expect(await timeOf(watch.next(60_000))).toBeLessThan(SOONER_MS);
      line.heal();
      await expect.poll(() => far.listening, { timeout: 30_000 }).toBe(true);
    } finally {
      await far.close();
      await line.close();
    }
  });
});

/** A connection to the database that can be made to swallow everything, as a broken network does. */
async function openLine(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => stalled || to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    stall: () => {
      stalled = true;
    },
    heal: () => {
      stalled = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
