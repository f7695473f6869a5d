import { DomainError } from '@koersvast/core/error';
import { isErased, isPseudonym } from '@koersvast/core/person';
import { type Database, databaseError, hold, type Tx, transact } from '@koersvast/db';
import type { Provider } from '../context.ts';
import { keepWayIn } from '../person/ways-in.ts';

interface Whose {
  readonly personId: string;
  readonly now: Date;
}

/** Somebody's account, held; null when nobody has it, or has it no more. */
async function holdPerson(
  tx: Tx,
  personId: string,
): Promise<{ name: string; email: string; retired: boolean } | null> {
  await hold(tx, 'user', { id: personId }, 'alone');
  const found = await tx.user.findUnique({
    where: { id: personId },
    select: { name: true, email: true, retiredAt: true },
  });
  if (!found || isErased(found.email)) return null;
  const { name, email, retiredAt } = found;
  return { name, email, retired: retiredAt !== null };
}

/**
 * Gives a person another name within a transaction; what left the program before keeps the old one. Whether it was
 * another one. Throws `name_taken` for the name of those who were erased, `field_conflict` where the name is no longer
 * the one that was seen, and `gone` when nobody has the account.
 */
export async function giveName(
  tx: Tx,
  { personId, now, name, base, gone }: NewName & { readonly gone: 'not_found' | 'not_signed_in' },
): Promise<boolean> {
  if (isPseudonym(name)) throw new DomainError('name_taken', { name });
  const person = await holdPerson(tx, personId);
  // Whoever is erased at this moment stays so.
  if (!person || (gone === 'not_signed_in' && person.retired)) throw new DomainError(gone);
  if (base !== undefined && person.name !== base && person.name !== name) {
    const current = JSON.stringify({ name: person.name });
    throw new DomainError('field_conflict', { noun: 'person', id: personId, fields: 'name', current });
  }
  const { count } = await tx.user.updateMany({
    where: { id: personId, name: { not: name } },
    data: { name, updatedAt: now },
  });
  return count > 0;
}

type NewName = Whose & { readonly name: string; readonly base?: string | undefined };

/** Gives a person the name that they want. Throws as `giveName`. */
export async function setName(db: Database, given: NewName): Promise<void> {
  await transact(db, (tx) => giveName(tx, { ...given, gone: 'not_signed_in' }));
}

/** Gives a person another address to sign in with; no session ends. Throws `email_in_use`, and `last_way_in`. */
export async function changeEmail(
  db: Database,
  provider: Provider | null,
  { personId, now, email }: Whose & { readonly email: string },
): Promise<void> {
  // Nobody can have an address that says that they were erased.
  if (isErased(email)) throw new DomainError('email_in_use');
  try {
    await transact(db, async (tx) => {
      const person = await holdPerson(tx, personId);
      if (!person || person.retired) throw new DomainError('not_signed_in');
      // Whoever takes the provider from them at this moment waits for it.
      await keepWayIn(tx, provider, { id: personId, email: person.email }, email);
      await tx.user.updateMany({
        where: { id: personId, email: { not: email } },
        data: { email, updatedAt: now },
      });
      // What was sent to the address of before works no more.
      await tx.passwordReset.deleteMany({ where: { userId: personId } });
    });
  } catch (error) {
    const said = databaseError(error);
    if (said instanceof Error && 'constraint' in said && said.constraint === 'user_email_key') {
      throw new DomainError('email_in_use');
    }
    throw error;
  }
}
