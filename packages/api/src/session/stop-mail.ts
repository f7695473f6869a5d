import type { stopMailInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isErased } from '@koersvast/core/person';
import { outsideTransaction } from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext } from '../context.ts';
import { readPerson } from '../person/people.ts';
import { createStopLimits } from './attempts.ts';
import { setPreferences } from './preferences.ts';

/**
 * No more digests for whose link this is, signed in or not; asked again it stays so. Throws `link_not_valid`, and
 * `too_many_attempts` for whoever comes with many that are not.
 */
export function stopMail(
  { db, post, request, now }: InnerContext,
  { token }: z.infer<typeof stopMailInput>,
): Promise<{ ok: true }> {
  return createStopLimits(db).attempt(request.address, async () => {
    const personId = post?.personOfStopLink(token) ?? null;
    const person = personId === null ? null : await readPerson(outsideTransaction(db), personId);
    if (person === null || isErased(person.email)) throw new DomainError('link_not_valid');
    if (person.preferences.mail !== 'off')
      await setPreferences(db, { personId: person.id, now: now() }, { mail: 'off' });
    return { ok: true };
  });
}
