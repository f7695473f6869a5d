import { emptyQueue, type Queue, type QueueEntry } from '@koersvast/core/pending';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Where the queue of one person is kept. */
export interface QueueStore {
  /** Whether it survives the tab. */
  readonly durable: boolean;
  read(): Promise<Queue>;
  /** Changes the queue in one step that no other tab can come between; settles when it is kept. */
  update(change: (queue: Queue) => Queue): Promise<Queue>;
  close(): void;
}

interface OutboxSchema extends DBSchema {
  /** Keyed by person and place in the order. */
  entries: { key: [string, number]; value: QueueEntry };
  left: { key: string; value: Queue['left'] };
}

type OutboxDatabase = IDBPDatabase<OutboxSchema>;

function rangeOf(personId: string): IDBKeyRange {
  return IDBKeyRange.bound([personId, 0], [personId, Number.MAX_SAFE_INTEGER]);
}

async function updateIn(database: OutboxDatabase, personId: string, change: (queue: Queue) => Queue) {
  const transaction = database.transaction(['entries', 'left'], 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('entries');
  const [keys, entries, left] = await Promise.all([
    store.getAllKeys(rangeOf(personId)),
    store.getAll(rangeOf(personId)),
    transaction.objectStore('left').get(personId),
  ]);
  const before: Queue = { entries, left: left ?? [] };
  const after = change(before);
  if (after === before) {
    await transaction.done;
    return before;
  }
  const known = new Map(keys.map((key, index) => [entries[index]?.operation.opId, { key, at: index }]));
  let next = (keys.at(-1)?.[1] ?? 0) + 1;
  const writes: Promise<unknown>[] = [];
  for (const entry of after.entries) {
    const place = known.get(entry.operation.opId);
    known.delete(entry.operation.opId);
    if (place === undefined) writes.push(store.put(entry, [personId, next++]));
    else if (entries[place.at] !== entry) writes.push(store.put(entry, place.key));
  }
  for (const { key } of known.values()) writes.push(store.delete(key));
  if (after.left !== before.left) writes.push(transaction.objectStore('left').put(after.left, personId));
  await Promise.all([...writes, transaction.done]);
  return after;
}

/** The queue in IndexedDB: one for each person who uses this browser. */
export async function openQueueStore(personId: string): Promise<QueueStore> {
  const database = await openDB<OutboxSchema>('koersvast-outbox', 1, {
    upgrade: (created) => {
      created.createObjectStore('entries');
      created.createObjectStore('left');
    },
  });
  return {
    durable: true,
    // In one transaction: what was read before a change must not arrive after it.
    read: async () => {
      const transaction = database.transaction(['entries', 'left']);
      const [entries, left] = await Promise.all([
        transaction.objectStore('entries').getAll(rangeOf(personId)),
        transaction.objectStore('left').get(personId),
      ]);
      return { entries, left: left ?? [] };
    },
    update: (change) => updateIn(database, personId, change),
    close: () => database.close(),
  };
}

/** The queue of a browser that lets nothing be kept: it lasts as long as the tab. */
export function memoryQueueStore(start: Queue = emptyQueue): QueueStore {
  let queue = start;
  return {
    durable: false,
    read: async () => queue,
    update: async (change) => {
      queue = change(queue);
      return queue;
    },
    close: () => {},
  };
}
