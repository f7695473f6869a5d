import { randomUUIDv7 } from 'node:crypto';
import { type Database, transact } from '@koersvast/db';

/** Who takes part in the example, beside its owner. */
export const demoCast = {
  coders: [
    { key: 'anna', name: 'Anna de Wit' },
    { key: 'bram', name: 'Bram Yilmaz' },
    { key: 'carla', name: 'Carla Okafor' },
  ],
  reviewer: { key: 'rosa', name: 'Rosa Terpstra' },
} as const;

/** No address under it can ever be reached (RFC 2606). */
const nowhere = 'voorbeeld.invalid';

/**
 * The account of a made-up person: made once in an installation, without a password or any other way to sign in.
 * Where somebody who can sign in has taken the address, they are left alone, and this example gets one of its own.
 */
export function castPerson(
  db: Database,
  { key, name }: { readonly key: string; readonly name: string },
  { projectId, at }: { readonly projectId: string; readonly at: Date },
): Promise<string> {
  return transact(db, async (tx) => {
    for (const email of [`${key}@${nowhere}`, `${key}-${projectId}@${nowhere}`]) {
      const made = { createdAt: at, updatedAt: at };
      await tx.user.createMany({
        data: { id: randomUUIDv7(), name, email, emailVerified: false, ...made },
        skipDuplicates: true,
      });
      const person = await tx.user.findFirst({
        where: { email, installationRole: 'member', accounts: { none: {} }, sessions: { none: {} } },
        select: { id: true },
      });
      if (person) return person.id;
    }
    throw new Error('somebody has the addresses of the example');
  });
}
