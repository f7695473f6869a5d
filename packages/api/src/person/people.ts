import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { defaultPreferences, type Person, preferences, type WaysIn } from '@koersvast/contracts';
import type { InstallationRole } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { cleanName, isErased, isPseudonym } from '@koersvast/core/person';
import { type Database, hold, outsideTransaction, type Tx, transact } from '@koersvast/db';
import { hashPassword } from 'better-auth/crypto';
import { endApiTokens } from './api-token.ts';
import { waysInOf } from './ways-in.ts';

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Null for whoever signs in at the provider, who alone says their address and proves nothing of it. */
  readonly passwordHash: string | null;
  readonly installationRole: InstallationRole;
}

/** Slow on purpose, and so never done inside a transaction. */
export { hashPassword };

/** What somebody without a name is called: what stands before the @ of their address. */
function nameOfAddress(email: string): string {
  return email.split('@')[0] ?? email;
}

/** Stores a person who can sign in. Throws `email_in_use`, and `name_taken` for the name of those who were erased. */
export async function insertPerson(tx: Tx, person: NewPerson, at: Date): Promise<void> {
  const name = cleanName(person.name);
  if (isPseudonym(name)) throw new DomainError('name_taken', { name });
  const { id, email, installationRole, passwordHash } = person;
  const made = { createdAt: at, updatedAt: at };
  const inserted = await tx.user.createMany({
    data: {
      id,
      name: name === '' ? nameOfAddress(email) : name,
      email,
      emailVerified: passwordHash !== null,
      installationRole,
      ...made,
    },
    skipDuplicates: true,
  });
  if (inserted.count === 0) throw new DomainError('email_in_use');
  if (passwordHash === null) return;
  await tx.account.create({
    data: {
      id: randomUUIDv7(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: passwordHash,
      ...made,
    },
    select: { id: true },
  });
}

/**
 * Gives somebody another password, with which every link ends by which they could have chosen one; false when they
 * cannot sign in with one.
 */
export async function setPassword(tx: Tx, personId: string, passwordHash: string): Promise<boolean> {
  await hold(tx, 'user', { id: personId }, 'written');
  await tx.passwordReset.deleteMany({ where: { userId: personId } });
  const set = await tx.account.updateMany({
    where: { userId: personId, providerId: 'credential' },
    data: { password: passwordHash },
  });
  return set.count > 0;
}

export async function hasPeople(tx: Tx): Promise<boolean> {
  return (await tx.user.findFirst({ select: { id: true } })) !== null;
}

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Whoever has this address, in any case of letters; null when nobody has, or has no more. */
export async function findPerson(tx: Tx, email: string): Promise<FoundPerson | null> {
  const person = await tx.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, name: true, email: true },
  });
  return person && !isErased(person.email) ? person : null;
}

/** Of the projects in which somebody is a member. */
export async function readProjectNames(tx: Tx, personId: string): Promise<string[]> {
  const projects = await tx.project.findMany({
    where: { deletedAt: null, members: { some: { userId: personId, removedAt: null } } },
    take: 200,
    select: { name: true },
  });
  return [...new Set(projects.map(({ name }) => name))];
}

/** A person as they see themselves. */
export async function readPerson(tx: Tx, id: string): Promise<Person | null> {
  const row = await tx.user.findUnique({
    where: { id },
    select: { id: true, name: true, email: true, installationRole: true, preferences: true },
  });
  if (!row) return null;
  // A stored setting that this version does not know leaves the others alone.
  const stored = preferences.partial().safeParse(row.preferences);
  return { ...row, preferences: { ...defaultPreferences, ...(stored.success ? stored.data : {}) } };
}

export interface ListedPerson extends FoundPerson {
  readonly installationRole: InstallationRole;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
  readonly projects: number;
  readonly waysIn: WaysIn;
  readonly factor: boolean;
}

/** Everybody who has an account, and so not those whose account was erased; the oldest first. */
export async function listUsers(db: Database): Promise<ListedPerson[]> {
  const people = await outsideTransaction(db).user.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      email: true,
      installationRole: true,
      createdAt: true,
      retiredAt: true,
      accounts: { select: { providerId: true } },
      secondFactor: { select: { confirmedAt: true } },
      _count: { select: { members: { where: { removedAt: null, project: { deletedAt: null } } } } },
    },
  });
  return people.flatMap(({ _count, accounts, secondFactor, ...person }) =>
    isErased(person.email)
      ? []
      : {
          ...person,
          projects: _count.members,
          waysIn: waysInOf(accounts),
          factor: (secondFactor?.confirmedAt ?? null) !== null,
        },
  );
}

/** Letters that cannot be mistaken for one another, in groups that can be read out. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn: string[] = [];
  // Bytes that would make the first letters likelier are left out.
  while (drawn.length < 20) {
    for (const byte of randomBytes(32)) {
      if (byte < 256 - (256 % letters.length)) drawn.push(letters[byte % letters.length] ?? '');
    }
  }
  return drawn
    .slice(0, 20)
    .join('')
    .replaceAll(/(.{5})(?=.)/g, '$1-');
}

/**
 * Gives a person a new password and ends their sessions and tokens; for the command line. Returns the password,
 * which is kept nowhere, or null when nobody has this address.
 */
export async function resetPassword(db: Database, email: string): Promise<string | null> {
  const password = newPassword();
  const hash = await hashPassword(password);
  const found = await transact(db, async (tx) => {
    const whose = { email: email.trim().toLowerCase() };
    await hold(tx, 'user', whose, 'alone');
    const person = await tx.user.findUnique({ where: whose, select: { id: true } });
    if (!person) return false;
    // Whoever was erased has a row, and no way to sign in.
    if (!(await setPassword(tx, person.id, hash))) return false;
    await tx.session.deleteMany({ where: { userId: person.id } });
    await endApiTokens(tx, person.id);
    return true;
  });
  return found ? password : null;
}
