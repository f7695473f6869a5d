import {
  type backUpInput,
  type backUpOutput,
  keptBackup,
  type setInstallationRoleInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isErased } from '@koersvast/core/person';
import { keptByHand, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { awaitWork, giveWork } from '../job/give.ts';
import { giveInstallationRole, holdAsOwner } from './accounts.ts';
import { isOnlyOwner } from './owner.ts';

/** Gives somebody a role in the installation, which always keeps an owner. Throws `not_found`, `account_retired`. */
export function setRole(
  ctx: SignedInContext,
  { personId, role }: z.infer<typeof setInstallationRoleInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    // Asked again now that nobody else changes it: another owner may have been faster.
    await holdAsOwner(tx, ctx.person.id);
    const person = await tx.user.findUnique({
      where: { id: personId },
      select: { email: true, retiredAt: true },
    });
    if (!person || isErased(person.email)) throw new DomainError('not_found');
    if (person.retiredAt !== null) throw new DomainError('account_retired');
    if (role !== 'owner' && (await isOnlyOwner(tx, personId)))
      throw new DomainError('last_installation_owner');
    await giveInstallationRole(tx, { personId, role, byId: ctx.person.id, at: ctx.now() });
    return { ok: true };
  });
}

/**
 * Makes a backup in the data folder of the server that takes it up: the answer comes when it is there, or at once where
 * the asker does not want to wait. Who asks while one is being made gets that one.
 */
export async function backUp(
  ctx: SignedInContext,
  { wait = true }: z.infer<typeof backUpInput>,
  signal?: AbortSignal,
): Promise<z.infer<typeof backUpOutput>> {
  const job = await giveWork(ctx, {
    kind: 'installation.backup',
    projectId: null,
    once: 'by hand',
    input: {},
  });
  if (wait) {
    const made = keptBackup.parse(await awaitWork(ctx, job, signal));
    return { ...made, jobId: job.id };
  }
  return { ...keptByHand(job.createdAt), jobId: job.id };
}
