import type { Job } from '@koersvast/contracts';
import type { Role } from '@koersvast/core/ability';
import { canCancelJob, canSeeJob, isLivingJob } from '@koersvast/core/job';
import type { StoredJob } from '@koersvast/db';
import type { SignedInPerson } from '../context.ts';

/** A job as this person sees it, or null where they see nothing of it. `role` is theirs in its project. */
export function viewJob(job: StoredJob, person: SignedInPerson, role: Role | null): Job | null {
  const viewer = { personId: person.id, installationRole: person.installationRole, role };
  const seen = canSeeJob(job, viewer);
  if (seen === 'nothing') return null;
  const { id, projectId, kind, by, state, createdAt, cancelAsked } = job;
  return {
    ...{ id, projectId, kind, by, state, createdAt: createdAt.toISOString() },
    mine: job.personId === person.id,
    cancelling: state === 'running' && cancelAsked,
    mayCancel: isLivingJob(state) && !cancelAsked && canCancelJob(job, viewer),
    ...(seen === 'all' ? detailsOf(job) : noDetails),
  };
}

type Details = Pick<Job, 'step' | 'done' | 'total' | 'problems' | 'startedAt' | 'endedAt'>;

function detailsOf({ step, done, total, problems, startedAt, endedAt }: StoredJob): Details {
  return {
    ...{ step, done, total },
    problems: problems.map(({ code, details }) => ({ code, details: { ...details } })),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** How long another's work takes may depend on what an onlooker must not know of. */
const noDetails: Details = { step: null, done: 0, total: 0, problems: [], startedAt: null, endedAt: null };
