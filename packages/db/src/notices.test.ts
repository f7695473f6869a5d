import { randomUUIDv7 } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channel, openNotices } from './notices.ts';
import { sql } from './sql.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { outsideTransaction, transact } from './transaction.ts';

let db: TestDatabase;
let listener: pg.Client;
let heard: string[];

beforeAll(async () => {
  db = await createTestDatabase();
  listener = new pg.Client({ connectionString: db.directUrl });
  await listener.connect();
  await listener.query(`LISTEN ${channel}`);
  heard = [];
  listener.on('notification', ({ payload = '' }) => heard.push(payload));
});
afterAll(async () => {
  await listener.end();
  await db.drop();
});

/** What this process hears while `work` runs, and whether it could be read by others when it was heard. */
async function hearing(work: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  const deaf = db.notices.hear((projectId) => told.push(projectId));
  await work().catch(() => undefined);
  deaf();
  return told;
}

describe('a transaction', () => {
  test('says once, and after its commit, whom it wakes', async () => {
    const project = randomUUIDv7();
    const told: string[] = [];
    const during: number[] = [];
    const deaf = db.notices.hear((projectId) => told.push(projectId));
    await transact(db, async (tx) => {
      tx.wake(project);
      await tx.run(sql`SELECT 1`);
      tx.wake(project);
      during.push(told.length);
    });
    deaf();
    expect(during).toEqual([0]);
    expect(told).toEqual([project]);
    await expect.poll(() => heard).toContain(`${project} ${db.notices.sender}`);
  });

  test('says nothing when it is taken back', async () => {
    const failing = () =>
      transact(db, async (tx) => {
        tx.wake(randomUUIDv7());
        await tx.run(sql`SELECT 1 / 0`);
      });
    expect(await hearing(failing)).toEqual([]);
  });

  test('says nothing when the server took its commit for a rollback', async () => {
    const aborted = () =>
      transact(db, async (tx) => {
        tx.wake(randomUUIDv7());
        await tx.run(sql`SELECT 1 / 0`).catch(() => undefined);
      });
    await expect(aborted()).rejects.toThrow('rolled back');
    expect(await hearing(aborted)).toEqual([]);
  });

  test('outside of one, it is said at once', async () => {
    const project = randomUUIDv7();
    expect(await hearing(async () => outsideTransaction(db).wake(project))).toEqual([project]);
  });
});

describe('notices', () => {
  test('go together while one is under way, each project once', async () => {
    const projects = Array.from({ length: 50 }, () => randomUUIDv7());
    const mine = () => heard.filter((notice) => projects.some((project) => notice.startsWith(project)));
    for (const project of [...projects, ...projects]) db.notices.say(project);
    await expect.poll(() => new Set(mine()).size).toBe(50);
    // The first went at once; the others, said twice each while it ran, went in one statement after it.
    expect(mine().length).toBeLessThanOrEqual(51);
  });

  test('that cannot be sent are dropped without an error to whoever says them, and go again afterwards', async () => {
    const faults: Error[] = [];
    const notices = openNotices({
      directUrl: 'postgresql://nobody@127.0.0.1:1/none',
      onError: (error) => faults.push(error),
    });
    const near: string[] = [];
    notices.hear((projectId) => near.push(projectId));
    notices.say('first');
    await expect.poll(() => faults.length).toBe(1);
    notices.say('second');
    await notices.close();
    expect(near).toEqual(['first', 'second']);
  });

  test('go on after their connection was cut', async () => {
    db.notices.say(randomUUIDv7());
    const cut = () =>
      db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'koersvast-notify'`,
      );
    await expect.poll(async () => (await cut()).rowCount).toBe(1);
    const project = randomUUIDv7();
    await expect
      .poll(() => {
        db.notices.say(project);
        return heard;
      })
      .toContain(`${project} ${db.notices.sender}`);
  });
});
