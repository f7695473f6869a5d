import { isJobKind, type JobKind, jobKinds, jobStates } from '@koersvast/core/job';
import { z } from 'zod';
import { type Shape, shaped } from '../shaped.ts';
import { type Sql, sql } from '../sql.ts';
import { storedRefusal } from '../told-row.ts';
import type { Statements } from '../transaction.ts';

/** The place of what belongs to no project: the installation's own. */
export const installationPlace = '00000000-0000-0000-0000-000000000000';

/** A job as it is stored, but for what it was given and what came of it. */
export const storedJob = z
  .object({
    place: z.string(),
    id: z.string(),
    projectId: z.string().nullable(),
    personId: z.string(),
    /** The name of whoever asked. */
    by: z.string(),
    kind: z.enum(Object.keys(jobKinds) as JobKind[]),
    state: z.enum(jobStates),
    step: z.string().nullable(),
    done: z.number(),
    /** 0 where nobody knows how much there is. */
    total: z.number(),
    problems: z.array(storedRefusal),
    cancelAsked: z.boolean(),
    // Of the feed they come as JSON has them.
    createdAt: z.coerce.date(),
    startedAt: z.coerce.date().nullable(),
    endedAt: z.coerce.date().nullable(),
  })
  .readonly();
export type StoredJob = z.infer<typeof storedJob>;

/** On the table "job", with the name of whoever asked. */
export const jobColumns: Sql = sql`job.place, job.id, nullif(job.place, ${installationPlace}::uuid) AS "projectId", job.user_id AS "personId",
  (SELECT name FROM "user" WHERE "user".id = job.user_id) AS by, job.kind, job.state, job.step, job.done, job.total,
  job.problems, job.cancel_asked_at IS NOT NULL AS "cancelAsked", job.created_at AS "createdAt",
  job.started_at AS "startedAt", job.ended_at AS "endedAt"`;

/** A job of any kind. */
export const anyJob = z.looseObject({ kind: z.string() });

/** A later version of this program has kinds that this one does not know: it leaves them alone. */
export function knownJobs<S extends Shape>(shape: S, jobs: readonly z.infer<typeof anyJob>[]): z.output<S>[] {
  const known = jobs.filter(({ kind }) => isJobKind(kind));
  return shaped(shape, known);
}

/** Where a job is. */
export interface JobPlace {
  readonly place: string;
  readonly id: string;
}

export const placeOf = (projectId: string | null): string => projectId ?? installationPlace;

export const whereJob = ({ place, id }: JobPlace): Sql =>
  sql`job.place = ${place}::uuid AND job.id = ${id}::uuid`;

/** Woken when there is something to do: a job to take, or one to cancel. */
export const queueKey = 'jobs';
/** Woken when anything changes in the jobs of a person. */
export const personKey = (personId: string): string => `jobs:${personId}`;
/** Woken when anything changes in the jobs of the installation. */
export const installationKey = 'jobs:installation';
/** Woken when the job ends. */
export const jobKey = (id: string): string => `job:${id}`;

type Told = Pick<StoredJob, 'id' | 'projectId' | 'personId'>;

/** Wakes whoever may be told of a job, once the transaction commits; `news` is what has happened beside progress. */
export function wakeJobReaders(
  tx: Statements,
  { id, projectId, personId }: Told,
  ...news: ('ended' | 'queue')[]
): void {
  tx.wake(projectId ?? installationKey);
  tx.wake(personKey(personId));
  for (const each of news) tx.wake(each === 'ended' ? jobKey(id) : queueKey);
}
