import { AsyncLocalStorage } from 'node:async_hooks';

/** Until when whoever asked waits for connections and locks, one after the other. */
const patience = new AsyncLocalStorage<number>();

/**
 * Runs work that is not worth waiting for any longer than this: when a connection is not free, or a lock not
 * given, by then, it fails with an error that may pass. What takes long without waiting is left alone.
 */
export function withPatience<T>(milliseconds: number, work: () => T): T {
  return patience.run(performance.now() + milliseconds, work);
}

/** How long there is still to wait, in milliseconds: at least one, without end where nobody has said. */
export function patienceLeft(): number {
  return Math.max(1, (patience.getStore() ?? Number.POSITIVE_INFINITY) - performance.now());
}

/** What a promise comes to, or null when it takes longer than this. */
export async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  if (milliseconds === Number.POSITIVE_INFINITY) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
