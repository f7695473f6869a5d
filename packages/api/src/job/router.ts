import { emptyInput, job, jobInput, jobOutput } from '@koersvast/contracts';
import type { Role } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { canCancelJob } from '@koersvast/core/job';
import {
  cancelJob,
  type Database,
  listJobs,
  loadAccess,
  outsideTransaction,
  placeOf,
  readJob,
  readJobResult,
  type StoredJob,
  transact,
} from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { heldStream } from '../hold-stream.ts';
import { router, signedInProcedure } from '../trpc.ts';
import { followJobs } from './follow.ts';
import { viewJob } from './view.ts';

interface Seen {
  readonly stored: StoredJob;
  readonly role: Role | null;
  readonly view: z.infer<typeof job>;
}

/** A job that the person may see. Throws `not_found` for every other, whether or not there is one. */
async function find(
  ctx: { readonly db: Database; readonly person: SignedInContext['person'] },
  { projectId, jobId }: z.infer<typeof jobInput>,
): Promise<Seen> {
  const tx = outsideTransaction(ctx.db);
  const access = projectId === null ? null : await loadAccess(tx, { projectId, personId: ctx.person.id });
  if (projectId !== null && !access) throw new DomainError('not_found');
  const stored = await readJob(tx, { place: placeOf(projectId), id: jobId });
  const role = access?.role ?? null;
  const view = stored && viewJob(stored, ctx.person, role);
  if (!stored || !view) throw new DomainError('not_found');
  return { stored, role, view };
}

export const jobRouter = router({
  /** The newest that the person may see, in all their projects and of the installation; what goes on comes first. */
  list: signedInProcedure
    .input(emptyInput)
    .output(job.array())
    .query(async ({ ctx }) => {
      const jobs = await listJobs(outsideTransaction(ctx.db), ctx.person);
      return jobs.flatMap((each) => viewJob(each, ctx.person, each.role) ?? []);
    }),
  get: signedInProcedure
    .input(jobInput)
    .output(jobOutput)
    .query(async ({ ctx, input }) => {
      const { stored, view } = await find(ctx, input);
      const result = view.mine ? await readJobResult(outsideTransaction(ctx.db), stored) : undefined;
      return { job: view, result: result ?? null };
    }),
  /**
   * Cancels one that waits or runs; of one that has ended nothing changes. It is no part of the study, and doing it
   * twice changes nothing, so it has no operation id.
   */
  cancel: signedInProcedure
    .input(jobInput)
    .output(job)
    .mutation(async ({ ctx, input }) => {
      const { stored, role } = await find(ctx, input);
      const { id: personId, installationRole } = ctx.person;
      if (!canCancelJob(stored, { personId, installationRole, role })) throw new DomainError('not_allowed');
      await transact(ctx.db, (tx) => cancelJob(tx, stored));
      return (await find(ctx, input)).view;
    }),
  /** The same list, at once and whenever something in it changes: for pages that belong to no project. */
  follow: signedInProcedure.input(emptyInput).subscription(async function* ({ ctx, signal }) {
    yield* heldStream(ctx, signal, (until) => followJobs(ctx, until));
  }),
});
