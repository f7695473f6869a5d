import {
  emptyQueue,
  enqueue,
  type LeftVersions,
  type PendingOperation,
  type Queue,
} from '@koersvast/core/pending';

/** How the sending goes. `unreachable` and `signedOut` last until something gets through. */
export type SendingState = 'idle' | 'sending' | 'unreachable' | 'signedOut';

export interface OutboxState {
  /** Everything that is not acknowledged, kept or still being kept, in order. */
  readonly queue: Queue;
  readonly sending: SendingState;
  /** Whether what waits survives this tab. */
  readonly durable: boolean;
  /** How many operations are not yet kept. */
  readonly unkept: number;
}

/** An operation that is shown already and still being kept. */
interface Adding {
  readonly operation: PendingOperation;
  readonly seen: LeftVersions;
}

/** What one tab knows of the queue. Whoever changes it publishes it when they are done. */
export interface HeldState {
  now(): OutboxState;
  subscribe(listener: () => void): () => void;
  publish(): void;
  kept(): Queue;
  keep(queue: Queue): void;
  sending(): SendingState;
  setSending(next: SendingState): void;
  /** Shows an operation until what comes back is called, once it is kept. */
  show(adding: Adding): () => void;
}

/** The one place where a tab holds what it knows, and from which those who show it are told. */
export function holdState(durable: () => boolean): HeldState {
  let kept = emptyQueue;
  let unkept: readonly Adding[] = [];
  let sending: SendingState = 'idle';
  let state: OutboxState;
  const listeners = new Set<() => void>();
  const publish = () => {
    const queue = unkept.reduce((result, { operation, seen }) => enqueue(result, operation, seen), kept);
    state = { queue, sending, durable: durable(), unkept: unkept.length };
    for (const listener of listeners) listener();
  };
  return {
    now: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish,
    kept: () => kept,
    keep: (queue) => {
      kept = queue;
    },
    sending: () => sending,
    setSending: (next) => {
      sending = next;
    },
    show: (adding) => {
      unkept = [...unkept, adding];
      publish();
      return () => {
        unkept = unkept.filter((each) => each !== adding);
      };
    },
  };
}
