import { DomainError } from '@koersvast/core/error';
import { createOffsetMap, type FrozenText } from '@koersvast/core/text';
import { LRUCache } from 'lru-cache';
import type { Database } from './connect.ts';
import type { Tx } from './transaction.ts';

/** Code units of text kept per process: some ten long reports. */
const KEPT = 20_000_000;

/** A document and its project: the id alone says nothing, since it may be there in another project as well. */
interface Letter {
  readonly projectId: string;
  readonly documentId: string;
}

const caches = new WeakMap<Database['pool'], LRUCache<string, FrozenText>>();

function cacheOf({ pool }: Database): LRUCache<string, FrozenText> {
  const found = caches.get(pool);
  if (found) return found;
  const made = new LRUCache<string, FrozenText>({
    maxSize: KEPT,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  caches.set(pool, made);
  return made;
}

/**
 * The text of a document with its offset map. It never changes, so it is read once per process and kept while
 * there is room. Whether the document may be seen is the caller's question. Throws `not_found`.
 */
export async function frozenTextOf(
  db: Database,
  tx: Tx,
  { projectId, documentId }: Letter,
): Promise<FrozenText> {
  const cache = cacheOf(db);
  const key = `${projectId} ${documentId}`;
  const kept = cache.get(key);
  if (kept) return kept;
  const row = await tx.document.findFirst({ where: { projectId, id: documentId }, select: { text: true } });
  if (!row) throw new DomainError('not_found');
  const frozen = { text: row.text, offsets: createOffsetMap(row.text) };
  cache.set(key, frozen);
  return frozen;
}
