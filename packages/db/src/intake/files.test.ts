import { randomUUIDv7 } from 'node:crypto';
import { limits } from '@koersvast/core/limit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../sql.ts';
import { buildProject, createTestDatabase, type TestDatabase, type TestProject } from '../testing/index.ts';
import { outsideTransaction, type Tx, transact } from '../transaction.ts';
import {
  beginIntakeFile,
  clearIntakes,
  intakeFilesBytes,
  intakeTaken,
  receiveIntakeFile,
  usualRoom,
} from './files.ts';

let db: TestDatabase;
let project: TestProject;
beforeAll(async () => {
  db = await createTestDatabase();
  project = await buildProject(db);
});
afterAll(() => db.drop());

async function openIntake(): Promise<string> {
  const id = randomUUIDv7();
  await db.pool.query(
    'INSERT INTO intake (project_id, id, member_id, created_at, touched_at) VALUES ($1, $2, $3, now(), now())',
    [project.id, id, project.owner.id],
  );
  return id;
}

async function begin(intakeId: string, size = 5) {
  const at = { projectId: project.id, intakeId, fileId: randomUUIDv7() };
  const sending = randomUUIDv7();
  const file = { path: 'brief.txt', size, withinId: null };
  await transact(db, (tx) => beginIntakeFile(tx, at, file, { room: usualRoom, sending, now: new Date() }));
  return { at, sending };
}

async function* pieces(...given: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* given;
}

const countOf = async (table: string, intakeId: string) => {
  const column = table === 'intake' ? 'id' : 'intake_id';
  const { rows } = await db.pool.query(`SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1`, [
    intakeId,
  ]);
  return rows[0]?.count;
};
const left = async (intakeId: string) => [
  await countOf('intake', intakeId),
  await countOf('intake_file', intakeId),
  await countOf('intake_file_part', intakeId),
];
const clear = () => clearIntakes(outsideTransaction(db));
const age = (table: string, column: string, intakeId: string, interval: string) =>
  db.pool.query(
    `UPDATE ${table} SET ${column} = now() - $2::interval WHERE ${table === 'intake' ? 'id' : 'intake_id'} = $1`,
    [intakeId, interval],
  );

test('what a browser that was closed half-way left is swept away after twelve hours, and nothing else', async () => {
  const intakeId = await openIntake();
  const whole = await begin(intakeId);
  await receiveIntakeFile(db, whole.at, whole.sending, pieces(Buffer.from('brief')), 5);
  // Its server died as well: nobody was there to take away what had come.
  const broken = await begin(intakeId, 600_000);
  await db.pool.query(
    `INSERT INTO intake_file_part (project_id, intake_id, file_id, index, bytes) VALUES ($1, $2, $3, 0, 'half')`,
    [project.id, intakeId, broken.at.fileId],
  );
  await age('intake_file', 'begun_at', intakeId, '11 hours 50 minutes');
  await clear();
  expect(await left(intakeId)).toEqual([1, 2, 2]);
  await age('intake_file', 'begun_at', intakeId, '12 hours 10 minutes');
  await clear();
  expect(await left(intakeId)).toEqual([1, 1, 1]);
});

test('an import that nobody touches is forgotten after a fortnight with its files, but not while it is at work', async () => {
  const [idle, atWork] = [await openIntake(), await openIntake()];
  for (const id of [idle, atWork]) {
    const { at, sending } = await begin(id);
    await receiveIntakeFile(db, at, sending, pieces(Buffer.from('brief')), 5);
    await age('intake', 'touched_at', id, '13 days 23 hours');
  }
  const jobId = randomUUIDv7();
  await db.pool.query(
    `INSERT INTO job (place, id, user_id, kind, state, input, created_at) VALUES ($1, $2, $3, 'intake.read', 'queued', '{}', now())`,
    [project.id, jobId, project.owner.personId],
  );
  await db.pool.query('UPDATE intake SET job_id = $2 WHERE id = $1', [atWork, jobId]);
  await clear();
  expect([await left(idle), await left(atWork)]).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  for (const id of [idle, atWork]) await age('intake', 'touched_at', id, '14 days 1 hour');
  await clear();
  expect([await left(idle), await left(atWork)]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
});

test('where the disk is full while a file comes, nothing of it stays, and those that are there do', async () => {
  const intakeId = await openIntake();
  const whole = await begin(intakeId);
  await receiveIntakeFile(db, whole.at, whole.sending, pieces(Buffer.from('brief')), 5);
  await db.pool.query(`
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.index = 2 THEN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON intake_file_part FOR EACH ROW EXECUTE FUNCTION no_room()`);
  const large = await begin(intakeId, 900_000);
  const piece = Buffer.alloc(300_000, 'x');
  await expect(
    receiveIntakeFile(db, large.at, large.sending, pieces(piece, piece, piece), 900_000),
  ).rejects.toMatchObject({ code: '53100' });
  expect(await left(intakeId)).toEqual([1, 1, 1]);
  await db.pool.query('DROP TRIGGER no_room ON intake_file_part');
  const again = await begin(intakeId, 900_000);
  const stored = await receiveIntakeFile(db, again.at, again.sending, pieces(piece, piece, piece), 900_000);
  expect(stored.size).toBe(900_000);
});

/** Files with one part each, as they are when they have come. */
async function lay(intakeId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUIDv7());
  await db.pool.query(
    `WITH file AS (
       INSERT INTO intake_file (project_id, intake_id, id, path, size, sha256, sending, begun_at)
       SELECT $1, $2, id, 'brief.txt', 5, repeat('0', 64), id, now() FROM unnest($3::uuid[]) AS given (id) RETURNING id
     )
     INSERT INTO intake_file_part (project_id, intake_id, file_id, index, bytes) SELECT $1, $2, id, 0, 'brief' FROM file`,
    [project.id, intakeId, ids],
  );
  return ids;
}

/** Rows of a table that were looked at for some work. */
function looked(table: string, work: (tx: Tx) => Promise<unknown>): Promise<number> {
  return transact(db, async (tx) => {
    const soFar = async () => {
      const row = await tx.row(
        z.object({ rows: z.number() }),
        sql`SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS rows FROM pg_stat_xact_user_tables
            WHERE relname = ${table} AND schemaname = current_schema()`,
      );
      return row?.rows ?? 0;
    };
    const before = await soFar();
    await work(tx);
    return (await soFar()) - before;
  });
}

test('a file that comes costs as much however many have come, and so does one that is read', async () => {
  const intakeId = await openIntake();
  const [one = ''] = await lay(intakeId, 4);
  const coming = (tx: Tx) =>
    beginIntakeFile(
      tx,
      { projectId: project.id, intakeId, fileId: randomUUIDv7() },
      { path: 'brief.txt', size: 5, withinId: null },
      { room: usualRoom, sending: randomUUIDv7(), now: new Date() },
    );
  const reading = (tx: Tx) => intakeFilesBytes(tx, { projectId: project.id, intakeId }, [one]);
  const cost = async () => [
    await looked('intake_file', coming),
    await looked('intake_file', reading),
    await looked('intake_file_part', reading),
  ];
  const ofFew = await cost();
  await lay(intakeId, 200);
  expect(await cost()).toEqual(ofFew);
});

test('files are counted as they come, go, turn out smaller, and are unpacked', async () => {
  const intakeId = await openIntake();
  const before = await intakeTaken(outsideTransaction(db), project.id);
  const counted = async () => {
    const { rows } = await db.pool.query<{ files: number }>(
      'SELECT file_count AS files FROM intake WHERE id = $1',
      [intakeId],
    );
    return [rows[0]?.files, (await intakeTaken(outsideTransaction(db), project.id)) - before];
  };
  const smaller = await begin(intakeId, 100);
  expect(await counted()).toEqual([1, 100]);
  await receiveIntakeFile(db, smaller.at, smaller.sending, pieces(Buffer.from('brief')), 100);
  expect(await counted()).toEqual([1, 5]);
  const broken = await begin(intakeId, 70);
  await expect(
    receiveIntakeFile(db, broken.at, broken.sending, pieces(Buffer.alloc(71)), 70),
  ).rejects.toMatchObject({ code: 'file_too_large' });
  expect(await counted()).toEqual([1, 5]);
  await lay(intakeId, 3);
  expect(await counted()).toEqual([4, 20]);
  await db.pool.query('UPDATE intake_file SET unpacked = true WHERE intake_id = $1 AND id <> $2', [
    intakeId,
    smaller.at.fileId,
  ]);
  expect(await counted()).toEqual([4, 5]);
  await db.pool.query('DELETE FROM intake_file WHERE intake_id = $1', [intakeId]);
  expect(await counted()).toEqual([0, 0]);
});

test('a folder of more files than go together is told so, and what came of it stays', async () => {
  const intakeId = await openIntake();
  await begin(intakeId);
  await db.pool.query('UPDATE intake SET file_count = $2 WHERE id = $1', [intakeId, limits.intakeFiles - 1]);
  await begin(intakeId);
  await expect(begin(intakeId)).rejects.toMatchObject({
    code: 'over_limit',
    details: { of: 'intakeFiles', maximum: limits.intakeFiles },
  });
  expect(await left(intakeId)).toEqual([1, 2, 0]);
});

test('of two files that come at once and do not both find room, one is refused', async () => {
  const intakeId = await openIntake();
  const taken = await intakeTaken(outsideTransaction(db), project.id);
  const room = { file: 100, project: taken + 150 };
  const coming = () =>
    transact(db, (tx) =>
      beginIntakeFile(
        tx,
        { projectId: project.id, intakeId, fileId: randomUUIDv7() },
        { path: 'brief.txt', size: 100, withinId: null },
        { room, sending: randomUUIDv7(), now: new Date() },
      ),
    );
  const outcomes = await Promise.allSettled([coming(), coming(), coming()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await intakeTaken(outsideTransaction(db), project.id)).toBe(taken + 100);
});
