import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MIGRATIONS_FOLDER } from '../src/migration-history.ts';
import { startTestCluster } from '../src/testing/index.ts';
import { diffSchemas } from './schema-diff.ts';
import { SCHEMA, SCHEMA_AT_LAST_MIGRATION } from './schema-files.ts';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Usage: npm run migration -w packages/db -- NAME, with a name such as add_rounds.\n');
  process.exit(1);
}

const cluster = await startTestCluster();
try {
  const before = await readFile(SCHEMA_AT_LAST_MIGRATION, 'utf8').catch(() => null);
  const sql = await diffSchemas(cluster.url, before, await readFile(SCHEMA, 'utf8'));
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_FOLDER, `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(path.join(folder, 'migration.sql'), sql);
  await copyFile(SCHEMA, SCHEMA_AT_LAST_MIGRATION);
  process.stdout.write(
    `${folder}/migration.sql is made${sql ? '' : ', empty: the schema has not changed'}.\n` +
      'Complete it by hand: triggers, checks, partial indexes, and what happens to the rows that exist.\n',
  );
} finally {
  await cluster.stop();
}
