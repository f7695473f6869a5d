import { holdLease, type LeaseStorage, releaseLease } from './lease.ts';

/** A place in the election of the one tab that does something for the whole browser. */
export interface Candidacy {
  /** Takes the lead from a tab that seems to be asleep. */
  claim(): void;
  /** Stops leading, or waiting to. */
  leave(): void;
}

/** Starts what the leader does; the function that comes back stops it. */
export type Lead = () => () => void;

function byLocks(locks: LockManager, name: string, lead: Lead): Candidacy {
  let left = false;
  let giveUp = () => {};
  const stand = (steal: boolean) => {
    const waiting = new AbortController();
    let finish = () => {};
    giveUp = () => {
      waiting.abort();
      finish();
    };
    const run = () =>
      new Promise<void>((resolve) => {
        if (left) {
          resolve();
          return;
        }
        const stop = lead();
        finish = () => {
          finish = () => {};
          stop();
          resolve();
        };
      });
    // `steal` and `signal` exclude each other.
    locks.request(name, steal ? { steal } : { signal: waiting.signal }, run).catch(() => {
      const wasLeading = finish;
      wasLeading();
      // Stolen from: wait for the next turn.
      if (!left && !waiting.signal.aborted) stand(false);
    });
  };
  stand(false);
  return {
    claim: () => {
      giveUp();
      if (!left) stand(true);
    },
    leave: () => {
      left = true;
      giveUp();
    },
  };
}

function byLease(storage: LeaseStorage, name: string, lead: Lead): Candidacy {
  const key = `koersvast-lease:${name}`;
  const holder = `${Date.now()}-${Math.random()}`;
  let stop: (() => void) | null = null;
  const turn = () => {
    const holds = holdLease(storage, key, holder, Date.now());
    if (holds && stop === null) stop = lead();
    if (!holds && stop !== null) {
      stop();
      stop = null;
    }
  };
  const leave = () => {
    clearInterval(timer);
    removeEventListener('pagehide', release);
    release();
  };
  const release = () => {
    stop?.();
    stop = null;
    releaseLease(storage, key, holder);
  };
  const timer = setInterval(turn, 1_000);
  addEventListener('pagehide', release);
  turn();
  return {
    claim: () => {
      storage.removeItem(key);
      turn();
    },
    leave,
  };
}

/**
 * Leads in one tab of the browser at a time: by Web Locks, and where the page has none (plain http on a local
 * network is no secure context) by a lease in storage that the leader renews.
 */
export function standForLeader(name: string, lead: Lead): Candidacy {
  // The types promise Web Locks everywhere; browsers keep them to secure contexts.
  const locks: LockManager | undefined = navigator.locks;
  if (locks !== undefined) return byLocks(locks, name, lead);
  try {
    return byLease(localStorage, name, lead);
  } catch {
    const stop = lead();
    return { claim: () => {}, leave: stop };
  }
}
