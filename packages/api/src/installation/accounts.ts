import { randomUUIDv7 } from 'node:crypto';
import type {
  accountEventKinds,
  correctNameInput,
  endSessionsInput,
  setRetiredInput,
} from '@koersvast/contracts';
import { type InstallationRole, mayInInstallation } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { isErased } from '@koersvast/core/person';
import { type Database, hold, type Tx, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { endApiTokens } from '../person/api-token.ts';
import { findPerson } from '../person/people.ts';
import { giveName } from '../session/name-and-address.ts';
import { holdPeople, isOnlyOwner, keepInstallationOwner } from './owner.ts';

interface AccountEvent {
  readonly kind: (typeof accountEventKinds)[number];
  readonly personId: string;
  /** Null at the command line. */
  readonly byId: string | null;
  readonly at: Date;
}

/** Notes what was done to somebody's account, in the transaction that does it. */
export async function noteAccountEvent(tx: Tx, event: AccountEvent): Promise<void> {
  await tx.accountEvent.create({ data: { id: randomUUIDv7(), ...event }, select: { id: true } });
}

/** Throws `not_allowed` for whoever owns the installation no more, now that nobody else changes who does. */
export async function holdAsOwner(tx: Tx, personId: string): Promise<void> {
  await holdPeople(tx);
  const own = await tx.user.findUnique({
    where: { id: personId },
    select: { installationRole: true, email: true, retiredAt: true },
  });
  const stands = own && own.retiredAt === null && !isErased(own.email);
  if (!stands || !mayInInstallation(own.installationRole, 'user.edit')) throw new DomainError('not_allowed');
}

/** Corrects the name of somebody else. Throws `not_found`, `name_taken` and `field_conflict`. */
export function correctName(
  ctx: SignedInContext,
  input: z.infer<typeof correctNameInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await holdAsOwner(tx, ctx.person.id);
    if (await giveName(tx, { ...input, now, gone: 'not_found' }))
      await noteAccountEvent(tx, { kind: 'named', personId: input.personId, byId: ctx.person.id, at: now });
    return { ok: true };
  });
}

/**
 * Retires an account: its person signs in no more, and with the transaction their sessions open nothing any more and
 * their tokens end; what they made stays, under their name. Or takes it back, with the password that it had. Throws `not_found`,
 * `last_installation_owner`, and `only_owner_of_projects`.
 */
export function setRetired(
  ctx: SignedInContext,
  { personId, retired }: z.infer<typeof setRetiredInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    await holdAsOwner(tx, ctx.person.id);
    const at = ctx.now();
    // Commands hold the account until they end: those that came before are stored, those that come after find it retired.
    await hold(tx, 'user', { id: personId }, 'written');
    const person = await tx.user.findUnique({
      where: { id: personId },
      select: { email: true, retiredAt: true },
    });
    if (!person || isErased(person.email)) throw new DomainError('not_found');
    if ((person.retiredAt !== null) === retired) return { ok: true };
    if (retired) {
      if (await isOnlyOwner(tx, personId)) throw new DomainError('last_installation_owner');
      await keepProjectsOwned(tx, personId);
    }
    // Until then they lie there, so that whose they are can be told why they open nothing.
    if (retired) await endApiTokens(tx, personId);
    else await tx.session.deleteMany({ where: { userId: personId } });
    await tx.user.updateMany({
      where: { id: personId },
      data: { retiredAt: retired ? at : null, updatedAt: at },
    });
    const kind = retired ? 'retired' : 'returned';
    await noteAccountEvent(tx, { kind, personId, byId: ctx.person.id, at });
    return { ok: true };
  });
}

/**
 * Signs somebody out in every browser; their tokens stay. Their open pages learn of it with the next look of their
 * streams. Throws `not_found`.
 */
export function endSessionsOf(
  ctx: SignedInContext,
  { personId }: z.infer<typeof endSessionsInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    await holdAsOwner(tx, ctx.person.id);
    const person = await tx.user.findUnique({ where: { id: personId }, select: { email: true } });
    if (!person || isErased(person.email)) throw new DomainError('not_found');
    const { count } = await tx.session.deleteMany({ where: { userId: personId } });
    if (count > 0)
      await noteAccountEvent(tx, { kind: 'signed_out', personId, byId: ctx.person.id, at: ctx.now() });
    return { ok: true };
  });
}

/** How many projects somebody alone owns; holds all that they own, so that this stays so. */
async function keepProjectsOwned(tx: Tx, personId: string): Promise<void> {
  const owns = { role: 'owner', removedAt: null } as const;
  const owned = await tx.member.findMany({
    where: { userId: personId, ...owns, project: { deletedAt: null } },
    orderBy: { projectId: 'asc' },
    select: { projectId: true },
  });
  for (const { projectId } of owned) await hold(tx, 'project', { id: projectId }, 'written');
  const projectIds = owned.map(({ projectId }) => projectId);
  const others = await tx.member.findMany({
    where: { projectId: { in: projectIds }, userId: { not: personId }, ...owns, user: { retiredAt: null } },
    select: { projectId: true },
  });
  const kept = new Set(others.map(({ projectId }) => projectId));
  const projects = projectIds.filter((id) => !kept.has(id)).length;
  // How many, and not which: an owner of the installation sees no project that they are no member of.
  if (projects > 0) throw new DomainError('only_owner_of_projects', { projects });
}

/** Makes somebody owner or member of the installation, and notes it where that changes something. */
export async function giveInstallationRole(
  tx: Tx,
  { personId, role, ...event }: { readonly role: InstallationRole } & Omit<AccountEvent, 'kind'>,
): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: personId, installationRole: { not: role } },
    data: { installationRole: role },
  });
  if (count > 0) await noteAccountEvent(tx, { ...event, personId, kind: role });
}

/**
 * Gives a person a role in the installation; for the command line. Their name, or null when nobody has this
 * address.
 * @throws KeepingRefusal where the only owner would be one no longer.
 */
export function setInstallationRole(
  db: Database,
  email: string,
  role: InstallationRole,
  at = new Date(),
): Promise<string | null> {
  return transact(db, async (tx) => {
    await holdPeople(tx);
    const person = await findPerson(tx, email);
    if (!person) return null;
    if (role !== 'owner') await keepInstallationOwner(tx, person);
    await giveInstallationRole(tx, { personId: person.id, role, byId: null, at });
    return person.name;
  });
}
