import { randomUUIDv7 } from 'node:crypto';
import { installationRoles } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import {
  type Database,
  hold,
  outsideTransaction,
  shareReads,
  type Tx,
  transact,
  withPatience,
} from '@koersvast/db';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { patienceMs } from '../context.ts';
import { endApiTokens } from '../person/api-token.ts';
import { hashPassword, setPassword } from '../person/people.ts';
import { readWaysIn } from '../person/ways-in.ts';
import type { Auth, Credentials, RequestView, SecondFactor } from '../signing-in.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { confirmationMs, providerSessionMs, withOpening } from './provider-session.ts';
import { createSecondFactor } from './second-factor.ts';

export interface AuthOptions {
  readonly db: Database;
  /** Signs the cookies; at least 32 characters. */
  readonly secret: string;
  /** Whether people reach the server over https: cookies are then Secure and bound to the host. */
  readonly secure: boolean;
  /** Where the program lies on its host: `/`, where nothing is said, or `/koersvast/`. */
  readonly base?: string;
  /** The clock of second factors, in milliseconds since 1970. */
  readonly now?: () => number;
}

const dayInSeconds = 86_400;
/** After so many days somebody signs in anew, however much a session was used. */
export const sessionDays = 30;
/** How exactly it is known when a session was last used: each write of it is one for every browser. In seconds. */
const usedWithin = 15 * 60;

/**
 * The name of the session cookie. Browsers let nobody else set one that is bound to the host, but want it to be for the
 * whole of the host: below a folder of it, where other programs are, it is bound to https alone.
 */
export function sessionCookieName(secure: boolean, base = '/'): string {
  if (!secure) return 'koersvast';
  return base === '/' ? '__Host-koersvast' : '__Secure-koersvast';
}

/** Our own header, so that nobody can write an address into a session by sending a forwarded one. */
const addressHeader = 'x-koersvast-address';

function openBetterAuth({ db, secret, secure, base = '/' }: AuthOptions) {
  return betterAuth({
    appName: 'Koersvast',
    baseURL: secure ? 'https://localhost' : 'http://localhost',
    secret,
    database: prismaAdapter(db.prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        installationRole: { type: [...installationRoles], required: true, input: false },
        retiredAt: { type: 'date', required: false, input: false },
      },
    },
    plugins: [withOpening],
    session: {
      additionalFields: {
        endsAt: { type: 'date', required: false, input: false },
        confirmedAt: { type: 'date', required: false, input: false },
      },
      expiresIn: sessionDays * dayInSeconds,
      updateAge: usedWithin,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      // The prefix that better-auth would choose itself is weaker than the one for this host alone.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(secure, base),
          attributes: {
            httpOnly: true,
            sameSite: 'lax',
            path: base === '/' ? base : base.slice(0, -1),
            secure,
          },
        },
      },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => randomUUIDv7() },
    },
  });
}

function headersOf(request: RequestView): Headers {
  return new Headers({
    cookie: request.cookie,
    'user-agent': request.userAgent.slice(0, 300),
    [addressHeader]: request.address,
  });
}

function passCookies(from: Headers, request: RequestView): void {
  for (const cookie of from.getSetCookie()) request.setCookie(cookie);
}

/**
 * Runs a call of better-auth; whatever it refuses becomes one refusal of ours. A fault in it is one of the
 * database, of which it keeps the kind to itself: `busy`, so that nothing is given up for it.
 */
async function refuseAs<T>(
  code: 'wrong_credentials' | 'password_wrong' | 'not_signed_in',
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    throw Object.assign(new DomainError(error.statusCode < 500 ? code : 'busy'), { cause: error });
  }
}

/** However much it was used, nobody stays in for longer without their password, or the provider. */
function endOf(createdAt: Date, endsAt: Date | null | undefined): number {
  return endsAt?.getTime() ?? createdAt.getTime() + sessionDays * dayInSeconds * 1_000;
}

/** Whether a session still stands. Those who ask in the same moment share one statement. */
function standsBy(tx: Tx): Auth['stands'] {
  const look = async (_: string, asked: readonly string[]) => {
    const now = new Date();
    const found = await tx.session.findMany({
      where: { id: { in: [...new Set(asked)] }, expiresAt: { gt: now }, user: { retiredAt: null } },
      select: { id: true, createdAt: true, endsAt: true },
    });
    const standing = found.filter(({ createdAt, endsAt }) => endOf(createdAt, endsAt) > now.getTime());
    const ids = new Set(standing.map(({ id }) => id));
    return asked.map((id) => ids.has(id));
  };
  // Not with the patience of whoever happened to ask first.
  const share = shareReads((about, asked: readonly string[]) =>
    withPatience(patienceMs, () => look(about, asked)),
  );
  return (sessionId) => share('sessions', sessionId);
}

/** What is stored of a password; null where there is none. */
async function passwordOf(tx: Tx, whose: { readonly email: string } | { readonly id: string }) {
  const account = await tx.account.findFirst({
    where: { providerId: 'credential', user: whose },
    select: { password: true },
  });
  return account?.password ?? null;
}

interface EnterBy {
  readonly db: Database;
  readonly tx: Tx;
  readonly open: () => {
    readonly api: ReturnType<typeof openBetterAuth>['api'];
    readonly attempts: Attempts;
  };
  readonly findQuietly: Auth['find'];
  readonly factor: SecondFactor;
}

/** Signing in with a password: it begins a session, and the second factor decides whether that is given. */
function enterBy({
  db,
  tx,
  open,
  findQuietly,
  factor,
}: EnterBy): Pick<Auth, 'enter' | 'signIn' | 'confirmAndEnter' | 'prove'> {
  /** A session that stands, of which the browser knows nothing yet: it is given, or ended. */
  const begin = async (request: RequestView, { email, password }: Credentials) => {
    const before = await findQuietly(request);
    const known = await passwordOf(tx, { email });
    const { headers, response } = await refuseAs('wrong_credentials', () =>
      open().api.signInEmail({
        body: { email, password },
        headers: headersOf({ ...request, cookie: '' }),
        returnHeaders: true,
      }),
    );
    if ((response.user as { readonly retiredAt?: Date | null }).retiredAt != null) {
      await tx.session.deleteMany({ where: { token: response.token } });
      throw new DomainError('account_retired');
    }
    const { token } = response;
    const { id } = response.user;
    // A change of the password that came amid this has ended all sessions but this one, which was not there yet.
    const stays = await transact(db, async (inside) => {
      await hold(inside, 'user', { id }, 'unchanged');
      return (await passwordOf(inside, { id })) === known;
    });
    if (!stays) {
      await tx.session.deleteMany({ where: { token } });
      throw new DomainError('wrong_credentials');
    }
    return {
      personId: id,
      async give() {
        passCookies(headers, request);
        // A session that the browser came with ends, so that nobody can have planted it.
        if (before) await tx.session.deleteMany({ where: { id: before.id } });
        return id;
      },
      end: () => tx.session.deleteMany({ where: { token } }),
    };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;

  /** Lets in whoever passes their second factor too; of anybody else nothing is left. */
  const admit = async (begun: Begun, code: string | undefined): Promise<string> => {
    try {
      await factor.pass(begun.personId, code);
    } catch (error) {
      await begun.end();
      throw error;
    }
    return begun.give();
  };
  const beginCounted = (request: RequestView, credentials: Credentials): Promise<Begun> =>
    open().attempts.signIn({ email: credentials.email, address: request.address }, () =>
      begin(request, credentials),
    );
  return {
    // An account was made before, which took a while and cannot be made again: from there on patience is as at first.
    enter: (request, credentials) =>
      withPatience(patienceMs, async () => {
        try {
          return await admit(await begin(request, credentials), undefined);
        } catch (error) {
          if (error instanceof DomainError && error.code === 'factor_needed') return null;
          throw error;
        }
      }),
    // What comes of the code is counted by itself: a password that was right is no wrong attempt.
    signIn: async (request, credentials) => admit(await beginCounted(request, credentials), credentials.code),
    confirmAndEnter: async (request, credentials, code) => {
      const begun = await beginCounted(request, credentials);
      try {
        const codes = await factor.confirm(begun.personId, code);
        await begun.give();
        return codes;
      } catch (error) {
        await begun.end();
        throw error;
      }
    },
    prove: async (request, credentials) => {
      const begun = await beginCounted(request, credentials);
      await begun.end();
      return begun.personId;
    },
  };
}

export function createAuth(options: AuthOptions): Auth {
  const tx = outsideTransaction(options.db);
  let opened: { api: ReturnType<typeof openBetterAuth>['api']; attempts: Attempts } | undefined;
  // Opened at the first use: the command line and most tests never come to it.
  const open = () => {
    opened ??= { api: openBetterAuth(options).api, attempts: createAttempts(options.db) };
    return opened;
  };

  /** The session of the cookie, whatever became of its account; null where it has come to its end. */
  const look = async (request: RequestView) => {
    if (!request.cookie.includes(sessionCookieName(options.secure, options.base))) return null;
    const { headers, response } = await refuseAs('not_signed_in', () =>
      open().api.getSession({ headers: headersOf(request), returnHeaders: true }),
    );
    passCookies(headers, request);
    if (!response) return null;
    const { id, createdAt, endsAt } = response.session;
    if (endOf(createdAt, endsAt) > Date.now()) return response;
    await tx.session.deleteMany({ where: { id } });
    return null;
  };
  const find: Auth['find'] = async (request) => {
    const response = await look(request);
    if (response === null || response.user.retiredAt != null) return null;
    const { confirmedAt } = response.session;
    const role = installationRoles.find((each) => each === response.user.installationRole) ?? 'member';
    const until = new Date((confirmedAt?.getTime() ?? 0) + confirmationMs);
    return {
      id: response.session.id,
      personId: response.user.id,
      installationRole: role,
      ...(until.getTime() > Date.now() && { confirmedUntil: until }),
    };
  };
  const findQuietly = (request: RequestView) => find({ ...request, setCookie: () => undefined });

  const factor = createSecondFactor({ ...options, attempts: () => open().attempts });

  const confirm: Auth['confirm'] = async (request, password) => {
    const { api, attempts } = open();
    const session = await findQuietly(request);
    if (!session) throw new DomainError('not_signed_in');
    if (password === undefined) {
      if (session.confirmedUntil) return session;
      const ways = await readWaysIn(tx, session.personId);
      throw new DomainError(ways.provider ? 'confirm_at_provider' : 'password_wrong');
    }
    await attempts.confirm(session.personId, () =>
      refuseAs('password_wrong', () =>
        api.verifyPassword({ body: { password }, headers: headersOf(request) }),
      ),
    );
    return session;
  };

  return {
    find,
    isRetired: async (request) => {
      const found = await look({ ...request, setCookie: () => undefined });
      return found !== null && found.user.retiredAt != null;
    },
    factor,
    ...enterBy({ db: options.db, tx, open, findQuietly, factor }),
    async signOut(request, { everywhere }) {
      const current = await findQuietly(request);
      if (everywhere && current) {
        await transact(options.db, async (inside) => {
          await inside.session.deleteMany({ where: { userId: current.personId } });
          await endApiTokens(inside, current.personId);
        });
      }
      const { headers } = await open().api.signOut({ headers: headersOf(request), returnHeaders: true });
      passCookies(headers, request);
      request.clearCache?.();
    },
    async changePassword(request, { current, next, keepTokens = false }) {
      const { id, personId } = await confirm(request, current);
      const hash = await hashPassword(next);
      // All of it or nothing: no session and no token outlives the password because a server was killed.
      await transact(options.db, async (inside) => {
        await setPassword(inside, personId, hash);
        await inside.session.deleteMany({ where: { userId: personId, id: { not: id } } });
        if (!keepTokens) await endApiTokens(inside, personId);
      });
    },
    confirm,
    async open(request, personId) {
      const before = await findQuietly(request);
      const person = await tx.user.findUnique({ where: { id: personId }, select: { retiredAt: true } });
      if (person === null || person.retiredAt !== null) throw new DomainError('account_retired');
      const { headers } = await refuseAs('not_signed_in', () =>
        open().api.openSession({
          body: { userId: personId, endsAt: new Date(Date.now() + providerSessionMs) },
          headers: headersOf({ ...request, cookie: '' }),
          returnHeaders: true,
        }),
      );
      passCookies(headers, request);
      if (before) await tx.session.deleteMany({ where: { id: before.id } });
    },
    stands: standsBy(tx),
  };
}
