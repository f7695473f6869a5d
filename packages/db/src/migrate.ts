import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { checkServer } from './server-check.ts';
import { StartRefusal } from './start-refusal.ts';

export interface MigrateOptions {
  /** A direct connection: an advisory lock does not survive a pooler. */
  directUrl: string;
  folder?: string;
  onApply?: (name: string) => void;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
/** Any number will do as long as no other program on the same database takes it. */
const LOCK = 8_211_404_770_241;

/** The layout is Prisma's own, so that its tools read the history too. */
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/**
 * Brings the database to this program's schema and returns the names of what was applied. One process at a
 * time, each file and its row in one transaction: a killed run leaves whole migrations only, and the next
 * one goes on. A changed migration, and a database that is ahead of this program, are refused.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { directUrl, folder = MIGRATIONS_FOLDER, onApply = () => {} } = options;
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: directUrl,
    application_name: 'koersvast-migrate',
    connectionTimeoutMillis: 10_000,
  });
  // A server that dies makes the running query fail; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await checkServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(TABLE);
    const pending = findPending(migrations, await readApplied(client));
    for (const migration of pending) {
      onApply(migration.name);
      await apply(client, migration);
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'));
      // A checkout may have made every line end CRLF; that is no change.
      const sql = bytes.toString('utf8').replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM "_prisma_migrations"
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function findPending(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new StartRefusal(
      `This database is newer than this Koersvast (it has the migration ${unknown}): update the program.`,
    );
  }
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed) {
    throw new StartRefusal(
      `The migration ${changed.name} was changed after this database had applied it: put its file back as it was.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`The migration ${name} failed, and the database is as it was before it.`, {
      cause: error,
    });
  }
}
