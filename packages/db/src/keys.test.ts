import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** What belongs to no project: accounts, and the installation's own. Nothing of a project is looked for by it. */
const reference = [
  '_prisma_migrations',
  'account',
  'account_event',
  'api_token',
  'digest',
  'first_owner_link',
  'installation_setting',
  'invitation_link',
  'job',
  'job_blob',
  'mail',
  'password_reset',
  'project',
  'rate_limit',
  'recovery_code',
  'second_factor',
  'session',
  'user',
  'verification',
];

const own = `WITH own AS (
  SELECT class.oid, class.relname AS name, attnum AS project FROM pg_class AS class
  LEFT JOIN pg_attribute ON attrelid = class.oid AND attname = 'project_id' AND NOT attisdropped
  WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace)`;

async function namesOf(query: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(`${own} ${query} ORDER BY 1`);
  return rows.map(({ name }) => name);
}

test('every table but accounts and the installation’s own says of which project a row is', async () => {
  expect(await namesOf('SELECT name FROM own WHERE project IS NULL')).toEqual(reference);
  expect(
    await namesOf(`SELECT name FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum = project
      WHERE NOT attnotnull OR atttypid <> 'uuid'::regtype`),
  ).toEqual([]);
});

test('every primary and unique key of a project leads with it', async () => {
  const keys = `FROM own JOIN pg_index ON indrelid = own.oid AND project IS NOT NULL
    JOIN pg_class AS index ON index.oid = indexrelid`;
  expect(
    await namesOf(`SELECT index.relname AS name ${keys} WHERE indisunique AND indkey[0] <> project`),
  ).toEqual([]);
  expect((await namesOf(`SELECT own.name ${keys} WHERE indisprimary`)).length).toBeGreaterThan(25);
  // In which projects somebody is, is the one question that names none.
  expect(await namesOf(`SELECT index.relname AS name ${keys} WHERE indkey[0] <> project`)).toEqual([
    'member_user_id_idx',
  ]);
});

test('whatever refers to something of a project names the project first, on both sides', async () => {
  const crossing = `SELECT conname AS name FROM own JOIN pg_constraint ON conrelid = own.oid AND contype = 'f'
    JOIN own AS target ON target.oid = confrelid
    WHERE CASE WHEN target.name = 'user' THEN false
      WHEN own.project IS NULL THEN target.project IS NOT NULL
      WHEN target.name = 'project' THEN conkey <> ARRAY[own.project]
      ELSE conkey[1] <> own.project OR confkey[1] IS DISTINCT FROM target.project END`;
  expect(await namesOf(crossing)).toEqual([]);
});

/**
 * Where a letter has few of them, or its table is analysed long before there are many: these may be found among all that
 * share what leads their key.
 */
const foundAmongFew = ['layer (project_id, document_id, id)', 'operation (project_id, user_id, op_id)'];

test('what a row refers to is found by its whole key, before anything is known of the table', async () => {
  const { rows: keys } = await db.pool.query<{ target: string; columns: string[] }>(`${own}
    SELECT DISTINCT target.name AS target, (SELECT array_agg(attname::text ORDER BY nth)
      FROM unnest(confkey) WITH ORDINALITY AS key (number, nth)
      JOIN pg_attribute ON attrelid = confrelid AND attnum = key.number) AS columns
    FROM own JOIN pg_constraint ON conrelid = own.oid AND contype = 'f' JOIN own AS target ON target.oid = confrelid
    ORDER BY 1`);
  expect(keys.length).toBeGreaterThan(12);
  const otherwise: string[] = [];
  for (const { target, columns } of keys) {
    const where = columns.map((column, nth) => `"${column}" = $${nth + 1}`).join(' AND ');
    const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (GENERIC_PLAN, COSTS off) SELECT 1 FROM ONLY "${target}" WHERE ${where} FOR KEY SHARE`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const found = plan.match(/Index Cond: (.*)/)?.[1] ?? '';
    const isWhole = columns.every((column) => new RegExp(`\\(${column} = |"${column}" = `).test(found));
    if (!isWhole) otherwise.push(`${target} (${columns.join(', ')})`);
  }
  expect(otherwise).toEqual(foundAmongFew);
});
