import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { readChainHeads } from '../chain-heads.ts';
import { applyMigrations, migrate } from '../migrate.ts';
import {
  connectDirect,
  holdMigrations,
  MIGRATIONS_FOLDER,
  type Migration,
  readApplied,
  readMigrations,
} from '../migration-history.ts';
import { checkServer } from '../server-check.ts';
import { readOn } from '../shaped.ts';
import { type Backup, damaged, type OnProgress, readBackup, type TakeRows } from './backup-file.ts';
import { holdsRows, leftOut, migrationsTable, quoted, quotedList, readTables } from './catalogue.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

export interface RestoreOptions {
  readonly directUrl: string;
  readonly file: string;
  /** The program's migrations. */
  readonly folder?: string;
  /** Told first of the reading that proves the file, then of the restoring. */
  readonly onProgress?: (step: 'reading' | 'restoring', ...progress: Parameters<OnProgress>) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Restored extends Backup {
  /** What was applied after the restoring, because the backup is older than the program. */
  readonly migrated: string[];
}

/**
 * Fills an empty database from a backup: the file is read to its end and proved before the database is touched;
 * the schema is made as it was when the backup was; all rows go in in one transaction, past none of the
 * database's own checks; then the schema is brought up to date.
 * @throws KeepingRefusal, with the database as empty as it was, when that cannot be.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { directUrl, file, folder = MIGRATIONS_FOLDER, onProgress = () => {}, signal } = options;
  const backup = await readBackup(file, {
    onHeader: async (header) => {
      chooseMigrations(header, await readMigrations(folder));
    },
    onProgress: (progress) => {
      signal?.throwIfAborted();
      onProgress('reading', progress);
    },
  });
  const migrations = chooseMigrations(backup.header, await readMigrations(folder));
  const client = await connectDirect(directUrl, 'koersvast-restore');
  try {
    await checkServer(client);
    await holdMigrations(client, 'exclusive');
    await prepareSchema(client, migrations);
    await fill(client, file, (progress) => onProgress('restoring', progress), signal);
  } finally {
    await client.end().catch(() => undefined);
  }
  const migrated = await migrate({ directUrl, folder });
  await count(directUrl);
  return { ...backup, migrated };
}

/**
 * Lets the database count what it holds, without which it plans by guess until it does so by itself. All rows are
 * there by then, and a database that may not or cannot is no worse than before: so this refuses nothing.
 */
async function count(directUrl: string): Promise<void> {
  try {
    const client = await connectDirect(directUrl, 'koersvast-restore');
    try {
      await client.query('SET statement_timeout = 0');
      await client.query('ANALYZE (SKIP_LOCKED)');
    } finally {
      await client.end();
    }
  } catch {
    // It counts in its own time.
  }
}

/** The migrations that the backup's database had, as this program has them. */
function chooseMigrations(header: Backup['header'], known: readonly Migration[]): Migration[] {
  return header.migrations.map(({ name, checksum }) => {
    const migration = known.find((each) => each.name === name);
    if (!migration) {
      throw new KeepingRefusal(
        `This backup is newer than this Koersvast (it has the migration ${name}): update the program first.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new KeepingRefusal(
        `The migration ${name} of this backup is not the one of this Koersvast: restore it with the program that made it.`,
      );
    }
    return migration;
  });
}

const notEmpty = () =>
  new KeepingRefusal(
    'This database is not empty: restore into a new one (another DATA_DIR, or another database in DATABASE_URL).',
  );

/** Leaves a database with exactly these migrations applied, and refuses one in which there is anything. */
async function prepareSchema(client: ClientBase, migrations: readonly Migration[]): Promise<void> {
  const tables = await readTables(client);
  const applied = await readApplied(client);
  const known = await client.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [quoted(migrationsTable)]);
  // Without a history these are the tables of some other program.
  if (tables.length > 0 && known.rows[0]?.there !== true) throw notEmpty();
  await client.query('BEGIN');
  await refuseRows(client);
  const isSame =
    applied.size === migrations.length &&
    migrations.every(({ name, checksum }) => applied.get(name) === checksum);
  if (isSame) {
    await client.query('ROLLBACK');
    return;
  }
  await dropEverything(client);
  await client.query('COMMIT');
  await applyMigrations(client, migrations);
}

/** Holds every table, so that nobody else begins to fill them, and refuses when one has rows already. */
async function refuseRows(client: ClientBase): Promise<void> {
  const tables = (await readTables(client)).filter(({ name }) => !leftOut.has(name));
  if (tables.length === 0) return;
  await client.query(`LOCK TABLE ${quotedList(tables.map(({ name }) => name))} IN SHARE ROW EXCLUSIVE MODE`);
  if (await holdsRows(client, tables)) throw notEmpty();
}

/** Of this schema, and of it alone what no extension has brought. Nothing in it holds a row. */
async function dropEverything(client: ClientBase): Promise<void> {
  const own = (catalogue: string) =>
    `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = each.oid AND deptype = 'e')`;
  const rows = await readOn(
    client,
    z.object({ statement: z.string() }),
    `SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) AS statement FROM pg_class AS each
       WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND ${own('pg_class')}
     UNION ALL
     SELECT format('DROP TYPE IF EXISTS %s CASCADE', oid::regtype) FROM pg_type AS each
       WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'd') AND ${own('pg_type')}
     UNION ALL
     SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc AS each
       WHERE pronamespace = current_schema()::regnamespace AND ${own('pg_proc')}`,
  );
  for (const { statement } of rows) await client.query(statement);
}

async function fill(
  client: ClientBase,
  file: string,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  await client.query(
    `BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
     SET LOCAL client_encoding = 'UTF8'; SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'UTC'`,
  );
  await refuseRows(client);
  const take: TakeRows = async ({ name, columns }, rows) => {
    const copy = client.query(copyFrom(`COPY ${quoted(name)} (${quotedList(columns)}) FROM STDIN`));
    try {
      await pipeline(rows, copy, { signal });
    } catch (error) {
      if (error instanceof KeepingRefusal || signal?.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new KeepingRefusal(
        `Nothing was restored: the database does not take the rows of ${name} (${reason}).`,
        {
          cause: error,
        },
      );
    }
    return copy.rowCount;
  };
  // It is compared with its manifest once more, with the rows that the database has taken.
  const { manifest } = await readBackup(file, { take, onProgress });
  const heads = await readChainHeads(client);
  if (JSON.stringify(heads) !== JSON.stringify(manifest.heads ?? [])) throw damaged(file);
  await client.query('COMMIT');
}
