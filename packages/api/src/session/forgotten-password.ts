import { createHash, randomUUIDv7 } from 'node:crypto';
import type { askResetInput, resetPasswordInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, outsideTransaction, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext } from '../context.ts';
import { endApiTokens } from '../person/api-token.ts';
import { keepsAccount } from '../person/keeps-account.ts';
import { hashToken } from '../person/link-token.ts';
import { checkPassword } from '../person/password.ts';
import { hashPassword, readPerson, readProjectNames, setPassword } from '../person/people.ts';
import { keepPasswords } from '../person/ways-in.ts';
import { createResetLimits } from './attempts.ts';

/**
 * Has a link for another password sent to an address. Whether anybody has it is asked only when the mail is written, so
 * that the answer, and the time that it takes, are the same for every address. Throws `mail_not_set_up`, and
 * `too_many_attempts` for whoever asks too often, whatever for.
 */
export async function askReset(
  { db, post, provider, request, now }: InnerContext,
  { email, language }: z.infer<typeof askResetInput>,
): Promise<{ ok: true }> {
  if (post === null) throw new DomainError('mail_not_set_up');
  keepPasswords(provider, email);
  const wanted = await createResetLimits(db).count({
    account: createHash('sha256').update(email).digest('hex'),
    address: request.address,
  });
  // Who gets more of them than they can need gets no more for now, and the answer says nothing of it.
  if (wanted)
    await outsideTransaction(db).mail.create({
      data: { id: randomUUIDv7(), kind: 'password_reset', address: email, language, createdAt: now() },
      select: { id: true },
    });
  post.wake();
  return { ok: true };
}

const living = (token: string, now: Date) => ({ tokenHash: hashToken(token), expiresAt: { gt: now } });

/** Whose password a link changes; null when it works no more. */
async function ownerOf(db: Database, token: string, now: Date): Promise<string | null> {
  const found = await outsideTransaction(db).passwordReset.findFirst({
    where: { ...living(token, now), user: { retiredAt: null } },
    select: { userId: true },
  });
  return found?.userId ?? null;
}

export async function isResetLink(db: Database, token: string, now: Date): Promise<boolean> {
  return (await ownerOf(db, token, now)) !== null;
}

/**
 * Gives the person of a link another password; their sessions, their tokens and all their other links end with it, and
 * of several at once one comes through. Throws `link_not_valid`, `password_too_weak`.
 */
export async function resetByLink(
  { db, provider, now }: InnerContext,
  { token, next }: z.infer<typeof resetPasswordInput>,
): Promise<void> {
  const personId = await ownerOf(db, token, now());
  const tx = outsideTransaction(db);
  const person = personId === null ? null : await readPerson(tx, personId);
  if (!person) throw new DomainError('link_not_valid');
  keepPasswords(provider, person.email);
  checkPassword(next, { ...person, projects: await readProjectNames(tx, person.id) });
  const hash = await hashPassword(next);
  await transact(db, async (inside) => {
    await keepsAccount(inside, person.id, 'written');
    const used = await inside.passwordReset.deleteMany({ where: living(token, now()) });
    if (used.count === 0) throw new DomainError('link_not_valid');
    if (!(await setPassword(inside, person.id, hash))) throw new DomainError('link_not_valid');
    await inside.session.deleteMany({ where: { userId: person.id } });
    await endApiTokens(inside, person.id);
  });
}
