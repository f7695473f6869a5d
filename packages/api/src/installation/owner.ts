import type { InstallationRole } from '@koersvast/core/ability';
import { type Database, KeepingRefusal, sql, type Tx, transact } from '@koersvast/db';
import { findPerson } from '../person/people.ts';

/** Any number will do: it makes those who take a pseudonym, or an owner away, wait for each other. */
const lock = 7_301_944_119;

/** Until the transaction ends, nobody else takes a pseudonym or an owner of the installation away. */
export async function holdPeople(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${lock}::bigint)`);
}

export async function isOnlyOwner(tx: Tx, personId: string): Promise<boolean> {
  const alone = await tx.row(
    sql`SELECT 1 FROM "user" WHERE id = ${personId}::uuid AND installation_role = 'owner'
          AND NOT EXISTS (SELECT 1 FROM "user" AS other WHERE other.installation_role = 'owner' AND other.id <> "user".id)`,
  );
  return alone !== undefined;
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
  await tx.run(
    sql`UPDATE "user" SET installation_role = ${role}::installation_role, updated_at = now()
        WHERE id = ${personId}::uuid AND installation_role <> ${role}::installation_role`,
  );
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
