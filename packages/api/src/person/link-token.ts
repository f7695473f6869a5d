import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: 256 random bits, 43 characters that need no escaping in an address. */
export function newLinkToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It is random through and through, so that one round of SHA-256 is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
