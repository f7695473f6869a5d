import type { Preferences, setPreferencesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, sql, transact } from '@koersvast/db';
import type { z } from 'zod';
import { readPerson } from '../person/people.ts';

type Keys = Preferences['keys'];

/** The keys of today with what was changed of those that were seen: another browser may have set others. */
function keysAfter(today: Keys, wanted: Keys, seen: Keys): Keys {
  const after = { ...today };
  for (const command of new Set([...Object.keys(seen), ...Object.keys(wanted)])) {
    const key = wanted[command];
    if (key === seen[command]) continue;
    if (key === undefined) delete after[command];
    else after[command] = key;
  }
  return after;
}

/** Sets what is named. Of two browsers of one person that set the same, the later one says how it is. */
export async function setPreferences(
  db: Database,
  { personId, now }: { readonly personId: string; readonly now: Date },
  { base, ...wanted }: z.infer<typeof setPreferencesInput>,
): Promise<void> {
  await transact(db, async (tx) => {
    await tx.row(sql`SELECT 1 FROM "user" WHERE id = ${personId}::uuid FOR UPDATE`);
    const person = await readPerson(tx, personId);
    if (person === null) throw new DomainError('not_signed_in');
    const today = person.preferences;
    const keys =
      wanted.keys !== undefined && base?.keys !== undefined
        ? { keys: keysAfter(today.keys, wanted.keys, base.keys) }
        : {};
    const after = { ...today, ...wanted, ...keys };
    await tx.run(
      sql`UPDATE "user" SET preferences = ${JSON.stringify(after)}::jsonb, updated_at = ${now}
          WHERE id = ${personId}::uuid`,
    );
  });
}
