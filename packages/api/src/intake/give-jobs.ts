import { DomainError } from '@koersvast/core/error';
import type { Access } from '@koersvast/db';
import { giveJob, outsideTransaction, type Tx, transact } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { holdIntake, type IntakePlace, type OwnIntake, ownIntake } from './own.ts';
import { isIncluded, itemFields, storedItem } from './stored.ts';

type Context = SignedInContext & { readonly access: Access };

interface Asked extends IntakePlace {
  readonly kind: 'intake.read' | 'intake.add';
  readonly state: 'reading' | 'adding';
  readonly input: object;
  readonly opId: string | null;
}

/** What a repeat of it answers: the job that is at it, or was. */
type Repeated = (own: OwnIntake['row'], tx: Tx) => boolean | Promise<boolean>;

/** Gives the job, and marks the intake as being at work, both or neither. */
async function give(ctx: Context, asked: Asked, isRepeat: Repeated): Promise<{ jobId: string }> {
  const { projectId, intakeId, kind, state, input, opId } = asked;
  if (ctx.access.archived) throw new DomainError('project_archived');
  const jobId = await transact(ctx.db, async (tx: Tx) => {
    const { row } = await holdIntake(tx, ctx.access, asked);
    if (row.jobId !== null && (await isRepeat(row, tx))) return row.jobId;
    if (row.state === 'reading' || row.state === 'adding') throw new DomainError('intake_at_work');
    const job = { id: ctx.newId(), projectId, personId: ctx.person.id, kind, input, once: intakeId };
    const { id } = await giveJob(tx, { ...job, createdAt: ctx.now() });
    await tx.intake.updateMany({
      where: { projectId, id: intakeId },
      data: { state, jobId: id, touchedAt: ctx.now(), ...(opId !== null && { opId }) },
    });
    return id;
  });
  ctx.jobs.start();
  return { jobId };
}

/** Asked for again while it is being done, it is the same. */
export function giveReading(ctx: Context, { projectId, intakeId }: IntakePlace): Promise<{ jobId: string }> {
  const asked = { kind: 'intake.read', state: 'reading', input: { intakeId }, opId: null } as const;
  return give(ctx, { projectId, intakeId, ...asked }, ({ state }) => state === 'reading');
}

/**
 * The same operation again is the same job, also when that is done, and whatever has come to the import since. Throws
 * `intake_empty` where nothing is read.
 */
export async function giveAdding(
  ctx: Context,
  { projectId, intakeId, opId }: IntakePlace & { readonly opId: string },
): Promise<{ jobId: string }> {
  const tx = outsideTransaction(ctx.db);
  const { row } = await ownIntake(tx, ctx.access, { projectId, intakeId });
  // What reads a letter anew adds none.
  if (row.documentId !== null) throw new DomainError('intake_empty');
  const jobId = await addingOf(tx, { projectId, intakeId, opId });
  if (jobId !== null) return { jobId };
  const read = await tx.intakeItem.count({ where: { projectId, intakeId, state: 'read' } });
  if (read === 0 && row.state !== 'added') throw new DomainError('intake_empty');
  const asked = { kind: 'intake.add', state: 'adding', input: { intakeId, opId }, opId } as const;
  return give(ctx, { projectId, intakeId, ...asked }, async (own, held) => {
    if (own.state === 'adding') return own.opId === opId;
    // Of two windows in which it is pressed at once, the second finds all of it in.
    return own.state === 'added' && !(await isMoreChosen(held, { projectId, intakeId }));
  });
}

async function isMoreChosen(tx: Tx, { projectId, intakeId }: IntakePlace): Promise<boolean> {
  const where = { projectId, intakeId, state: 'read' } as const;
  const rows = await tx.intakeItem.findMany({ where, select: itemFields });
  return rows.some((row) => isIncluded(storedItem(row)));
}

/** The job by which this operation adds, or has added; null where there is none, or it came to nothing. */
async function addingOf(
  tx: Tx,
  { projectId, intakeId, opId }: IntakePlace & { readonly opId: string },
): Promise<string | null> {
  const job = await tx.job.findFirst({
    where: {
      ...{
        place: projectId,
        kind: 'intake.add',
        once: intakeId,
        state: { in: ['queued', 'running', 'done'] },
      },
      input: { path: ['opId'], equals: opId },
    },
    select: { id: true },
  });
  return job?.id ?? null;
}
