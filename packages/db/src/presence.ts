import { DomainError } from '@koersvast/core/error';
import { shownTabs } from '@koersvast/core/limit';
import { PRESENCE_SECONDS } from './feed-read.ts';
import type { Tx } from './transaction.ts';

interface Tab {
  readonly projectId: string;
  readonly memberId: string;
  readonly tabId: string;
}

/**
 * Notes that a tab has a document (or none) of the project open, until it says otherwise or falls silent.
 * Readers are woken only when that is news. Throws `not_found` for a document of another project.
 */
export async function notePresence(
  tx: Tx,
  { projectId, memberId, tabId, documentId }: Tab & { readonly documentId: string | null },
  now: Date,
): Promise<void> {
  const gone = new Date(now.getTime() - PRESENCE_SECONDS * 1000);
  if (documentId !== null) {
    const known = await tx.document.findFirst({ where: { projectId, id: documentId }, select: { id: true } });
    if (!known) throw new DomainError('not_found');
  }
  await tx.presence.deleteMany({ where: { projectId, seenAt: { lt: gone } } });
  const key = { projectId, memberId, tabId };
  const before = await tx.presence.findUnique({
    where: { projectId_memberId_tabId: key },
    select: { documentId: true },
  });
  const seen = { documentId, seenAt: now };
  await tx.presence.upsert({
    where: { projectId_memberId_tabId: key },
    create: { ...key, ...seen },
    update: seen,
    select: { tabId: true },
  });
  if (before === null) {
    const tabs = await tx.presence.findMany({
      where: { projectId, memberId },
      orderBy: [{ seenAt: 'desc' }, { tabId: 'desc' }],
      skip: shownTabs,
      select: { tabId: true },
    });
    const tabIds = tabs.map((tab) => tab.tabId);
    if (tabIds.length > 0)
      await tx.presence.deleteMany({ where: { projectId, memberId, tabId: { in: tabIds } } });
  }
  if (before === null || before.documentId !== documentId) tx.wake(projectId);
}

/** Forgets a tab: it was closed, or has left the project. */
export async function forgetPresence(tx: Tx, { projectId, memberId, tabId }: Tab): Promise<void> {
  const { count } = await tx.presence.deleteMany({ where: { projectId, memberId, tabId } });
  if (count > 0) tx.wake(projectId);
}
