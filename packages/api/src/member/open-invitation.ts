import type { Role } from '@koersvast/core/ability';
import { hold, type Tx } from '@koersvast/db';
import { hashToken } from '../person/link-token.ts';

interface OpenInvitation {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly role: Role;
  readonly archived: boolean;
}

/**
 * The invitation of a link that still works; `holds` keeps it until the end of the transaction. The link does not say
 * of which project it is: the directory of the installation does.
 */
export async function readOpenInvitation(
  tx: Tx,
  token: string,
  now: Date,
  holds = false,
): Promise<OpenInvitation | undefined> {
  const tokenHash = hashToken(token);
  const link = await tx.invitationLink.findUnique({ where: { tokenHash }, select: { place: true } });
  if (!link) return undefined;
  const { place: projectId } = link;
  if (holds) await hold(tx, 'invitation', { projectId, tokenHash }, 'alone');
  const invitation = await tx.invitation.findFirst({
    where: { projectId, tokenHash, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, role: true },
  });
  const project = await tx.project.findFirst({
    where: { id: projectId, deletedAt: null },
    select: { name: true, archivedAt: true },
  });
  if (!invitation || !project) return undefined;
  return { ...invitation, projectId, projectName: project.name, archived: project.archivedAt !== null };
}
