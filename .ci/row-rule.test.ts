import path from 'node:path';
import { expect, test } from 'vitest';
import { findIdleExceptions, findRowFaults, readSources } from './row-rule.ts';

const sources = readSources(path.join(import.meta.dirname, '..'));

test('what a statement gives is looked at, and asked of a transaction', () => {
  expect(findRowFaults(sources)).toEqual([]);
  expect(findIdleExceptions(sources)).toEqual([]);
  // A checker that reads nothing also reports nothing.
  expect(sources.size).toBeGreaterThan(200);
});

/** What is written into a file of the api, and what is to be reported. */
const PLANTED: readonly (readonly [source: string, fault: string | null])[] = [
  ['const a = await tx.rows(z.object({ id: z.string() }), q);', null],
  ['const a = await tx.row(q);', null],
  ['const a = await tx.rows<{ id: string }>(q);', 'a type that was written'],
  ['const a = await outsideTransaction(db).row<Row>(q);', 'a type that was written'],
  ['const { rows } = await db.pool.query<Row>(text);', 'a type that was written'],
  ['const a = (await tx.rows(q)) as Row[];', 'a type that was written'],
  ['const a = ((await client.query(text)).rows[0]) as Row;', 'a type that was written'],
  ['const a: Row[] = await tx.rows(q);', 'a type that was written'],
  ['const a = await tx.rows(z.custom<Row>(), q);', 'a type that was written'],
  ["const a = ['x'] as const;", null],
  ["import pg from 'pg';", 'pg'],
  ["import type { ClientBase } from 'pg';", 'pg'],
  ["import { from } from 'pg-copy-streams';", 'pg'],
];

test.each(PLANTED)('%s', (source, fault) => {
  const faults = findRowFaults(new Map([['packages/api/src/tag/planted.ts', source]]));
  expect(faults).toEqual(fault === null ? [] : [{ place: 'packages/api/src/tag/planted.ts:1', fault }]);
});

test('pg stands where it may', () => {
  expect(findRowFaults(new Map([['packages/db/src/feed.ts', "import pg from 'pg';"]]))).toEqual([]);
});
