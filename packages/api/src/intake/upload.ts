import type { IntakeFile } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import {
  beginIntakeFile,
  type IntakeFilePlace,
  outsideTransaction,
  readIntakeFile,
  receiveIntakeFile,
  SendingLost,
  transact,
} from '@koersvast/db';
import { safePath } from '@koersvast/formats';
import type { InnerContext } from '../context.ts';
import { accessToAdd, holdIntake, ownIntake } from './own.ts';

export interface Upload {
  readonly at: IntakeFilePlace;
  readonly personId: string;
  /** As it was sent, whatever stands in it. */
  readonly path: string;
  /** Bytes that are said to come; null where nothing was said. */
  readonly length: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const nothingSaid = { problem: null, leftOut: null, lists: null };

/** A path as it is kept: none that leads anywhere, and the end of one that is too long, which has its name. */
function keptPath(path: string): string {
  return safePath(path).slice(-limits.path).toWellFormed();
}

/**
 * Takes a file in, as it comes. Nothing stays of what breaks off or turns out too large; the same file again takes the
 * place of what did not come to its end, and of what did, the answer is given again and nothing is read.
 * Throws `not_found`, `not_allowed`, `project_archived`, `file_too_large`, `intake_full`, `intake_at_work`, and what the
 * stream throws.
 */
export async function takeUpload(
  { db, now, newId, uploads }: Pick<InnerContext, 'db' | 'now' | 'newId' | 'uploads'>,
  { at, personId, path, length, bytes }: Upload,
): Promise<IntakeFile> {
  const kept = keptPath(path);
  const size = length ?? uploads.file;
  const { sending, file } = await transact(db, async (tx) => {
    const access = await accessToAdd(tx, { projectId: at.projectId, personId });
    if (access.archived) throw new DomainError('project_archived');
    const { row } = await holdIntake(tx, access, at);
    if (row.state === 'adding') throw new DomainError('intake_at_work');
    const begun = await beginIntakeFile(
      tx,
      at,
      { path: kept, size, withinId: null },
      { room: uploads, sending: newId(), now: now() },
    );
    await tx.intake.updateMany({
      where: { projectId: at.projectId, id: at.intakeId },
      data: { touchedAt: now(), ...(begun.sending && row.state !== 'reading' && { state: 'gathering' }) },
    });
    return begun;
  });
  if (sending === null || file !== null)
    return {
      id: at.fileId,
      path: file?.path ?? kept,
      withinId: null,
      size: file?.size ?? 0,
      sha256: file?.sha256 ?? '',
      ...nothingSaid,
    };
  const stored = await receiveIntakeFile(db, at, sending, bytes, size).catch((error: unknown) => {
    if (error instanceof SendingLost) throw new DomainError('busy');
    throw error;
  });
  // A reading that ended while it came has not seen it, nor what was added after that.
  await transact(db, (tx) =>
    tx.intake.updateMany({
      where: { projectId: at.projectId, id: at.intakeId, state: { in: ['ready', 'added'] } },
      data: { state: 'gathering' },
    }),
  );
  return { id: at.fileId, path: kept, withinId: null, ...stored, ...nothingSaid };
}

/** The bytes of a file that its owner has sent, to look at. Throws `not_found`, as for everybody else's. */
export async function openUpload(
  db: InnerContext['db'],
  at: IntakeFilePlace,
  personId: string,
): Promise<{ readonly name: string; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }> {
  const tx = outsideTransaction(db);
  const { projectId, intakeId, fileId: id } = at;
  await ownIntake(tx, await accessToAdd(tx, { projectId, personId }), at);
  const file = await tx.intakeFile.findFirst({
    where: { projectId, intakeId, id, sha256: { not: null }, unpacked: false },
    select: { path: true, size: true },
  });
  if (!file) throw new DomainError('not_found');
  return {
    name: file.path.split('/').at(-1) ?? file.path,
    size: file.size,
    bytes: readIntakeFile(db, at),
  };
}
