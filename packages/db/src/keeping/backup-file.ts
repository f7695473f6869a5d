import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { ChainHead } from '../chain-heads.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

/**
 * A backup is one gzip file of lines: the header as JSON; for each table its rows as PostgreSQL's COPY writes
 * them, one a line, ended by a line `\.`; and the manifest as JSON. The manifest is last because counts and
 * hashes are known only then, and because a file without it was never finished.
 */
export interface BackupHeader {
  readonly koersvast: 'backup';
  readonly format: number;
  readonly at: string;
  /** The version of the PostgreSQL that it was read from. */
  readonly postgres: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  /** In the order in which they follow: each after those that it refers to. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly leftOut: readonly string[];
}

export interface BackupManifest {
  readonly complete: true;
  readonly header: { readonly sha256: string };
  readonly tables: readonly TableSum[];
  /** Where the chain of each project ends; a backup of a database without chains has none. */
  readonly heads?: readonly ChainHead[];
}

/** What stands in a backup of one table: how many rows, and the hash of their lines. */
export interface TableSum {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
}

export interface Backup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
}

/** How far long work has come. */
export interface Progress {
  readonly table: string;
  /** Uncompressed, of all tables so far. */
  readonly bytes: number;
}

export type OnProgress = (progress: Progress) => void;

export const backupFormat = 1;
export const endOfRows = '\\.\n';
const NEWLINE = 10;
/** More than any header of ours; a file of something else may be one endless line. */
const LINE_LIMIT = 4_000_000;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is done with the rows of a table; they must be read to their end. Returns how many were taken. */
export type TakeRows = (
  table: BackupHeader['tables'][number],
  rows: AsyncGenerator<Buffer>,
) => Promise<number>;

/** Counts lines and keeps nothing. */
const countRows: TakeRows = async (_table, rows) => {
  let count = 0;
  for await (const chunk of rows) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
  }
  return count;
};

/**
 * Reads a backup from its first byte to its last, however large, holding little of it at a time, and compares
 * everything with the manifest.
 * @throws KeepingRefusal for a file that is foreign, damaged, cut off or too new.
 */
export async function readBackup(
  file: string,
  options: {
    take?: TakeRows;
    onHeader?: (header: BackupHeader) => Promise<void>;
    onProgress?: OnProgress;
  } = {},
): Promise<Backup> {
  const { take = countRows, onHeader = async () => {}, onProgress = () => {} } = options;
  const source = createReadStream(file);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => gunzip.destroy(error));
  const lines = new Lines(source.pipe(gunzip)[Symbol.asyncIterator]());
  let begun = false;
  const onFault = (error: unknown): never => {
    throw refusalFor(file, error, begun);
  };
  try {
    const first = await lines.line().catch(onFault);
    const header = readHeader(file, first);
    begun = true;
    await onHeader(header);
    const sums: TableSum[] = [];
    let bytes = 0;
    for (const table of header.tables) {
      const hash = createHash('sha256');
      const rows = async function* () {
        onProgress({ table: table.name, bytes });
        for await (const chunk of withFaults(lines.rows(), onFault)) {
          hash.update(chunk);
          bytes += chunk.length;
          onProgress({ table: table.name, bytes });
          yield chunk;
        }
      };
      sums.push({ name: table.name, rows: await take(table, rows()), sha256: hash.digest('hex') });
    }
    const last = await lines.line().catch(onFault);
    const manifest = readManifest(file, last);
    const isWhole =
      manifest.header.sha256 === sha256(`${first}\n`) &&
      JSON.stringify(manifest.tables) === JSON.stringify(sums) &&
      (await lines.line().catch(onFault)) === null;
    if (!isWhole) throw damaged(file);
    return { header, manifest };
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** Faults of the file are told apart from those of whoever takes its rows. */
async function* withFaults<T>(
  rows: AsyncGenerator<T>,
  onFault: (error: unknown) => never,
): AsyncGenerator<T> {
  for (;;) {
    const next = await rows.next().catch(onFault);
    if (next.done) return;
    yield next.value;
  }
}

/** Takes a stream of bytes apart. */
class Lines {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  /** The next line without its end; null at the end of the file. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf(NEWLINE);
      if (end >= 0) {
        const line = this.#rest.toString('utf8', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (this.#rest.length > LINE_LIMIT) throw new Error('a line without an end');
      if (!(await this.#more())) {
        if (this.#rest.length > 0) throw new Error('a line without an end');
        return null;
      }
    }
  }

  /** The rows of a table in chunks, up to the line that ends them. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#rest.length < endOfRows.length) if (!(await this.#more())) throw new Error('no end of rows');
    if (this.#rest.toString('latin1', 0, endOfRows.length) === endOfRows) {
      this.#rest = this.#rest.subarray(endOfRows.length);
      return;
    }
    for (;;) {
      const end = this.#rest.indexOf(`\n${endOfRows}`);
      if (end >= 0) {
        const last = this.#rest.subarray(0, end + 1);
        this.#rest = this.#rest.subarray(end + 1 + endOfRows.length);
        yield last;
        return;
      }
      // The end may be cut in two by the border of a chunk.
      const safe = Math.max(0, this.#rest.length - endOfRows.length);
      const chunk = this.#rest.subarray(0, safe);
      this.#rest = this.#rest.subarray(safe);
      if (chunk.length > 0) yield chunk;
      if (!(await this.#more())) throw new Error('no end of rows');
    }
  }
}

function readHeader(file: string, line: string | null): BackupHeader {
  const header = parse(line);
  if (header?.koersvast !== 'backup' || typeof header.format !== 'number') throw foreign(file);
  if (header.format > backupFormat) {
    throw new KeepingRefusal(`${file} was made by a newer Koersvast: update the program first.`);
  }
  if (!Array.isArray(header.migrations) || !Array.isArray(header.tables)) throw damaged(file);
  return header as unknown as BackupHeader;
}

function readManifest(file: string, line: string | null): BackupManifest {
  const manifest = parse(line);
  if (line === null) throw cutOff(file);
  if (manifest?.complete !== true || !Array.isArray(manifest.tables)) throw damaged(file);
  if (manifest.heads !== undefined && !Array.isArray(manifest.heads)) throw damaged(file);
  return manifest as unknown as BackupManifest;
}

function parse(line: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line ?? '');
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

const foreign = (file: string) => new KeepingRefusal(`${file} is not a backup of Koersvast.`);
export const damaged = (file: string) =>
  new KeepingRefusal(
    `${file} is damaged: it is not what its manifest says. Use another copy or another backup.`,
  );
const cutOff = (file: string) =>
  new KeepingRefusal(`${file} is cut off: its end is missing. Use another copy or another backup.`);

function refusalFor(file: string, error: unknown, begun: boolean): KeepingRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new KeepingRefusal(`There is no file ${file}.`);
  if (code !== '' && !code.startsWith('Z_')) {
    return new KeepingRefusal(`${file} cannot be read (${code}).`);
  }
  if (!begun && code !== 'Z_BUF_ERROR') return foreign(file);
  return code === 'Z_DATA_ERROR' ? damaged(file) : cutOff(file);
}
