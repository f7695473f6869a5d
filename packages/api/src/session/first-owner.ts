import { randomUUIDv7 } from 'node:crypto';
import { firstOwnerPath } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, holdWord, outsideTransaction, runAdmission, type Tx, transact } from '@koersvast/db';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { checkPassword } from '../person/password.ts';
import { hashPassword, hasPeople, insertPerson } from '../person/people.ts';
import { admitFounder } from '../project/found.ts';
import { readSample, recordSample } from '../sample/sample.ts';

const linkHours = 24;
const hourInMs = 3_600_000;
/** Those who create a first owner wait for each other. */
const firstOwner = 'first owner';

/**
 * Makes a one-time link that creates the first owner, and returns its whole address. It works for a day, beside
 * those that other servers of this installation have printed, until there is a first owner: then none works any
 * more. Null when the installation has people already.
 */
export function createFirstOwnerLink(db: Database, origin: string, now = new Date()): Promise<string | null> {
  return transact(db, async (tx) => {
    await holdWord(tx, firstOwner);
    if (await hasPeople(tx)) return null;
    const token = newLinkToken();
    await tx.firstOwnerLink.deleteMany({ where: { usedAt: null, expiresAt: { lte: now } } });
    await tx.firstOwnerLink.create({
      data: { tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + linkHours * hourInMs) },
    });
    return origin + firstOwnerPath(token);
  });
}

/** Whether a link can still create the first owner. */
export async function isFirstOwnerLink(db: Database, token: string, now: Date): Promise<boolean> {
  const tx = outsideTransaction(db);
  const link = await tx.firstOwnerLink.findFirst({ where: living(token, now), select: { tokenHash: true } });
  return link !== null && !(await hasPeople(tx));
}

function living(token: string, now: Date) {
  return { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now } };
}

interface FirstOwner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Person and sample project in one transaction: either both are there, or the installation is still empty. */
async function create(
  db: Database,
  { password, ...owner }: FirstOwner,
  now: Date,
  admit: (tx: Tx) => Promise<void>,
): Promise<void> {
  const id = randomUUIDv7();
  const passwordHash = await hashPassword(password);
  const sample = await readSample(id);
  await runAdmission(
    db,
    { projectId: sample.id, personId: id, opId: randomUUIDv7(), kind: 'project.create', payload: {}, now },
    async (tx) => {
      await holdWord(tx, firstOwner);
      await admit(tx);
      await insertPerson(tx, { ...owner, id, passwordHash, installationRole: 'owner' }, now);
      return admitFounder(tx, sample, now);
    },
    async (command) => {
      await recordSample(command, sample);
      return null;
    },
  );
}

/**
 * Creates the first owner, with the sample project as theirs. Throws `link_not_valid` for a link that is
 * unknown, expired or used, or when there are people already; of two at the same moment one gets it.
 */
export async function createFirstOwnerByLink(
  db: Database,
  token: string,
  owner: FirstOwner,
  now: Date,
): Promise<void> {
  // Asked before the slow hash, so that only whoever holds the link can make the server work.
  if (!(await isFirstOwnerLink(db, token, now))) throw new DomainError('link_not_valid');
  checkPassword(owner.password, owner);
  await create(db, owner, now, async (tx) => {
    const used = await tx.firstOwnerLink.updateMany({ where: living(token, now), data: { usedAt: now } });
    if (used.count === 0 || (await hasPeople(tx))) throw new DomainError('link_not_valid');
  });
}

/**
 * Creates the first owner of an unattended installation, with the sample project as theirs. False, and nothing
 * done, when there are people already. Throws `password_too_weak`.
 */
export async function createFirstOwner(
  db: Database,
  owner: { readonly name?: string; readonly email: string; readonly password: string },
  now = new Date(),
): Promise<boolean> {
  if (await hasPeople(outsideTransaction(db))) return false;
  const email = owner.email.trim().toLowerCase();
  const name = owner.name ?? email.split('@')[0] ?? email;
  checkPassword(owner.password, { name, email });
  try {
    await create(db, { name, email, password: owner.password }, now, async (tx) => {
      if (await hasPeople(tx)) throw new DomainError('link_not_valid');
    });
    return true;
  } catch (error) {
    // Another server of the same installation was first.
    if (error instanceof DomainError && error.code === 'link_not_valid') return false;
    throw error;
  }
}
