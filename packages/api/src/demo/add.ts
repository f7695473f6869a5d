import { randomUUIDv7 } from 'node:crypto';
import { type AddDemoInput, addedDemo } from '@koersvast/contracts';
import { type Database, outsideTransaction } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { awaitWork, giveWork } from '../job/give.ts';
import { findPerson } from '../person/people.ts';
import { playDemo } from './play.ts';

/** Adds the example for whoever asks, and answers when it is there. Who asks while it is being made gets that one. */
export async function addDemo(
  ctx: SignedInContext,
  input: AddDemoInput,
  signal?: AbortSignal,
): Promise<z.infer<typeof addedDemo>> {
  const job = await giveWork(ctx, {
    kind: 'demo.add',
    projectId: null,
    once: `demo ${ctx.person.id}`,
    input,
  });
  return addedDemo.parse(await awaitWork(ctx, job, signal));
}

/** For the command line: adds it for whoever has this address, or for the first owner. Null when there is nobody. */
export async function addDemoFor(
  db: Database,
  email: string | undefined,
  signal?: AbortSignal,
): Promise<{ readonly name: string; readonly owner: string } | null> {
  const tx = outsideTransaction(db);
  const person =
    email === undefined
      ? await tx.user.findFirst({
          where: { installationRole: 'owner' },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
          select: { id: true, email: true },
        })
      : await findPerson(tx, email);
  if (!person) return null;
  const owner = { id: person.id, installationRole: 'member' } as const;
  const { name } = await playDemo({ db, owner, key: randomUUIDv7(), until: new Date(), signal });
  return { name, owner: person.email };
}
