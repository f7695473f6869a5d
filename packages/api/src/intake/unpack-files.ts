import { DomainError, type Refusal } from '@koersvast/core/error';
import {
  beginIntakeFile,
  dbNull,
  outsideTransaction,
  storeIntakeFile,
  usualRoom,
  zippedFiles,
} from '@koersvast/db';
import { leftOutFor } from '@koersvast/formats';
import type { FoundFile, UnpackedPart } from './aside/unpack-part.ts';
import { withGiven } from './given.ts';
import type { FreshFile } from './group-files.ts';
import { type IntakeWork, store } from './job-work.ts';

type Sent = Pick<FreshFile, 'id' | 'path' | 'size'>;

/** So many are asked after at once. */
const AT_ONCE = 1_000;

/** Lays what lies in packed files beside them. One that is begun anew, after a kill, has nothing beside it. */
export async function unpackFiles(work: IntakeWork, fresh: readonly Sent[]): Promise<void> {
  const { context } = work;
  context.progress('unpacking');
  const isLeft = ({ size, path }: Sent) => size === 0 || leftOutFor(path) !== null;
  await leave(work, fresh.filter(isLeft));
  const packed = await packedAmong(
    work,
    fresh.filter((file) => !isLeft(file)),
  );
  for (const [nth, file] of packed.entries()) {
    context.signal.throwIfAborted();
    context.progress('unpacking', nth, packed.length);
    await unpackFile(work, file);
  }
}

const placeOf = ({ projectId, intakeId }: IntakeWork, fileId: string) => ({ projectId, intakeId, fileId });

async function leave(work: IntakeWork, files: readonly Sent[]): Promise<void> {
  if (files.length === 0) return;
  const { projectId, intakeId } = work;
  const filesByReason = Map.groupBy(files, ({ path }) => leftOutFor(path) ?? 'empty_file');
  await store(work, async (tx) => {
    for (const [leftOut, some] of filesByReason)
      await tx.intakeFile.updateMany({
        where: { projectId, intakeId, id: { in: some.map(({ id }) => id) } },
        data: { problem: { leftOut } },
      });
  });
}

/** Those that begin as what is packed does. */
async function packedAmong(work: IntakeWork, files: readonly Sent[]): Promise<Sent[]> {
  const packed: Sent[] = [];
  for (let from = 0; from < files.length; from += AT_ONCE) {
    work.context.signal.throwIfAborted();
    const some = files.slice(from, from + AT_ONCE);
    const ids = some.map(({ id }) => id);
    const zipped = await zippedFiles(outsideTransaction(work.context.db), work, ids);
    packed.push(...some.filter(({ id }) => zipped.has(id)));
  }
  return packed;
}

async function unpackFile(work: IntakeWork, file: Sent): Promise<void> {
  const { context, projectId, intakeId } = work;
  const { db, person } = context;
  try {
    await withGiven(db, placeOf(work, file.id), file.size, async (given) => {
      let from: number | null = 0;
      while (from !== null) {
        context.signal.throwIfAborted();
        const part: UnpackedPart = await context.work.run(person.id, 'intake.unpack', given, file.path, from);
        if (!part.isArchive) return;
        const isFirst = from === 0;
        await store(work, async (tx) => {
          if (isFirst) await tx.intakeFile.deleteMany({ where: { projectId, intakeId, withinId: file.id } });
          for (const found of part.found) await lay(work, tx, file, found);
          if (part.next !== null) return;
          await tx.intakeFile.updateMany({
            where: { projectId, intakeId, id: file.id },
            data: { unpacked: true },
          });
          await tx.intakeFilePart.deleteMany({ where: { projectId, intakeId, fileId: file.id } });
        });
        from = part.next;
      }
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'busy' || error.code === 'not_found') throw error;
    const { refusal } = error;
    await store(work, async (tx) => {
      await tx.intakeFile.deleteMany({ where: { projectId, intakeId, withinId: file.id } });
      await tx.intakeFile.updateMany({
        where: { projectId, intakeId, id: file.id },
        data: { problem: told(refusal) },
      });
    });
  }
}

const told = ({ code, details }: Refusal) => ({ code, details: { ...details } });
/** The hash of nothing. */
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function lay(
  work: IntakeWork,
  tx: ReturnType<typeof outsideTransaction>,
  within: Sent,
  found: FoundFile,
): Promise<void> {
  const { context, projectId, intakeId } = work;
  const at = placeOf(work, context.newId());
  const room = context.uploads ?? usualRoom;
  const sending = context.newId();
  const size = found.kind === 'file' ? found.bytes.length : 0;
  await beginIntakeFile(
    tx,
    at,
    { path: found.path.slice(-1_000), size, withinId: within.id },
    { room: { ...room, file: Number.MAX_SAFE_INTEGER }, sending, now: context.now() },
  );
  if (found.kind === 'file') return storeIntakeFile(tx, at, sending, found.bytes);
  const problem = found.kind === 'refused' ? told(found.refusal) : { leftOut: found.why };
  await tx.intakeFile.updateMany({
    where: { projectId, intakeId, id: at.fileId },
    data: { sha256: NOTHING, problem: problem ?? dbNull },
  });
}
