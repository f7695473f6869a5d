import { isDeepStrictEqual } from 'node:util';
import type { Preferences, setPreferencesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, hold, transact } from '@koersvast/db';
import type { z } from 'zod';
import { readPerson } from '../person/people.ts';

type Named<Value> = Readonly<Record<string, Value>>;

/** The entries of today with what was changed of those that were seen: another browser may have set others. */
function entriesAfter<Value>(
  today: Named<Value>,
  wanted: Named<Value>,
  seen: Named<Value>,
): Record<string, Value> {
  const after = { ...today };
  for (const name of new Set([...Object.keys(seen), ...Object.keys(wanted)])) {
    const value = wanted[name];
    if (isDeepStrictEqual(value, seen[name])) continue;
    if (value === undefined) delete after[name];
    else after[name] = value;
  }
  return after;
}

type Tables = NonNullable<Preferences['tables']>;

/** Of each table its order and its columns by themselves: who sorts it in one tab chose the columns in another. */
function tablesAfter(today: Tables, wanted: Tables, seen: Tables): Tables {
  const after: Tables = { ...today };
  for (const name of new Set([...Object.keys(seen), ...Object.keys(wanted)])) {
    const view = wanted[name];
    if (view === undefined) delete after[name];
    else after[name] = entriesAfter(today[name] ?? {}, view, seen[name] ?? {});
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
    await hold(tx, 'user', { id: personId }, 'alone');
    const person = await readPerson(tx, personId);
    if (person === null) throw new DomainError('not_signed_in');
    const today = person.preferences;
    const after: Preferences = { ...today, ...wanted };
    if (wanted.keys !== undefined && base?.keys !== undefined)
      after.keys = entriesAfter(today.keys, wanted.keys, base.keys);
    if (wanted.tables !== undefined && base !== undefined)
      after.tables = tablesAfter(today.tables ?? {}, wanted.tables, base.tables ?? {});
    await tx.user.updateMany({ where: { id: personId }, data: { preferences: after, updatedAt: now } });
  });
}
