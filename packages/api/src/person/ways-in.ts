import { randomUUIDv7 } from 'node:crypto';
import type { WaysIn } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Tx } from '@koersvast/db';
import type { Identity, Provider } from '../context.ts';

/** What the row of a password has where others have their issuer, which is the address of one. */
const ofPassword = 'credential';

export const waysInOf = (accounts: readonly { readonly providerId: string }[]): WaysIn => ({
  password: accounts.some(({ providerId }) => providerId === ofPassword),
  provider: accounts.some(({ providerId }) => providerId !== ofPassword),
});

/** How somebody can sign in. */
export async function readWaysIn(tx: Tx, personId: string): Promise<WaysIn> {
  return waysInOf(await tx.account.findMany({ where: { userId: personId }, select: { providerId: true } }));
}

/** Whose account somebody is whom the provider knows; null when nobody's. */
export async function findByIdentity(tx: Tx, { issuer, subject }: Identity): Promise<string | null> {
  const account = await tx.account.findUnique({
    where: { providerId_accountId: { providerId: issuer, accountId: subject } },
    select: { userId: true },
  });
  return account?.userId ?? null;
}

/**
 * Lets a person sign in with an account of the provider; nothing else of it is stored, no token either. Their account is
 * new, or held as `written`: of two that link at the same moment the second sees the first. Throws `provider_in_use` where
 * it is somebody's already, or they have another one there.
 */
export async function addIdentity(tx: Tx, personId: string, identity: Identity, at: Date): Promise<void> {
  const { issuer, subject } = identity;
  await tx.account.createMany({
    data: {
      id: randomUUIDv7(),
      providerId: issuer,
      accountId: subject,
      userId: personId,
      createdAt: at,
      updatedAt: at,
    },
    skipDuplicates: true,
  });
  const there = await tx.account.findMany({
    where: {
      OR: [
        { providerId: issuer, accountId: subject },
        { providerId: issuer, userId: personId },
      ],
    },
    select: { userId: true },
  });
  if (there.length !== 1 || there[0]?.userId !== personId) throw new DomainError('provider_in_use');
}

/** Takes every account of a provider from a person. */
export async function removeIdentities(tx: Tx, personId: string): Promise<void> {
  await tx.account.deleteMany({ where: { userId: personId, providerId: { not: ofPassword } } });
}

/** Whether somebody of this address may sign in with a password: where passwords are off, one owner in an emergency. */
export function mayUsePassword(provider: Provider | null, email: string | undefined): boolean {
  return provider?.emergencyOwner == null || provider.emergencyOwner === email;
}

/**
 * Throws `last_way_in` where somebody would have no way in with another address: their password is taken with that of the
 * settings alone, and they have nothing else.
 */
export async function keepWayIn(
  tx: Tx,
  provider: Provider | null,
  { id, email }: { readonly id: string; readonly email: string },
  next: string,
): Promise<void> {
  if (!mayUsePassword(provider, email) || mayUsePassword(provider, next)) return;
  if (!(await readWaysIn(tx, id)).provider) throw new DomainError('last_way_in');
}

/** Whether there is an owner of the installation with this address, who has a password. */
export async function isEmergencyOwner(tx: Tx, email: string): Promise<boolean> {
  const owner = await tx.user.findFirst({
    where: {
      email,
      installationRole: 'owner',
      retiredAt: null,
      accounts: { some: { providerId: ofPassword } },
    },
    select: { id: true },
  });
  return owner !== null;
}

/** The same of whoever signs in with a password: where passwords are off, they have to own the installation too. */
export async function keepSigningIn(tx: Tx, provider: Provider | null, email: string): Promise<void> {
  keepPasswords(provider, email);
  if (provider?.emergencyOwner != null && !(await isEmergencyOwner(tx, email)))
    throw new DomainError('passwords_off');
}

/** Throws `passwords_off` to whoever may use none. */
export function keepPasswords(provider: Provider | null, email: string): void {
  if (!mayUsePassword(provider, email)) throw new DomainError('passwords_off');
}
