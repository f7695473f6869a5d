/** Where leases are written: `localStorage`, or anything like it. */
export type LeaseStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Lease {
  readonly holder: string;
  readonly until: number;
}

/** How long a lease holds without being renewed; a tab in the background is woken at least once a second. */
export const leaseDuration = 4_000;

function read(storage: LeaseStorage, key: string): Lease | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('holder' in value) || !('until' in value))
      return null;
    const { holder, until } = value;
    return typeof holder === 'string' && typeof until === 'number' ? { holder, until } : null;
  } catch {
    return null;
  }
}

/**
 * Takes or renews a lease; true while it is held. Storage has no compare-and-swap, so that two tabs can both
 * believe for one turn that they hold it: what is led must bear that, as a repeated operation does.
 */
export function holdLease(storage: LeaseStorage, key: string, holder: string, now: number): boolean {
  const held = read(storage, key);
  // A lease from far in the future was written by a clock that has been put back since.
  const standing = held !== null && held.until > now && held.until <= now + leaseDuration;
  if (standing && held.holder !== holder) return false;
  storage.setItem(key, JSON.stringify({ holder, until: now + leaseDuration } satisfies Lease));
  return read(storage, key)?.holder === holder;
}

export function releaseLease(storage: LeaseStorage, key: string, holder: string): void {
  if (read(storage, key)?.holder === holder) storage.removeItem(key);
}
