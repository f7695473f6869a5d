import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDatabase } from '../check/check.ts';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildPerson,
  buildProject,
  buildTag,
  createTestDatabase,
  type TestDatabase,
  type TestPerson,
} from '../testing/index.ts';
import { quoted, readTables } from './catalogue.ts';
import { countProject, findProject, purgeProject } from './purge.ts';

let db: TestDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.drop());

async function buildStudy(owner: TestPerson, name: string) {
  const project = await buildProject(db, { owner, name });
  const document = await buildDocument(db, project);
  const tag = await buildTag(db, project);
  await buildTag(db, project, { parentId: tag.id });
  const member = await buildMember(db, project);
  await buildAssignment(db, project, { document, member });
  return project;
}

/** Every row of every table. */
async function everything(): Promise<Map<string, Set<string>>> {
  const client = await db.pool.connect();
  try {
    const found = new Map<string, Set<string>>();
    for (const { name } of await readTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT each::text AS row FROM ${quoted(name)} AS each`,
      );
      found.set(name, new Set(rows.map(({ row }) => row)));
    }
    return found;
  } finally {
    client.release();
  }
}

test('purge takes a project with its frozen rows, and not one row of anything else', async () => {
  const owner = await buildPerson(db);
  const kept = await buildStudy(owner, 'Kept');
  const before = await everything();
  const people = before.get('user')?.size ?? 0;
  const gone = await buildStudy(owner, 'Gone');
  const target = await findProject(db, 'Gone');
  const counted = await countProject(db, target);
  expect(Object.fromEntries(counted.map(({ table, rows }) => [table, rows]))).toMatchObject({
    document: 1,
    tag: 2,
    member: 2,
  });
  const names = counted.map(({ table }) => table);
  expect(names).toEqual(
    expect.arrayContaining(['block', 'sentence', 'change', 'operation', 'codebook_version', 'stream']),
  );
  expect(await purgeProject(db, target)).toEqual(counted);
  const after = await everything();
  // The people whom the second project brought stay.
  expect(after.get('user')?.size).toBe(people + 1);
  after.delete('user');
  before.delete('user');
  expect(after).toEqual(before);
  expect((await checkDatabase(db)).problems).toEqual([]);
  await expect(purgeProject(db, { id: gone.id, name: 'Gone' })).rejects.toThrow('There is no project');
  await expect(db.pool.query('DELETE FROM change WHERE project_id = $1', [kept.id])).rejects.toThrow(
    'frozen',
  );
});

test('a project is named by its id, or by a name that no other has', async () => {
  const owner = await buildPerson(db);
  const first = await buildProject(db, { owner, name: 'Twin' });
  expect(await findProject(db, 'Twin')).toEqual({ id: first.id, name: 'Twin' });
  await buildProject(db, { owner, name: 'Twin' });
  await expect(findProject(db, 'Twin')).rejects.toThrow(/^2 projects are called Twin: .*\(.+, .+\)\.$/);
  expect(await findProject(db, first.id.toUpperCase())).toEqual({ id: first.id, name: 'Twin' });
  await expect(findProject(db, 'x')).rejects.toThrow('There is no project x.');
});

test('a purge that fails half way takes nothing', async () => {
  const owner = await buildPerson(db);
  const { id } = await buildStudy(owner, 'Study');
  // A table of somebody else's that points in: nothing that this program knows of.
  await db.pool.query('CREATE SCHEMA other; CREATE TABLE other.note (project uuid REFERENCES project)');
  await db.pool.query('INSERT INTO other.note VALUES ($1)', [id]);
  const before = await everything();
  await expect(purgeProject(db, { id, name: 'Study' })).rejects.toThrow('note');
  expect(await everything()).toEqual(before);
});

test('whether anything speaks of a row that is deleted is found by an index, wherever there may be many of both', async () => {
  const few = ['project', 'member', 'user', 'round', 'tag', 'invitation'];
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint JOIN pg_class AS target ON target.oid = confrelid
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND target.relname <> ALL ($1)
       AND NOT EXISTS (
         SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey)
           -- One of those alone that speak of any has all that could be found.
           AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = (
             SELECT format('(%I IS NOT NULL)', attname) FROM pg_attribute
             WHERE attrelid = conrelid AND attnum = indkey[1] AND attnum = ANY (conkey)))
           -- The project alone would be all of it.
           AND (indkey[1] = ANY (conkey) OR indkey[0] IS DISTINCT FROM (SELECT attnum FROM pg_attribute
             WHERE attrelid = conrelid AND attname = 'project_id')))`,
    [few],
  );
  expect(rows.map(({ name }) => name)).toEqual([]);
});
