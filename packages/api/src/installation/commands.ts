import {
  type backUpInput,
  type backUpOutput,
  keptBackup,
  type setInstallationRoleInput,
} from '@koersvast/contracts';
import { type InstallationRole, mayInInstallation } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isErased } from '@koersvast/core/person';
import { keptByHand, type Tx, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { awaitWork, giveWork } from '../job/give.ts';
import { giveInstallationRole, holdPeople, isOnlyOwner } from './owner.ts';

/** The role of somebody who has an account; undefined when nobody has, or has no more. */
async function roleOf(tx: Tx, personId: string): Promise<InstallationRole | undefined> {
  const person = await tx.user.findUnique({
    where: { id: personId },
    select: { installationRole: true, email: true },
  });
  return person && !isErased(person.email) ? person.installationRole : undefined;
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
