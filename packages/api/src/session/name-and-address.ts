import { DomainError } from '@koersvast/core/error';
import { isErased, isPseudonym } from '@koersvast/core/person';
import { type Database, sql, transact } from '@koersvast/db';
import { z } from 'zod';

interface Whose {
  readonly personId: string;
  readonly now: Date;
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
    const person = await tx.row(
      z.object({ name: z.string(), email: z.string() }),
      sql`SELECT name, email FROM "user" WHERE id = ${personId}::uuid FOR UPDATE`,
    );
    // Whoever is erased at this moment stays so.
    if (!person || isErased(person.email)) throw new DomainError('not_signed_in');
    if (base !== undefined && person.name !== base && person.name !== name) {
      const current = JSON.stringify({ name: person.name });
      throw new DomainError('field_conflict', { noun: 'person', id: personId, fields: 'name', current });
    }
    await tx.run(
      sql`UPDATE "user" SET name = ${name}, updated_at = ${now} WHERE id = ${personId}::uuid AND name <> ${name}`,
    );
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
      const person = await tx.row(
        z.object({ email: z.string() }),
        sql`SELECT email FROM "user" WHERE id = ${personId}::uuid FOR UPDATE`,
      );
      if (!person || isErased(person.email)) throw new DomainError('not_signed_in');
      await tx.run(
        sql`UPDATE "user" SET email = ${email}, updated_at = ${now} WHERE id = ${personId}::uuid AND email <> ${email}`,
      );
    });
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === 'user_email_key') {
      throw new DomainError('email_in_use');
    }
    throw error;
  }
}
