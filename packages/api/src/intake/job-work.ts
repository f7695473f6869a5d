import { DomainError } from '@koersvast/core/error';
import { type Access, type Tx, transact } from '@koersvast/db';
import type { JobContext } from '../job/kind.ts';
import type { Refused } from './aside/each-by-itself.ts';
import type { IntakePlace } from './own.ts';

/** What goes wrong for this server or this job, and says nothing of the file. */
const notOfTheFile: ReadonlySet<string> = new Set(['busy', 'not_found', 'job_cancelled']);

/** A job on one intake. */
export interface IntakeWork extends IntakePlace {
  readonly context: JobContext;
  readonly access: Access;
}

export function workOn(intakeId: string, context: JobContext): IntakeWork {
  const { access } = context;
  if (!access) throw new DomainError('not_found');
  return { context, access, projectId: access.projectId, intakeId };
}

/**
 * Stores something for the job, as long as it is this server's and the intake there and one's own. Throws `LeaseLost`,
 * and `not_found`.
 */
export function store<T>({ context, access, ...at }: IntakeWork, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(context.db, async (tx) => {
    await context.fence(tx);
    const { count } = await tx.intake.updateMany({
      where: { projectId: at.projectId, id: at.intakeId, memberId: access.memberId },
      data: { touchedAt: context.now() },
    });
    if (count === 0) throw new DomainError('not_found');
    return work(tx);
  });
}

/**
 * Does with several at once what is done with each. Where that ends before its end, for one of them takes too long or
 * too much, each is done by itself, so that this costs the others nothing. One that cannot be done is refused.
 */
export async function together<T, Done>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<readonly (Done | Refused)[]>,
): Promise<readonly (Done | Refused)[]> {
  try {
    return await work(all);
  } catch (error) {
    if (!(error instanceof DomainError) || notOfTheFile.has(error.code)) throw error;
    if (all.length <= 1) return [{ refused: error.refusal }];
  }
  const done: (Done | Refused)[] = [];
  for (const each of all) done.push(...(await together([each], work)));
  return done;
}

/** Does something with each, so many at a time, in their order; stops at the first that throws. */
export async function inParallel<T>(
  all: readonly T[],
  atATime: number,
  work: (each: T, nth: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < all.length) {
      const nth = next;
      next += 1;
      const each = all[nth];
      if (each !== undefined) await work(each, nth);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atATime, all.length) }, one));
  } catch (error) {
    // What is in hand comes to its end, and nothing more is begun.
    next = all.length;
    throw error;
  }
}
