import { DomainError } from '@koersvast/core/error';
import { isErased, isPseudonym } from '@koersvast/core/person';
import { type Database, databaseError, hold, type Tx, transact } from '@koersvast/db';

interface Whose {
  readonly personId: string;
  readonly now: Date;
}

async function holdPerson(tx: Tx, personId: string): Promise<{ name: string; email: string } | null> {
  await hold(tx, 'user', { id: personId }, 'alone');
  return tx.user.findUnique({ where: { id: personId }, select: { name: true, email: true } });
}

/**
 * Gives a person another name; what left the program before keeps the old one. Throws `name_taken` for the name of
 * those who were erased, and `field_conflict` where the name is no longer the one that the person saw.
 */
export function setName(
  db: Database,
  { personId, now, name, base }: Whose & { readonly name: string; readonly base?: string | undefined },
): Promise<void> {
  if (isPseudonym(name)) throw new DomainError('name_taken', { name });
  return transact(db, async (tx) => {
    const person = await holdPerson(tx, personId);
    // Whoever is erased at this moment stays so.
    if (!person || isErased(person.email)) throw new DomainError('not_signed_in');
    if (base !== undefined && person.name !== base && person.name !== name) {
      const current = JSON.stringify({ name: person.name });
      throw new DomainError('field_conflict', { noun: 'person', id: personId, fields: 'name', current });
    }
    await tx.user.updateMany({
      where: { id: personId, name: { not: name } },
      data: { name, updatedAt: now },
    });
  });
}

/** Gives a person another address to sign in with; no session ends. Throws `email_in_use`. */
export async function changeEmail(
  db: Database,
  { personId, now, email }: Whose & { readonly email: string },
): Promise<void> {
  // Nobody can have an address that says that they were erased.
  if (isErased(email)) throw new DomainError('email_in_use');
  try {
    await transact(db, async (tx) => {
      const person = await holdPerson(tx, personId);
      if (!person || isErased(person.email)) throw new DomainError('not_signed_in');
      await tx.user.updateMany({
        where: { id: personId, email: { not: email } },
        data: { email, updatedAt: now },
      });
    });
  } catch (error) {
    const said = databaseError(error);
    if (said instanceof Error && 'constraint' in said && said.constraint === 'user_email_key') {
      throw new DomainError('email_in_use');
    }
    throw error;
  }
}
