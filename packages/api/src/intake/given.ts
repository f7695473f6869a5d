import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DomainError } from '@koersvast/core/error';
import { type Database, type IntakeFilePlace, intakeFileBytes, readIntakeFile } from '@koersvast/db';

/** Bytes for somebody else's eyes: themselves, or the file in which they lie for the moment. */
export type Given = { readonly bytes: Uint8Array } | { readonly file: string };

/** More than this is not sent to a worker in one piece: it would fill the memory of this server, and hold it up. */
const SENT = 4_000_000;

export async function givenBytes(given: Given): Promise<Uint8Array> {
  return 'bytes' in given ? given.bytes : new Uint8Array(await readFile(given.file));
}

/** Gives the bytes of a file to `use`, after which nothing of them is left lying anywhere. */
export async function withGiven<T>(
  db: Database,
  at: IntakeFilePlace,
  size: number,
  use: (given: Given) => Promise<T>,
): Promise<T> {
  if (size <= SENT) return use({ bytes: await intakeFileBytes(db, at) });
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-intake-'));
  try {
    const file = path.join(folder, 'file');
    const handle = await open(file, 'wx', 0o600);
    try {
      for await (const piece of readIntakeFile(db, at)) await handle.write(piece);
    } finally {
      await handle.close();
    }
    return await use({ file });
  } catch (error) {
    // No room on the disk: for this server, and not for what is in the file.
    const { code } = error as { code?: unknown };
    throw code === 'ENOSPC' || code === 'EDQUOT' ? new DomainError('busy') : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
