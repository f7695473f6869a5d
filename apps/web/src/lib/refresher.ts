import type { Query, QueryClient } from '@tanstack/react-query';

/** What is told within so many milliseconds is read again once. */
const gather = 30;
/** A query that took so long to answer rests for so many times that, at least and at most so long, in milliseconds. */
const rest = { factor: 10, least: 200, most: 15_000 };

export interface Refresher {
  /**
   * Says that what was read is no longer so. What is on the page is read again soon, the rest once it is shown; by a deed
   * of one's own whatever rests is woken, since whoever did it looks for what came of it.
   */
  mark(query: Query, isOwn?: boolean): void;
}

/**
 * Reads queries again, however often it is said that they are no longer so: once for a burst of news, never twice
 * at a time, and the less often the longer an answer takes, but for deeds of one's own. An answer that was under way when the news came may be
 * older than it, so that it is waited for, and asked for once more.
 */
export function createRefresher(client: QueryClient, now: () => number = Date.now): Refresher {
  const due = new Map<string, Query>();
  const resting = new Map<string, number>();
  let next: { readonly at: number; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  const plan = (at: number) => {
    if (next !== null && next.at <= at) return;
    if (next !== null) clearTimeout(next.timer);
    next = { at, timer: setTimeout(sweep, Math.max(0, at - now())) };
  };
  const read = async (query: Query) => {
    const begun = now();
    await query.fetch(undefined, { cancelRefetch: false }).catch(() => undefined);
    const pause = Math.min(rest.most, Math.max(rest.least, rest.factor * (now() - begun)));
    resting.set(query.queryHash, now() + pause);
  };
  const sweep = () => {
    next = null;
    const at = now();
    for (const [hash, until] of resting) if (until <= at) resting.delete(hash);
    for (const [hash, query] of due) {
      if (client.getQueryCache().get(hash) !== query) {
        due.delete(hash);
        continue;
      }
      if (query.state.fetchStatus === 'fetching') {
        void Promise.resolve(query.promise)
          .catch(() => undefined)
          .then(() => plan(now()));
        continue;
      }
      const until = resting.get(hash) ?? 0;
      if (query.isActive() && until > at) {
        plan(until);
        continue;
      }
      due.delete(hash);
      query.invalidate();
      // Offline it waits to be sent, and is then as new as can be.
      if (query.isActive() && query.state.fetchStatus === 'idle') void read(query);
    }
  };
  return {
    mark: (query, isOwn = false) => {
      if (isOwn) resting.delete(query.queryHash);
      due.set(query.queryHash, query);
      query.invalidate();
      plan(now() + gather);
    },
  };
}
