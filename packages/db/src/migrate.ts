import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import {
  connectDirect,
  holdMigrations,
  MIGRATIONS_FOLDER,
  type Migration,
  readApplied,
  readMigrations,
} from './migration-history.ts';
import { checkServer } from './server-check.ts';
import { StartRefusal } from './start-refusal.ts';

export interface MigrateOptions {
  /** A direct connection: an advisory lock does not survive a pooler. */
  directUrl: string;
  folder?: string;
  /** Called once before the first migration of a database that has had others; what it throws stops all. */
  beforeChange?: (client: ClientBase, lastApplied: string) => Promise<void>;
  onApply?: (name: string) => void;
  /** What a migration that takes long is at, in its own words. */
  onStep?: (step: string) => void;
}

/** The code of a notice by which a migration says what it is at. */
const STEP = 'KV001';

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
  const {
    directUrl,
    folder = MIGRATIONS_FOLDER,
    beforeChange = async () => {},
    onApply = () => {},
    onStep = () => {},
  } = options;
  const migrations = await readMigrations(folder);
  const client = await connectDirect(directUrl, 'koersvast-migrate');
  try {
    client.on('notice', ({ code, message = '' }) => {
      if (code === STEP) onStep(message);
    });
    await checkServer(client);
    await holdMigrations(client, 'exclusive');
    const applied = await readApplied(client);
    const pending = findPending(migrations, applied);
    const last = [...applied.keys()].at(-1);
    if (pending.length > 0 && last !== undefined) await beforeChange(client, last);
    await applyMigrations(client, pending, onApply);
    return pending.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Each in a transaction of its own, on a connection that holds the migrations. */
export async function applyMigrations(
  client: ClientBase,
  migrations: readonly Migration[],
  onApply: (name: string) => void = () => {},
): Promise<void> {
  await client.query(TABLE);
  for (const migration of migrations) {
    onApply(migration.name);
    await apply(client, migration);
  }
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

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
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
