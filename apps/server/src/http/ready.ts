import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '@koersvast/db';
import { outsideTransaction, readMigrations, schemaFits, sql } from '@koersvast/db';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';

const timeoutMs = 1_000;
/** Anybody may ask as often as they like: it is looked at once in so many milliseconds. */
const keptMs = 1_000;
/** With less, PostgreSQL soon stops in the middle of somebody's work. */
const leastFree = 16 * 1024 * 1024;
const sample = Buffer.alloc(16 * 1024);

/** Why a server takes no work: one word, which says nothing that whoever asks should not know. */
export type Unready = 'draining' | 'database' | 'migrations' | 'disk';

interface Options {
  readonly db: Database;
  readonly dataDir: string;
  readonly log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
  /** Aborted when the process is asked to end. */
  readonly ending?: AbortSignal;
  /** Bytes that must be free on the disk of the data folder. */
  readonly least?: number;
  /** Where the migrations are that the database must have. */
  readonly migrations?: string;
}

/**
 * Whether this server can do its work: the database answers, takes writes and has the schema of this program, and the
 * data folder can be written to and has room. Null when it can; what exactly is wrong is for the log alone, once.
 */
export function createReadiness(options: Options): () => Promise<Unready | null> {
  const { db, dataDir, log, ending, least = leastFree, migrations } = options;
  const expected = readMigrations(migrations);
  let asked: { readonly at: number; readonly fault: Promise<Unready | null> } | undefined;
  let last: Unready | null = null;

  async function look(): Promise<Unready | null> {
    const checks = [
      ['database', () => checkDatabase(db)],
      ['migrations', async () => checkSchema(db, await expected)],
      ['disk', () => checkFolder(dataDir, least)],
    ] as const;
    const looked = await Promise.allSettled(checks.map(([, check]) => inTime(check())));
    // The first of them: without a database nothing is known of its schema.
    const at = looked.findIndex(({ status }) => status === 'rejected');
    const reason = checks[at]?.[0] ?? null;
    const found = looked[at];
    if (reason !== null && last === null && found?.status === 'rejected')
      log.warn({ err: found.reason, reason }, 'the server is not ready');
    if (reason === null && last !== null) log.info('the server is ready again');
    last = reason;
    return reason;
  }

  return () => {
    if (ending?.aborted) return Promise.resolve('draining');
    const now = performance.now();
    if (!asked || now - asked.at > keptMs) asked = { at: now, fault: look() };
    return asked.fault;
  };
}

async function checkDatabase(db: Database): Promise<void> {
  const row = await outsideTransaction(db).row(
    z.object({ readOnly: z.string() }),
    sql`SELECT current_setting('transaction_read_only') AS "readOnly"`,
  );
  if (row?.readOnly !== 'off') throw new Error('the database takes no writes');
}

async function checkSchema(db: Database, expected: Parameters<typeof schemaFits>[1]): Promise<void> {
  if (!(await schemaFits(db, expected))) throw new Error('the database has another schema');
}

async function checkFolder(folder: string, least: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < least) throw new Error('the disk of the data folder is full');
  const file = path.join(folder, `.ready-${randomUUID()}`);
  try {
    await writeFile(file, sample, { mode: 0o600, flag: 'wx' });
  } finally {
    await rm(file, { force: true });
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
