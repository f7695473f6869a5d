import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from './connect.ts';
import { constraintRefusal } from './constraint-refusal.ts';
import { passingCause } from './passing-cause.ts';
import { inTime, patienceLeft, withPatience } from './patience.ts';
import { withinPrisma } from './prisma.ts';
import { keepPlan, sql } from './sql.ts';
import { buildProject, createTestDatabase, type TestDatabase, type TestProject } from './testing/index.ts';
import { isPassing, outsideTransaction, snapshot, type Tx, transact } from './transaction.ts';

let db: TestDatabase;
let project: TestProject;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 3 });
  project = await buildProject(db);
});
afterAll(() => db.drop());

const rename = (name: string) => sql`UPDATE project SET name = ${name} WHERE id = ${project.id}::uuid`;
const readName = sql`SELECT name FROM project`;
const name = async () => (await outsideTransaction(db).row(z.object({ name: z.string() }), readName))?.name;

/** A project that is there already. */
async function twice(tx: Tx) {
  const { id, name, language, createdAt } = await tx.project.findUniqueOrThrow({
    where: { id: project.id },
  });
  return { id, name, language, createdAt };
}

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

  test('takes the time that it takes to be stored: who is told so too early would believe what no standby has', async () => {
    await transact(db, (tx) =>
      tx.run(sql`
        CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END'`),
    );
    await transact(db, (tx) =>
      tx.run(sql`CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON project INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION be_slow()`),
    );
    try {
      await transact(db, async (tx) => {
        await tx.run(sql`SET LOCAL statement_timeout = '100ms'`);
        await tx.run(rename('slowly'));
      });
      expect(await name()).toBe('slowly');
    } finally {
      await transact(db, (tx) => tx.run(sql`DROP FUNCTION be_slow CASCADE`));
    }
  });

  test('on a primary that was replaced may succeed later, and its connection is not kept', async () => {
    let pid = 0;
    const connect = async () => {
      const client = await db.pool.connect();
      pid = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
      return client;
    };
    const begin = (client: PoolClient) =>
      client.query(
        `DO $$ BEGIN RAISE 'cannot set transaction read-write mode during recovery' USING ERRCODE = '0A000'; END $$`,
      );
    const error = await withinPrisma(db.prisma, { begin, connect }, async () => 'begun').catch(
      (e: unknown) => e,
    );
    expect(isPassing(error)).toBe(true);
    const there = sql`SELECT FROM pg_stat_activity WHERE pid = ${pid}`;
    await expect.poll(() => outsideTransaction(db).run(there)).toBe(0);
  });

  test('gives its connection back in a good state, or not at all', async () => {
    const cut = transact(db, async (tx) => {
      const self = await tx.row(z.object({ pid: z.number() }), sql`SELECT pg_backend_pid() AS pid`);
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

describe('rows', () => {
  test('are what their shape says, or nothing at all', async () => {
    const asked = sql`SELECT id, name, archived_at AS "archivedAt" FROM project`;
    const right = z.object({ id: z.string(), name: z.string(), archivedAt: z.date().nullable() });
    const wrong = right.extend({ name: z.number(), archivedAt: z.date() });
    const tx = outsideTransaction(db);
    expect(await tx.rows(right, asked)).toEqual([{ id: project.id, name: await name(), archivedAt: null }]);
    expect(await tx.row(right, sql`${asked} WHERE false`)).toBeUndefined();
    const problem = /^a row that is not what its query says: name: .*number.*; archivedAt: .*date/;
    await expect(tx.rows(wrong, asked)).rejects.toThrow(problem);
    await expect(tx.row(wrong, asked)).rejects.toThrow(problem);
    await expect(tx.row(right, sql`SELECT id FROM project`)).rejects.toThrow(/ name: .*; archivedAt: /);
  });

  test('tell of a fault without what stands in them', async () => {
    const secret = z.object({ name: z.literal('another'), id: z.uuid().length(3) });
    const error = await outsideTransaction(db)
      .row(secret, sql`SELECT 'what nobody may know' AS name, gen_random_uuid() AS id`)
      .catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain('nobody');
  });
});

test.each([
  ['stays with its connection where it is the database’s own', true, ['SELECT $1::int + 1 AS more']],
  ['stays with none behind a pooler', false, []],
])('a plan that is kept %s', async (_where, isDirect, kept) => {
  const one = openDatabase({
    url: db.url,
    poolSize: 1,
    ...(!isDirect && { directUrl: `${db.url}?application_name=direct` }),
  });
  const more = z.object({ more: z.int() });
  const add = (given: number) => keepPlan(sql`SELECT ${given}::int + 1 AS more`);
  const found = await transact(one, async (tx) => [
    await tx.row(more, add(1)),
    await tx.row(more, add(41)),
    await tx.rows(z.object({ statement: z.string() }), sql`SELECT statement FROM pg_prepared_statements`),
  ]);
  expect(found).toEqual([{ more: 2 }, { more: 42 }, kept.map((statement) => ({ statement }))]);
  await one.close();
});

describe('the models', () => {
  const renamed = (to: string) => ({ where: { id: project.id }, data: { name: to } });

  test('stand on the connection of the transaction, and see what its statements wrote', async () => {
    await transact(db, async (tx) => {
      await tx.run(rename('by a statement'));
      expect(await tx.project.findUnique({ where: { id: project.id } })).toMatchObject({
        name: 'by a statement',
      });
      await tx.project.update(renamed('by a model'));
      expect(await tx.row(readName)).toEqual({ name: 'by a model' });
      expect(await name()).not.toBe('by a model');
    });
    expect(await name()).toBe('by a model');
  });

  test('store everything or nothing', async () => {
    const failed = transact(db, async (tx) => {
      await tx.project.update(renamed('lost'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await name()).not.toBe('lost');
  });

  test('a statement of theirs that failed and that nobody heeded does not count as stored', async () => {
    const heedless = transact(db, async (tx) => {
      await tx.project.update(renamed('lost'));
      await tx.project.create({ data: await twice(tx) }).catch(() => undefined);
    });
    await expect(heedless).rejects.toThrow('the transaction was rolled back');
    expect(await name()).not.toBe('lost');
  });

  test('name the constraint that they violate', async () => {
    const again = transact(db, async (tx) => tx.project.create({ data: await twice(tx) }));
    const error = await again.catch((thrown: unknown) => thrown);
    expect(constraintRefusal(error)).toEqual({ code: 'input_not_valid', details: { path: 'id' } });
    expect(isPassing(error)).toBe(false);
  });

  test('mean the same moment as the statements, whatever the zone of the database', async () => {
    const moment = new Date('2026-07-01T12:34:56.789Z');
    const url = new URL(db.url);
    url.searchParams.set('options', '-c timezone=America/New_York');
    const abroad = openDatabase({ url: url.href });
    const { id } = project;
    await transact(abroad, async (tx) => {
      await tx.project.update({ where: { id }, data: { recountedAt: moment } });
      const stored = sql`SELECT recounted_at AS at FROM project WHERE id = ${id}::uuid`;
      expect(await tx.row(stored)).toEqual({ at: moment });
      await tx.run(sql`UPDATE project SET created_at = ${moment} WHERE id = ${id}::uuid`);
      expect(await tx.project.findUnique({ where: { id } })).toMatchObject({ createdAt: moment });
    });
    await abroad.close();
  });

  test('write nothing in a snapshot', async () => {
    await expect(snapshot(db, (tx) => tx.project.update(renamed('never')))).rejects.toThrow('read-only');
  });

  test('tell what passes: a time that ran out, a connection that broke', async () => {
    await transact(db, async (tx) => {
      await tx.run(rename('held'));
      const waiting = transact(db, async (other) => {
        await other.run(sql`SET LOCAL lock_timeout = '50ms'`);
        await other.project.update(renamed('too late'));
      });
      expect(isPassing(await waiting.catch((thrown: unknown) => thrown))).toBe(true);
    });
    const cut = transact(db, async (tx) => {
      const self = await tx.row(z.object({ pid: z.number() }), sql`SELECT pg_backend_pid() AS pid`);
      await outsideTransaction(db).run(sql`SELECT pg_terminate_backend(${self?.pid ?? 0}::int)`);
      await tx.project.findMany();
    });
    expect(isPassing(await cut.catch((thrown: unknown) => thrown))).toBe(true);
    expect(await name()).toBe('held');
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  test('of one transaction within another stand each on their own', async () => {
    const pid = sql`SELECT pg_backend_pid() AS pid`;
    await transact(db, async (outer) => {
      const before = await outer.row(pid);
      await transact(db, async (inner) => expect(await inner.row(pid)).not.toEqual(before));
      expect(await outer.row(pid)).toEqual(before);
    });
  });

  test('go back to a savepoint with the statements', async () => {
    await transact(db, async (tx) => {
      await tx.run(sql`SAVEPOINT here`);
      await tx.project.update(renamed('taken back'));
      await tx.run(sql`ROLLBACK TO SAVEPOINT here`);
      await tx.run(sql`UPDATE project SET language = 'en' WHERE id = ${project.id}::uuid`);
    });
    expect(await name()).not.toBe('taken back');
  });

  test('of a transaction that is over can write no more', async () => {
    const kept = await transact(db, async (tx) => ({ models: tx }));
    await expect(kept.models.project.update(renamed('after'))).rejects.toThrow();
    expect(await name()).not.toBe('after');
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
      // The lock is held until they have given up.
      for (const each of await Promise.allSettled(waiting)) {
        expect(each.status === 'rejected' && isPassing(each.reason)).toBe(true);
      }
    });
    expect(await withPatience(longerThan, name)).toBe('held');
    await expect.poll(() => db.pool.idleCount === db.pool.totalCount).toBe(true);
  });

  test('tells what somebody waited for: the lock and the statement, in SQL and by a model, or a connection', async () => {
    const cause = (work: () => Promise<unknown>) =>
      withPatience(200, work).then(
        () => null,
        (error: unknown) => passingCause(new Error('answered', { cause: error })),
      );
    const byModel = (other: Tx) =>
      other.project.update({ where: { id: project.id }, data: { name: 'secret' } });
    await transact(db, async (tx) => {
      await tx.run(rename('held'));
      const lock = {
        ...{ waitedFor: 'lock', code: '55P03', said: 'canceling statement due to lock timeout' },
        where: expect.stringContaining('relation "project"'),
      };
      expect(await cause(() => transact(db, (other) => other.run(rename('secret'))))).toEqual({
        ...lock,
        statement: 'UPDATE project SET name = $1 WHERE id = $2::uuid',
      });
      const told = await cause(() => transact(db, byModel));
      expect(told).toMatchObject({ ...lock, statement: expect.stringContaining('UPDATE') });
      expect(JSON.stringify(told)).not.toContain('secret');
      await transact(db, () =>
        transact(db, async () => {
          expect(await cause(() => transact(db, name))).toMatchObject({ waitedFor: 'connection' });
        }),
      );
    });
    expect(passingCause('no error')).toBeNull();
  });

  test('does not run out while the process stands still, and does when nothing comes', async () => {
    const asked = inTime(
      db.pool.query('SELECT 1').then(() => db.pool.query('SELECT 2 AS two')),
      100,
    );
    const until = performance.now() + 300;
    while (performance.now() < until);
    expect((await asked)?.rows).toEqual([{ two: 2 }]);
    expect(await inTime(new Promise(() => undefined), 20)).toBeNull();
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
