import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A link by which the account that it names gets no more digests. It opens nothing else, and is stored nowhere. */
export interface StopLinks {
  tokenOf(personId: string): string;
  /** Whose it is; null where we have not made it. */
  personOf(token: string): string | null;
}

const idBytes = 16;

/** `secret` is that of the installation, from which a key is derived for nothing but this. */
export function createStopLinks(secret: string): StopLinks {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'koersvast: no more digests', 32));
  const sealOf = (id: Buffer) => createHmac('sha256', key).update(id).digest();
  return {
    tokenOf(personId) {
      const id = Buffer.from(personId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, sealOf(id)]).toString('base64url');
    },
    personOf(token) {
      const whole = Buffer.from(token, 'base64url');
      const [id, seal] = [whole.subarray(0, idBytes), whole.subarray(idBytes)];
      const right = sealOf(id);
      if (seal.length !== right.length || !timingSafeEqual(seal, right)) return null;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
