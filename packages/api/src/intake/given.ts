import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DomainError } from '@koersvast/core/error';
import {
  type Database,
  type IntakeFilePlace,
  intakeFileBytes,
  intakeFilesBytes,
  outsideTransaction,
  readIntakeFile,
} from '@koersvast/db';

/** Bytes for somebody else's eyes: themselves, or the file in which they lie for the moment. */
export type Given = { readonly bytes: Uint8Array } | { readonly file: string };

/** More than this is not sent to a worker in one piece: it would fill the memory of this server, and hold it up. */
const SENT = 4_000_000;

export async function givenBytes(given: Given): Promise<Uint8Array> {
  return 'bytes' in given ? given.bytes : new Uint8Array(await readFile(given.file));
}

/** So many small files are sent together: one by one, their way would take longer than what is done with them. */
const TOGETHER = { files: 25, bytes: 1_000_000 } as const;

/** Portions that are small enough to be sent together, in their order; what is large is one by itself. */
export function sentTogether<T>(all: readonly T[], sizeOf: (each: T) => number): T[][] {
  const portions: T[][] = [];
  let bytes = 0;
  for (const each of all) {
    const size = sizeOf(each);
    const last = portions.at(-1);
    bytes += size;
    if (last !== undefined && last.length < TOGETHER.files && bytes <= TOGETHER.bytes) last.push(each);
    else {
      portions.push([each]);
      bytes = size;
    }
  }
  return portions;
}

/** Gives the bytes of several files to `use`, in their order: of a portion, or of one that may be large. */
export async function withAllGiven<T>(
  db: Database,
  at: Pick<IntakeFilePlace, 'projectId' | 'intakeId'>,
  files: readonly { readonly id: string; readonly size: number }[],
  use: (given: readonly Given[]) => Promise<T>,
): Promise<T> {
  const [first, ...others] = files;
  if (first && others.length === 0)
    return withGiven(db, { ...at, fileId: first.id }, first.size, (given) => use([given]));
  const ids = files.map(({ id }) => id);
  const bytes = await intakeFilesBytes(outsideTransaction(db), at, ids);
  const given = ids.flatMap((id) => bytes.get(id) ?? []).map((each) => ({ bytes: each }));
  return use(given);
}

/** Gives the bytes of a file to `use`, after which nothing of them is left lying anywhere. */
export async function withGiven<T>(
  db: Database,
  at: IntakeFilePlace,
  size: number,
  use: (given: Given) => Promise<T>,
): Promise<T> {
  if (size <= SENT) return use({ bytes: await intakeFileBytes(db, at) });
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-intake-')).catch(refuseFullDisk);
  try {
    const file = path.join(folder, 'file');
    await writeAll(file, readIntakeFile(db, at)).catch(refuseFullDisk);
    return await use({ file });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeAll(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    // A disk that is nearly full takes a part of a piece, and says only of the next that there is no room.
    for await (const piece of pieces)
      for (let from = 0; from < piece.length; ) from += (await handle.write(piece, from)).bytesWritten;
  } finally {
    await handle.close();
  }
}

/** No room on the disk: for this server, and not for what is in the file. */
function refuseFullDisk(error: unknown): never {
  const { code } = error as { code?: unknown };
  throw code === 'ENOSPC' || code === 'EDQUOT' ? new DomainError('busy') : error;
}
