import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isJobKind, isLivingJob } from '@koersvast/core/job';
import { type Access, hold, loadAccess, readJob, type Tx } from '@koersvast/db';

export interface IntakePlace {
  readonly projectId: string;
  readonly intakeId: string;
}

export interface OwnIntake {
  readonly access: Access;
  readonly row: {
    readonly id: string;
    readonly state: 'gathering' | 'reading' | 'ready' | 'adding' | 'added';
    readonly jobId: string | null;
    readonly opId: string | null;
    /** The letter that it reads anew; null where it adds letters. */
    readonly documentId: string | null;
    readonly createdAt: Date;
    readonly touchedAt: Date;
  };
}

export const intakeFields = {
  id: true,
  state: true,
  jobId: true,
  opId: true,
  documentId: true,
  createdAt: true,
  touchedAt: true,
} as const;

/** The access of somebody who may add documents. Throws `not_found`, `not_allowed`, and `project_archived`. */
export async function accessToAdd(tx: Tx, who: { projectId: string; personId: string }): Promise<Access> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  if (!may(access.role, 'document.edit')) throw new DomainError('not_allowed');
  return access;
}

/** An intake of one's own. One of somebody else is not there. */
export async function ownIntake(
  tx: Tx,
  access: Access,
  { projectId, intakeId }: IntakePlace,
): Promise<OwnIntake> {
  const row = await tx.intake.findFirst({
    where: { projectId, id: intakeId, memberId: access.memberId },
    select: intakeFields,
  });
  if (!row) throw new DomainError('not_found');
  return { access, row: { ...row, state: await stateNow(tx, projectId, row) } };
}

/**
 * The same, held until the transaction ends, before anything else of intakes is: of two who change it, the second sees
 * what the first has made of it, and neither waits for the other in a circle.
 */
export async function holdIntake(tx: Tx, access: Access, at: IntakePlace): Promise<OwnIntake> {
  const { projectId, intakeId: id } = at;
  if (!(await hold(tx, 'intake', { projectId, id }, 'written'))) throw new DomainError('not_found');
  return ownIntake(tx, access, at);
}

/** What it says of itself, unless the job that was at it has ended without its end being told. */
export async function stateNow(
  tx: Tx,
  projectId: string,
  { state, jobId }: Pick<OwnIntake['row'], 'state' | 'jobId'>,
): Promise<OwnIntake['row']['state']> {
  if (state !== 'reading' && state !== 'adding') return state;
  const job = jobId === null ? null : await readJob(tx, { place: projectId, id: jobId });
  if (job && isJobKind(job.kind) && isLivingJob(job.state)) return state;
  return state === 'reading' ? 'gathering' : 'ready';
}

export function checkAtRest({ row }: OwnIntake): void {
  if (row.state === 'reading' || row.state === 'adding') throw new DomainError('intake_at_work');
}
