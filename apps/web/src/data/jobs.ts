import type { Job } from '@koersvast/contracts';
import { isLivingJob } from '@koersvast/core/job';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { changed } from './news.ts';
import { queryClient, trpc } from './trpc.ts';

export const jobListKey = () => trpc.job.list.queryKey({});

/** Whatever is heard of it, what goes on is asked for so often: a stream may be lost. In milliseconds. */
const askAgain = 15_000;

export const isLiving = ({ state }: Job): boolean => isLivingJob(state);

/** All long work that this person may see: what goes on first, then the newest. */
export function useJobs(): UseQueryResult<Job[], unknown> {
  return useQuery(
    trpc.job.list.queryOptions(
      {},
      { refetchInterval: ({ state }) => (state.data?.some(isLiving) ? askAgain : false) },
    ),
  );
}

function inOrder(jobs: readonly Job[]): Job[] {
  return jobs.toSorted(
    (one, other) =>
      Number(isLiving(other)) - Number(isLiving(one)) || other.createdAt.localeCompare(one.createdAt),
  );
}

/** Puts news of some jobs into what this page has read. */
export function takeUpJobs(told: readonly Job[]): void {
  const ids = new Set(told.map(({ id }) => id));
  queryClient.setQueryData(jobListKey(), (known) =>
    known === undefined ? undefined : inOrder([...told, ...known.filter(({ id }) => !ids.has(id))]),
  );
  // An answer that is under way may have been made before this news.
  if (queryClient.getQueryState(jobListKey())?.fetchStatus === 'fetching') changed(['job']);
}

/** What a page has seen of long work. */
export interface SeenJobs {
  /** For each that goes on, whether this page waits for it, and tells of its end itself. */
  readonly going: Map<string, boolean>;
  /** All that it has heard of; null before the first list. */
  heard: ReadonlySet<string> | null;
}

/**
 * What has ended since it was last looked at: of what was seen going on, and what came and was over between two looks,
 * which is not awaited by anybody who has not been answered.
 */
export function endedMeanwhile(
  seen: SeenJobs,
  jobs: readonly Job[],
  isAwaited: (job: Job) => boolean,
): { readonly job: Job; readonly awaited: boolean; readonly atOnce: boolean }[] {
  const { going, heard } = seen;
  seen.heard = new Set([...(heard ?? []), ...jobs.map(({ id }) => id)]);
  return jobs.flatMap((job) => {
    const before = going.get(job.id);
    if (isLiving(job)) {
      going.set(job.id, before === true || isAwaited(job));
      return [];
    }
    going.delete(job.id);
    const atOnce = before === undefined && heard !== null && !heard.has(job.id);
    return before === undefined && !atOnce
      ? []
      : [{ job, awaited: before === true || isAwaited(job), atOnce }];
  });
}

/** Whether the stream of this project (none where it is undefined) tells of a job. */
export function isToldIn(projectId: string | undefined, job: Job): boolean {
  return projectId !== undefined && (job.projectId === null ? job.mine : job.projectId === projectId);
}
