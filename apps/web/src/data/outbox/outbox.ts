import type { Acknowledgement } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import {
  drop,
  emptyQueue,
  enqueue,
  type LeftVersions,
  nextToSend,
  type PendingOperation,
  type Queue,
  retry,
  settleMemo,
} from '@koersvast/core/pending';
import { onceMore } from '../../lib/once-more.ts';
import type { Wait } from '../../lib/retry-delay.ts';
import type { Channel } from '../../lib/tabs/channel.ts';
import type { Candidacy, Lead } from '../../lib/tabs/leader.ts';
import { applyAcknowledgement, leadSending, type Sender } from './lead-sending.ts';
import type { Send } from './send.ts';
import { memoryQueueStore, type QueueStore } from './store.ts';

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

/** What the tabs of one person tell each other. */
export type OutboxMessage =
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'acknowledged';
      readonly acknowledgement: Acknowledgement;
      readonly operation: PendingOperation;
    }
  | { readonly kind: 'undoRefused'; readonly refusal: Refusal }
  | { readonly kind: 'sending'; readonly sending: SendingState }
  | { readonly kind: 'resume' }
  | { readonly kind: 'hello' };

export interface OutboxOptions {
  readonly store: QueueStore;
  readonly send: Send;
  readonly channel: Channel<OutboxMessage>;
  readonly stand: (lead: Lead) => Candidacy;
  readonly wait: Wait;
  readonly random: () => number;
  readonly newId: () => string;
  /** Puts what the server did where it is shown; called in the tick in which the operation leaves the queue. */
  onAcknowledged(acknowledgement: Acknowledgement, operation: PendingOperation): void;
  /** An undo that the server refuses and nothing builds on is not kept: nothing was lost. */
  onUndoRefused(refusal: Refusal): void;
}

export interface Outbox {
  state(): OutboxState;
  subscribe(listener: () => void): () => void;
  /** Shows an operation at once; settles when it is kept. `seen` are the versions that the person had before them. */
  add(operation: PendingOperation, seen: LeftVersions): Promise<void>;
  /** Throws a parked group away. */
  drop(because: string): Promise<void>;
  /** Sends a parked group once more, over what is there now. */
  retry(because: string, seen: LeftVersions): Promise<void>;
  /** Sends a parked group with a memo once more, with the memo that was chosen; null leaves the stored one. */
  settleMemo(
    because: string,
    chosen: { readonly memo: string | null; readonly over: string | null } | null,
    seen: LeftVersions,
  ): Promise<void>;
  /** Throws everything away that is not acknowledged. */
  clear(): Promise<void>;
  /** The person is signed in again, or the network is back: tries at once. */
  resume(): void;
  close(): void;
}

/** How long a tab waits for the leader to send before it takes the lead, in milliseconds. */
const patience = 5_000;

/** New names for operations that are sent once more, over what is there now. */
function newNames(queue: Queue, newId: () => string): Record<string, string> {
  return Object.fromEntries(queue.entries.map(({ operation }) => [operation.opId, newId()]));
}

/** A store that goes on in memory, and says so, once the browser keeps nothing any more. */
function patientStore(first: QueueStore, on: { readonly kept: () => Queue; readonly onLost: () => void }) {
  let store = first;
  const goOnInMemory = () => {
    store = memoryQueueStore(on.kept());
    on.onLost();
  };
  return {
    durable: () => store.durable,
    /** Before anybody leads: whoever cannot read begins in memory. */
    readFirst: async (take: (queue: Queue) => void) => {
      try {
        take(await store.read());
      } catch {
        store = memoryQueueStore();
      }
    },
    read: async (ended: AbortSignal): Promise<Queue> => {
      try {
        return await store.read();
      } catch {
        if (!ended.aborted) goOnInMemory();
        return on.kept();
      }
    },
    update: async (change: (queue: Queue) => Queue): Promise<Queue> => {
      try {
        return await store.update(change);
      } catch {
        goOnInMemory();
        return store.update(change);
      }
    },
    close: () => store.close(),
  };
}

interface Told extends Pick<Sender, 'read' | 'sending' | 'publish'> {
  wake(): void;
  take(acknowledgement: Acknowledgement): void;
  takeSending(next: SendingState): void;
}

/** Hears what the other tabs tell. Returns what ends that. */
function hearTabs(
  options: OutboxOptions,
  { read, wake, sending, take, takeSending, publish }: Told,
): () => void {
  const { channel } = options;
  return channel.listen((message) => {
    if (message.kind === 'changed') void read();
    if (message.kind === 'acknowledged') {
      take(message.acknowledgement);
      options.onAcknowledged(message.acknowledgement, message.operation);
      publish();
      void read();
    }
    if (message.kind === 'undoRefused') {
      options.onUndoRefused(message.refusal);
      void read();
    }
    if (message.kind === 'sending') {
      takeSending(message.sending);
      publish();
    }
    if (message.kind === 'resume') wake();
    if (message.kind === 'hello' && sending() !== 'idle')
      channel.post({ kind: 'sending', sending: sending() });
  });
}

/**
 * The ordered queue of what one person did and the server has not acknowledged. One tab sends, one operation at
 * a time; each is kept before it is sent and sent under the same name until the server has answered.
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { channel } = options;
  let kept = emptyQueue;
  let unkept: { operation: PendingOperation; seen: LeftVersions }[] = [];
  let sending: SendingState = 'idle';
  let state: OutboxState;
  const listeners = new Set<() => void>();
  let leading = false;
  let stopHere = () => {};
  let wake = () => {};
  const end = new AbortController();

  const publish = () => {
    const queue = unkept.reduce((result, { operation, seen }) => enqueue(result, operation, seen), kept);
    state = { queue, sending, durable: store.durable(), unkept: unkept.length };
    for (const listener of listeners) listener();
  };
  const setSending = (next: SendingState) => {
    if (sending === next) return;
    sending = next;
    channel.post({ kind: 'sending', sending });
    publish();
  };
  const store = patientStore(options.store, {
    kept: () => kept,
    onLost: () => {
      if (!leading) stopHere = lead();
    },
  });
  const read = onceMore(
    async () => {
      if (!end.signal.aborted) kept = await store.read(end.signal);
    },
    () => {
      if (end.signal.aborted) return;
      publish();
      wake();
    },
  );
  const tell = () => {
    channel.post({ kind: 'changed' });
    publish();
    wake();
  };
  const carryOut = async (change: (queue: Queue) => Queue) => {
    kept = await store.update(change);
    tell();
  };

  const sender: Sender = {
    kept: () => kept,
    update: async (change) => {
      kept = await store.update(change);
    },
    sending: () => sending,
    setSending,
    publish,
    read,
    woken: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
  const lead: Lead = () => {
    leading = true;
    const stop = leadSending(options, sender);
    return () => {
      leading = false;
      stop();
      wake();
    };
  };
  /** The tab that leads may be asleep in the background while this one is looked at. */
  const claimIfAsleep = async (opId: string) => {
    await options.wait(patience, end.signal);
    if (leading || end.signal.aborted || sending === 'unreachable' || sending === 'signedOut') return;
    if (nextToSend(kept)?.operation.opId === opId) candidacy.claim();
  };

  await store.readFirst((queue) => {
    kept = queue;
  });
  publish();
  const deaf = hearTabs(options, {
    read,
    wake: () => wake(),
    sending: () => sending,
    take: (acknowledgement) => {
      kept = applyAcknowledgement(kept, acknowledgement);
    },
    takeSending: (next) => {
      sending = next;
    },
    publish,
  });
  channel.post({ kind: 'hello' });
  const candidacy = store.durable() ? options.stand(lead) : { claim: () => {}, leave: lead() };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: async (operation, seen) => {
      const adding = { operation, seen };
      unkept = [...unkept, adding];
      publish();
      kept = await store.update((queue) => enqueue(queue, operation, seen));
      unkept = unkept.filter((each) => each !== adding);
      tell();
      if (!leading) void claimIfAsleep(operation.opId);
    },
    drop: (because) => carryOut((queue) => drop(queue, because)),
    retry: (because, seen) =>
      carryOut((queue) => retry(queue, because, seen, newNames(queue, options.newId))),
    settleMemo: (because, chosen, seen) =>
      carryOut((queue) => settleMemo(queue, because, chosen, seen, newNames(queue, options.newId))),
    clear: () => carryOut(() => emptyQueue),
    resume: () => {
      channel.post({ kind: 'resume' });
      wake();
    },
    close: () => {
      end.abort();
      stopHere();
      candidacy.leave();
      deaf();
      channel.close();
      store.close();
    },
  };
}
