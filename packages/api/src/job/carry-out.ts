import { may, mayInInstallation } from '@koersvast/core/ability';
import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { jobKinds } from '@koersvast/core/job';
import { isErased } from '@koersvast/core/person';
import {
  type Access,
  beatJob,
  type Database,
  fenceJob,
  type HeldJob,
  isPassing,
  loadAccess,
  outsideTransaction,
  type Progress,
  readJobBlob,
  transact,
} from '@koersvast/db';
import type { SignedInPerson } from '../context.ts';
import { type AnyJob, type JobContext, type JobServices, LeaseLost } from './kind.ts';

/** Why work is broken off by the program itself. */
export class Stopping extends Error {
  readonly why: 'cancelled' | 'server ends';

  constructor(why: Stopping['why']) {
    super(why);
    this.name = 'Stopping';
    this.why = why;
  }
}

export interface CarryOutOptions {
  readonly leaseMs: number;
  readonly beatMs: number;
  readonly graceMs: number;
  /** Aborted when the server ends. */
  readonly closing: AbortSignal;
  /** Given what to call when there may be news of the job: that it was cancelled. */
  readonly onHear: (hear: () => void) => void;
}

/** Progress is told so often at most. */
const TELL_MS = 400;
/** What was told to stop has so long to clear up. */
const SETTLE_MS = 2_000;

/**
 * Does one job that this server holds, giving a sign of life meanwhile. Throws what the job throws; `Stopping` when it
 * was broken off, and `LeaseLost` when this server cannot be sure that it still holds it.
 */
export async function carryOut(
  services: JobServices,
  declaration: AnyJob,
  job: HeldJob,
  { leaseMs, beatMs, graceMs, closing, onHear }: CarryOutOptions,
): Promise<object | null> {
  const stop = new AbortController();
  const heart = openHeart(services.db, job, { leaseMs, beatMs, stop });
  onHear(heart.beat);
  let grace: NodeJS.Timeout | undefined;
  const onClosing = () => {
    grace = setTimeout(() => stop.abort(new Stopping('server ends')), graceMs);
  };
  if (closing.aborted) onClosing();
  else closing.addEventListener('abort', onClosing, { once: true });
  try {
    const working = work(services, declaration, job, stop.signal, heart.tell);
    // What does not stop when it is told to is left behind: it can store nothing, as it does not hold the job.
    return await Promise.race([working, brokenOff(stop.signal)]);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(grace);
    closing.removeEventListener('abort', onClosing);
    await heart.stop();
  }
}

/** Rejects so long after the signal that what listens to it has cleared up after itself. */
function brokenOff(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(reject, SETTLE_MS, signal.reason), { once: true });
  });
}

async function work(
  services: JobServices,
  declaration: AnyJob,
  job: HeldJob,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<object | null> {
  const { db } = services;
  const context: JobContext = {
    ...services,
    job,
    ...(await standingOf(db, job)),
    signal,
    progress: (step, done = 0, total = 0) => tell({ step, done, total: total && Math.max(done, total) }),
    blob: async (name) => {
      const bytes = await readJobBlob(outsideTransaction(db), job, name);
      if (!bytes) throw new LeaseLost();
      return bytes;
    },
    fence: async (tx) => {
      if (!(await fenceJob(tx, job))) throw new LeaseLost();
    },
  };
  const input = declaration.input.parse(job.input);
  return declaration.run(input as never, context);
}

/** Who asked, as they stand now: they may have left, or been given another role, since. */
async function standingOf(
  db: Database,
  { kind, personId, projectId }: HeldJob,
): Promise<{ person: SignedInPerson; access: Access | null }> {
  const tx = outsideTransaction(db);
  const found = await tx.user.findUnique({
    where: { id: personId },
    select: { installationRole: true, email: true, retiredAt: true },
  });
  if (!found || found.retiredAt !== null || isErased(found.email)) throw refused('not_allowed');
  const person = { id: personId, installationRole: found.installationRole };
  const rule = jobKinds[kind];
  if (rule.of === 'installation') {
    if (!mayInInstallation(person.installationRole, rule.ability)) throw refused('not_allowed');
    return { person, access: null };
  }
  const access = projectId === null ? null : await loadAccess(tx, { projectId, personId });
  if (!access) throw refused('not_found');
  if (!may(access.role, rule.ability)) throw refused('not_allowed');
  return { person, access };
}

const refused = (code: DomainErrorCode) => new DomainError(code);

/** Gives the signs of life of a job, and takes its progress along. */
function openHeart(
  db: Database,
  job: HeldJob,
  {
    leaseMs,
    beatMs,
    stop,
  }: { readonly leaseMs: number; readonly beatMs: number; readonly stop: AbortController },
) {
  /** The last moment, by a clock that nobody sets, from which the lease is known to run. */
  let heldFrom = performance.now();
  let progress: Progress | null = null;
  let beating: Promise<void> | null = null;
  let told = Number.NEGATIVE_INFINITY;
  let telling: NodeJS.Timeout | undefined;
  let stopped = false;

  async function beatOnce(): Promise<void> {
    const from = performance.now();
    const said = progress;
    progress = null;
    try {
      const answer = await transact(db, (tx) => beatJob(tx, job, leaseMs, said));
      heldFrom = from;
      if (answer === 'lost') stop.abort(new LeaseLost());
      if (answer === 'cancel') stop.abort(new Stopping('cancelled'));
    } catch (error) {
      progress ??= said;
      // Going on would only end with the lease, and nobody would know why.
      if (!isPassing(error)) stop.abort(error);
      // The database is away, perhaps for others as well; but nobody knows.
      else if (performance.now() - heldFrom > leaseMs * 0.9) stop.abort(new LeaseLost());
    }
  }
  const beat = () => {
    if (stopped) return;
    beating ??= beatOnce().finally(() => {
      beating = null;
    });
  };
  const timer = setInterval(beat, beatMs);
  return {
    beat,
    tell(next: Progress) {
      progress = next;
      if (telling !== undefined || stopped) return;
      telling = setTimeout(
        () => {
          telling = undefined;
          told = performance.now();
          beat();
        },
        Math.max(0, TELL_MS - (performance.now() - told)),
      );
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(telling);
      await beating;
    },
  };
}
