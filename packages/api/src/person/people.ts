import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { defaultPreferences, type Person, preferences } from '@koersvast/contracts';
import { type InstallationRole, installationRoles } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { cleanName, isErased, isPseudonym } from '@koersvast/core/person';
import { type Database, outsideTransaction, sql, type Tx, transact } from '@koersvast/db';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { endApiTokens } from './api-token.ts';

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
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
  const inserted = await tx.run(
    sql`INSERT INTO "user" (id, name, email, email_verified, installation_role, created_at, updated_at)
        VALUES (${person.id}::uuid, ${name === '' ? nameOfAddress(person.email) : name}, ${person.email}, true,
          ${person.installationRole}::installation_role, ${at}, ${at})
        ON CONFLICT (email) DO NOTHING`,
  );
  if (inserted === 0) throw new DomainError('email_in_use');
  await tx.run(
    sql`INSERT INTO account (id, account_id, provider_id, user_id, password, created_at, updated_at)
        VALUES (${randomUUIDv7()}::uuid, ${person.id}, 'credential', ${person.id}::uuid, ${person.passwordHash}, ${at}, ${at})`,
  );
}

/** Gives somebody another password; false when they cannot sign in with one. */
export async function setPassword(tx: Tx, personId: string, passwordHash: string): Promise<boolean> {
  const set = await tx.run(
    sql`UPDATE account SET password = ${passwordHash}, updated_at = now()
        WHERE user_id = ${personId}::uuid AND provider_id = 'credential'`,
  );
  return set > 0;
}

export async function hasPeople(tx: Tx): Promise<boolean> {
  return (await tx.row(sql`SELECT 1 FROM "user" LIMIT 1`)) !== undefined;
}

export const foundPerson = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type FoundPerson = z.infer<typeof foundPerson>;

/** Whoever has this address, in any case of letters; null when nobody has, or has no more. */
export async function findPerson(tx: Tx, email: string): Promise<FoundPerson | null> {
  const person = await tx.row(
    foundPerson,
    sql`SELECT id, name, email FROM "user" WHERE email = ${email.trim().toLowerCase()}`,
  );
  return person && !isErased(person.email) ? person : null;
}

/** Of the projects in which somebody is a member. */
export async function readProjectNames(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.rows(
    z.object({ name: z.string() }),
    sql`SELECT DISTINCT project.name FROM member JOIN project ON project.id = member.project_id
        WHERE member.user_id = ${personId}::uuid AND member.removed_at IS NULL AND project.deleted_at IS NULL LIMIT 200`,
  );
  return rows.map(({ name }) => name);
}

/** A person as they see themselves. */
export async function readPerson(tx: Tx, id: string): Promise<Person | null> {
  const row = await tx.row(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      installationRole: z.enum(installationRoles),
      preferences: z.unknown(),
    }),
    sql`SELECT id, name, email, installation_role AS "installationRole", preferences FROM "user" WHERE id = ${id}::uuid`,
  );
  if (!row) return null;
  // A stored setting that this version does not know leaves the others alone.
  const stored = preferences.partial().safeParse(row.preferences);
  return { ...row, preferences: { ...defaultPreferences, ...(stored.success ? stored.data : {}) } };
}

export const listedPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  installationRole: z.enum(installationRoles),
  createdAt: z.date(),
  projects: z.number(),
});
export type ListedPerson = z.infer<typeof listedPerson>;

/** Everybody who has an account, and so not those whose account was erased; the oldest first. */
export async function listUsers(db: Database): Promise<ListedPerson[]> {
  const people = await outsideTransaction(db).rows(
    listedPerson,
    sql`SELECT "user".id, "user".name, "user".email, "user".installation_role AS "installationRole",
          "user".created_at AS "createdAt",
          (SELECT count(*)::int FROM member JOIN project ON project.id = member.project_id
           WHERE member.user_id = "user".id AND member.removed_at IS NULL AND project.deleted_at IS NULL) AS projects
        FROM "user" ORDER BY "user".created_at, "user".id`,
  );
  return people.filter(({ email }) => !isErased(email));
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
    const person = await tx.row(
      z.object({ id: z.string() }),
      sql`SELECT id FROM "user" WHERE email = ${email.trim().toLowerCase()} FOR UPDATE`,
    );
    if (!person) return false;
    // Whoever was erased has a row, and no way to sign in.
    if (!(await setPassword(tx, person.id, hash))) return false;
    await tx.run(sql`DELETE FROM session WHERE user_id = ${person.id}::uuid`);
    await endApiTokens(tx, person.id);
    return true;
  });
  return found ? password : null;
}
