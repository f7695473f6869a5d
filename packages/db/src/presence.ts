import { DomainError } from '@koersvast/core/error';
import { shownTabs } from '@koersvast/core/limit';
import { z } from 'zod';
import { PRESENCE_SECONDS } from './feed-read.ts';
import { sql } from './sql.ts';
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
  const known = await tx.row(
    sql`SELECT 1 FROM document WHERE id = ${documentId}::uuid AND project_id = ${projectId}::uuid`,
  );
  if (documentId !== null && !known) throw new DomainError('not_found');
  await tx.run(sql`DELETE FROM presence WHERE project_id = ${projectId}::uuid AND seen_at < ${gone}`);
  const before = await tx.row(
    z.object({ same: z.boolean() }),
    sql`SELECT document_id IS NOT DISTINCT FROM ${documentId}::uuid AS same
        FROM presence
        WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid AND tab_id = ${tabId}::uuid`,
  );
  await tx.run(
    sql`INSERT INTO presence (project_id, member_id, tab_id, document_id, seen_at)
        VALUES (${projectId}::uuid, ${memberId}::uuid, ${tabId}::uuid, ${documentId}::uuid, ${now})
        ON CONFLICT (project_id, member_id, tab_id) DO UPDATE SET document_id = excluded.document_id, seen_at = excluded.seen_at`,
  );
  if (before === undefined) {
    await tx.run(
      sql`DELETE FROM presence WHERE project_id = ${projectId}::uuid AND (member_id, tab_id) IN (
            SELECT member_id, tab_id FROM presence WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid
            ORDER BY seen_at DESC, tab_id DESC OFFSET ${shownTabs})`,
    );
  }
  if (before?.same !== true) tx.wake(projectId);
}

/** Forgets a tab: it was closed, or has left the project. */
export async function forgetPresence(tx: Tx, { projectId, memberId, tabId }: Tab): Promise<void> {
  const gone = await tx.run(
    sql`DELETE FROM presence
        WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid AND tab_id = ${tabId}::uuid`,
  );
  if (gone > 0) tx.wake(projectId);
}
