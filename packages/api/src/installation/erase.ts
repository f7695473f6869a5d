import { createHash, randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { nextPseudonym, type Pseudonym } from '@koersvast/core/person';
import {
  type Database,
  KeepingRefusal,
  outsideTransaction,
  runCommand,
  snapshot,
  type Tx,
  transact,
} from '@koersvast/db';
import { keepAnOwner } from '../member/commands.ts';
import { updateMember } from '../member/row.ts';
import { type FoundPerson, findPerson } from '../person/people.ts';
import { holdPeople, keepInstallationOwner } from './owner.ts';

/** Whose account has this address; null when nobody's has. */
export function findErasable(db: Database, email: string): Promise<FoundPerson | null> {
  return findPerson(outsideTransaction(db), email);
}

interface Membership {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly lastOwner: boolean;
}

async function memberships(tx: Tx, person: FoundPerson): Promise<Membership[]> {
  const theirs = await tx.member.findMany({
    where: { userId: person.id, removedAt: null, project: { deletedAt: null } },
    orderBy: [{ project: { createdAt: 'asc' } }, { projectId: 'asc' }],
    select: { id: true, projectId: true, role: true, project: { select: { name: true } } },
  });
  const others = await tx.member.findMany({
    where: {
      projectId: { in: theirs.map(({ projectId }) => projectId) },
      userId: { not: person.id },
      role: 'owner',
      removedAt: null,
      user: { retiredAt: null },
    },
    select: { projectId: true },
  });
  const owned = new Set(others.map(({ projectId }) => projectId));
  return theirs.map(({ project, role, ...member }) => ({
    ...member,
    projectName: project.name,
    lastOwner: role === 'owner' && !owned.has(member.projectId),
  }));
}

/**
 * Erases the account of a person: they leave their projects, cannot sign in any more, and nothing that is stored
 * holds their name or address; what they made stays, under a pseudonym. It can be given again when it was
 * interrupted.
 * @throws KeepingRefusal, before anything is done, for the only owner of a project or of the installation.
 */
export async function eraseAccount(db: Database, person: FoundPerson, now = new Date()): Promise<Pseudonym> {
  const tx = outsideTransaction(db);
  const left = await snapshot(db, (inside) => memberships(inside, person));
  const held = left.filter(({ lastOwner }) => lastOwner).map(({ projectName }) => projectName);
  if (held.length > 0) throw lastOwnerOf(person, held.join(', '));
  await keepInstallationOwner(tx, person);
  for (const membership of left) await leave(db, person, membership, now);
  return transact(db, async (inside) => {
    await holdPeople(inside);
    await keepInstallationOwner(inside, person);
    const names = await inside.user.findMany({ select: { name: true } });
    const pseudonym = nextPseudonym(names.map(({ name }) => name));
    await clear(inside, person, pseudonym, now);
    return pseudonym;
  });
}

function lastOwnerOf({ name }: FoundPerson, projects: string): KeepingRefusal {
  return new KeepingRefusal(
    `${name} is the only owner of ${projects}: make somebody else an owner there first, or delete the project.`,
  );
}

/** As the person's own act, so that the project's history says when they left. */
async function leave(
  db: Database,
  person: FoundPerson,
  { id, projectId, projectName }: Membership,
  now: Date,
): Promise<void> {
  const input = {
    personId: person.id,
    opId: randomUUIDv7(),
    kind: 'member.leave',
    payload: {},
    now,
    projectId,
    ability: 'project.read',
    whenArchived: 'allow',
    whenRetired: 'allow',
  } as const;
  try {
    await runCommand(db, input, async (command) => {
      const member = await command.lock('member', { id });
      if (member.role === 'owner') await keepAnOwner(command, member);
      await updateMember(command, member, { removedAt: now.toISOString() }, { action: 'remove' });
      return null;
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'last_owner') throw lastOwnerOf(person, projectName);
    throw error;
  }
}

async function clear(tx: Tx, person: FoundPerson, pseudonym: Pseudonym, now: Date): Promise<void> {
  const { id, email } = person;
  await tx.session.deleteMany({ where: { userId: id } });
  await tx.account.deleteMany({ where: { userId: id } });
  await tx.secondFactor.deleteMany({ where: { userId: id } });
  await tx.passwordReset.deleteMany({ where: { userId: id } });
  await tx.mail.deleteMany({ where: { OR: [{ address: email }, { about: id }] } });
  await tx.digest.deleteMany({ where: { userId: id } });
  await tx.apiToken.deleteMany({ where: { userId: id } });
  const theirs = await tx.member.findMany({ where: { userId: id }, select: { projectId: true } });
  const used = { projectId: { in: theirs.map(({ projectId }) => projectId) }, usedById: id };
  // Those by which they came may have been mailed to another address of theirs.
  const came = await tx.invitation.findMany({ where: used, select: { projectId: true, id: true } });
  await tx.mail.deleteMany({
    where: {
      kind: 'invitation',
      place: { in: came.map(({ projectId }) => projectId) },
      about: { in: came.map((invitation) => invitation.id) },
    },
  });
  await tx.invitation.updateMany({ where: used, data: { note: '' } });
  await tx.verification.deleteMany({ where: { OR: [{ identifier: email }, { value: id }] } });
  // The counters of attempts know an address by its hash, and a person by their id.
  const hash = createHash('sha256').update(email).digest('hex');
  await tx.rateLimit.deleteMany({ where: { OR: [{ key: { contains: hash } }, { key: { contains: id } }] } });
  await tx.user.updateMany({
    where: { id },
    data: {
      name: pseudonym.name,
      email: pseudonym.email,
      emailVerified: false,
      image: null,
      installationRole: 'member',
      preferences: {},
      updatedAt: now,
    },
  });
}
