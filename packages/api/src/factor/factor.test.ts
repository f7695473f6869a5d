import { randomUUIDv7 } from 'node:crypto';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { outsideTransaction, sql, transact } from '@koersvast/db';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Identity, Provider } from '../context.ts';
import { resetFactorOf } from '../installation/factor.ts';
import { createInnerContext } from '../make-context.ts';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { hashPassword, insertPerson, resetPassword } from '../person/people.ts';
import { addIdentity } from '../person/ways-in.ts';
import { returnFromProvider } from '../provider/return.ts';
import { createAuth } from '../session/auth.ts';
import { codeOf, countWaiting, openTestApi, refusalFrom, refusalIn, type TestApi } from '../testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let api: TestApi;
let passwordHash: string;
let els: { id: string; email: string };
/** The clock of the codes: a half minute does not end while a test runs. */
let now = Date.UTC(2027, 0, 4, 12);
const password = 'een lange zin om te onthouden';
beforeAll(async () => {
  api = await openTestApi();
  passwordHash = await hashPassword(password);
  els = await newcomer('Els', 'owner');
});
afterEach(() => demand(false));
afterAll(() => api.close());

async function newcomer(name = 'Bram', installationRole: 'owner' | 'member' = 'member') {
  const person = { id: randomUUIDv7(), name, email: `${randomUUIDv7()}@example.org` };
  await insertPerson(outsideTransaction(api.db), { ...person, passwordHash, installationRole }, new Date());
  return person;
}
const asOwner = () => api.as(els.id, { person: { id: els.id, installationRole: 'owner' } }).installation;
const demand = (demanded: boolean) => asOwner().demandFactor({ demanded });

/** A browser of somebody: what it keeps of cookies goes with each request. */
function browserOf(person: { id: string; email: string }) {
  let cookie = '';
  const request = {
    get cookie() {
      return cookie;
    },
    userAgent: 'test',
    address: '127.0.0.1',
    setCookie: (given: string) => {
      cookie = given.split(';')[0] ?? '';
    },
  };
  const secret = 'a secret for tests that is long enough';
  const auth = createAuth({ db: api.db, secret, secure: false, now: () => now });
  const credentials = { email: person.email, password };
  const anybody = api.as(null, { request, auth });
  return {
    anybody,
    own: api.as(person.id, { request, auth, provider }),
    credentials,
    signIn: (code?: string) =>
      anybody.session.signIn({ ...credentials, ...(code !== undefined && { code }) }),
    /** As somebody whom the provider knows. */
    comeIn: () => auth.open(request, person.id),
    /** Comes back to link the account there that this is. */
    comeBack: async (identity: Identity) => {
      const session = await auth.find(request);
      const errand = { for: 'link', personId: person.id, sessionId: session?.id ?? '' } as const;
      const back = { ...provider, returned: () => ({ errand, identify: async () => identity }) };
      const { db, feed } = api;
      return returnFromProvider(
        createInnerContext({ db, feed, person: null, request, auth, provider: back }),
        '',
      );
    },
    signedIn: async () => (await auth.find(request)) !== null,
  };
}

/** Begun is enough: who comes back from there is said where that is asked. */
const provider: Provider = {
  ...{ label: 'SURFconext', issuer: 'https://id.example.org', emergencyOwner: null },
  ready: () => true,
  signOutHref: () => null,
  begin: async () => 'https://id.example.org/authorize',
  returned: () => {
    throw new Error('nobody comes back by themselves');
  },
};

/** What an app on a phone shows, whose clock is so many half minutes off. */
async function codeOn(secret: string, off = 0): Promise<string> {
  const bytes = base32.decode(secret);
  return createOTP(bytes as Uint8Array).hotp(Math.floor(now / 30_000) + off);
}

/** Somebody who has turned it on, with what they were shown. */
async function holder() {
  const person = await newcomer();
  const browser = browserOf(person);
  await browser.signIn();
  const { secret, address } = await browser.own.factor.begin({ password });
  const { codes } = await browser.own.factor.confirm({ code: await codeOn(secret) });
  now += 60_000;
  return { person, browser, secret, address, codes };
}
/** Has the provider know somebody. */
const atProvider = ({ id, email }: { id: string; email: string }) => {
  const identity = { issuer: 'https://id.example.org', subject: id, name: 'Bram', email };
  return transact(api.db, (tx) => addIdentity(tx, id, identity, new Date()));
};
const factorRows = (userId: string) =>
  outsideTransaction(api.db).rows(
    z.object({ secret: z.string(), codes: z.string().nullable() }),
    sql`SELECT secret, (SELECT string_agg(code_hash, ' ') FROM recovery_code WHERE user_id = ${userId}::uuid) AS codes
        FROM second_factor WHERE user_id = ${userId}::uuid`,
  );
const sessionsOf = (userId: string) => api.db.prisma.session.count({ where: { userId } });

test('codes are those of RFC 6238', async () => {
  // Appendix B: the secret is the ASCII text, the last six of its eight digits.
  const otp = createOTP(new TextEncoder().encode('12345678901234567890'), { digits: 6, period: 30 });
  const at = (seconds: number) => otp.hotp(Math.floor(seconds / 30));
  expect(await Promise.all([59, 1_111_111_109, 1_234_567_890, 2_000_000_000].map(at))).toEqual([
    '287082',
    '081804',
    '005924',
    '279037',
  ]);
});

describe('setting it up', () => {
  test('takes the password, and counts once a code was right', async () => {
    const person = await newcomer();
    const { own, signIn } = browserOf(person);
    await signIn();
    expect(await codeOf(own.factor.begin({ password: 'not the one' }))).toBe('password_wrong');
    expect(await codeOf(own.factor.confirm({ code: '123456' }))).toBe('not_found');
    const { secret, address } = await own.factor.begin({ password });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(address).toContain(
      `otpauth://totp/Koersvast:${encodeURIComponent(person.email)}?secret=${secret}`,
    );
    const right = await codeOn(secret);
    const wrong = right === '000000' ? '000001' : '000000';
    expect(await codeOf(own.factor.confirm({ code: wrong }))).toBe('code_wrong');
    expect(await codeOf(own.factor.confirm({ code: 'abc' }))).toBe('code_wrong');
    expect((await own.factor.state({})).since).toBeNull();
    // Begun and not confirmed, it is asked of nobody.
    expect((await browserOf(person).signIn()).person?.id).toBe(person.id);
    const { codes } = await own.factor.confirm({ code: ` ${right.slice(0, 3)} ${right.slice(3)}` });
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await own.factor.state({})).toEqual({
      since: new Date(now).toISOString(),
      codesLeft: 10,
      demanded: false,
    });
    expect(await codeOf(own.factor.begin({ password }))).toBe('factor_stands');
    expect(await codeOf(own.factor.confirm({ code: right }))).toBe('factor_stands');
    expect((await asOwner().people({})).find(({ id }) => id === person.id)?.factor).toBe(true);
  });

  test('in two tabs counts in the one that began last, and no second one takes its place', async () => {
    const person = await newcomer();
    const browser = browserOf(person);
    await browser.signIn();
    const { own } = browser;
    const [first, last] = [await own.factor.begin({ password }), await own.factor.begin({ password })];
    expect(await codeOf(own.factor.confirm({ code: await codeOn(first.secret) }))).toBe('code_wrong');
    const code = await codeOn(last.secret);
    const both = await Promise.all([0, 1].map(() => refusalIn(own.factor.confirm({ code }))));
    expect(both.filter((each) => each === null)).toHaveLength(1);
    expect((await factorRows(person.id))[0]?.codes?.split(' ')).toHaveLength(10);
    expect(await codeOf(own.factor.begin({ password }))).toBe('factor_stands');
  });

  test('leaves no secret and no code where the database alone could be read', async () => {
    const { person, secret, codes } = await holder();
    const [row] = await factorRows(person.id);
    const stored = JSON.stringify(row);
    expect(row?.codes?.split(' ')).toHaveLength(10);
    const bytes = Buffer.from(base32.decode(secret) as Uint8Array);
    const plain = [secret, bytes.toString('hex'), bytes.toString('base64'), ...codes];
    for (const each of [...plain, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(each);
  });
});

describe('signing in', () => {
  test('asks for the code after the password, and leaves no session without it', async () => {
    const { person, secret } = await holder();
    const before = await sessionsOf(person.id);
    const browser = browserOf(person);
    expect(await codeOf(browser.signIn())).toBe('code_needed');
    expect(await codeOf(browser.signIn('000000'))).toBe('code_wrong');
    expect(await codeOf(browser.signIn('what is this'))).toBe('code_wrong');
    expect([await browser.signedIn(), await sessionsOf(person.id)]).toEqual([false, before]);
    // Whoever does not know the password is told nothing of it.
    const guess = browser.anybody.session.signIn({
      email: person.email,
      password: 'guessed',
      code: await codeOn(secret),
    });
    expect(await codeOf(guess)).toBe('wrong_credentials');
    await browser.signIn(await codeOn(secret));
    expect([await browser.signedIn(), await sessionsOf(person.id)]).toEqual([true, before + 1]);
  });

  test.each([
    ['of half a minute ago', -1, true],
    ['of the half minute to come', 1, true],
    ['of a minute ago', -2, false],
    ['of in a minute', 2, false],
  ])('takes a code %s: %s', async (_, off, taken) => {
    const { person, secret } = await holder();
    const answer = await refusalIn(browserOf(person).signIn(await codeOn(secret, off)));
    expect(answer).toBe(taken ? null : 'code_wrong');
  });

  test('takes a code once, also of many at the same moment, and none from before it', async () => {
    const { person, secret } = await holder();
    const code = await codeOn(secret);
    const answers = await Promise.all([0, 1, 2].map(() => refusalIn(browserOf(person).signIn(code))));
    expect(answers.toSorted()).toEqual([null, 'code_wrong', 'code_wrong'].toSorted());
    expect(await codeOf(browserOf(person).signIn(await codeOn(secret, -1)))).toBe('code_wrong');
    now += 30_000;
    await browserOf(person).signIn(await codeOn(secret));
  });

  test('takes the code with which it was set up no second time', async () => {
    const person = await newcomer();
    const browser = browserOf(person);
    await browser.signIn();
    const { secret } = await browser.own.factor.begin({ password });
    const code = await codeOn(secret);
    await browser.own.factor.confirm({ code });
    expect(await codeOf(browserOf(person).signIn(code))).toBe('code_wrong');
  });

  test('takes each recovery code once, however it is typed, also of two at once', async () => {
    const { person, browser, codes } = await holder();
    const [first = '', second = ''] = codes;
    await browserOf(person).signIn(first.toUpperCase().replaceAll('-', ' '));
    expect(await codeOf(browserOf(person).signIn(first))).toBe('code_wrong');
    const answers = await Promise.all([0, 1].map(() => refusalIn(browserOf(person).signIn(second))));
    expect(answers.toSorted()).toEqual([null, 'code_wrong'].toSorted());
    expect((await browser.own.factor.state({})).codesLeft).toBe(8);
  });

  test('takes five guesses in a quarter of an hour, whatever number of servers, and then no right one', async () => {
    const { person, secret, codes } = await holder();
    const guesses = await Promise.all(
      Array.from({ length: 9 }, (_, nth) => refusalIn(browserOf(person).signIn(`00000${nth}`))),
    );
    expect(guesses.filter((each) => each === 'code_wrong')).toHaveLength(5);
    expect(guesses.filter((each) => each === 'too_many_attempts')).toHaveLength(4);
    for (const code of [await codeOn(secret), codes[0]])
      expect((await refusalFrom(browserOf(person).signIn(code))).details).toEqual({ minutes: 15 });
    // Another account is none the worse, and a quarter of an hour later there are five again, twenty in a day.
    await api.db.pool.query(`DELETE FROM rate_limit WHERE key = $1`, [`code:${person.id}`]);
    await browserOf(person).signIn(await codeOn(secret));
    await api.db.pool.query(`UPDATE rate_limit SET points = 20 WHERE key = $1`, [`code-day:${person.id}`]);
    expect(await codeOf(browserOf(person).signIn(codes[1]))).toBe('too_many_attempts');
  });

  test('asks for the code after a new password too, by link and from the command line', async () => {
    const { person, secret } = await holder();
    const token = newLinkToken();
    const expiresAt = new Date(Date.now() + 60_000);
    await transact(api.db, (tx) =>
      tx.passwordReset.create({ data: { tokenHash: hashToken(token), userId: person.id, expiresAt } }),
    );
    const browser = browserOf(person);
    const next = 'weer een andere lange zin';
    await browser.anybody.session.resetPassword({ token, next });
    const signIn = (more: object) =>
      browser.anybody.session.signIn({ email: person.email, password: next, ...more });
    expect(await codeOf(signIn({}))).toBe('code_needed');
    await signIn({ code: await codeOn(secret) });
    const given = (await resetPassword(api.db, person.email)) ?? '';
    expect(await codeOf(signIn({ password: given }))).toBe('code_needed');
  });

  test('with another secret of the installation takes recovery codes alone', async () => {
    const { person, secret, codes } = await holder();
    const auth = createAuth({
      db: api.db,
      secret: 'another one that is as long as the first',
      secure: false,
      now: () => now,
    });
    const signIn = (code: string) =>
      api.as(null, { auth }).session.signIn({ email: person.email, password, code });
    expect(await codeOf(signIn(await codeOn(secret)))).toBe('code_wrong');
    expect((await signIn(codes[0] ?? '')).person?.id).toBe(person.id);
  });
});

describe('where it is demanded', () => {
  test('whoever has none sets it up before they get in, and is in then', async () => {
    const person = await newcomer();
    const early = browserOf(person);
    await early.signIn();
    await demand(true);
    // Who is in stays in.
    expect(await early.signedIn()).toBe(true);
    const browser = browserOf(person);
    const before = await sessionsOf(person.id);
    expect(await codeOf(browser.signIn())).toBe('factor_needed');
    const { factor } = browser.anybody;
    const { credentials } = browser;
    expect(await codeOf(factor.beginAtSignIn({ ...credentials, password: 'guessed' }))).toBe(
      'wrong_credentials',
    );
    const { secret } = await factor.beginAtSignIn(credentials);
    expect(await codeOf(factor.confirmAtSignIn({ ...credentials, code: '12' }))).toBe('code_wrong');
    expect([await browser.signedIn(), await sessionsOf(person.id)]).toEqual([false, before]);
    const code = await codeOn(secret);
    const { codes } = await factor.confirmAtSignIn({ ...credentials, code });
    expect(codes).toHaveLength(10);
    expect(await browser.signedIn()).toBe(true);
    expect(await codeOf(browser.own.factor.end({ password, code: codes[0] ?? '' }))).toBe('factor_demanded');
  });

  test('the password alone puts no other in the place of one that is there', async () => {
    const { person } = await holder();
    await demand(true);
    const { anybody, credentials, signedIn } = browserOf(person);
    expect(await codeOf(anybody.factor.beginAtSignIn(credentials))).toBe('factor_stands');
    const confirm = anybody.factor.confirmAtSignIn({ ...credentials, code: '123456' });
    expect(await codeOf(confirm)).toBe('factor_stands');
    expect(await signedIn()).toBe(false);
  });

  test('nothing is set up at sign-in where it is not', async () => {
    const { anybody, credentials } = browserOf(await newcomer());
    expect(await codeOf(anybody.factor.beginAtSignIn(credentials))).toBe('not_allowed');
  });

  test('whoever has just chosen a password is in no sooner', async () => {
    const person = await newcomer();
    await demand(true);
    const { auth } = createInnerContext({ db: api.db, feed: api.feed, person: null });
    const cookies: string[] = [];
    const request = {
      cookie: '',
      userAgent: '',
      address: '127.0.0.1',
      setCookie: (each: string) => cookies.push(each),
    };
    expect(await auth.enter(request, { email: person.email, password })).toBeNull();
    expect([cookies, await sessionsOf(person.id)]).toEqual([[], 0]);
    await demand(false);
    expect(await auth.enter(request, { email: person.email, password })).toBe(person.id);
  });

  test('is asked of passwords alone: who has none signs in at the provider, and can set none up', async () => {
    const person = { id: randomUUIDv7(), name: 'Bram', email: `${randomUUIDv7()}@example.org` };
    await insertPerson(
      outsideTransaction(api.db),
      { ...person, passwordHash: null, installationRole: 'member' },
      new Date(),
    );
    await atProvider(person);
    await demand(true);
    const browser = browserOf(person);
    await browser.comeIn();
    expect(await browser.signedIn()).toBe(true);
    expect(await codeOf(browser.own.factor.begin({ password }))).toBe('password_wrong');
    expect(await codeOf(browser.anybody.factor.beginAtSignIn(browser.credentials))).toBe('wrong_credentials');
    expect(await factorRows(person.id)).toEqual([]);
  });

  test('is not asked at the provider of whoever has one for their password', async () => {
    const { person } = await holder();
    await atProvider(person);
    await demand(true);
    const browser = browserOf(person);
    await browser.comeIn();
    expect(await browser.signedIn()).toBe(true);
    expect(await codeOf(browserOf(person).signIn())).toBe('code_needed');
  });

  test('is asked before an account there is linked, since nobody is asked for it from then on', async () => {
    const { browser, secret, codes } = await holder();
    const { link } = browser.own.provider;
    expect(await codeOf(link({ password: 'guessed', code: codes[0] ?? '' }))).toBe('password_wrong');
    expect(await codeOf(link({ password }))).toBe('code_needed');
    expect(await codeOf(link({ password, code: '12' }))).toBe('code_wrong');
    const code = await codeOn(secret);
    expect((await link({ password, code })).href).toContain('https://id.example.org/');
    expect(await codeOf(link({ password, code }))).toBe('code_wrong');
    expect((await link({ password, code: codes[0] ?? '' })).href).toContain('https://id.example.org/');
    // Nor is it asked of who has none, also where the installation demands one.
    const other = browserOf(await newcomer());
    await other.signIn();
    await demand(true);
    expect((await other.own.provider.link({ password })).href).toContain('https://id.example.org/');
  });

  test('is noted, once each time', async () => {
    const kinds = async () => (await asOwner().accountEvents({})).map(({ kind }) => kind);
    const before = (await kinds()).length;
    for (const demanded of [true, true, false, false]) await demand(demanded);
    expect((await kinds()).slice(0, (await kinds()).length - before)).toEqual([
      'factor_optional',
      'factor_demanded',
    ]);
    expect(await asOwner().settings({})).toEqual({ factorDemanded: false });
  });
});

describe('linking an account at the provider', () => {
  const identityOf = (subject: string) => ({
    ...{ issuer: provider.issuer, subject: `${subject}-${randomUUIDv7()}` },
    ...{ name: 'Bram', email: 'bram@uva.nl' },
  });

  /** Both have looked before either writes. */
  async function together(both: readonly { browser: ReturnType<typeof browserOf>; identity: Identity }[]) {
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN; LOCK TABLE account IN SHARE MODE');
    const back = both.map(({ browser, identity }) => browser.comeBack(identity));
    await expect.poll(() => countWaiting(api.db), { timeout: 60_000 }).toBe(2);
    await holder.query('COMMIT');
    holder.release();
    return (await Promise.all(back)).toSorted();
  }
  const oneOfTwo = ['/account?back=link', '/account?refused=provider_in_use'];
  const linkedTo = (userIds: string[]) =>
    api.db.prisma.account.count({ where: { userId: { in: userIds }, providerId: provider.issuer } });

  test('two of them in two tabs of one person at the same moment: one is', async () => {
    const person = await newcomer();
    const tabs = [];
    for (const name of ['one', 'two']) {
      const browser = browserOf(person);
      await browser.signIn();
      tabs.push({ browser, identity: identityOf(name) });
    }
    expect(await together(tabs)).toEqual(oneOfTwo);
    expect(await linkedTo([person.id])).toBe(1);
  });

  test('one of them to two people at the same moment: to one', async () => {
    const people = [await newcomer(), await newcomer()];
    const identity = identityOf('shared');
    const both = [];
    for (const person of people) {
      const browser = browserOf(person);
      await browser.signIn();
      both.push({ browser, identity });
    }
    expect(await together(both)).toEqual(oneOfTwo);
    expect(await linkedTo(people.map(({ id }) => id))).toBe(1);
  });
});

describe('recovery codes and the end of it', () => {
  test('are made anew with password and code, and the former end', async () => {
    const { person, browser, secret, codes } = await holder();
    const { factor } = browser.own;
    const code = await codeOn(secret);
    expect(await codeOf(factor.renewCodes({ password: 'guessed', code }))).toBe('password_wrong');
    expect(await codeOf(factor.renewCodes({ password, code: '12' }))).toBe('code_wrong');
    const next = await factor.renewCodes({ password, code });
    expect(next.codes).toHaveLength(10);
    expect(await codeOf(browserOf(person).signIn(codes[0]))).toBe('code_wrong');
    await browserOf(person).signIn(next.codes[0]);
    // One that has no app any more makes new ones with the last that is left.
    const again = await factor.renewCodes({ password, code: next.codes[1] ?? '' });
    expect(again.codes).toHaveLength(10);
  });

  test('it is switched off with password and code, and then is not asked for', async () => {
    const { person, browser, secret } = await holder();
    const { factor } = browser.own;
    const code = await codeOn(secret);
    expect(await codeOf(factor.end({ password: 'guessed', code }))).toBe('password_wrong');
    expect(await codeOf(factor.end({ password, code: '12' }))).toBe('code_wrong');
    await factor.end({ password, code });
    expect(await factorRows(person.id)).toEqual([]);
    expect(await codeOf(factor.renewCodes({ password, code }))).toBe('not_found');
    expect((await browserOf(person).signIn()).person?.id).toBe(person.id);
  });

  test('an owner of the installation takes that of somebody else away, and it is noted without a secret', async () => {
    const { person } = await holder();
    const events = async () =>
      (await asOwner().accountEvents({})).filter(({ kind }) => kind === 'factor_reset');
    const before = (await events()).length;
    await asOwner().resetFactor({ personId: person.id });
    await asOwner().resetFactor({ personId: person.id });
    const noted = await events();
    expect(noted).toHaveLength(before + 1);
    expect(noted[0]).toMatchObject({ person: 'Bram', by: 'Els' });
    expect((await browserOf(person).signIn()).person?.id).toBe(person.id);
    // Their own they switch off with the password and a code, like anybody.
    expect(await codeOf(asOwner().resetFactor({ personId: els.id }))).toBe('not_allowed');
    expect(await codeOf(asOwner().resetFactor({ personId: randomUUIDv7() }))).toBe('not_found');
  });

  test('whoever runs the server does it for an owner who has nobody left to ask', async () => {
    const { person } = await holder();
    expect(await resetFactorOf(api.db, ` ${person.email.toUpperCase()}`)).toEqual({
      name: 'Bram',
      had: true,
    });
    expect(await resetFactorOf(api.db, person.email)).toEqual({ name: 'Bram', had: false });
    expect(await resetFactorOf(api.db, 'nobody@example.org')).toBeNull();
    expect((await asOwner().accountEvents({}))[0]).toMatchObject({ kind: 'factor_reset', by: null });
    expect((await browserOf(person).signIn()).person?.id).toBe(person.id);
  });
});
