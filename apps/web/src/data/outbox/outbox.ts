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
import type { Lead } from '../../lib/tabs/leader.ts';
import { hearTabs } from './hear-tabs.ts';
import { applyAcknowledgement, leadSending, type Sender } from './lead-sending.ts';
import type { OutboxOptions } from './options.ts';
import { patientStore } from './patient-store.ts';
import { holdState, type OutboxState } from './state.ts';

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

/**
 * The ordered queue of what one person did and the server has not acknowledged. One tab sends, one operation at
 * a time; each is kept before it is sent and sent under the same name until the server has answered.
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { channel } = options;
  const end = new AbortController();
  const held = holdState(() => store.durable());
  let leading = false;
  let stopHere = () => {};
  let wake = () => {};

  const store = patientStore(options.store, {
    kept: held.kept,
    onLost: () => {
      if (!leading) stopHere = lead();
    },
  });
  const read = onceMore(
    async () => {
      if (!end.signal.aborted) held.keep(await store.read(end.signal));
    },
    () => {
      if (end.signal.aborted) return;
      held.publish();
      wake();
    },
  );
  const update = async (change: (queue: Queue) => Queue) => held.keep(await store.update(change));
  const sender: Sender = {
    kept: held.kept,
    update,
    sending: held.sending,
    setSending: (sending) => {
      if (held.sending() === sending) return;
      held.setSending(sending);
      channel.post({ kind: 'sending', sending });
      held.publish();
    },
    publish: held.publish,
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

  await store.readFirst(held.keep);
  held.publish();
  const deaf = hearTabs(options, {
    read,
    wake: () => wake(),
    sending: held.sending,
    take: (acknowledgement) => held.keep(applyAcknowledgement(held.kept(), acknowledgement)),
    takeSending: held.setSending,
    publish: held.publish,
  });
  channel.post({ kind: 'hello' });
  const candidacy = store.durable() ? options.stand(lead) : { claim: () => {}, leave: lead() };

  const tell = () => {
    channel.post({ kind: 'changed' });
    held.publish();
    wake();
  };
  /** The tab that leads may be asleep in the background while this one is looked at. */
  const claimIfAsleep = async (opId: string) => {
    await options.wait(patience, end.signal);
    if (leading || end.signal.aborted || ['unreachable', 'signedOut'].includes(held.sending())) return;
    if (nextToSend(held.kept())?.operation.opId === opId) candidacy.claim();
  };
  return {
    ...commandsOf(options, async (change) => {
      await update(change);
      tell();
    }),
    state: held.now,
    subscribe: held.subscribe,
    add: async (operation, seen) => {
      const shown = held.show({ operation, seen });
      held.keep(await store.update((queue) => enqueue(queue, operation, seen)));
      shown();
      tell();
      if (!leading) void claimIfAsleep(operation.opId);
    },
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

/** What a person can do with what waits, or was refused. */
function commandsOf(
  { newId }: OutboxOptions,
  carryOut: (change: (queue: Queue) => Queue) => Promise<void>,
): Pick<Outbox, 'drop' | 'retry' | 'settleMemo' | 'clear'> {
  return {
    drop: (because) => carryOut((queue) => drop(queue, because)),
    retry: (because, seen) => carryOut((queue) => retry(queue, because, seen, newNames(queue, newId))),
    settleMemo: (because, chosen, seen) =>
      carryOut((queue) => settleMemo(queue, because, chosen, seen, newNames(queue, newId))),
    clear: () => carryOut(() => emptyQueue),
  };
}
