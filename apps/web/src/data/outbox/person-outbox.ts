import type { Acknowledgement } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import { emptyQueue, type PendingOperation } from '@koersvast/core/pending';
import { useEffect, useSyncExternalStore } from 'react';
import { newId } from '../../lib/ids.ts';
import { wait } from '../../lib/retry-delay.ts';
import { createStore } from '../../lib/store.ts';
import { openChannel } from '../../lib/tabs/channel.ts';
import { standForLeader } from '../../lib/tabs/leader.ts';
import { askForPassword, sessionNumber } from '../asked-password.ts';
import { takeUpOperation, takeUpOwn } from '../live/take-up.ts';
import { createSend } from './api-send.ts';
import type { OutboxMessage } from './options.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { OutboxState } from './state.ts';
import { memoryQueueStore, openQueueStore } from './store.ts';

const refusedUndos = new Set<(refusal: Refusal) => void>();

/** Hears of every undo that was refused, until the function that comes back is called. */
export function onRefusedUndo(hear: (refusal: Refusal) => void): () => void {
  refusedUndos.add(hear);
  return () => refusedUndos.delete(hear);
}

/** Shows what the server made of an operation wherever it is shown, and puts it on the stack of undo. */
function takeUpAcknowledgement(
  { opId, changes, reread }: Acknowledgement,
  { place, action, madeAt }: PendingOperation,
) {
  takeUpOwn(place.projectId, changes, reread);
  const view = { opId, kind: action.kind, createdAt: madeAt, changes };
  takeUpOperation(place, view, action.kind === 'undo' ? action.target : null);
}

const nothing: OutboxState = { queue: emptyQueue, sending: 'idle', durable: true, unkept: 0 };

interface Running {
  readonly personId: string;
  readonly outbox: Promise<Outbox>;
  stop(): void;
}

let running: Running | null = null;
const stateStore = createStore<OutboxState>(nothing);

function run(personId: string): Running {
  const name = `koersvast-outbox:${personId}`;
  let stopped = false;
  let asking = false;
  const opening = (async () => {
    const store = await openQueueStore(personId).catch(() => memoryQueueStore());
    const outbox = await openOutbox({
      store,
      send: createSend(personId),
      channel: openChannel<OutboxMessage>(name),
      stand: (lead) => standForLeader(name, lead),
      wait,
      random: Math.random,
      newId,
      onAcknowledged: takeUpAcknowledgement,
      onUndoRefused: (refusal) => {
        for (const hear of refusedUndos) hear(refusal);
      },
    });
    if (stopped) return outbox;
    let sentIn = sessionNumber();
    const take = () => {
      const state = outbox.state();
      stateStore.set(state);
      if (state.sending !== 'signedOut') sentIn = sessionNumber();
      if (state.sending !== 'signedOut' || asking || document.hidden) return;
      asking = true;
      askForPassword(sentIn)
        .then(outbox.resume, () => {})
        .finally(() => {
          asking = false;
        });
    };
    outbox.subscribe(take);
    take();
    addEventListener('online', outbox.resume);
    return outbox;
  })();
  return {
    personId,
    outbox: opening,
    stop: () => {
      stopped = true;
      stateStore.set(nothing);
      void opening.then((outbox) => {
        removeEventListener('online', outbox.resume);
        outbox.close();
      });
    },
  };
}

/** The outbox of whoever is signed in here. What another person left waits for them, and is never sent meanwhile. */
export function startOutbox(personId: string): Promise<Outbox> {
  if (running?.personId !== personId) {
    running?.stop();
    running = run(personId);
  }
  return running.outbox;
}

/** Nobody is signed in any more: what waits stays in the browser until its person comes back. */
function stopOutbox(): void {
  running?.stop();
  running = null;
}

/** Sends what this person left, from whatever screen they are on. */
export function useOutbox(personId: string | null): void {
  useEffect(() => {
    if (personId === null) stopOutbox();
    else void startOutbox(personId);
  }, [personId]);
}

export function useOutboxState(): OutboxState {
  return useSyncExternalStore(stateStore.subscribe, stateStore.get);
}

/** How much is not acknowledged: what signing out asks about. */
export function unsentCount(): number {
  return stateStore.get().queue.entries.length;
}

/** Whether something would be lost with this tab, because the browser has not kept it, or keeps nothing. */
export function isAtRisk(): boolean {
  const { queue, durable, unkept } = stateStore.get();
  return durable ? unkept > 0 : queue.entries.length > 0;
}

/** Throws away what this person left unsent in this browser. */
export async function clearOutbox(): Promise<void> {
  await (await running?.outbox)?.clear();
}
