import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { readChainHeads } from '../chain-heads.ts';
import { connectDirect, holdMigrations, readApplied } from '../migration-history.ts';
import { readOn } from '../shaped.ts';
import {
  type Backup,
  type BackupHeader,
  type BackupManifest,
  backupFormat,
  endOfRows,
  type OnProgress,
  sha256,
  type TableSum,
} from './backup-file.ts';
import { unfinishedName } from './backup-folder.ts';
import { leftOut, quoted, quotedList, readTables, type Table } from './catalogue.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

export interface BackupOptions {
  readonly file: string;
  readonly onProgress?: OnProgress;
  /** Told how many tables are written, of how many: unlike `onProgress` it says nothing of what is in them. */
  readonly onTable?: (written: number, tables: number) => void;
  /** Stops the work; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

export interface WrittenBackup extends Backup {
  /** The size of the file in bytes. */
  readonly size: number;
}

/**
 * Writes all that the database holds at one moment into one file, while others go on working.
 * @throws KeepingRefusal when there is nothing to back up, or the file is there already or cannot be written.
 */
export async function backUp(
  options: BackupOptions & { readonly directUrl: string },
): Promise<WrittenBackup> {
  const client = await connectDirect(options.directUrl, 'koersvast-backup');
  // A table that somebody holds would be waited for all the same: with its connection it is not.
  const stop = () => void client.end().catch(() => undefined);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    // A migration waits until the backup is done, and the other way round.
    await holdMigrations(client, 'shared');
    return await writeBackup(client, options);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}

/** The same on a connection that holds the migrations already. */
export async function writeBackup(client: ClientBase, options: BackupOptions): Promise<WrittenBackup> {
  const { file, signal, onProgress = () => {}, onTable = () => {} } = options;
  await refuseExisting(file);
  const unfinished = unfinishedName(file);
  await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0;
     SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL client_encoding = 'UTF8';
     SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'UTC'; SET LOCAL bytea_output = 'hex';
     SET LOCAL extra_float_digits = 1`,
  );
  let header: BackupHeader;
  let manifest: BackupManifest | undefined;
  try {
    const tables = (await readTables(client)).filter(({ name }) => !leftOut.has(name));
    header = await describe(client, tables);
    const content = contentOf(client, header, tables, { onProgress, onTable }, (made) => {
      manifest = made;
    });
    await pipeline(content, createGzip({ chunkSize: 256 * 1024 }), createFile(unfinished), { signal });
    await client.query('COMMIT');
    await makeDurable(unfinished);
    await refuseExisting(file);
    await rename(unfinished, file);
    await makeDurable(path.dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw asRefusal(file, error);
  }
  if (!manifest) throw new Error('a backup without a manifest');
  return { header, manifest, size: (await stat(file)).size };
}

/** For nobody but whoever makes it: it holds the whole installation. */
function createFile(file: string) {
  return createWriteStream(file, { mode: 0o600, flags: 'wx' });
}

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new KeepingRefusal(`There is something at ${file} already: choose another name.`);
}

async function makeDurable(place: string): Promise<void> {
  // A folder cannot be synced on every system; the file itself can.
  const handle = await open(place, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function describe(client: ClientBase, tables: readonly Table[]): Promise<BackupHeader> {
  const migrations = [...(await readApplied(client))].map(([name, checksum]) => ({ name, checksum }));
  if (migrations.length === 0 || tables.length === 0) {
    throw new KeepingRefusal('There is no Koersvast in this database, so there is nothing to back up.');
  }
  const [now] = await readOn(
    client,
    z.object({ postgres: z.string(), at: z.date() }),
    `SELECT current_setting('server_version') AS postgres, now() AS at`,
  );
  return {
    koersvast: 'backup',
    format: backupFormat,
    at: now?.at.toISOString() ?? '',
    postgres: now?.postgres ?? '',
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    leftOut: [...leftOut],
  };
}

async function* contentOf(
  client: ClientBase,
  header: BackupHeader,
  tables: readonly Table[],
  {
    onProgress,
    onTable,
  }: { readonly onProgress: OnProgress; readonly onTable: (written: number, tables: number) => void },
  onManifest: (manifest: BackupManifest) => void,
): AsyncGenerator<string | Buffer> {
  const first = `${JSON.stringify(header)}\n`;
  yield first;
  const sums: TableSum[] = [];
  let bytes = 0;
  for (const [written, table] of tables.entries()) {
    onTable(written, tables.length);
    onProgress({ table: table.name, bytes });
    const hash = createHash('sha256');
    const copy = client.query(copyTo(`COPY (${selectOf(table)}) TO STDOUT`));
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      onProgress({ table: table.name, bytes });
      yield chunk;
    }
    yield endOfRows;
    sums.push({ name: table.name, rows: copy.rowCount, sha256: hash.digest('hex') });
  }
  const heads = await readChainHeads(client);
  const manifest: BackupManifest = { complete: true, header: { sha256: sha256(first) }, tables: sums, heads };
  yield `${JSON.stringify(manifest)}\n`;
  onManifest(manifest);
}

/** In the order of the key, so that the same rows have the same hash in every database. */
function selectOf({ name, columns, key }: Table): string {
  const order = key.map((column) => quoted(column.name) + (column.isText ? ' COLLATE "C"' : ''));
  const ordered = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  return `SELECT ${quotedList(columns)} FROM ${quoted(name)}${ordered}`;
}

const placeFaults: Record<string, string> = {
  ENOSPC: 'there is no room left on the disk',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'writing there is not allowed',
  EDQUOT: 'your share of the disk is full',
};

function asRefusal(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = placeFaults[code];
  return reason === undefined
    ? error
    : new KeepingRefusal(`The backup ${file} could not be written: ${reason}. Choose another place.`);
}
