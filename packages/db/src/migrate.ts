import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import {
  connectDirect,
  holdMigrations,
  MIGRATIONS_FOLDER,
  type Migration,
  readApplied,
  readExpanding,
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
 * one goes on. A changed migration is refused, and a database that is ahead of this program by more than what
 * expands it.
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
    const expanding = applied.size > 0 ? await readExpanding(client) : new Set<string>();
    const pending = findPending(migrations, applied, expanding);
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

function findPending(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
  expanding: ReadonlySet<string>,
): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name) && !expanding.has(name));
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

/** The codes with which PostgreSQL gives up waiting for a lock, and ends one of two that wait for each other. */
const HELD = new Set(['55P03', '40P01']);
/** So long a migration waits for a table, while all others who want it queue behind it; and then not at all. */
const WAIT_MS = 2_000;
const PAUSE_MS = 500;
const TRIES = 60;

/**
 * Migrations are applied while others work: each gives way to whoever holds a table for long, rather than to let
 * everybody wait behind the two, and comes back.
 */
async function apply(client: ClientBase, migration: Migration): Promise<void> {
  for (let time = 1; ; time += 1) {
    try {
      await applyOnce(client, migration);
      return;
    } catch (error) {
      const held = HELD.has((error as { code?: string }).code ?? '');
      if (held && time < TRIES) await wait(PAUSE_MS);
      else
        throw new Error(`The migration ${migration.name} failed, and the database is as it was before it.`, {
          cause: error,
        });
    }
  }
}

async function applyOnce(client: ClientBase, { name, sql, checksum, kind }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query('BEGIN');
  try {
    if (kind !== null) await client.query(`SET LOCAL lock_timeout = ${WAIT_MS}`);
    await client.query(sql);
    // The column that Prisma has for what it noted says to programs that lack the file what it was.
    await client.query(
      `INSERT INTO "_prisma_migrations"
         (id, checksum, migration_name, logs, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, kind, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
