import { createStore } from '../lib/store.ts';

interface Asking {
  readonly promise: Promise<void>;
  readonly signedIn: () => void;
  readonly gaveUp: () => void;
}

/** The password that is being asked for because the session ended; null when none is. */
export const sessionGate = createStore<Asking | null>(null);

/** How often the session has been taken up again on this page. */
let takenUp = 0;

/** Which session it is in which something is sent: to be noted before, and told when it was refused. */
export function sessionNumber(): number {
  return takenUp;
}

/**
 * Asks the person who was signed in for their password, in place, and resolves once the session is theirs
 * again; rejects when they choose to leave. Whoever asks while it is being asked waits for the same answer. What
 * was sent in a session that has been taken up again since, and refused only now, has but to be sent once more.
 */
export function askForPassword(sentIn: number): Promise<void> {
  if (sentIn !== takenUp) return Promise.resolve();
  const current = sessionGate.get();
  if (current !== null) return current.promise;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  sessionGate.set({
    promise,
    signedIn: () => {
      takenUp += 1;
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
