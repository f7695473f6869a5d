import type { SavedSearch } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, type Tx, toWire, toWireRows, wireFields } from '@koersvast/db';

/** What a member may know of what is kept in a project, for somebody or for all. */
export const seenBy = ({ projectId, memberId }: Pick<Access, 'projectId' | 'memberId'>) => ({
  projectId,
  removedAt: null,
  OR: [{ shared: true }, { createdById: memberId }],
});

/** The searches that somebody keeps, and those that are shared, in the order in which they were made. */
export async function listSearches(tx: Tx, access: Access): Promise<SavedSearch[]> {
  const rows = await tx.search.findMany({
    where: seenBy(access),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.search,
  });
  return toWireRows('search', rows);
}

/** One of them. Throws `not_found`. */
export async function readSearch(tx: Tx, access: Access, id: string): Promise<SavedSearch> {
  const row = await tx.search.findFirst({ where: { ...seenBy(access), id }, select: wireFields.search });
  if (!row) throw new DomainError('not_found');
  return toWire('search', row);
}
