import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkDatabase } from './check/check.ts';
import { buildPerson, createTestDatabase } from './testing/index.ts';

test('preferences of before there was a limit are shortened by the upgrade, and what was chosen stays', async () => {
  const db = await createTestDatabase();
  try {
    const [many, few] = [await buildPerson(db), await buildPerson(db)];
    const junk = Object.fromEntries(Array.from({ length: 140_000 }, (_, nth) => [`a${nth}`, 'x']));
    const real = { 'letter.done': 'q', 'tag.define': null };
    const store = (id: string, keys: object) =>
      db.pool.query('UPDATE "user" SET preferences = $2 WHERE id = $1', [id, { theme: 'dark', keys }]);
    await store(many.id, { ...junk, ...real, 'letter.colourBy': 'y'.repeat(21) });
    await store(few.id, real);
    const file = new URL(
      '../../../prisma/migrations/20261128190500_shorter_preferences/migration.sql',
      import.meta.url,
    );
    await db.pool.query(await readFile(file, 'utf8'));
    const { rows } = await db.pool.query<{ preferences: { theme: string; keys: Record<string, string> } }>(
      'SELECT preferences FROM "user" ORDER BY id = $1',
      [many.id],
    );
    const [kept, shortened] = rows.map(({ preferences }) => preferences);
    expect(kept).toEqual({ theme: 'dark', keys: real });
    expect(shortened).toMatchObject({ theme: 'dark', keys: real });
    expect(Object.keys(shortened?.keys ?? {})).toHaveLength(100);
    expect((await checkDatabase(db, { structure: false })).problems).toEqual([]);
  } finally {
    await db.drop();
  }
});
