import { createOffsetMap, DomainError, type FrozenText } from '@koersvast/core';
import { type Database, sql, type Tx } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** Code units of text kept per process: some ten long reports. */
const KEPT = 20_000_000;

const caches = new WeakMap<Database, LRUCache<string, FrozenText>>();

function cacheOf(db: Database): LRUCache<string, FrozenText> {
  const found = caches.get(db);
  if (found) return found;
  const made = new LRUCache<string, FrozenText>({
    maxSize: KEPT,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  caches.set(db, made);
  return made;
}

/**
 * The text of a document with its offset map. It never changes, so it is read once per process and kept while
 * there is room. Whether the document may be seen is the caller's question. Throws `not_found`.
 */
export async function frozenTextOf(db: Database, tx: Tx, documentId: string): Promise<FrozenText> {
  const cache = cacheOf(db);
  const kept = cache.get(documentId);
  if (kept) return kept;
  const row = await tx.row(
    z.object({ text: z.string() }),
    sql`SELECT text FROM document WHERE id = ${documentId}::uuid`,
  );
  if (!row) throw new DomainError('not_found');
  const frozen = { text: row.text, offsets: createOffsetMap(row.text) };
  cache.set(documentId, frozen);
  return frozen;
}
