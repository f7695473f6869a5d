import type { InstallationPerson } from '@koersvast/contracts';
import type { Database } from '@koersvast/db';
import { listUsers } from '../person/people.ts';

/** Everybody who has an account here, the oldest first. */
export async function listPeople(db: Database): Promise<InstallationPerson[]> {
  const people = await listUsers(db);
  return people.map((person) => ({ ...person, createdAt: person.createdAt.toISOString() }));
}
