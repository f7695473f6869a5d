import type { demandFactorInput, installationSettings, resetFactorInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isErased } from '@koersvast/core/person';
import { type Database, outsideTransaction, transact } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { isFactorDemanded } from '../person/factor-demand.ts';
import { findPerson } from '../person/people.ts';
import { holdAsOwner, noteAccountEvent } from './accounts.ts';

/**
 * Takes the second factor of somebody else away who has lost it, with its recovery codes; where one is demanded they set
 * up another one when they sign in next. One's own is switched off with the password and a code. Throws `not_found`,
 * `not_allowed`.
 */
export function resetFactor(
  ctx: SignedInContext,
  { personId }: z.infer<typeof resetFactorInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    await holdAsOwner(tx, ctx.person.id);
    if (personId === ctx.person.id) throw new DomainError('not_allowed');
    const person = await tx.user.findUnique({ where: { id: personId }, select: { email: true } });
    if (!person || isErased(person.email)) throw new DomainError('not_found');
    const { count } = await tx.secondFactor.deleteMany({ where: { userId: personId } });
    if (count > 0)
      await noteAccountEvent(tx, { kind: 'factor_reset', personId, byId: ctx.person.id, at: ctx.now() });
    return { ok: true };
  });
}

/**
 * The same at the command line, for an owner who has nobody left to ask. Their name, and whether there was one; null when
 * nobody has this address.
 */
export function resetFactorOf(
  db: Database,
  email: string,
  at = new Date(),
): Promise<{ readonly name: string; readonly had: boolean } | null> {
  return transact(db, async (tx) => {
    const person = await findPerson(tx, email);
    if (!person) return null;
    const { count } = await tx.secondFactor.deleteMany({ where: { userId: person.id } });
    if (count > 0) await noteAccountEvent(tx, { kind: 'factor_reset', personId: person.id, byId: null, at });
    return { name: person.name, had: count > 0 };
  });
}

export async function readSettings(db: Database): Promise<z.infer<typeof installationSettings>> {
  return { factorDemanded: await isFactorDemanded(outsideTransaction(db)) };
}

/**
 * Demands a second factor of whoever signs in with a password, or no longer. It stands in the database, so that all
 * servers say the same at once. Who is signed in stays so until their session ends.
 */
export function demandFactor(
  ctx: SignedInContext,
  { demanded }: z.infer<typeof demandFactorInput>,
): Promise<{ ok: true }> {
  return transact(ctx.db, async (tx) => {
    await holdAsOwner(tx, ctx.person.id);
    if ((await isFactorDemanded(tx)) === demanded) return { ok: true };
    await tx.installationSetting.upsert({
      where: { id: 1 },
      create: { factorDemanded: demanded },
      update: { factorDemanded: demanded },
      select: { id: true },
    });
    const kind = demanded ? 'factor_demanded' : 'factor_optional';
    const { id } = ctx.person;
    await noteAccountEvent(tx, { kind, personId: id, byId: id, at: ctx.now() });
    return { ok: true };
  });
}
