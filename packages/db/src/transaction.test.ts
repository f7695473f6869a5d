import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patienceLeft, withPatience } from './patience.ts';
import { sql } from './sql.ts';
import { buildProject, createTestDatabase, type TestDatabase, type TestProject } from './testing/index.ts';
import { isPassing, outsideTransaction, snapshot, transact } from './transaction.ts';

let db: TestDatabase;
let project: TestProject;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 3 });
  project = await buildProject(db);
});
afterAll(() => db.drop());

const rename = (name: string) => sql`UPDATE project SET name = ${name} WHERE id = ${project.id}::uuid`;
const readName = sql`SELECT name FROM project`;
const name = async () => (await outsideTransaction(db).row<{ name: string }>(readName))?.name;

describe('transact', () => {
  test('stores everything or nothing', async () => {
    await transact(db, (tx) => tx.run(rename('kept')));
    const failed = transact(db, async (tx) => {
      await tx.run(rename('lost'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await name()).toBe('kept');
  });

  test('a failed statement that nobody heeded does not count as stored', async () => {
    const heedless = transact(db, async (tx) => {
      await tx.run(rename('lost'));
      await tx.run(sql`SELECT 1 / 0`).catch(() => undefined);
    });
    await expect(heedless).rejects.toThrow('the transaction was rolled back');
    expect(await name()).not.toBe('lost');
  });

  test('gives its connection back in a good state, or not at all', async () => {
    const cut = transact(db, async (tx) => {
      const self = await tx.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await outsideTransaction(db).run(sql`SELECT pg_terminate_backend(${self?.pid ?? 0}::int)`);
      await tx.run(sql`SELECT 1`);
    });
    const error = await cut.catch((thrown: unknown) => thrown);
    expect(isPassing(error)).toBe(true);
    await Promise.all(Array.from({ length: 12 }, () => transact(db, (tx) => tx.run(rename('after')))));
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
    expect(await name()).toBe('after');
  });

  test('waits no longer for a lock than anybody would', async () => {
    await transact(db, async (tx) => {
      await tx.run(rename('held'));
      const waiting = transact(db, async (other) => {
        await other.run(sql`SET LOCAL lock_timeout = '50ms'`);
        await other.run(rename('too late'));
      });
      const error = await waiting.catch((thrown: unknown) => thrown);
      expect(isPassing(error)).toBe(true);
    });
  });
});

describe('patience', () => {
  const longerThan = 10_000;

  test('ends the waiting for a lock and for a connection, and leaves the pool whole', async () => {
    await transact(db, async (tx) => {
      await tx.run(rename('held'));
      const waiting = [1, 2, 3, 4].map((number) =>
        withPatience(300, () => transact(db, (other) => other.run(rename(`${number}`)))),
      );
      const from = performance.now();
      for (const each of await Promise.allSettled(waiting)) {
        expect(each.status === 'rejected' && isPassing(each.reason)).toBe(true);
      }
      expect(performance.now() - from).toBeLessThan(3_000);
    });
    expect(await withPatience(longerThan, name)).toBe('held');
    await expect.poll(() => db.pool.idleCount === db.pool.totalCount).toBe(true);
  });

  test('is of one wait after the other together', async () => {
    await withPatience(longerThan, async () => {
      const before = patienceLeft();
      await name();
      expect(patienceLeft()).toBeLessThan(before);
    });
    expect(patienceLeft()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('snapshot', () => {
  test('reads everything as of one moment, and writes nothing', async () => {
    await transact(db, (tx) => tx.run(rename('then')));
    await snapshot(db, async (tx) => {
      expect(await tx.row(readName)).toEqual({ name: 'then' });
      await transact(db, (other) => other.run(rename('now')));
      expect(await tx.row(readName)).toEqual({ name: 'then' });
    });
    expect(await name()).toBe('now');
    await expect(snapshot(db, (tx) => tx.run(rename('never')))).rejects.toThrow('read-only');
  });
});

test.each([
  ['40001', true],
  ['40P01', true],
  ['57014', true],
  ['57P03', true],
  ['08006', true],
  ['53300', true],
  ['23505', false],
  ['23514', false],
  ['42601', false],
  ['22P02', false],
])('PostgreSQL’s %s may pass: %s', (code, expected) => {
  expect(isPassing(Object.assign(new Error('x'), { code }))).toBe(expected);
});

test('only an error can pass', () => {
  expect(isPassing('Connection terminated')).toBe(false);
  expect(isPassing(new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]))).toBe(true);
});
