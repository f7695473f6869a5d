import type { InstallationRole } from '@koersvast/core/ability';
import { type Database, holdWord, KeepingRefusal, type Tx, transact } from '@koersvast/db';
import { findPerson } from '../person/people.ts';

/** Until the transaction ends, nobody else takes a pseudonym or an owner of the installation away. */
export async function holdPeople(tx: Tx): Promise<void> {
  await holdWord(tx, 'people');
}

export async function isOnlyOwner(tx: Tx, personId: string): Promise<boolean> {
  const owners = await tx.user.findMany({
    where: { installationRole: 'owner' },
    orderBy: { id: 'asc' },
    take: 2,
    select: { id: true },
  });
  return owners.length === 1 && owners[0]?.id === personId;
}

/** @throws KeepingRefusal for the only owner of the installation. */
export async function keepInstallationOwner(
  tx: Tx,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  if (await isOnlyOwner(tx, id)) {
    throw new KeepingRefusal(
      `${name} is the only owner of this installation, which needs one: make somebody else an owner first.`,
    );
  }
}

export async function giveInstallationRole(tx: Tx, personId: string, role: InstallationRole): Promise<void> {
  await tx.user.updateMany({
    where: { id: personId, installationRole: { not: role } },
    data: { installationRole: role },
  });
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
): Promise<string | null> {
  return transact(db, async (tx) => {
    await holdPeople(tx);
    const person = await findPerson(tx, email);
    if (!person) return null;
    if (role !== 'owner') await keepInstallationOwner(tx, person);
    await giveInstallationRole(tx, person.id, role);
    return person.name;
  });
}
