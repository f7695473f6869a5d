import { AsyncLocalStorage } from 'node:async_hooks';

/** A timer that is late by more than this, in milliseconds, tells of a process that stood still. */
const STOOD_STILL = 50;

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

/**
 * What a promise comes to, or null when it takes longer than this. While the process stands still, with the list of
 * thousands of documents in hand, nothing can come: what it is late by then is no waiting, and is given again.
 */
export async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  if (milliseconds === Number.POSITIVE_INFINITY) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    const wait = (left: number) => {
      const due = performance.now() + left;
      timer = setTimeout(() => {
        const stood = performance.now() - due;
        if (stood > STOOD_STILL) wait(stood);
        // What has come meanwhile is looked at first.
        else setImmediate(resolve, null);
      }, left);
    };
    wait(milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
