import type { Acknowledgement } from '@koersvast/contracts';
import {
  acknowledge,
  drop,
  emptyQueue,
  enqueue,
  type LeftVersions,
  nextToSend,
  type PendingOperation,
  type Queue,
  type Refusal,
  refuse,
  retry,
  settleMemo,
} from '@koersvast/core';
import { retryDelay, type Wait } from '../../lib/retry-delay.ts';
import type { Channel } from '../../lib/tabs/channel.ts';
import type { Candidacy, Lead } from '../../lib/tabs/leader.ts';
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

function versionsOf(acknowledgement: Acknowledgement): LeftVersions {
  const versions: Record<string, number> = {};
  for (const { noun, after } of acknowledgement.changes) {
    if ((noun === 'annotation' || noun === 'reading') && after) versions[after.id] = after.version;
  }
  return versions;
}

/** The versions of own rows: of copies in other layers, made by the same operation, the newest counts. */
function applyAcknowledgement(queue: Queue, acknowledgement: Acknowledgement): Queue {
  return acknowledge(queue, acknowledgement.opId, versionsOf(acknowledgement));
}

/** Whether a refused undo stands alone, so that it can be forgotten. */
function refusedUndoAlone(queue: Queue, opId: string): boolean {
  const group = queue.entries.filter((entry) => entry.parked?.because === opId);
  return group.length === 1 && group[0]?.operation.action.kind === 'undo';
}

/**
 * The ordered queue of what one person did and the server has not acknowledged. One tab sends, one operation at
 * a time; each is kept before it is sent and sent under the same name until the server has answered.
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { channel, send } = options;
  let { store } = options;
  let kept = emptyQueue;
  try {
    kept = await store.read();
  } catch {
    store = memoryQueueStore();
  }
  let unkept: { operation: PendingOperation; seen: LeftVersions }[] = [];
  let sending: SendingState = 'idle';
  let state: OutboxState;
  const listeners = new Set<() => void>();
  let reading = false;
  let readAgain = false;
  let leading = false;
  let stopHere = () => {};
  let wake = () => {};
  const end = new AbortController();

  const publish = () => {
    const queue = unkept.reduce((result, { operation, seen }) => enqueue(result, operation, seen), kept);
    state = { queue, sending, durable: store.durable, unkept: unkept.length };
    for (const listener of listeners) listener();
  };
  const setSending = (next: SendingState) => {
    if (sending === next) return;
    sending = next;
    channel.post({ kind: 'sending', sending });
    publish();
  };
  /** The browser keeps nothing any more: what is here goes on in memory, and the status says so. */
  const goOnInMemory = () => {
    store = memoryQueueStore(kept);
    if (!leading) stopHere = lead();
  };
  const update = async (change: (queue: Queue) => Queue): Promise<Queue> => {
    try {
      return await store.update(change);
    } catch {
      goOnInMemory();
      return store.update(change);
    }
  };
  const read = async () => {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    try {
      do {
        readAgain = false;
        kept = await store.read();
      } while (readAgain && !end.signal.aborted);
    } catch {
      if (!end.signal.aborted) goOnInMemory();
    } finally {
      reading = false;
    }
    if (end.signal.aborted) return;
    publish();
    wake();
  };
  const carryOut = async (change: (queue: Queue) => Queue) => {
    kept = await update(change);
    channel.post({ kind: 'changed' });
    publish();
    wake();
  };

  const sendOne = async (stopped: AbortSignal): Promise<'next' | 'later'> => {
    const entry = nextToSend(kept);
    if (entry === null) {
      setSending('idle');
      return 'later';
    }
    if (sending === 'idle') setSending('sending');
    const { opId } = entry.operation;
    const outcome = await send(entry);
    if (stopped.aborted) return 'later';
    if (outcome.kind === 'signed_out') {
      setSending('signedOut');
      return 'later';
    }
    if (outcome.kind === 'unreachable') {
      setSending('unreachable');
      return 'later';
    }
    if (outcome.kind === 'acknowledged') {
      const { acknowledgement } = outcome;
      kept = await update((queue) => applyAcknowledgement(queue, acknowledgement));
      const { operation } = entry;
      options.onAcknowledged(acknowledgement, operation);
      channel.post({ kind: 'acknowledged', acknowledgement, operation });
    } else {
      const { refusal } = outcome;
      let forgotten = false;
      kept = await update((queue) => {
        const parked = refuse(queue, opId, refusal);
        forgotten = refusedUndoAlone(parked, opId);
        return forgotten ? drop(parked, opId) : parked;
      });
      if (forgotten) {
        options.onUndoRefused(refusal);
        channel.post({ kind: 'undoRefused', refusal });
      } else channel.post({ kind: 'changed' });
    }
    setSending(nextToSend(kept) === null ? 'idle' : 'sending');
    publish();
    return 'next';
  };

  const lead: Lead = () => {
    const stop = new AbortController();
    leading = true;
    const run = async () => {
      let failures = 0;
      await read();
      while (!stop.signal.aborted) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        if ((await sendOne(stop.signal)) === 'next') {
          failures = 0;
          continue;
        }
        if (stop.signal.aborted) return;
        if (sending === 'unreachable') {
          failures += 1;
          await Promise.race([woken, options.wait(retryDelay(failures, options.random()), stop.signal)]);
        } else await woken;
      }
    };
    void run();
    return () => {
      leading = false;
      stop.abort();
      wake();
    };
  };
  /** The tab that leads may be asleep in the background while this one is looked at. */
  const claimIfAsleep = async (opId: string) => {
    await options.wait(patience, end.signal);
    if (leading || end.signal.aborted || sending === 'unreachable' || sending === 'signedOut') return;
    if (nextToSend(kept)?.operation.opId === opId) candidacy.claim();
  };

  publish();
  const deaf = channel.listen((message) => {
    if (message.kind === 'changed') void read();
    if (message.kind === 'acknowledged') {
      kept = applyAcknowledgement(kept, message.acknowledgement);
      options.onAcknowledged(message.acknowledgement, message.operation);
      publish();
      void read();
    }
    if (message.kind === 'undoRefused') {
      options.onUndoRefused(message.refusal);
      void read();
    }
    if (message.kind === 'sending') {
      sending = message.sending;
      publish();
    }
    if (message.kind === 'resume') wake();
    if (message.kind === 'hello' && sending !== 'idle') channel.post({ kind: 'sending', sending });
  });
  channel.post({ kind: 'hello' });
  const candidacy = store.durable ? options.stand(lead) : { claim: () => {}, leave: lead() };

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
      kept = await update((queue) => enqueue(queue, operation, seen));
      unkept = unkept.filter((each) => each !== adding);
      channel.post({ kind: 'changed' });
      publish();
      wake();
      if (!leading) void claimIfAsleep(operation.opId);
    },
    drop: (because) => carryOut((queue) => drop(queue, because)),
    retry: (because, seen) =>
      carryOut((queue) => {
        const names = queue.entries.map((entry) => [entry.operation.opId, options.newId()] as const);
        return retry(queue, because, seen, Object.fromEntries(names));
      }),
    settleMemo: (because, chosen, seen) =>
      carryOut((queue) => {
        const names = queue.entries.map((entry) => [entry.operation.opId, options.newId()] as const);
        return settleMemo(queue, because, chosen, seen, Object.fromEntries(names));
      }),
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
