import { useEffect } from 'react';
import { wait } from '../lib/retry-delay.ts';
import { askForPassword, sessionNumber } from './asked-password.ts';
import { jobListKey } from './jobs.ts';
import { client, queryClient } from './trpc.ts';

/** How many in this page want news of all jobs: they share one stream, since a browser has few for a server. */
let followers = 0;
let unfollow = (): void => undefined;
/** How long a stream that broke is left alone. In milliseconds. */
const breath = 2_000;

/** Opens the stream, which ends with the session: then the password is asked for, and the stream taken up again. */
function follow(): void {
  const openedIn = sessionNumber();
  let given = true;
  const again = async () => {
    // A stream tells not why it could not be opened: the question does.
    const session = await client.session.current.query({}).catch(() => null);
    if (!given) return;
    if (session?.person === null) await askForPassword(openedIn);
    else await wait(breath, new AbortController().signal);
    if (given) follow();
  };
  const subscription = client.job.follow.subscribe(
    {},
    {
      onData: (jobs) => queryClient.setQueryData(jobListKey(), jobs),
      // Who chooses to leave is led away.
      onError: () => void again().catch(() => undefined),
    },
  );
  unfollow = () => {
    given = false;
    subscription.unsubscribe();
  };
}

/**
 * Has news of all jobs come by itself while it is wanted; and where that is on a page without a project, the news that
 * the session has ended.
 */
export function useFollowJobs(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    followers += 1;
    if (followers === 1) follow();
    return () => {
      followers -= 1;
      if (followers === 0) unfollow();
    };
  }, [wanted]);
}
