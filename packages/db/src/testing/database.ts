import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS_FOLDER } from '../migration-history.ts';

export interface TestDatabase extends Database {
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 5_120_337;

/** Its files are copied, and not each of their pages written down as well: a fourth of the work. */
const copied = 'STRATEGY file_copy';

interface TestOptions {
  poolSize?: number;
  replicaUrl?: string | null;
}

/** A migrated, empty database of the caller's own: a copy of a template that is made once per schema. */
export async function createTestDatabase(options: TestOptions = {}): Promise<TestDatabase> {
  return openTestDatabase(await createTestDatabaseUrl(), options);
}

/** A database that `createTestDatabaseUrl` or `copyTestDatabase` made; where the tests go by a pooler, through that. */
export function openTestDatabase(url: string, options: TestOptions = {}): TestDatabase {
  const { poolSize = 5, replicaUrl = null } = options;
  const pooler = process.env.TEST_POOLER_URL;
  const database = openDatabase({
    ...(pooler ? { url: urlOf(nameIn(url), pooler), directUrl: url } : { url }),
    ...{ poolSize, replicaUrl },
  });
  return {
    ...database,
    drop: async () => {
      await database.close();
      await dropTestDatabase(url);
    },
  };
}

/** The same for a test that starts a whole server on it: `dropTestDatabase` removes it. */
export async function createTestDatabaseUrl(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(async (client) => {
    const template = await ensureTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${copied}`);
  });
  return urlOf(name);
}

/** Another database with the same rows. Nobody may have the first one open meanwhile. */
export async function copyTestDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = nameIn(url);
  await asAdministrator(async (client) => {
    // A pooler keeps connections that nobody has open.
    if (process.env.TEST_POOLER_URL)
      await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [
        source,
      ]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${source} ${copied}`);
  });
  return urlOf(name);
}

/** An empty database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabaseUrl(extra = ''): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator((client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0 ${extra}`));
  return urlOf(name);
}

export async function dropTestDatabase(url: string): Promise<void> {
  const name = nameIn(url);
  await asAdministrator((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function ensureTemplate(client: pg.Client): Promise<string> {
  const name = `koersvast_template_${await fingerprint()}`;
  const exists = async () =>
    (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  if (await exists()) return name;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await exists()) return name;
    // Renamed only when finished, so that a killed run leaves no half-made template behind.
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_unfinished TEMPLATE template0 ENCODING 'UTF8'`);
    await migrate({ directUrl: urlOf(`${name}_unfinished`) });
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS_FOLDER)).sort()) {
    hash
      .update(name)
      .update(await readFile(path.join(MIGRATIONS_FOLDER, name, 'migration.sql')).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 12);
}

async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl(), application_name: 'koersvast-test' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const nameIn = (url: string) => new URL(url).pathname.slice(1);

function urlOf(name: string, server = serverUrl()): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error("No test database: name '@koersvast/db/testing/setup' as globalSetup.");
  return url;
}
