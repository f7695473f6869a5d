import { createHash, randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { nextPseudonym, type Pseudonym } from '@koersvast/core/person';
import {
  type Database,
  KeepingRefusal,
  outsideTransaction,
  runCommand,
  sql,
  type Tx,
  transact,
} from '@koersvast/db';
import { z } from 'zod';
import { keepAnOwner } from '../member/commands.ts';
import { updateMember } from '../member/row.ts';
import { type FoundPerson, findPerson } from '../person/people.ts';
import { holdPeople, keepInstallationOwner } from './owner.ts';

/** Whose account has this address; null when nobody's has. */
export function findErasable(db: Database, email: string): Promise<FoundPerson | null> {
  return findPerson(outsideTransaction(db), email);
}

const membership = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  lastOwner: z.boolean(),
});
type Membership = z.infer<typeof membership>;

function memberships(tx: Tx, person: FoundPerson): Promise<Membership[]> {
  return tx.rows(
    membership,
    sql`SELECT member.id, project.id AS "projectId", project.name AS "projectName",
          member.role = 'owner' AND NOT EXISTS (SELECT 1 FROM member AS other
            WHERE other.project_id = member.project_id AND other.role = 'owner' AND other.removed_at IS NULL
              AND other.id <> member.id) AS "lastOwner"
        FROM member JOIN project ON project.id = member.project_id
        WHERE member.user_id = ${person.id}::uuid AND member.removed_at IS NULL AND project.deleted_at IS NULL
        ORDER BY project.created_at, project.id`,
  );
}

/**
 * Erases the account of a person: they leave their projects, cannot sign in any more, and nothing that is stored
 * holds their name or address; what they made stays, under a pseudonym. It can be given again when it was
 * interrupted.
 * @throws KeepingRefusal, before anything is done, for the only owner of a project or of the installation.
 */
export async function eraseAccount(db: Database, person: FoundPerson, now = new Date()): Promise<Pseudonym> {
  const tx = outsideTransaction(db);
  const left = await memberships(tx, person);
  const held = left.filter(({ lastOwner }) => lastOwner).map(({ projectName }) => projectName);
  if (held.length > 0) throw lastOwnerOf(person, held.join(', '));
  await keepInstallationOwner(tx, person);
  for (const membership of left) await leave(db, person, membership, now);
  return transact(db, async (inside) => {
    await holdPeople(inside);
    await keepInstallationOwner(inside, person);
    const names = await inside.rows(z.object({ name: z.string() }), sql`SELECT name FROM "user"`);
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
  await tx.run(sql`DELETE FROM session WHERE user_id = ${id}::uuid`);
  await tx.run(sql`DELETE FROM account WHERE user_id = ${id}::uuid`);
  await tx.run(sql`DELETE FROM api_token WHERE user_id = ${id}::uuid`);
  await tx.run(
    sql`UPDATE invitation SET note = '' FROM member
        WHERE member.user_id = ${id}::uuid AND invitation.project_id = member.project_id
          AND invitation.used_by_id = member.user_id`,
  );
  await tx.run(sql`DELETE FROM verification WHERE identifier = ${email} OR value = ${id}`);
  // The counters of attempts know an address by its hash, and a person by their id.
  const hash = createHash('sha256').update(email).digest('hex');
  await tx.run(sql`DELETE FROM rate_limit WHERE strpos(key, ${hash}) > 0 OR strpos(key, ${id}) > 0`);
  await tx.run(
    sql`UPDATE "user" SET name = ${pseudonym.name}, email = ${pseudonym.email}, email_verified = false, image = NULL,
          installation_role = 'member', preferences = '{}', updated_at = ${now}
        WHERE id = ${id}::uuid`,
  );
}
