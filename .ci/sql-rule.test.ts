import path from 'node:path';
import { expect, test } from 'vitest';
import { readSources } from './row-rule.ts';
import { findIdleSql, findSqlFaults } from './sql-rule.ts';

const sources = readSources(path.join(import.meta.dirname, '..'));

test('SQL and locks stand where a model cannot say it', () => {
  expect(findSqlFaults(sources)).toEqual([]);
  expect(findIdleSql(sources)).toEqual([]);
  expect(sources.size).toBeGreaterThan(200);
});

/** What is written into a file of the api, with # for a backtick, and what is to be reported. */
const PLANTED: readonly (readonly [source: string, faults: readonly string[]])[] = [
  ['const a = await tx.tag.findMany({ where: { projectId } });', []],
  ['const a = await tx.run(sql#DELETE FROM tag#);', ['SQL']],
  ["import { sql as query } from '@koersvast/db';\nconst a = query#SELECT 1#;", ['SQL']],
  ['const query = sql;\nconst a = query#SELECT 1#;', ['SQL']],
  ['const a = Prisma.sql#SELECT 1#;', ['SQL']],
  ['const a = db.prisma.$queryRaw#SELECT 1#;', ['SQL']],
  ["const a = tx.$executeRawUnsafe('DELETE FROM tag');", ['SQL']],
  ['const a = await tx.run(sql#SELECT FROM tag FOR KEY SHARE#);', ['SQL', 'a lock']],
  ["const a = await client.query('SELECT 1 FROM tag FOR NO KEY UPDATE');", ['a lock']],
  ['const a = #SELECT FROM tag WHERE id = $' + '{id} FOR UPDATE#;', ['a lock']],
  ["const a = 'SELECT pg_advisory_xact_lock(1)';", ['a lock']],
  ["const a = 'a word for update of that';", ['a lock']],
  ['/* held FOR UPDATE elsewhere */ const a = 1;', []],
];

test.each(PLANTED)('%s', (source, faults) => {
  const planted = new Map([['packages/api/src/tag/planted.ts', source.replaceAll('#', '`')]]);
  expect(findSqlFaults(planted).map(({ fault }) => fault)).toEqual(faults);
});

test('a lock stands where it may', () => {
  const held = new Map([['packages/db/src/hold.ts', 'const a = sql`FOR UPDATE`;']]);
  expect(findSqlFaults(held)).toEqual([]);
});
