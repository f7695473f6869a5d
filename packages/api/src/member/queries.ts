import type { invitation, invitationView, Member } from '@koersvast/contracts';
import { may, type Role, roles } from '@koersvast/core/ability';
import { initialsAmong, isErased, namesAmong } from '@koersvast/core/person';
import { selectedRow, selectList, sql, type Tx, toWireRow } from '@koersvast/db';
import { z } from 'zod';
import { readOpenInvitation } from './open-invitation.ts';

/**
 * Everybody who is or was a member, in the order in which they came, each told apart from the others. Addresses are
 * for those who invite people.
 */
export async function readMembers(tx: Tx, projectId: string, reader: Role): Promise<Member[]> {
  const rows = await tx.rows(
    selectedRow.member.extend({ name: z.string(), email: z.string() }),
    sql`SELECT ${selectList('member')}, "user".name, "user".email FROM member JOIN "user" ON "user".id = member.user_id
        WHERE member.project_id = ${projectId}::uuid ORDER BY member.created_at, member.id`,
  );
  const people = rows.map((row) => ({ member: toWireRow('member', row), name: row.name, email: row.email }));
  const named = people.map(({ member, name }) => ({ id: member.id, name }));
  const [names, initials] = [namesAmong(named), initialsAmong(named)];
  const withAddresses = may(reader, 'member.invite');
  return people.map(({ member, name, email }) => ({
    ...member,
    name: names.get(member.id) ?? name,
    initials: initials.get(member.id) ?? '',
    email: withAddresses && !isErased(email) ? email : null,
  }));
}

/** Of `invitationColumns`. */
export const invitationRow = z.object({
  id: z.string(),
  role: z.enum(roles),
  createdAt: z.date(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  note: z.string(),
  kept: z.number(),
});

export const invitationColumns = sql`invitation.id, invitation.role, invitation.created_at AS "createdAt",
  invitation.expires_at AS "expiresAt", invitation.used_at AS "usedAt", invitation.revoked_at AS "revokedAt",
  invitation.note, (SELECT count(*)::int FROM reservation
      JOIN round ON round.project_id = reservation.project_id AND round.id = reservation.round_id
    WHERE reservation.project_id = invitation.project_id AND reservation.invitation_id = invitation.id AND reservation.removed_at IS NULL
      AND round.removed_at IS NULL) AS kept`;

export function toInvitation(row: z.infer<typeof invitationRow>): z.infer<typeof invitation> {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/** All invitations of a project, the newest first. */
export async function listInvitations(tx: Tx, projectId: string): Promise<z.infer<typeof invitation>[]> {
  const rows = await tx.rows(
    invitationRow,
    sql`SELECT ${invitationColumns} FROM invitation WHERE project_id = ${projectId}::uuid
        ORDER BY created_at DESC, id`,
  );
  return rows.map(toInvitation);
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
