import { opensEyes } from '@koersvast/core/noun';
import { type Access, type Change, type Database, noteOpened, outsideTransaction } from '@koersvast/db';
import { LRUCache } from 'lru-cache';

/** Of whom and which letter it is known that it was noted, per process. */
const KEPT = 100_000;
const noted = new WeakMap<Database['pool'], LRUCache<string, true>>();

function notedIn({ pool }: Database): LRUCache<string, true> {
  const found = noted.get(pool) ?? new LRUCache<string, true>({ max: KEPT });
  noted.set(pool, found);
  return found;
}

type Reader = Pick<Access, 'projectId' | 'memberId' | 'scope'>;

/**
 * Notes that others' work on these letters, or on all, was given to somebody: once for each, so that reading costs
 * nothing afterwards. What cannot be noted keeps nobody from reading.
 */
export async function noteGiven(
  { db, now }: { readonly db: Database; now(): Date },
  reader: Reader,
  documentIds: Iterable<string> | null,
): Promise<void> {
  const known = notedIn(db);
  const keyOf = (documentId: string) => `${reader.projectId} ${reader.memberId} ${documentId}`;
  const fresh = documentIds && [...new Set(documentIds)].filter((id) => !known.has(keyOf(id)));
  if (fresh?.length === 0) return;
  const done = await noteOpened(outsideTransaction(db), reader, fresh, now()).catch(() => []);
  for (const documentId of done) known.set(keyOf(documentId), true);
}

interface Made {
  readonly documentId: string;
  readonly createdById: string;
}

/** The letters of rows that others made. */
export function lettersOfOthers(reader: Reader, ...lists: readonly (readonly Made[])[]): string[] {
  return lists.flat().flatMap((row) => (row.createdById === reader.memberId ? [] : row.documentId));
}

/** The letters on which changes tell of others' annotations, verdicts or replies. */
export function lettersTold(reader: Reader, changes: readonly Change[]): string[] {
  return changes.flatMap(({ noun, before, after }) => {
    if (!opensEyes(noun)) return [];
    const row = after ?? before;
    return row &&
      'createdById' in row &&
      'documentId' in row &&
      row.documentId !== null &&
      row.createdById !== reader.memberId
      ? row.documentId
      : [];
  });
}
