import { isJobKind, type JobKind, type JobState, type Refusal } from '@koersvast/core';
import { type Sql, sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';

/** The place of what belongs to no project: the installation's own. */
export const installationPlace = '00000000-0000-0000-0000-000000000000';

/** A job as it is stored, but for what it was given and what came of it. */
export interface StoredJob {
  readonly place: string;
  readonly id: string;
  readonly projectId: string | null;
  readonly personId: string | null;
  /** The name of whoever asked. */
  readonly by: string | null;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly step: string | null;
  readonly done: number;
  /** 0 where nobody knows how much there is. */
  readonly total: number;
  readonly problems: readonly Refusal[];
  readonly cancelAsked: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** On the table "job", with the name of whoever asked. */
export const jobColumns: Sql = sql`job.place, job.id, job.project_id AS "projectId", job.user_id AS "personId",
  (SELECT name FROM "user" WHERE "user".id = job.user_id) AS by, job.kind, job.state, job.step, job.done, job.total,
  job.problems, job.cancel_asked_at IS NOT NULL AS "cancelAsked", job.created_at AS "createdAt",
  job.started_at AS "startedAt", job.ended_at AS "endedAt"`;

/** A later version of this program has kinds that this one does not know: it leaves them alone. */
export function knownJobs<Row extends { readonly kind: string }>(
  rows: readonly Row[],
): (Row & { kind: JobKind })[] {
  return rows.filter((row): row is Row & { kind: JobKind } => isJobKind(row.kind));
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
  tx: Tx,
  { id, projectId, personId }: Told,
  ...news: ('ended' | 'queue')[]
): void {
  tx.wake(projectId ?? installationKey);
  if (personId !== null) tx.wake(personKey(personId));
  for (const each of news) tx.wake(each === 'ended' ? jobKey(id) : queueKey);
}
