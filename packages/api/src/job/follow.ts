import type { Job } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { installationKey, listJobs, outsideTransaction, personKey, withPatience } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { pause, restAfter, untilBeat } from '../rest.ts';
import { viewJob } from './view.ts';

/** A stream asks at least so often whether it may go on. */
const CHECK_MS = 1_200;
/** Whatever it hears, it looks so often: others' jobs of other projects are told of in those projects alone. */
const LOOK_MS = 10_000;
const PATIENCE_MS = 5_000;

/** What the person may see, at once and whenever it changes. Throws `not_signed_in` when their session has ended. */
export async function* followJobs(ctx: SignedInContext, signal: AbortSignal): AsyncGenerator<Job[]> {
  const watch = ctx.feed.watch(personKey(ctx.person.id), installationKey);
  let told: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  try {
    while (!signal.aborted) {
      const woken = await watch.next(untilBeat(CHECK_MS), signal);
      if (signal.aborted) return;
      if (!(await ctx.revalidate())) throw new DomainError('not_signed_in');
      if (!woken && performance.now() - lookedAt < LOOK_MS) continue;
      lookedAt = performance.now();
      const stored = await withPatience(PATIENCE_MS, () => listJobs(outsideTransaction(ctx.db), ctx.person));
      const jobs = stored.flatMap((each) => viewJob(each, ctx.person, each.role) ?? []);
      const rest = performance.now() + restAfter(performance.now() - lookedAt);
      const words = JSON.stringify(jobs);
      if (words !== told) yield jobs;
      told = words;
      await pause(rest - performance.now(), signal);
    }
  } finally {
    watch.close();
  }
}
