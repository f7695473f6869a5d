import { type AccountEvent, accountEventKinds, type InstallationPerson } from '@koersvast/contracts';
import { type Database, outsideTransaction } from '@koersvast/db';
import { listUsers } from '../person/people.ts';

/** Everybody who has an account here, the oldest first. */
export async function listPeople(db: Database): Promise<InstallationPerson[]> {
  const people = await listUsers(db);
  return people.map((person) => ({
    ...person,
    createdAt: person.createdAt.toISOString(),
    retiredAt: person.retiredAt?.toISOString() ?? null,
  }));
}

const eventsAtOnce = 50;

/** What was last done to accounts, the newest first; without the kinds that newer servers alone know. */
export async function listAccountEvents(db: Database): Promise<AccountEvent[]> {
  const rows = await outsideTransaction(db).accountEvent.findMany({
    where: { kind: { in: [...accountEventKinds] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: eventsAtOnce,
    select: {
      id: true,
      at: true,
      kind: true,
      person: { select: { name: true } },
      by: { select: { name: true } },
    },
  });
  return rows.map(({ at, person, by, ...event }) => ({
    ...event,
    at: at.toISOString(),
    person: person.name,
    by: by?.name ?? null,
  }));
}
