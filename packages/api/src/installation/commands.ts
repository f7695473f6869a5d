import type { KeptBackup, setInstallationRoleInput } from '@koersvast/contracts';
import { DomainError, type InstallationRole, isErased, mayInInstallation } from '@koersvast/core';
import { isPassing, KeepingRefusal, sql, type Tx, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import type { InnerContext } from '../context.ts';
import { giveInstallationRole, holdPeople, isOnlyOwner } from './owner.ts';

/** The role of somebody who has an account; undefined when nobody has, or has no more. */
async function roleOf(tx: Tx, personId: string): Promise<InstallationRole | undefined> {
  const row = await tx.row<{ role: InstallationRole; email: string }>(
    sql`SELECT installation_role AS role, email FROM "user" WHERE id = ${personId}::uuid`,
  );
  return row && !isErased(row.email) ? row.role : undefined;
}

/** Gives somebody a role in the installation, which always keeps an owner. */
export function setRole(
  ctx: SignedInContext,
  { personId, role }: z.infer<typeof setInstallationRoleInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    await holdPeople(tx);
    // Asked again now that nobody else changes it: another owner may have been faster.
    const own = await roleOf(tx, ctx.person.id);
    if (!own || !mayInInstallation(own, 'user.edit')) throw new DomainError('not_allowed');
    if (!(await roleOf(tx, personId))) throw new DomainError('not_found');
    if (role !== 'owner' && (await isOnlyOwner(tx, personId)))
      throw new DomainError('last_installation_owner');
    await giveInstallationRole(tx, personId, role);
    return { ok: true };
  });
}

/** Makes a backup in the data folder of the server. Why one could not be made is for its log alone. */
export async function backUp(ctx: InnerContext): Promise<KeptBackup> {
  try {
    return await ctx.backups.make(ctx.now());
  } catch (error) {
    // The server ends; another can make it.
    if (error instanceof Error && error.name === 'AbortError') throw new DomainError('busy');
    if (!(error instanceof KeepingRefusal || isOfFiles(error))) throw error;
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'a backup could not be made');
    throw new DomainError('backup_not_made');
  }
}

/** Whether the file system refused, and not the connection to the database, which names a call as well. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && !isPassing(error);
}
