import {
  type describeMemberInput,
  type editMemberInput,
  type inviteInput,
  type inviteOutput,
  type joinInput,
  joinPath,
  type revokeInvitationInput,
} from '@koersvast/contracts';
import type { Role } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import {
  type Command,
  hold,
  holdRows,
  noteSight,
  type Outcome,
  outsideTransaction,
  type Rows,
  runAdmission,
  type Tx,
  toWire,
  wireFields,
} from '@koersvast/db';
import type { z } from 'zod';
import { writeAssignments } from '../assignment/assign.ts';
import { freeReservations, holdKept } from '../assignment/reserve.ts';
import type { Identity, InnerContext, Post } from '../context.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { keepsAccount } from '../person/keeps-account.ts';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { checkPassword } from '../person/password.ts';
import { hashPassword, insertPerson } from '../person/people.ts';
import { addIdentity, findByIdentity, keepPasswords } from '../person/ways-in.ts';
import { samePatch } from '../same-patch.ts';
import { askInvitationMail, postFor } from './mail-invitation.ts';
import { readOpenInvitation } from './open-invitation.ts';
import { invitationFields, toInvitation } from './queries.ts';
import { updateMember } from './row.ts';

const invitationDays = 14;
const dayInMs = 86_400_000;

interface Link {
  readonly token: string;
  /** Whether this very command made the invitation: a repeat does not say its link again. */
  made: boolean;
  /** Who mails it; null where it is not mailed. */
  readonly post: Post | null;
}

/** The secret of a link that is about to be made: of it nothing but a hash is kept. Throws `mail_not_set_up`. */
export const newLink = ({ post }: InnerContext, { mail }: z.infer<typeof inviteInput>): Link => ({
  token: newLinkToken(),
  made: false,
  post: postFor(post, mail),
});

/** Makes an invitation for a role, and has it mailed where its input says so. Throws `too_many_mails`. */
export async function invite(
  command: Command,
  { id, projectId, role, note = '', mail }: z.infer<typeof inviteInput>,
  link: Link,
): Promise<{ invitation: z.infer<typeof inviteOutput>['invitation'] }> {
  const { tx, memberId, at } = command;
  const tokenHash = hashToken(link.token);
  const row = await tx.invitation.create({
    data: {
      id,
      projectId,
      role,
      tokenHash,
      createdById: memberId,
      createdAt: at,
      expiresAt: new Date(at.getTime() + invitationDays * dayInMs),
      note,
    },
    select: invitationFields,
  });
  await tx.invitationLink.create({
    data: { tokenHash, place: projectId },
    select: { place: true },
  });
  if (mail) await askInvitationMail(command, id, mail);
  link.made = true;
  // Stored with the operation, and so without what may be a name.
  return { invitation: { ...toInvitation({ ...row, kept: 0, mail: null }), note: '' } };
}

/** The invitation with its note, and in the first answer only the path of its link. */
export function invited(
  { answer: { invitation } }: Outcome<Awaited<ReturnType<typeof invite>>>,
  { made, token, post }: Link,
  { note = '', mail }: z.infer<typeof inviteInput>,
): z.infer<typeof inviteOutput> {
  post?.wake();
  const mailed = mail && { address: mail.address, state: 'waiting' as const, at: invitation.createdAt };
  return { invitation: { ...invitation, note, mail: mailed ?? null }, path: made ? joinPath(token) : null };
}

/** Makes the link of an invitation worthless, and frees the work that was kept for it. Throws `not_found` when it was used or is no more. */
export async function revokeInvitation(
  command: Command,
  { projectId, invitationId }: z.infer<typeof revokeInvitationInput>,
): Promise<null> {
  const { tx, at } = command;
  const { count: revoked } = await tx.invitation.updateMany({
    where: { projectId, id: invitationId, usedAt: null, revokedAt: null },
    data: { revokedAt: at },
  });
  if (revoked === 0) throw new DomainError('not_found');
  await freeReservations(command, invitationId);
  return null;
}

/** Throws `last_owner` when nobody else whose account is not retired owns the project; holds it, so that this stays so. */
export async function keepAnOwner({ tx, projectId }: Command, leaving: { id: string }): Promise<void> {
  // The project is held first, so that two owners cannot step down at the same moment.
  await hold(tx, 'project', { id: projectId }, 'written');
  const other = await tx.member.findFirst({
    where: { projectId, role: 'owner', removedAt: null, id: { not: leaving.id }, user: { retiredAt: null } },
    select: { id: true },
  });
  if (!other) throw new DomainError('last_owner');
}

/** Gives a member another role, or removes them; what they made stays. Throws `last_owner`. */
export async function editMember(command: Command, input: z.infer<typeof editMemberInput>): Promise<null> {
  const { change } = input;
  const member = await command.lock('member', { id: input.memberId }, input.version);
  if (member.removedAt !== null) throw new DomainError('not_found');
  if (member.role === 'owner' && !('role' in change && change.role === 'owner')) {
    await keepAnOwner(command, member);
  }
  // Before they lose sight of what they could see.
  await noteSight(command.tx, command.projectId, [member.id]);
  if ('role' in change) await updateMember(command, member, { role: change.role });
  else await updateMember(command, member, { removedAt: command.at.toISOString() }, { action: 'remove' });
  return null;
}

/** Tells of a coder for the paper, also of one who has left. */
export async function describeMember(
  command: Command,
  input: z.infer<typeof describeMemberInput>,
): Promise<null> {
  const member = await command.lock('member', { id: input.memberId }, versionAsked(input));
  const told = mergeChange<Rows['member']>('member', member, input);
  if (!samePatch(member, told)) await updateMember(command, member, told);
  return null;
}

interface Joining {
  invitationId: string;
  memberId: string;
  role: Role;
  before: Rows['member'] | null;
}

/** Uses the invitation up and makes its person a member, or again one who was removed. */
async function admitMember(
  tx: Tx,
  who: { token: string; personId: string; newId: () => string; account: () => Promise<void> },
  now: Date,
): Promise<Joining> {
  const invitation = await readOpenInvitation(tx, who.token, now, true);
  if (!invitation) throw new DomainError('link_not_valid');
  const { projectId, role, id: invitationId } = invitation;
  await who.account();
  await tx.invitation.updateMany({
    where: { projectId, id: invitationId },
    data: { usedAt: now, usedById: who.personId },
  });
  const [before] = await holdRows(tx, 'member', { projectId, userId: who.personId }, 'alone');
  if (!before) {
    // Whoever was invited keeps the id under which work was drawn for them.
    const taken = await tx.member.findFirst({ where: { projectId, id: invitationId }, select: { id: true } });
    const memberId = taken ? who.newId() : invitationId;
    await tx.member.create({
      data: { id: memberId, projectId, userId: who.personId, role, createdAt: now },
      select: { id: true },
    });
    return { invitationId, memberId, role, before: null };
  }
  if (before.removedAt === null) throw new DomainError('already_member');
  await tx.member.updateMany({
    where: { projectId, id: before.id },
    data: { role, removedAt: null, version: { increment: 1 } },
  });
  return { invitationId, memberId: before.id, role, before };
}

/** Gives whoever has just joined the work that was kept for their invitation. */
async function giveKept(command: Command, invitationId: string): Promise<void> {
  for (const { round, documentIds } of await holdKept(command, invitationId)) {
    const { memberId } = command;
    const cells = documentIds.map((documentId) => ({ documentId, memberId, assigned: true }));
    await writeAssignments(command, round, cells);
  }
  await freeReservations(command, invitationId);
}

/** The invitation of a link with which somebody can join now. Throws `link_not_valid` and `project_archived`. */
async function openInvitation(ctx: InnerContext, token: string) {
  const open = await readOpenInvitation(outsideTransaction(ctx.db), token, ctx.now());
  if (!open) throw new DomainError('link_not_valid');
  if (open.archived) throw new DomainError('project_archived');
  return open;
}

/**
 * Joins a project by the link of an invitation, which works once, also for two at the same moment. A newcomer
 * becomes a person and is signed in. Throws `link_not_valid`, `project_archived`, `email_in_use`, `already_member`,
 * `password_too_weak`, `passwords_off`, or `not_signed_in` when neither a newcomer nor a session is there.
 */
export async function join(
  ctx: InnerContext,
  { token, newcomer }: z.infer<typeof joinInput>,
): Promise<{ projectId: string }> {
  const now = ctx.now();
  // Asked before the slow hash, so that only whoever holds a link can make the server work.
  const { projectId, projectName } = await openInvitation(ctx, token);
  if (newcomer === null) {
    const personId = ctx.person?.id;
    if (personId === undefined) throw new DomainError('not_signed_in');
    await joinAs(ctx, { token, projectId, personId, account: (tx) => keepsAccount(tx, personId) });
    return { projectId };
  }
  keepPasswords(ctx.provider, newcomer.email);
  checkPassword(newcomer.password, { ...newcomer, projects: [projectName] });
  const passwordHash = await hashPassword(newcomer.password);
  const person = { ...newcomer, id: ctx.newId(), passwordHash, installationRole: 'member' } as const;
  await joinAs(ctx, {
    token,
    projectId,
    personId: person.id,
    account: (tx) => insertPerson(tx, person, now),
  });
  await ctx.auth.enter(ctx.request, newcomer);
  return { projectId };
}

/**
 * The same for somebody whom the provider knows: the one whose account that is, or a newcomer, whose address must be
 * nobody's here. Nobody is signed in by it. Throws `provider_no_address` as well.
 */
export async function joinByIdentity(
  ctx: InnerContext,
  { token, identity }: { readonly token: string; readonly identity: Identity },
): Promise<{ projectId: string; personId: string }> {
  const now = ctx.now();
  const { projectId } = await openInvitation(ctx, token);
  const known = await findByIdentity(outsideTransaction(ctx.db), identity);
  if (known !== null) {
    await joinAs(ctx, { token, projectId, personId: known, account: (tx) => keepsAccount(tx, known) });
    return { projectId, personId: known };
  }
  const { name, email } = identity;
  if (email === null) throw new DomainError('provider_no_address');
  const id = ctx.newId();
  const person = { id, name, email, passwordHash: null, installationRole: 'member' } as const;
  await joinAs(ctx, {
    ...{ token, projectId, personId: id },
    async account(tx) {
      await insertPerson(tx, person, now);
      await addIdentity(tx, id, identity, now);
    },
  });
  return { projectId, personId: id };
}

interface JoiningAs {
  readonly token: string;
  readonly projectId: string;
  readonly personId: string;
  /** Makes the account, or makes sure that it stands. */
  readonly account: (tx: Tx) => Promise<void>;
}

async function joinAs(ctx: InnerContext, { token, projectId, personId, account }: JoiningAs): Promise<void> {
  const now = ctx.now();
  let joining: Joining | undefined;
  await runAdmission(
    ctx.db,
    { projectId, personId, opId: ctx.newId(), kind: 'member.join', payload: {}, now },
    async (tx) => {
      const who = { token, personId, newId: ctx.newId, account: () => account(tx) };
      joining = await admitMember(tx, who, now);
      return joining;
    },
    async (command) => {
      const { tx, projectId, memberId } = command;
      const stored = await tx.member.findFirstOrThrow({
        where: { projectId, id: memberId },
        select: wireFields.member,
      });
      const after = toWire('member', stored);
      const before = joining?.before ?? null;
      command.record('member', before, after, { action: before === null ? 'create' : 'restore' });
      if (joining) await giveKept(command, joining.invitationId);
      return null;
    },
  );
}
