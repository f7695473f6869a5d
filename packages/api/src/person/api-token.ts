import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { apiTokenDays, apiTokensAtOnce } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, hold, outsideTransaction, type Tx, transact } from '@koersvast/db';
import { keepsAccount } from './keeps-account.ts';
import { hashToken } from './link-token.ts';

export interface ApiTokenView {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly uses: number;
}

/** What its person sees of a token: nothing of the secret. */
const shown = {
  id: true,
  label: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  uses: true,
} as const;
type Row = Pick<ApiTokenView, 'id' | 'label' | 'uses'> & {
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

function toView(row: Row): ApiTokenView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

const tokenForm = /^kv_[A-Za-z0-9_-]{43}$/;
const dayInMs = 86_400_000;

function living(personId: string, now: Date) {
  return { userId: personId, revokedAt: null, expiresAt: { gt: now } };
}

/** The living tokens of a person, the newest first. */
export async function listApiTokens(db: Database, personId: string, now: Date): Promise<ApiTokenView[]> {
  const rows = await outsideTransaction(db).apiToken.findMany({
    where: living(personId, now),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: shown,
  });
  return rows.map(toView);
}

/** Makes a token. `secret` is shown once and not kept. Throws `too_many_tokens`. */
export function createApiToken(
  db: Database,
  input: { personId: string; label: string; days?: number; now: Date },
): Promise<{ apiToken: ApiTokenView; secret: string }> {
  const { personId, label, days = apiTokenDays, now } = input;
  const secret = `kv_${randomBytes(32).toString('base64url')}`;
  return transact(db, async (tx) => {
    // Two at the same moment are counted one after the other.
    await hold(tx, 'user', { id: personId }, 'written');
    await keepsAccount(tx, personId);
    const there = await tx.apiToken.count({ where: living(personId, now) });
    if (there >= apiTokensAtOnce) throw new DomainError('too_many_tokens', { maximum: apiTokensAtOnce });
    const row = await tx.apiToken.create({
      data: {
        id: randomUUIDv7(),
        userId: personId,
        label,
        tokenHash: hashToken(secret),
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * dayInMs),
      },
      select: shown,
    });
    return { apiToken: toView(row), secret };
  });
}

/** Ends one of a person's own tokens. Throws `not_found`. */
export async function revokeApiToken(
  db: Database,
  input: { personId: string; id: string; now: Date },
): Promise<void> {
  const revoked = await outsideTransaction(db).apiToken.updateMany({
    where: { id: input.id, ...living(input.personId, input.now) },
    data: { revokedAt: input.now },
  });
  if (revoked.count === 0) throw new DomainError('not_found');
}

/** Ends all tokens of a person: with their password, and when they sign out everywhere. */
export async function endApiTokens(tx: Tx, personId: string): Promise<void> {
  await tx.apiToken.updateMany({
    where: { userId: personId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

/**
 * Whose token this is, or null; counts that it was used. It opens what can be downloaded and nothing else. Throws
 * `token_ended` for one that did once.
 */
export async function findApiTokenOwner(db: Database, secret: string, now: Date): Promise<string | null> {
  if (!tokenForm.test(secret)) return null;
  const tx = outsideTransaction(db);
  const tokenHash = hashToken(secret);
  const [used] = await tx.apiToken.updateManyAndReturn({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: now }, user: { retiredAt: null } },
    data: { lastUsedAt: now, uses: { increment: 1 } },
    select: { userId: true },
  });
  if (used) return used.userId;
  if (await tx.apiToken.findUnique({ where: { tokenHash }, select: { id: true } }))
    throw new DomainError('token_ended');
  return null;
}
