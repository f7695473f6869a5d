import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createEmptyDatabaseUrl, dropTestDatabase } from '../src/testing/index.ts';
import { diffSchemas } from './schema-diff.ts';
import { SCHEMA, SCHEMA_AT_LAST_MIGRATION } from './schema-files.ts';

test('a new model becomes a table, and every change of the schema has its migration', async () => {
  const url = await createEmptyDatabaseUrl();
  const schema = await readFile(SCHEMA, 'utf8');
  const grown = `${schema}\nmodel Extra {\n  id Int @id\n}\n`;
  expect(await diffSchemas(url, schema, grown)).toContain('CREATE TABLE "Extra"');
  expect(await diffSchemas(url, await readFile(SCHEMA_AT_LAST_MIGRATION, 'utf8'), schema)).toBe('');
  await dropTestDatabase(url);
});
