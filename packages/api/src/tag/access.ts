import { DomainError } from '@koersvast/core/error';
import { type Access, type Command, loadAccess } from '@koersvast/db';

/** What whoever gives a command on the codebook may see. Throws `not_found`. */
export async function accessOf({ tx, projectId, personId, knows }: Command): Promise<Access> {
  const access = knows.access ?? (await loadAccess(tx, { projectId, personId }));
  if (!access) throw new DomainError('not_found');
  return access;
}
