import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { linkToken, ownPath } from '@koersvast/contracts';
import { z } from 'zod';

/** How long somebody may take at the provider. */
const tripMinutes = 10;

const trip = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** When it was begun, in milliseconds. */
  begunAt: z.number(),
  errand: z.discriminatedUnion('for', [
    z.strictObject({ for: z.literal('sign-in'), next: ownPath.optional() }),
    z.strictObject({ for: z.literal('join'), token: linkToken }),
    z.strictObject({ for: z.enum(['link', 'confirm']), personId: z.uuid(), sessionId: z.uuid() }),
  ]),
});
/** What was begun, and has to come back to the browser that it was begun in. */
export type Trip = z.infer<typeof trip>;

const bytes = { iv: 12, tag: 16 };

/**
 * Keeps what was begun in a cookie of the browser, which can neither read nor change it: so nothing is stored of those
 * who never come back, and what was begun in another browser is of no use in this one.
 */
export function createTripCookie({ secret, address }: { readonly secret: string; readonly address: string }) {
  const { protocol, pathname } = new URL(address);
  const secure = protocol === 'https:';
  // As the cookie of the session: bound to the host only where the program has all of it.
  const bound = pathname === '/' ? '__Host-' : '__Secure-';
  const name = `${secure ? bound : ''}koersvast-provider`;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'koersvast: on the way to the provider', 32));
  const line = (value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; Path=${pathname.replace(/(.)\/$/, '$1')}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    write(given: Trip): string {
      const iv = randomBytes(bytes.iv);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(given)), cipher.final()]);
      const whole = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
      return line(whole.toString('base64url'), tripMinutes * 60);
    },
    /** What was begun in this browser; null where that is nothing, was too long ago, or was not written by us. */
    read(cookies: string): Trip | null {
      const value = new RegExp(`(?:^|;\\s*)${name}=([\\w-]+)`).exec(cookies)?.[1];
      const whole = Buffer.from(value ?? '', 'base64url');
      if (whole.length <= bytes.iv + bytes.tag) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, whole.subarray(0, bytes.iv));
      decipher.setAuthTag(whole.subarray(bytes.iv, bytes.iv + bytes.tag));
      try {
        const opened = Buffer.concat([
          decipher.update(whole.subarray(bytes.iv + bytes.tag)),
          decipher.final(),
        ]);
        const read = trip.parse(JSON.parse(opened.toString()));
        return Date.now() - read.begunAt < tripMinutes * 60_000 ? read : null;
      } catch {
        return null;
      }
    },
    /** Has the browser forget it. */
    clear: () => line('', 0),
  };
}
