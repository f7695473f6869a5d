import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProject, createTestDatabase, type TestDatabase, type TestProject } from '../testing/index.ts';
import { outsideTransaction, transact } from '../transaction.ts';
import { beginIntakeFile, clearIntakes, receiveIntakeFile, usualRoom } from './files.ts';

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
