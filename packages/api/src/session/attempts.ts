import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { DomainError } from '@koersvast/core/error';
import type { Database } from '@koersvast/db';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

const windowSeconds = 15 * 60;
/** Of a million codes three are right at any moment: so few guesses a day that years are not enough. */
const codeLimits = { window: 5, day: 20 } as const;
const daySeconds = 86_400;
const knownSeconds = 60 * 86_400;
/** Wrong attempts in a quarter of an hour. */
const attemptLimits = { account: 10, address: 50 } as const;

/** An address as it is counted: IPv6 by its network of 64 bits, because a host has all of those. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Counts attempts at a password, in the database and so for all servers together. */
export interface Attempts {
  /**
   * Runs one attempt. It is counted before it begins and given back when it succeeds, so that any number of
   * attempts at once stays within the limit. Throws `too_many_attempts`, before any password is looked at.
   */
  signIn<T>(who: { email: string; address: string }, attempt: () => Promise<T>): Promise<T>;
  /** The same for the present password of somebody who is signed in. */
  confirm<T>(personId: string, attempt: () => Promise<T>): Promise<T>;
  /** The same for a code of their second factor, which only whoever knows the password comes to. */
  code<T>(personId: string, attempt: () => Promise<T>): Promise<T>;
}

/**
 * A pool that gives statements no name: behind a pooler the next may be answered by a session that has not heard of it,
 * or knows it already.
 */
const nameless = ({ pool }: Database) => ({
  query: ({ text, values }: { readonly text: string; readonly values: unknown[] }) =>
    pool.query(text, values),
});

const limiters = new WeakMap<Database['pool'], Map<string, RateLimiterPostgres>>();

/**
 * Each is made once for a pool, however often it is asked for: whichever clears the table of what has expired sets a
 * timer for that, which runs for as long as the process. The first of them does it for all.
 */
function limiterOf(db: Database) {
  const made = limiters.get(db.pool) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(db.pool, made);
  return (keyPrefix: string, points: number, duration: number): RateLimiterPostgres => {
    const known = made.get(keyPrefix);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: nameless(db),
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: made.size === 0,
      keyPrefix,
      points,
      duration,
    });
    made.set(keyPrefix, limiter);
    return limiter;
  };
}

type Counter = readonly [RateLimiterPostgres, string];

/** Runs an attempt that is counted before it begins, and given back when it succeeds. */
async function counted<T>(counters: readonly Counter[], attempt: () => Promise<T>): Promise<T> {
  for (const [each, key] of counters) {
    try {
      await each.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new DomainError('too_many_attempts', { minutes: Math.ceil(error.msBeforeNext / 60_000) });
    }
  }
  const result = await attempt();
  await Promise.all(counters.map(([each, key]) => each.reward(key)));
  return result;
}

function unlessLimited(error: unknown): false {
  if (error instanceof RateLimiterRes) return false;
  throw error;
}

const hourSeconds = 60 * 60;

/** An address of the internet may ask for 20 links in an hour, and 3 of them go to one account. */
export function createResetLimits(db: Database): {
  /** False where the account has had enough of them. Throws `too_many_attempts` for who asks too often. */
  count(who: { readonly account: string; readonly address: string }): Promise<boolean>;
} {
  const byAddress = limiterOf(db)('reset-address', 20, hourSeconds);
  const byAccount = limiterOf(db)('reset-account', 3, hourSeconds);
  const consume = (limiter: RateLimiterPostgres, key: string) =>
    limiter.consume(key).then(
      () => null,
      (error: unknown) => {
        if (error instanceof RateLimiterRes) return error;
        throw error;
      },
    );
  return {
    async count({ account, address }) {
      const over = await consume(byAddress, addressKey(address));
      if (over)
        throw new DomainError('too_many_attempts', { minutes: Math.ceil(over.msBeforeNext / 60_000) });
      return (await consume(byAccount, account)) === null;
    },
  };
}

/** Who comes back from the provider: once with what was begun, and 50 times in a quarter of an hour with what is refused. */
export function createReturnLimits(db: Database): {
  /** False for what has come back before, by its hash. */
  first(hash: string): Promise<boolean>;
  /** Runs one attempt, which is given back where it succeeds. Throws `too_many_attempts`. */
  attempt<T>(address: string, attempt: () => Promise<T>): Promise<T>;
} {
  const once = limiterOf(db)('returned', 1, windowSeconds);
  const byAddress = limiterOf(db)('returning', attemptLimits.address, windowSeconds);
  return {
    first: (hash) => once.consume(hash).then(() => true, unlessLimited),
    attempt: (address, attempt) => counted([[byAddress, addressKey(address)]], attempt),
  };
}

/** Who comes with links that stop mails: 50 times in a quarter of an hour with one that is not right. */
export function createStopLimits(db: Database): {
  /** Runs one attempt, which is given back where it succeeds. Throws `too_many_attempts`. */
  attempt<T>(address: string, attempt: () => Promise<T>): Promise<T>;
} {
  const byAddress = limiterOf(db)('stop-mail', attemptLimits.address, windowSeconds);
  return { attempt: (address, attempt) => counted([[byAddress, addressKey(address)]], attempt) };
}

/**
 * An account takes 10 wrong attempts and an address 50 in a quarter of an hour. Where somebody has signed in
 * before, only what goes wrong between this address and this account counts: neither a stranger elsewhere nor
 * a colleague behind the same address can lock a person out there.
 */
export function createAttempts(db: Database): Attempts {
  const limiter = limiterOf(db);
  const byAccount = limiter('account', attemptLimits.account, windowSeconds);
  const byAddress = limiter('address', attemptLimits.address, windowSeconds);
  const byPair = limiter('pair', attemptLimits.account, windowSeconds);
  const byPerson = limiter('person', attemptLimits.account, windowSeconds);
  const byCode = limiter('code', codeLimits.window, windowSeconds);
  const byCodeInDay = limiter('code-day', codeLimits.day, daySeconds);
  const known = limiter('known', 1, knownSeconds);

  return {
    async signIn({ email, address }, attempt) {
      const account = createHash('sha256').update(email).digest('hex');
      const place = addressKey(address);
      const pair = `${account}:${createHash('sha256').update(place).digest('hex')}`;
      const isKnown = (await known.get(pair)) !== null;
      const result = await counted(
        isKnown
          ? [[byPair, pair]]
          : [
              [byAddress, place],
              [byAccount, account],
            ],
        attempt,
      );
      await known.set(pair, 1, knownSeconds);
      return result;
    },
    confirm: (personId, attempt) => counted([[byPerson, personId]], attempt),
    code: (personId, attempt) =>
      counted(
        [
          [byCode, personId],
          [byCodeInDay, personId],
        ],
        attempt,
      ),
  };
}
