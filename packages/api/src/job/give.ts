import { DomainError } from '@koersvast/core/error';
import { isLivingJob, type JobKind } from '@koersvast/core/job';
import {
  giveJob,
  isPassing,
  jobKey,
  outsideTransaction,
  readJob,
  readJobResult,
  type StoredJob,
  transact,
  withPatience,
} from '@koersvast/db';
import type { SignedInContext } from '../command.ts';

export interface Wanted {
  readonly kind: JobKind;
  /** Null for the installation. */
  readonly projectId: string | null;
  /** Who asks for what is being done already waits for that one: it would only be twice the work. */
  readonly once: string | null;
  readonly input: object;
  readonly blobs?: Readonly<Record<string, Uint8Array>>;
}

/** Asks for long work, which goes on whatever becomes of this request. */
export async function giveWork(ctx: SignedInContext, wanted: Wanted): Promise<StoredJob> {
  const job = { ...wanted, id: ctx.newId(), personId: ctx.person.id, createdAt: ctx.now() };
  const given = await transact(ctx.db, (tx) => giveJob(tx, job));
  ctx.jobs.start();
  return given;
}

/** It is asked so often how a job stands, whatever is heard of it. */
const ASK_MS = 2_000;
const PATIENCE_MS = 5_000;

/**
 * What came of a job, once it has ended. Throws why it failed; `job_cancelled`; and `busy` when this server ends before,
 * or the person goes away: the job goes on.
 */
export async function awaitWork(
  ctx: Pick<SignedInContext, 'db' | 'feed' | 'jobs'>,
  job: Pick<StoredJob, 'place' | 'id'>,
  signal?: AbortSignal,
): Promise<unknown> {
  const gone = AbortSignal.any([ctx.jobs.closing, ...(signal ? [signal] : [])]);
  const watch = ctx.feed.watch(jobKey(job.id));
  try {
    for (;;) {
      const now = await ask(ctx, job);
      if (now && !isLivingJob(now.state)) return await resultOf(ctx, now);
      if (gone.aborted) throw new DomainError('busy');
      await watch.next(ASK_MS, gone);
    }
  } finally {
    watch.close();
  }
}

/** Undefined when the database is away: it is asked again. Long work is waited for longer than anything else. */
async function ask(
  { db }: Pick<SignedInContext, 'db'>,
  job: Pick<StoredJob, 'place' | 'id'>,
): Promise<StoredJob | undefined> {
  try {
    const found = await withPatience(PATIENCE_MS, () => readJob(outsideTransaction(db), job));
    if (!found) throw new DomainError('not_found');
    return found;
  } catch (error) {
    if (!isPassing(error)) throw error;
    return undefined;
  }
}

async function resultOf({ db }: Pick<SignedInContext, 'db'>, job: StoredJob): Promise<unknown> {
  const [problem] = job.problems;
  if (job.state === 'cancelled') throw new DomainError('job_cancelled');
  if (problem) throw new DomainError(problem.code, problem.details);
  return withPatience(PATIENCE_MS, () => readJobResult(outsideTransaction(db), job));
}
