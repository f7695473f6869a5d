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

/** Of which invitation a link is: its own, or one that was made to be mailed. */
const ofLink = (tokenHash: string) => ({ OR: [{ tokenHash }, { mailed: { some: { tokenHash } } }] });

/**
 * The invitation of a link that still works; `holds` keeps it until the end of the transaction, so that of its links
 * together one is used. The link does not say of which project it is: the directory of the installation does.
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
  const found = await tx.invitation.findFirst({
    where: { projectId, ...ofLink(tokenHash) },
    select: { id: true },
  });
  if (!found) return undefined;
  if (holds) await hold(tx, 'invitation', { projectId, id: found.id }, 'alone');
  const invitation = await tx.invitation.findFirst({
    where: { projectId, id: found.id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, role: true },
  });
  const project = await tx.project.findFirst({
    where: { id: projectId, deletedAt: null },
    select: { name: true, archivedAt: true },
  });
  if (!invitation || !project) return undefined;
  return { ...invitation, projectId, projectName: project.name, archived: project.archivedAt !== null };
}
