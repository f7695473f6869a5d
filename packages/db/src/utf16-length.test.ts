import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

/* The length of a text in the database is that of the program, and costs next to nothing beside storing it. */

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 1 });
});
afterAll(() => db.drop());

test('counts characters beyond the basic plane twice, wherever they stand', async () => {
  const signs = ['a', 'é', '\n', '€', '\uffff', '\u{10000}', '😀', '\u{10ffff}', 'e\u0301'];
  const texts = ['', ...signs, ...signs.map((sign) => sign.repeat(3)), signs.join(''), signs.join(' 😀')];
  const { rows } = await db.pool.query<{ length: number }>(
    'SELECT utf16_length(text) AS length FROM unnest($1::text[]) WITH ORDINALITY AS given (text, nth) ORDER BY nth',
    [texts],
  );
  expect(rows.map(({ length }) => length)).toEqual(texts.map((text) => text.length));
});

test('takes no longer for a long text than a look at each of its characters', async () => {
  const timed = async (expression: string) => {
    const { rows } = await db.pool.query<{ 'QUERY PLAN': readonly { 'Execution Time': number }[] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)
       SELECT sum(${expression}) FROM (SELECT repeat('Één brief. ', 10000) AS text OFFSET 0) AS given`,
    );
    return rows[0]?.['QUERY PLAN'][0]?.['Execution Time'] ?? 0;
  };
  const oneByOne = "char_length(regexp_replace(text, '[^\\U00010000-\\U0010FFFF]', '', 'g'))";
  // Of each the fastest of several, taking turns: whatever else the machine has to do hits both.
  let [own, other] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 20 && own >= other / 4; turn += 1) {
    own = Math.min(own, await timed('utf16_length(text)'));
    other = Math.min(other, await timed(oneByOne));
  }
  expect(own).toBeLessThan(other / 4);
});
