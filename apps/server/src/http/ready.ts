import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '@koersvast/db';
import { outsideTransaction, sql } from '@koersvast/db';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';

const timeoutMs = 1_000;
/** Anybody may ask as often as they like: it is looked at once in so many milliseconds. */
const keptMs = 1_000;
/** With less, PostgreSQL soon stops in the middle of somebody's work. */
const leastFree = 16 * 1024 * 1024;
const sample = Buffer.alloc(16 * 1024);

interface Options {
  readonly db: Database;
  readonly dataDir: string;
  readonly log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
  /** Bytes that must be free on the disk of the data folder. */
  readonly least?: number;
}

/**
 * Whether this server can do its work: the database answers and takes writes, and the data folder can be written to
 * and has room. What is wrong is for the log alone, once.
 */
export function createReadiness({ db, dataDir, log, least = leastFree }: Options): () => Promise<boolean> {
  let asked: { readonly at: number; readonly ready: Promise<boolean> } | undefined;
  let last = true;

  async function look(): Promise<boolean> {
    const fault = await inTime(Promise.all([checkDatabase(db), checkFolder(dataDir, least)])).then(
      () => null,
      (error: Error) => error,
    );
    if (fault && last) log.warn({ err: fault }, 'the server is not ready');
    if (!fault && !last) log.info('the server is ready again');
    last = fault === null;
    return last;
  }

  return () => {
    const now = performance.now();
    if (!asked || now - asked.at > keptMs) asked = { at: now, ready: look() };
    return asked.ready;
  };
}

async function checkDatabase(db: Database): Promise<void> {
  const row = await outsideTransaction(db).row(
    z.object({ readOnly: z.string() }),
    sql`SELECT current_setting('transaction_read_only') AS "readOnly"`,
  );
  if (row?.readOnly !== 'off') throw new Error('the database takes no writes');
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
