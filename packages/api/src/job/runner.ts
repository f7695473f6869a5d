import { DomainError, type Refusal } from '@koersvast/core/error';
import { jobAttempts, jobLeaseMs } from '@koersvast/core/job';
import {
  clearIntakes,
  clearJobs,
  type Database,
  endJob,
  type Feed,
  findWaiting,
  type HeldJob,
  handOverJob,
  isDiskFull,
  isPassing,
  type JobEnd,
  outsideTransaction,
  queueKey,
  type Tx,
  takeJob,
  transact,
  withPatience,
} from '@koersvast/db';
import type { Jobs } from '../context.ts';
import { pause } from '../rest.ts';
import { carryOut, Stopping } from './carry-out.ts';
import { type AnyJob, type JobServices, LeaseLost } from './kind.ts';

export interface JobLimits {
  /** Jobs that this server does at a time. */
  readonly slots: number;
  /** Milliseconds without a sign after which a job is taken from who does it. */
  readonly leaseMs: number;
  /** Between two signs. */
  readonly beatMs: number;
  /** How long a job may go on once the server is told to end. */
  readonly graceMs: number;
  /** So often it looks whether there is something to do, whatever it hears. */
  readonly lookMs: number;
  /** Before what met a fault that may pass is tried again. */
  readonly againMs: number;
}

const usual: JobLimits = {
  slots: 3,
  leaseMs: jobLeaseMs,
  beatMs: 5_000,
  graceMs: 3_000,
  lookMs: 5_000,
  againMs: 2_000,
};

export interface OpenJobs extends Jobs {
  /** Jobs in hand. */
  readonly inHand: number;
  /** Lets what is nearly done be done, and hands over the rest. */
  close(): Promise<void>;
}

export interface JobsOptions extends JobServices {
  readonly feed: Feed;
  readonly kinds: readonly AnyJob[];
  readonly limits?: Partial<JobLimits>;
}

const CLEAR_MS = 3_600_000;
const FAULT_MS = 1_000;

/** What is left of a server that was killed and cannot be begun again, or has been too often. */
function endBefore(job: HeldJob, { again }: AnyJob): JobEnd | null {
  if (job.cancelAsked) return { state: 'cancelled', problems: [] };
  const left = job.attempts > (again ? jobAttempts : 1);
  return left ? failed({ code: 'job_interrupted', details: {} }) : null;
}

function endOf(
  error: unknown,
  job: HeldJob,
  { again }: AnyJob,
  log: JobServices['log'],
): JobEnd | 'lost' | 'hand over' | 'again' {
  if (error instanceof LeaseLost) return 'lost';
  if (error instanceof Stopping)
    return error.why === 'cancelled' ? { state: 'cancelled', problems: [] } : 'hand over';
  const passing = error instanceof DomainError ? error.code === 'busy' : isPassing(error);
  if (passing) {
    if (again && job.attempts < jobAttempts) return 'again';
    return failed({ code: isDiskFull(error) ? 'disk_full' : 'busy', details: {} });
  }
  if (error instanceof DomainError) return failed(error.refusal);
  log.error({ err: error, job: job.id, kind: job.kind }, 'a job failed');
  return failed({ code: 'unexpected', details: {} });
}

/** While the database is away the job is still held: until the lease ends it is tried again. */
async function storePatiently<T>(
  db: Database,
  leaseMs: number,
  work: Parameters<typeof transact<T>>[1],
): Promise<T> {
  const until = performance.now() + leaseMs;
  for (;;) {
    try {
      return await transact(db, work);
    } catch (error) {
      if (!isPassing(error) || performance.now() > until) throw error;
      await pause(FAULT_MS);
    }
  }
}

/** What ended, or was left, long ago. */
async function clearOld(tx: Tx): Promise<void> {
  await clearJobs(tx);
  await clearIntakes(tx);
}

/** The one loop of a server that does long work: it takes jobs, does some at a time, and stores how they ended. */
export function openJobs({ feed, kinds, limits: given = {}, ...services }: JobsOptions): OpenJobs {
  const { db, log } = services;
  const limits = { ...usual, ...given };
  const known = new Map(kinds.map((each) => [each.kind, each]));
  const names = [...known.keys()];
  const closing = new AbortController();
  const inHand = new Map<HeldJob, { readonly done: Promise<void>; readonly hear: () => void }>();
  // Where there are several, one is left for another project.
  const mostOfPlace = Math.max(1, limits.slots - 1);
  let loop: Promise<void> | null = null;
  let clearedAt = Number.NEGATIVE_INFINITY;
  let freed = () => {};
  const store = <T>(work: Parameters<typeof transact<T>>[1]) => storePatiently(db, limits.leaseMs, work);

  const countIn = (place: string) => [...inHand.keys()].filter((job) => job.place === place).length;

  async function takeOne(): Promise<boolean> {
    const waiting = await findWaiting(outsideTransaction(db), names);
    for (const { place } of waiting) {
      if (countIn(place) >= mostOfPlace) continue;
      const lease = services.newId();
      const job = await transact(db, (tx) =>
        takeJob(tx, { place, lease, leaseMs: limits.leaseMs, kinds: names }),
      );
      if (job === null) continue;
      begin(job);
      return true;
    }
    return false;
  }

  function begin(job: HeldJob): void {
    const heard = { hear: () => {} };
    const done = doJob(job, (hear) => {
      heard.hear = hear;
    })
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) log.error({ err: error, job: job.id }, 'a job could not be ended');
      })
      .finally(() => {
        inHand.delete(job);
        freed();
      });
    inHand.set(job, { done, hear: () => heard.hear() });
  }

  async function doJob(job: HeldJob, onHear: (hear: () => void) => void): Promise<void> {
    const declaration = known.get(job.kind);
    if (!declaration) throw new Error(`nobody does ${job.kind}`);
    const early = endBefore(job, declaration);
    if (early) return void (await store((tx) => endJob(tx, job, early)));
    const { leaseMs, beatMs, graceMs } = limits;
    const how = { leaseMs, beatMs, graceMs, closing: closing.signal, onHear };
    const end = await carryOut(services, declaration, job, how).then(
      (result): JobEnd => ({ state: 'done', result }),
      (error: unknown) => endOf(error, job, declaration, log),
    );
    if (end === 'lost') throw new LeaseLost();
    if (end === 'hand over') {
      if (declaration.again) await store((tx) => handOverJob(tx, job, null));
      else await store((tx) => endJob(tx, job, failed({ code: 'job_interrupted', details: {} })));
    } else if (end === 'again') await store((tx) => handOverJob(tx, job, limits.againMs));
    else await storeEnd(job, end);
  }

  /** A result that cannot be stored is a failure of the job, not of the loop. */
  async function storeEnd(job: HeldJob, end: JobEnd): Promise<void> {
    try {
      await store((tx) => endJob(tx, job, end));
    } catch (error) {
      if (isPassing(error)) throw error;
      log.error({ err: error, job: job.id, kind: job.kind }, 'the result of a job could not be stored');
      await store((tx) => endJob(tx, job, failed({ code: 'unexpected', details: {} })));
    }
  }

  async function clear(): Promise<void> {
    if (performance.now() - clearedAt < CLEAR_MS) return;
    clearedAt = performance.now();
    await transact(db, clearOld);
  }

  async function look(): Promise<void> {
    const watch = feed.watch(queueKey);
    freed = () => watch.wake();
    try {
      while (!closing.signal.aborted) {
        await watch.next(limits.lookMs, closing.signal);
        for (const { hear } of inHand.values()) hear();
        try {
          await clear();
          while (!closing.signal.aborted && inHand.size < limits.slots && (await takeOne()));
        } catch (error) {
          if (closing.signal.aborted) return;
          log.warn({ err: error }, 'the queue of long work could not be read');
          await pause(FAULT_MS, closing.signal);
        }
      }
    } finally {
      freed = () => {};
      watch.close();
    }
  }

  return {
    start() {
      // Not with the patience of whoever happened to ask first.
      if (!closing.signal.aborted) loop ??= withPatience(Number.POSITIVE_INFINITY, look);
    },
    get inHand() {
      return inHand.size;
    },
    closing: closing.signal,
    async close() {
      closing.abort();
      await loop;
      await Promise.all([...inHand.values()].map(({ done }) => done));
    },
  };
}

const failed = (problem: Refusal): JobEnd => ({ state: 'failed', problems: [problem] });
