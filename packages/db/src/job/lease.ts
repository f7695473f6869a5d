import type { Refusal } from '@koersvast/core/error';
import type { JobKind } from '@koersvast/core/job';
import { z } from 'zod';
import { hold } from '../hold.ts';
import { noSql, sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';
import { anyJob, jobColumns, knownJobs, storedJob, wakeJobReaders, whereJob } from './row.ts';
import { dropBlobs } from './store.ts';

/*
 * Who does a job holds it by a lease, which ends by the clock of the database: what the clocks of servers say does not
 * matter. Everything that is stored for a job is stored under its lease, so that a server that was given up for dead,
 * and wakes, changes nothing.
 */

/** A job in somebody's hands. */
const heldJob = storedJob.unwrap().extend({
  lease: z.string(),
  input: z.unknown(),
  /** How often it was begun, this time included. */
  attempts: z.number(),
});
export type HeldJob = Readonly<z.infer<typeof heldJob>>;

/** A place in which there is something to do. */
const waiting = z.object({
  place: z.string(),
  /** How much of it is being done, by whichever server. */
  inHand: z.number(),
});
type Waiting = z.infer<typeof waiting>;

/** Where there is something to do, the place whose turn it is first: who has had one waits for those who have not. */
export function findWaiting(tx: Tx, kinds: readonly JobKind[]): Promise<Waiting[]> {
  return tx.rows(
    waiting,
    sql`SELECT place, "inHand" FROM (
          SELECT place, count(*) FILTER (WHERE state = 'running' AND leased_until >= now())::int AS "inHand",
            min(created_at) FILTER (WHERE ${ready(kinds)}) AS since
          FROM job WHERE state IN ('queued', 'running') GROUP BY place) AS waiting
        WHERE since IS NOT NULL
        ORDER BY "inHand", (SELECT max(started_at) FROM job WHERE job.place = waiting.place) NULLS FIRST, since, place`,
  );
}

/** Waits its turn, or was left lying by who held it. */
const ready = (kinds: readonly JobKind[]) => sql`(job.kind = ANY(${[...kinds]}::text[]) AND (
  (job.state = 'queued' AND (job.not_before IS NULL OR job.not_before <= now()))
  OR (job.state = 'running' AND job.leased_until < now())))`;

const until = (milliseconds: number) => sql`now() + make_interval(secs => ${milliseconds / 1000}::float8)`;

/**
 * Takes the job whose turn it is in a place, of the person who has the least in hand there; null when others were
 * faster.
 */
export async function takeJob(
  tx: Tx,
  {
    place,
    lease,
    leaseMs,
    kinds,
  }: {
    readonly place: string;
    readonly lease: string;
    readonly leaseMs: number;
    readonly kinds: readonly JobKind[];
  },
): Promise<HeldJob | null> {
  const theirs = sql`other.place = job.place AND other.user_id = job.user_id`;
  const rows = await tx.rows(
    anyJob,
    sql`WITH next AS (
          SELECT job.place, job.id FROM job WHERE job.place = ${place}::uuid AND ${ready(kinds)}
          ORDER BY (SELECT count(*) FROM job AS other WHERE ${theirs} AND other.state = 'running' AND other.leased_until >= now()),
            (SELECT max(other.started_at) FROM job AS other WHERE ${theirs}) NULLS FIRST, job.created_at, job.id
          LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        UPDATE job SET state = 'running', lease = ${lease}::uuid, leased_until = ${until(leaseMs)}, attempts = job.attempts + 1,
          started_at = now(), step = NULL, done = 0, total = 0
        FROM next WHERE job.place = next.place AND job.id = next.id
        RETURNING ${jobColumns}, job.lease, job.input, job.attempts`,
  );
  const [taken] = knownJobs(heldJob, rows);
  if (taken) wakeJobReaders(tx, taken);
  return taken ?? null;
}

type Hold = Pick<HeldJob, 'place' | 'id' | 'lease' | 'projectId' | 'personId'>;

const isHeld = (hold: Hold) =>
  sql`${whereJob(hold)} AND job.state = 'running' AND job.lease = ${hold.lease}::uuid`;

export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** Says that whoever holds a job is still at it, and how far; and hears whether to go on. */
export async function beatJob(
  tx: Tx,
  hold: Hold,
  leaseMs: number,
  progress: Progress | null,
): Promise<'go on' | 'cancel' | 'lost'> {
  const said = progress
    ? sql`, step = ${progress.step}, done = ${progress.done}, total = ${progress.total}`
    : noSql;
  const row = await tx.row(
    z.object({ cancel: z.boolean() }),
    sql`UPDATE job SET leased_until = ${until(leaseMs)} ${said} WHERE ${isHeld(hold)}
        RETURNING cancel_asked_at IS NOT NULL AS cancel`,
  );
  if (!row) return 'lost';
  if (progress) wakeJobReaders(tx, hold);
  return row.cancel ? 'cancel' : 'go on';
}

/**
 * Whether the job is still in these hands; until the transaction ends nobody takes it away. Signs of life pass by this
 * lock, and who takes jobs does not.
 */
export function fenceJob(tx: Tx, held: Hold): Promise<boolean> {
  const { place, id, lease } = held;
  return hold(tx, 'job', { place, id, state: 'running', lease }, 'there');
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: object | null }
  | { readonly state: 'failed' | 'cancelled'; readonly problems: readonly Refusal[] };

/** Stores how a job ended. False where it is no longer in these hands, and nothing was stored. */
export async function endJob(tx: Tx, hold: Hold, end: JobEnd): Promise<boolean> {
  const result = end.state === 'done' && end.result !== null ? JSON.stringify(end.result) : null;
  const problems = end.state === 'done' ? [] : end.problems;
  const ended = await tx.run(
    sql`UPDATE job SET state = ${end.state}::job_state, result = ${result}::jsonb,
          problems = ${JSON.stringify(problems)}::jsonb, lease = NULL, leased_until = NULL, ended_at = now(),
          done = CASE WHEN ${end.state} = 'done' THEN total ELSE done END
        WHERE ${isHeld(hold)}`,
  );
  if (ended === 0) return false;
  await dropBlobs(tx, hold);
  wakeJobReaders(tx, hold, 'ended');
  return true;
}

/**
 * Gives a job back to whoever takes it next: a server that stops hands over what it does (`again` null), and what met
 * a fault that may pass is tried again after so many milliseconds. Only the latter counts as an attempt.
 */
export async function handOverJob(tx: Tx, hold: Hold, again: number | null): Promise<void> {
  const given = await tx.run(
    sql`UPDATE job SET state = 'queued', lease = NULL, leased_until = NULL, step = NULL, done = 0, total = 0,
          attempts = ${again === null ? sql`attempts - 1` : sql`attempts`},
          not_before = ${again === null ? sql`NULL` : until(again)}
        WHERE ${isHeld(hold)}`,
  );
  if (given > 0) wakeJobReaders(tx, hold, 'queue');
}
