import { type InstallationRole, roles } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { canSeeJob, type JobKind, jobKinds, jobStates, jobsKeptDays } from '@koersvast/core/job';
import { limits, overLimit } from '@koersvast/core/limit';
import { z } from 'zod';
import { hold, holdWord } from '../hold.ts';
import type { Access } from '../scope.ts';
import { type Sql, sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';
import {
  anyJob,
  installationPlace,
  type JobPlace,
  jobColumns,
  knownJobs,
  placeOf,
  type StoredJob,
  storedJob,
  wakeJobReaders,
  whereJob,
} from './row.ts';

export interface NewJob {
  readonly id: string;
  readonly projectId: string | null;
  readonly personId: string;
  readonly kind: JobKind;
  /** Of two living jobs of one kind in one place with the same word here there is only one. */
  readonly once: string | null;
  readonly input: object;
  readonly createdAt: Date;
  /** What is too large for the row, by name. */
  readonly blobs?: Readonly<Record<string, Uint8Array>>;
}

/** A project that is purged takes its jobs with it: none is given while that is done, nor after it. */
async function holdProject(tx: Tx, projectId: string): Promise<void> {
  if (!(await hold(tx, 'project', { id: projectId }, 'there'))) throw new DomainError('not_found');
}

/** Nobody else gives a job in this place, or for this person, until the transaction ends: then they can be counted. */
async function holdQueue(tx: Tx, { projectId, personId }: NewJob): Promise<void> {
  if (projectId !== null) await holdProject(tx, projectId);
  for (const key of [`jobs ${placeOf(projectId)}`, `jobs of ${personId}`]) await holdWord(tx, key);
}

/**
 * Puts a job into the queue, and returns it; or the one that waits or runs already with the same `once`. Throws
 * `over_limit` where too much of the person's, or in this place, waits.
 */
export async function giveJob(tx: Tx, job: NewJob): Promise<StoredJob> {
  await holdQueue(tx, job);
  const place = placeOf(job.projectId);
  const living = sql`job.state IN ('queued', 'running')`;
  const [same] = await readWhere(
    tx,
    sql`job.place = ${place}::uuid AND ${living} AND job.kind = ${job.kind} AND job.once = ${job.once}`,
  );
  if (same) return same;
  const counted = await tx.row(
    z.object({ person: z.number(), place: z.number() }),
    sql`SELECT (SELECT count(*)::int FROM job WHERE ${living} AND job.user_id = ${job.personId}::uuid) AS person,
          (SELECT count(*)::int FROM job WHERE ${living} AND job.place = ${place}::uuid) AS place`,
  );
  if ((counted?.person ?? 0) >= limits.jobs) throw overLimit('jobs');
  if ((counted?.place ?? 0) >= limits.placeJobs) throw overLimit('placeJobs');
  const { id, personId, kind, once, createdAt } = job;
  // As JSON has it: what is not given is left out.
  const input = JSON.parse(JSON.stringify(job.input));
  await tx.job.create({
    data: { place, id, userId: personId, kind, once, input, createdAt },
    select: { id: true },
  });
  for (const [name, bytes] of Object.entries(job.blobs ?? {}))
    await tx.jobBlob.create({
      data: { place, jobId: id, name, bytes: new Uint8Array(bytes) },
      select: { name: true },
    });
  wakeJobReaders(tx, job, 'queue');
  const [given] = await readWhere(tx, whereJob({ place, id: job.id }));
  if (!given) throw new Error('a job that was given and is not there');
  return given;
}

async function readWhere(tx: Tx, condition: Sql): Promise<StoredJob[]> {
  return knownJobs(storedJob, await tx.rows(anyJob, sql`SELECT ${jobColumns} FROM job WHERE ${condition}`));
}

/** One job, or null. Who may see it is for the asker to find out. */
export async function readJob(tx: Tx, at: JobPlace): Promise<StoredJob | null> {
  return (await readWhere(tx, whereJob(at)))[0] ?? null;
}

/** What came of a job; undefined where it is not done. */
export async function readJobResult(tx: Tx, at: JobPlace): Promise<unknown> {
  const { place, id } = at;
  const row = await tx.job.findFirst({ where: { place, id, state: 'done' }, select: { result: true } });
  return row?.result ?? undefined;
}

const LISTED = 100;
const listedJob = storedJob.unwrap().extend({ role: z.enum(roles).nullable() });

/** Of which jobs of others a person with this role in the installation sees anything: by role in the project, and kind. */
function seenOfOthers(installationRole: InstallationRole): string[] {
  const kinds = Object.keys(jobKinds) as JobKind[];
  return [null, ...roles].flatMap((role) =>
    kinds
      .filter(
        (kind) =>
          canSeeJob({ kind, personId: 'another' }, { personId: '', installationRole, role }) !== 'nothing',
      )
      .map((kind) => `${role ?? ''} ${kind}`),
  );
}

/** The newest jobs that may concern a person: their own, and of their projects and the installation what they see. */
export async function listJobs(
  tx: Tx,
  { id: personId, installationRole }: { readonly id: string; readonly installationRole: InstallationRole },
): Promise<(StoredJob & { role: Access['role'] | null })[]> {
  return knownJobs(
    listedJob,
    await tx.rows(
      anyJob,
      sql`SELECT ${jobColumns}, mine.role FROM job
          LEFT JOIN (SELECT member.project_id, member.role FROM member JOIN project ON project.id = member.project_id
            WHERE member.user_id = ${personId}::uuid AND member.removed_at IS NULL AND project.deleted_at IS NULL) AS mine
            ON mine.project_id = job.place
          WHERE (job.place = ${installationPlace}::uuid OR mine.role IS NOT NULL)
            AND (job.user_id = ${personId}::uuid
              OR concat(mine.role, ' ', job.kind) = ANY(${seenOfOthers(installationRole)}::text[]))
          ORDER BY job.state IN ('queued', 'running') DESC, job.created_at DESC, job.id LIMIT ${LISTED}`,
    ),
  );
}

/**
 * Cancels a job: one that waits at once, one that runs as soon as whoever does it has heard of it. Of one that has
 * ended nothing is changed.
 */
export async function cancelJob(tx: Tx, at: JobPlace): Promise<void> {
  const asked = await tx.row(
    z.object({
      id: z.string(),
      projectId: z.string().nullable(),
      personId: z.string(),
      state: z.enum(jobStates),
    }),
    sql`UPDATE job SET cancel_asked_at = coalesce(cancel_asked_at, now()),
          state = CASE WHEN state = 'queued' THEN 'cancelled'::job_state ELSE state END,
          ended_at = CASE WHEN state = 'queued' THEN now() END
        WHERE ${whereJob(at)} AND state IN ('queued', 'running')
        RETURNING id, nullif(place, ${installationPlace}::uuid) AS "projectId", user_id AS "personId", state`,
  );
  if (!asked) return;
  if (asked.state === 'cancelled') await dropBlobs(tx, at);
  wakeJobReaders(tx, asked, asked.state === 'cancelled' ? 'ended' : 'queue');
}

export async function readJobBlob(tx: Tx, { place, id }: JobPlace, name: string): Promise<Uint8Array | null> {
  const row = await tx.jobBlob.findUnique({
    where: { place_jobId_name: { place, jobId: id, name } },
    select: { bytes: true },
  });
  return row?.bytes ?? null;
}

/** What a job was given is of no use once it has ended. */
export async function dropBlobs(tx: Tx, { place, id }: JobPlace): Promise<void> {
  await tx.jobBlob.deleteMany({ where: { place, jobId: id } });
}

/** Forgets what ended long ago. */
export function clearJobs(tx: Tx): Promise<number> {
  return tx.run(sql`DELETE FROM job WHERE ended_at < now() - make_interval(days => ${jobsKeptDays})`);
}
