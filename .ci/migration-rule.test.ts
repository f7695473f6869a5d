import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// Servers of the version before go on while a new one has already changed the schema: whether they can is said by the
// first line of each migration, and by nothing that a machine could find out.

const folder = path.join(import.meta.dirname, '../prisma/migrations');
/** The last before this was asked: an upgrade from before it is a short stop. */
const LAST_WITHOUT = '20261129183500_origins';
const SAYS = /^-- (expand|contract: \S.*)$/;

test('the first line of each migration says whether it expands the schema, or contracts it and why it may', () => {
  const names = readdirSync(folder).filter((name) => /^\d{14}_/.test(name) && name > LAST_WITHOUT);
  const silent = names.filter((name) => {
    const [first = ''] = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8').split(/\r?\n/);
    return !SAYS.test(first);
  });
  // A line `-- expand` where what runs already goes on with it (OPERATIONS.md, Upgrades); else `-- contract: why`.
  expect(silent).toEqual([]);
});

test.each([
  ['-- expand', true],
  ['-- contract: nothing has read it since 0.2', true],
  ['-- contract', false],
  ['-- expands', false],
  ['ALTER TABLE letter ADD COLUMN title text', false],
])('%j says it: %s', (line, says) => {
  expect(SAYS.test(line)).toBe(says);
});
