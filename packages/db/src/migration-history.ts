import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg, { type ClientBase } from 'pg';
import { z } from 'zod';
import type { Database } from './connect.ts';
import { inTime } from './patience.ts';
import { readOn } from './shaped.ts';

/** A migration as its file has it. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
  /** What its first line says that it does to the servers of the version before; null where it says nothing. */
  kind: MigrationKind | null;
}

/**
 * What a migration does to servers that do not know it. One that expands adds what they need not know: they go on, and
 * may even start. One that contracts takes away, or narrows, what they may still use.
 */
export type MigrationKind = 'expand' | 'contract';

/** The kind that the first line of a migration names: `-- expand` or `-- contract`, with more behind it or not. */
function kindOf(sql: string): MigrationKind | null {
  const [, kind] = /^-- (expand|contract)\b/.exec(sql) ?? [];
  return kind === 'expand' || kind === 'contract' ? kind : null;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
/** Any number will do as long as no other program on the same database takes it. */
const LOCK = 8_211_404_770_241;

/** A connection of one's own that does not go through a pooler, for work that holds locks over statements. */
export async function connectDirect(directUrl: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: directUrl,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  });
  // A server that dies makes the running query fail; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Until the connection ends, nobody else changes the schema; or, exclusively, nobody counts on it either. */
export async function holdMigrations(client: ClientBase, how: 'shared' | 'exclusive'): Promise<void> {
  await client.query(`SELECT pg_advisory_lock${how === 'shared' ? '_shared' : ''}($1)`, [LOCK]);
}

export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'));
      // A checkout may have made every line end CRLF; that is no change.
      const sql = bytes.toString('utf8').replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex'), kind: kindOf(sql) };
    }),
  );
}

/** Name and checksum of what a database has applied, in order; nothing where it has no history at all. */
export async function readApplied(client: ClientBase): Promise<Map<string, string>> {
  const { rows: found } = await client.query(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return new Map();
  const rows = await readOn(
    client,
    z.object({ migration_name: z.string(), checksum: z.string() }),
    `SELECT migration_name, checksum FROM "_prisma_migrations"
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Of what a database has applied, the names of what expands it. */
export async function readExpanding(client: ClientBase): Promise<Set<string>> {
  const rows = await readOn(
    client,
    z.object({ migration_name: z.string() }),
    `SELECT migration_name FROM "_prisma_migrations" WHERE logs = 'expand'`,
  );
  return new Set(rows.map((row) => row.migration_name));
}

/** Whether a database has all these migrations, and of others only such as expand it. */
export async function schemaFits(db: Database, migrations: readonly Migration[]): Promise<boolean> {
  const names = migrations.map(({ name }) => name);
  const [row] = await readOn(
    db.pool,
    z.object({ known: z.number(), strange: z.number() }),
    `SELECT count(*) FILTER (WHERE migration_name = ANY ($1))::int AS known,
            count(*) FILTER (WHERE migration_name <> ALL ($1) AND logs IS DISTINCT FROM 'expand')::int AS strange
     FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [names],
  );
  return row?.known === names.length && row.strange === 0;
}

/** How long it is asked for, in milliseconds. */
const ASKED_MS = 1_000;
/** Anybody can send what no version understands: it is asked once in so many milliseconds, however much comes. */
const KEPT_MS = 1_000;
const answers = new WeakMap<object, { readonly at: number; readonly answer: Promise<boolean> }>();

/**
 * Whether a newer program has expanded this database: its servers stand beside this one, and pages of it may come here
 * with what this one does not know. Where that cannot be found out, it is taken for what it nearly always is: not so.
 */
export async function isExpandedByNewer(db: Database): Promise<boolean> {
  const now = performance.now();
  const known = answers.get(db.pool);
  if (known !== undefined && now - known.at < KEPT_MS) return known.answer;
  const answer = inTime(askWhetherNewer(db), ASKED_MS).then(
    (newer) => newer ?? false,
    () => false,
  );
  answers.set(db.pool, { at: now, answer });
  return answer;
}

/** Of this program: its files are read once. */
let ours: readonly string[] | undefined;

async function askWhetherNewer(db: Database): Promise<boolean> {
  ours ??= (await readMigrations()).map(({ name }) => name);
  const [row] = await readOn(
    db.pool,
    z.object({ newer: z.boolean() }),
    `SELECT EXISTS (SELECT FROM "_prisma_migrations" WHERE migration_name <> ALL ($1)
       AND finished_at IS NOT NULL AND rolled_back_at IS NULL) AS newer`,
    [ours],
  );
  return row?.newer ?? false;
}
