import { createStore } from './store.ts';

interface Asking {
  readonly promise: Promise<void>;
  readonly signedIn: () => void;
  readonly gaveUp: () => void;
}

/** The password that is being asked for because the session ended; null when none is. */
export const sessionGate = createStore<Asking | null>(null);

/**
 * Asks the person who was signed in for their password, in place, and resolves once the session is theirs
 * again; rejects when they choose to leave. Whoever asks while it is being asked waits for the same answer.
 */
export function askForPassword(): Promise<void> {
  const current = sessionGate.get();
  if (current !== null) return current.promise;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  sessionGate.set({
    promise,
    signedIn: () => {
      sessionGate.set(null);
      resolve();
    },
    gaveUp: () => {
      sessionGate.set(null);
      reject(new Error('The session was not taken up again.'));
    },
  });
  return promise;
}
