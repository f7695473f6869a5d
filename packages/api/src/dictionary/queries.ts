import type { Dictionary } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, type Tx, toWire, toWireRows, wireFields } from '@koersvast/db';
import { seenBy } from '../search/queries.ts';

/** The dictionaries that somebody keeps, and those that are shared, in the order in which they were made. */
export async function listDictionaries(tx: Tx, access: Access): Promise<Dictionary[]> {
  const rows = await tx.dictionary.findMany({
    where: seenBy(access),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.dictionary,
  });
  return toWireRows('dictionary', rows);
}

/** One of them. Throws `not_found`. */
export async function readDictionary(tx: Tx, access: Access, id: string): Promise<Dictionary> {
  const row = await tx.dictionary.findFirst({
    where: { ...seenBy(access), id },
    select: wireFields.dictionary,
  });
  if (!row) throw new DomainError('not_found');
  return toWire('dictionary', row);
}
