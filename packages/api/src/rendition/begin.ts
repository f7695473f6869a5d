import type { beginRenditionInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, beginIntakeFile, storeIntakeFile, type Tx, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { giveReading } from '../intake/give-jobs.ts';
import { originalFileId } from '../intake/original.ts';
import { checkAtRest, holdIntake } from '../intake/own.ts';
import { openIntake } from '../intake/queries.ts';
import { findLetter } from './letter.ts';

type Context = SignedInContext & { readonly access: Access };

/**
 * Opens an intake for a letter, under an id of its maker's, with the letter's own file in it where that is to be read
 * again. Again with the same id changes nothing, and reads once more. Throws what `findLetter` throws.
 */
export async function beginRendition(
  ctx: Context,
  { projectId, documentId, intakeId, from }: z.infer<typeof beginRenditionInput>,
): Promise<{ intakeId: string; jobId: string | null }> {
  const { access, now } = ctx;
  if (access.archived) throw new DomainError('project_archived');
  const at = { projectId, intakeId };
  await transact(ctx.db, async (tx) => {
    await findLetter(tx, projectId, documentId);
    await forgetEarlier(tx, access, { documentId, intakeId });
    await openIntake(tx, access, intakeId, now());
    const own = await holdIntake(tx, access, at);
    if (!(await isFor(tx, at, own.row.documentId, documentId))) throw new DomainError('not_found');
    checkAtRest(own);
    await tx.intake.updateMany({
      where: { projectId, id: intakeId },
      data: { documentId, touchedAt: now() },
    });
    if (from === 'original') await putOriginal(ctx, tx, { projectId, documentId, intakeId });
  });
  const jobId = from === 'original' ? (await giveReading(ctx, at)).jobId : null;
  return { intakeId, jobId };
}

/** Of what somebody begins to read again and leaves, so much is kept: it stands in no list in which they could leave it. */
const KEPT = 5;

/** What the same person began before for the letter makes way, and of other letters what they left longest ago. */
async function forgetEarlier(
  tx: Tx,
  { projectId, memberId }: Access,
  { documentId, intakeId }: { readonly documentId: string; readonly intakeId: string },
): Promise<void> {
  const earlier = await tx.intake.findMany({
    where: {
      ...{ projectId, memberId, documentId: { not: null }, id: { not: intakeId } },
      state: { in: ['gathering', 'ready'] },
    },
    orderBy: [{ touchedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, documentId: true },
  });
  const others = earlier.filter((each) => each.documentId !== documentId).slice(0, KEPT);
  const kept = new Set(others.map(({ id }) => id));
  const gone = earlier.flatMap(({ id }) => (kept.has(id) ? [] : id));
  if (gone.length > 0) await tx.intake.deleteMany({ where: { projectId, id: { in: gone } } });
}

/** Whether an intake reads this letter anew, or is empty and may. */
async function isFor(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  reads: string | null,
  documentId: string,
): Promise<boolean> {
  if (reads !== null) return reads === documentId;
  return (await tx.intakeFile.count({ where: { projectId, intakeId } })) === 0;
}

/** What the letter was read from, as a file of the intake. */
async function putOriginal(
  { uploads, newId, now }: Context,
  tx: Tx,
  { projectId, documentId, intakeId }: { projectId: string; documentId: string; intakeId: string },
): Promise<void> {
  const { original, originalName } = await tx.document.findFirstOrThrow({
    where: { projectId, id: documentId },
    select: { original: true, originalName: true },
  });
  const at = { projectId, intakeId, fileId: originalFileId(documentId) };
  // What was pasted is text.
  const file = { path: originalName ?? 'text.txt', size: original.length, withinId: null };
  const { sending } = await beginIntakeFile(tx, at, file, { room: uploads, sending: newId(), now: now() });
  if (sending !== null) await storeIntakeFile(tx, at, sending, original);
}
