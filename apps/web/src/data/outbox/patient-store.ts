import type { Queue } from '@koersvast/core/pending';
import { memoryQueueStore, type QueueStore } from './store.ts';

/** A store that goes on in memory, and says so, once the browser keeps nothing any more. */
export function patientStore(
  first: QueueStore,
  on: { readonly kept: () => Queue; readonly onLost: () => void },
) {
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
