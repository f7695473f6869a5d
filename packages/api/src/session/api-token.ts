import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core';
import { type Database, outsideTransaction, sql } from '@koersvast/db';
import { hashToken } from './link-token.ts';

export interface ApiTokenView {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

type Row = { id: string; label: string; createdAt: Date; lastUsedAt: Date | null };

function toView(row: Row): ApiTokenView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

const columns = sql`id, label, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;
const tokenForm = /^kv_[A-Za-z0-9_-]{43}$/;

/** The living tokens of a person, the newest first. */
export async function listApiTokens(db: Database, personId: string): Promise<ApiTokenView[]> {
  const rows = await outsideTransaction(db).rows<Row>(
    sql`SELECT ${columns} FROM api_token WHERE user_id = ${personId}::uuid AND revoked_at IS NULL
        ORDER BY created_at DESC, id`,
  );
  return rows.map(toView);
}

/** Makes a token. `secret` is shown once and not kept. */
export async function createApiToken(
  db: Database,
  input: { personId: string; label: string; now: Date },
): Promise<{ apiToken: ApiTokenView; secret: string }> {
  const secret = `kv_${randomBytes(32).toString('base64url')}`;
  const row = await outsideTransaction(db).row<Row>(
    sql`INSERT INTO api_token (id, user_id, label, token_hash, created_at, expires_at)
        VALUES (${randomUUIDv7()}::uuid, ${input.personId}::uuid, ${input.label}, ${hashToken(secret)}, ${input.now},
          ${new Date(input.now.getTime() + 365 * 86_400_000)})
        RETURNING ${columns}`,
  );
  if (!row) throw new Error('an insert that returned nothing');
  return { apiToken: toView(row), secret };
}

/** Ends one of a person's own tokens. Throws `not_found`. */
export async function revokeApiToken(
  db: Database,
  input: { personId: string; id: string; now: Date },
): Promise<void> {
  const revoked = await outsideTransaction(db).run(
    sql`UPDATE api_token SET revoked_at = ${input.now}
        WHERE id = ${input.id}::uuid AND user_id = ${input.personId}::uuid AND revoked_at IS NULL`,
  );
  if (revoked === 0) throw new DomainError('not_found');
}

/** Whose token this is, or null; notes that it was used. It opens what can be downloaded and nothing else. */
export async function findApiTokenOwner(db: Database, secret: string, now: Date): Promise<string | null> {
  if (!tokenForm.test(secret)) return null;
  const row = await outsideTransaction(db).row<{ personId: string }>(
    sql`UPDATE api_token SET last_used_at = ${now} WHERE token_hash = ${hashToken(secret)} AND revoked_at IS NULL
        RETURNING user_id AS "personId"`,
  );
  return row?.personId ?? null;
}
