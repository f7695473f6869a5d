import type { invitation, invitationView, Member } from '@koersvast/contracts';
import { may, type Role } from '@koersvast/core/ability';
import { initialsAmong, isErased, namesAmong } from '@koersvast/core/person';
import { type Tx, toWire, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import { readInvitationMails } from './mail-invitation.ts';
import { readOpenInvitation } from './open-invitation.ts';

/**
 * Everybody who is or was a member, in the order in which they came, each told apart from the others. Addresses are
 * for those who invite people.
 */
export async function readMembers(tx: Tx, projectId: string, reader: Role): Promise<Member[]> {
  const rows = await tx.member.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { ...wireFields.member, user: { select: { name: true, email: true, retiredAt: true } } },
  });
  const people = rows.map(({ user, ...row }) => ({ member: toWire('member', row), ...user }));
  const named = people.map(({ member, name }) => ({ id: member.id, name }));
  const [names, initials] = [namesAmong(named), initialsAmong(named)];
  const withAddresses = may(reader, 'member.invite');
  return people.map(({ member, name, email, retiredAt }) => ({
    ...member,
    name: names.get(member.id) ?? name,
    initials: initials.get(member.id) ?? '',
    email: withAddresses && !isErased(email) ? email : null,
    ...(retiredAt !== null && { retired: true as const }),
  }));
}

/** What owners see of an invitation: nothing of its token. */
export const invitationFields = {
  id: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  revokedAt: true,
  note: true,
} as const;

interface InvitationRow {
  readonly id: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly note: string;
  /** How much work is kept for it. */
  readonly kept: number;
  readonly mail: z.infer<typeof invitation>['mail'];
}

export function toInvitation(row: InvitationRow): z.infer<typeof invitation> {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/** All invitations of a project, the newest first. */
export async function listInvitations(
  tx: Tx,
  projectId: string,
  now: Date,
): Promise<z.infer<typeof invitation>[]> {
  const rows = await tx.invitation.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: {
      ...invitationFields,
      _count: { select: { reserved: { where: { removedAt: null, round: { removedAt: null } } } } },
    },
  });
  const mails = await readInvitationMails(tx, projectId);
  return rows.map(({ _count, ...row }) => ({
    ...toInvitation({ ...row, kept: _count.reserved, mail: mails.get(row.id) ?? null }),
    ...(row.expiresAt <= now && { expired: true as const }),
  }));
}

/** What somebody who holds a link may know before joining; null when it is not valid (any more). */
export async function viewInvitation(
  tx: Tx,
  token: string,
  now: Date,
): Promise<z.infer<typeof invitationView>> {
  const found = await readOpenInvitation(tx, token, now);
  return found ? { projectName: found.projectName, role: found.role } : null;
}
