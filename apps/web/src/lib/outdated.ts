import type { Query, QueryClient } from '@tanstack/react-query';
import { retryDelay } from './retry-delay.ts';
import { createStore, type Store } from './store.ts';

/** After the tries of the query itself: longer, since by then something is down. */
const patience = 4;

/**
 * Whether something on the page could not be read again. It is tried again until it can be, ever less often; what was
 * never read is no concern of this: its place on the page says so and offers another try. `mayPass` tells the failures
 * after which asking again can help.
 */
export function watchOutdated(
  client: QueryClient,
  mayPass: (error: unknown) => boolean,
  delay: (failures: number) => number = retryDelay,
): Store<boolean> {
  const store = createStore(false);
  const cache = client.getQueryCache();
  const isOutdated = (query: Query): boolean => {
    const { data, status, error } = query.state;
    return status === 'error' && data !== undefined && query.isActive() && mayPass(error);
  };
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trying = false;

  const tryAgain = async () => {
    trying = true;
    const outdated = cache.getAll().filter(isOutdated);
    // One that is being read already is waited for, and not asked for twice.
    await Promise.allSettled(outdated.map((query) => query.fetch(undefined, { cancelRefetch: false })));
    trying = false;
    timer = undefined;
    look();
  };
  const look = () => {
    const some = cache.getAll().some(isOutdated);
    if (some !== store.get()) store.set(some);
    if (trying) return;
    if (!some) {
      clearTimeout(timer);
      timer = undefined;
      failures = 0;
    } else if (timer === undefined) {
      failures += 1;
      timer = setTimeout(() => void tryAgain(), delay(failures + patience));
    }
  };
  cache.subscribe(({ type }) => {
    if (type !== 'observerResultsUpdated' && type !== 'observerOptionsUpdated') look();
  });
  return store;
}
