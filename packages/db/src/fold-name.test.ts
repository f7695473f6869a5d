import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { foldName } from '@koersvast/core/person';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { MIGRATIONS_FOLDER } from './migration-history.ts';
import {
  createEmptyDatabaseUrl,
  createTestDatabase,
  dropTestDatabase,
  type TestDatabase,
} from './testing/index.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** What Unicode 17 has added to letters and marks: the server may know an older one than Node. */
const young = /[\u1ACF-\u1AEB\uA7CE-\uA7D5\u{16EA0}-\u{16EDF}]/u;

/** Every character of the planes that have any, in hundreds, each beside letters. */
function everyCharacter(): string[] {
  const names: string[] = [];
  for (let from = 1; from < 0x32000; from += 256) {
    const signs = Array.from({ length: 256 }, (_, place) => from + place).filter(
      (sign) => !young.test(String.fromCodePoint(sign)),
    );
    names.push(`a${String.fromCodePoint(...signs.filter((sign) => sign < 0xd800 || sign > 0xdfff))}b`);
  }
  for (const from of [0xe0000, 0xe0100, 0xe0fff]) names.push(`a${String.fromCodePoint(from)}b`);
  return names;
}

test('folds names in the database as in core', async () => {
  const pieces = fc.constantFrom(
    'e\u0301',
    'é',
    'İ',
    'ΟΔΟΣ',
    '\u200B',
    '  ',
    'ﬁ',
    '👨‍👩‍👧',
    'Å',
    '…',
    '’',
    'Ёж',
    '한',
    '\u0307',
    'I',
  );
  const mixed = fc.sample(fc.array(pieces, { maxLength: 8 }), { seed: 17, numRuns: 500 });
  const names = [...everyCharacter(), ...mixed.map((parts) => parts.join(''))];
  const { rows } = await db.pool.query<{ name: string; folded: string }>(
    'SELECT name, fold_name(name) AS folded FROM unnest($1::text[]) AS name',
    [names],
  );
  expect(rows).toHaveLength(names.length);
  const other = rows.filter(({ name, folded }) => folded !== foldName(name));
  expect(other.map(({ name, folded }) => [name, folded, foldName(name)])).toEqual([]);
});

test('upgrades a database with siblings that look alike: they stay, and nothing new is let in beside them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-names-'));
  const url = await createEmptyDatabaseUrl();
  const client = new pg.Client({ connectionString: url });
  try {
    for (const name of await readdir(MIGRATIONS_FOLDER)) {
      if (/^\d/.test(name) && !name.endsWith('_names') && name < '20261128') {
        await cp(path.join(MIGRATIONS_FOLDER, name), path.join(folder, name), { recursive: true });
      }
    }
    await migrate({ directUrl: url, folder });
    await client.connect();
    const id = (number: number) => `0193a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    await client.query(
      `INSERT INTO "user" (id, name, email, updated_at) VALUES ($1, E'\\u200B', 'els@example.org', now())`,
      [id(1)],
    );
    await client.query(
      `INSERT INTO project (id, name, language, created_at) VALUES ($1, 'Study', 'nl', now())`,
      [id(2)],
    );
    const insert = (number: number, name: string, parent: number | null = null) =>
      client.query(
        `INSERT INTO tag (id, project_id, parent_id, name, appearance, position, created_at) VALUES ($1, $2, $3, $4, $5, $5, now())`,
        [id(number), id(2), parent === null ? null : id(parent), name, number],
      );
    for (const [place, name] of ['é', 'e\u0301', 'pressure', '\u200Bpressure', '\u00AD'].entries())
      await insert(10 + place, name);
    await migrate({ directUrl: url });
    const { rows } = await client.query('SELECT position, name_twin AS twin FROM tag ORDER BY position');
    expect(rows.filter(({ twin }) => twin).map(({ position }) => position)).toEqual([11, 13]);
    expect((await client.query('SELECT name FROM "user"')).rows).toEqual([{ name: 'els' }]);
    await insert(20, 'É', 10);
    await expect(insert(21, 'E\u0301', 10)).rejects.toThrow('tag_alive_name');
    await expect(insert(22, 'PRESSURE')).rejects.toThrow('tag_alive_name');
    await client.query('UPDATE tag SET name = $1 WHERE position = 11', ['other']);
    await expect(client.query('UPDATE tag SET name = $1 WHERE position = 11', ['é'])).rejects.toThrow(
      'tag_alive_name',
    );
  } finally {
    await client.end();
    await dropTestDatabase(url);
    await rm(folder, { recursive: true, force: true });
  }
});
