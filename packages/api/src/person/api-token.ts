import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { apiTokenDays, apiTokensAtOnce } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, outsideTransaction, sql, type Tx, transact } from '@koersvast/db';
import { z } from 'zod';
import { hashToken } from './link-token.ts';

export interface ApiTokenView {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly uses: number;
}

const tokenRow = z.object({
  id: z.string(),
  label: z.string(),
  uses: z.number(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
type Row = z.infer<typeof tokenRow>;

function toView(row: Row): ApiTokenView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

const columns = sql`id, label, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", uses`;
const tokenForm = /^kv_[A-Za-z0-9_-]{43}$/;
const dayInMs = 86_400_000;

function living(personId: string, now: Date) {
  return sql`user_id = ${personId}::uuid AND revoked_at IS NULL AND expires_at > ${now}`;
}

/** The living tokens of a person, the newest first. */
export async function listApiTokens(db: Database, personId: string, now: Date): Promise<ApiTokenView[]> {
  const rows = await outsideTransaction(db).rows(
    tokenRow,
    sql`SELECT ${columns} FROM api_token WHERE ${living(personId, now)} ORDER BY created_at DESC, id`,
  );
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
    await tx.run(sql`SELECT 1 FROM "user" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`);
    const there = await tx.row(
      z.object({ count: z.number() }),
      sql`SELECT count(*)::int AS count FROM api_token WHERE ${living(personId, now)}`,
    );
    if ((there?.count ?? 0) >= apiTokensAtOnce)
      throw new DomainError('too_many_tokens', { maximum: apiTokensAtOnce });
    const row = await tx.row(
      tokenRow,
      sql`INSERT INTO api_token (id, user_id, label, token_hash, created_at, expires_at)
          VALUES (${randomUUIDv7()}::uuid, ${personId}::uuid, ${label}, ${hashToken(secret)}, ${now},
            ${new Date(now.getTime() + days * dayInMs)})
          RETURNING ${columns}`,
    );
    if (!row) throw new Error('an insert that returned nothing');
    return { apiToken: toView(row), secret };
  });
}

/** Ends one of a person's own tokens. Throws `not_found`. */
export async function revokeApiToken(
  db: Database,
  input: { personId: string; id: string; now: Date },
): Promise<void> {
  const revoked = await outsideTransaction(db).run(
    sql`UPDATE api_token SET revoked_at = ${input.now}
        WHERE id = ${input.id}::uuid AND ${living(input.personId, input.now)}`,
  );
  if (revoked === 0) throw new DomainError('not_found');
}

/** Ends all tokens of a person: with their password, and when they sign out everywhere. */
export async function endApiTokens(tx: Tx, personId: string): Promise<void> {
  await tx.run(
    sql`UPDATE api_token SET revoked_at = now() WHERE user_id = ${personId}::uuid AND revoked_at IS NULL`,
  );
}

/**
 * Whose token this is, or null; counts that it was used. It opens what can be downloaded and nothing else. Throws
 * `token_ended` for one that did once.
 */
export async function findApiTokenOwner(db: Database, secret: string, now: Date): Promise<string | null> {
  if (!tokenForm.test(secret)) return null;
  const tx = outsideTransaction(db);
  const hash = hashToken(secret);
  const row = await tx.row(
    z.object({ personId: z.string() }),
    sql`UPDATE api_token SET last_used_at = ${now}, uses = uses + 1
        WHERE token_hash = ${hash} AND revoked_at IS NULL AND expires_at > ${now}
        RETURNING user_id AS "personId"`,
  );
  if (row) return row.personId;
  if (await tx.row(sql`SELECT 1 FROM api_token WHERE token_hash = ${hash}`))
    throw new DomainError('token_ended');
  return null;
}
