import { randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { createFeed, type Feed, outsideTransaction, sql, transact, withPatience } from '@koersvast/db';
import { asking, createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import { TRPCError } from '@trpc/server';
import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { refusalOf } from '../error-mapping.ts';
import { createInnerContext } from '../make-context.ts';
import { createApiToken, findApiTokenOwner, listApiTokens, revokeApiToken } from '../person/api-token.ts';
import { insertPerson, listUsers, resetPassword, setPassword } from '../person/people.ts';
import { createCaller } from '../root.ts';
import { countWaiting } from '../testing/study.ts';
import { createAuth } from './auth.ts';
import { createFirstOwner, createFirstOwnerLink } from './first-owner.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let feed: Feed;
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 10 });
  feed = createFeed(db);
});
afterAll(async () => {
  await feed.close();
  await db.drop();
});

/** Keeps the cookies that it is sent, and comes from one address. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly setCookies: string[] = [];
  readonly #address: string;
  readonly auth;
  /** Whether it was told to forget what it keeps of pages. */
  forgot = false;

  constructor(address = '192.0.2.1', options: { secure?: boolean } = {}) {
    this.#address = address;
    this.auth = createAuth({
      db,
      secret: 'a secret that only this test knows',
      secure: options.secure ?? false,
    });
  }

  get request() {
    return {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      userAgent: 'a test',
      address: this.#address,
      setCookie: (line: string) => {
        this.setCookies.push(line);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0/i.test(line)) this.cookies.delete(name);
        else this.cookies.set(name, value);
      },
      clearCache: () => {
        this.forgot = true;
      },
    };
  }

  find() {
    return this.auth.find(this.request);
  }

  async caller(now: Date = new Date()) {
    const session = await this.find();
    return createCaller(
      createInnerContext({
        db,
        feed,
        auth: this.auth,
        request: this.request,
        now: () => now,
        person: session && { id: session.personId, installationRole: session.installationRole },
      }),
    );
  }
}

async function refusal(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof TRPCError ? refusalOf(error).code : String(error);
  }
}

const password = 'a long enough password';
const owner = { name: 'Olga Eigenaar', email: 'olga@example.org', password };
const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? '';

let counter = 0;
const passwordHash = hashPassword(password);
/** Somebody else who can sign in; each test has its own, because attempts are counted. */
async function makePerson() {
  counter += 1;
  const person = { id: randomUUIDv7(), name: `Person ${counter}`, email: `person${counter}@example.org` };
  await insertPerson(
    outsideTransaction(db),
    { ...person, passwordHash: await passwordHash, installationRole: 'member' },
    new Date(),
  );
  return person;
}

describe('the first owner', () => {
  test('an empty installation says so and refuses links that it never gave out', async () => {
    const caller = await new Browser().caller();
    expect(await caller.session.current({})).toEqual({ person: null, needsFirstOwner: true });
    const token = 'x'.repeat(43);
    expect(await caller.session.firstOwnerLink({ token })).toEqual({ valid: false });
    expect(await refusal(() => caller.session.createFirstOwner({ token, ...owner }))).toBe('link_not_valid');
  });

  test('a link expires after a day, and does not stop the one that another server has printed', async () => {
    const made = new Date();
    const links = [];
    for (const origin of ['http://localhost:4000', 'http://localhost:4001'])
      links.push(tokenOf(await createFirstOwnerLink(db, origin, made)));
    const now = await new Browser().caller();
    const tomorrow = await new Browser().caller(new Date(made.getTime() + 25 * 3_600_000));
    for (const token of links) {
      expect(await now.session.firstOwnerLink({ token })).toEqual({ valid: true });
      expect(await tomorrow.session.firstOwnerLink({ token })).toEqual({ valid: false });
    }
  });

  test('only a hash of the link is kept', async () => {
    const token = tokenOf(await createFirstOwnerLink(db, 'http://localhost'));
    const rows = await outsideTransaction(db).rows(sql`SELECT * FROM first_owner_link`);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('of four at the same moment one becomes the owner, with the sample project, signed in', async () => {
    const other = tokenOf(await createFirstOwnerLink(db, 'http://localhost:4001'));
    const token = tokenOf(await createFirstOwnerLink(db, 'http://localhost'));
    const browsers = Array.from({ length: 4 }, () => new Browser());
    const results = await Promise.all(
      browsers.map(async (browser, index) => {
        const caller = await browser.caller();
        const email = index === 0 ? owner.email : `olga${index}@example.org`;
        // Who waits too long for the one before them is told to ask again, and does, as the web app would.
        let told = 'busy' as string | null;
        while (told === 'busy')
          told = await refusal(() => caller.session.createFirstOwner({ token, ...owner, email }));
        return told;
      }),
    );
    expect(results.filter((result) => result === null)).toHaveLength(1);
    expect(results.filter((result) => result === 'link_not_valid')).toHaveLength(3);
    const winner = browsers[results.indexOf(null)];
    const caller = await winner?.caller();
    const current = await caller?.session.current({});
    expect(current?.person).toMatchObject({ name: owner.name, installationRole: 'owner' });
    const [project] = (await caller?.project.list({})) ?? [];
    expect(project).toMatchObject({ role: 'owner', documents: 1, members: 1 });
    const [user] = await listUsers(db);
    expect(user).toMatchObject({ name: owner.name, projects: 1 });
    expect(await createFirstOwnerLink(db, 'http://localhost')).toBeNull();
    expect(await createFirstOwner(db, owner)).toBe(false);
    for (const printed of [token, other])
      expect(await caller?.session.firstOwnerLink({ token: printed })).toEqual({ valid: false });
  });
});

describe('signing in', () => {
  test('gives a cookie that no script reads, and no token in the answer', async () => {
    const person = await makePerson();
    const browser = new Browser();
    const caller = await browser.caller();
    const answer = await caller.session.signIn({ email: person.email.toUpperCase(), password });
    expect(answer.person).toMatchObject({ id: person.id, name: person.name, email: person.email });
    expect(browser.setCookies).toHaveLength(1);
    expect(browser.setCookies[0]).toMatch(/^koersvast=[^;]{40,};/);
    expect(browser.setCookies[0]).toMatch(/HttpOnly/);
    expect(browser.setCookies[0]).toMatch(/SameSite=Lax/);
    const token = decodeURIComponent(browser.cookies.get('koersvast') ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(JSON.stringify(answer)).not.toContain(token);
  });

  test('over https the cookie is for this host alone', async () => {
    const person = await makePerson();
    const browser = new Browser('192.0.2.1', { secure: true });
    await (await browser.caller()).session.signIn({ email: person.email, password });
    expect(browser.setCookies[0]).toMatch(/^__Host-koersvast=/);
    expect(browser.setCookies[0]).toMatch(/; Secure/);
    expect(browser.setCookies[0]).toMatch(/Path=\//);
    expect(browser.setCookies[0]).not.toMatch(/Domain/i);
    expect(await browser.find()).toMatchObject({ personId: person.id });
  });

  test('answers the same for a wrong password and for an address that nobody has', async () => {
    const person = await makePerson();
    const caller = await new Browser('192.0.2.77').caller();
    const answers = await Promise.all(
      [person.email, 'nobody@example.org'].map((email) =>
        caller.session.signIn({ email, password: 'not the password' }).catch((error: TRPCError) => ({
          code: error.code,
          message: error.message,
          refusal: refusalOf(error),
        })),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ refusal: { code: 'wrong_credentials', details: {} } });
  });

  test('ends the session that the browser came with, and takes no cookie that was changed', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const planted = browser.cookies.get('koersvast') ?? '';
    await (await browser.caller()).session.signIn({ email: person.email, password });
    expect(browser.cookies.get('koersvast')).not.toBe(planted);
    const other = new Browser();
    other.cookies.set('koersvast', planted);
    expect(await other.find()).toBeNull();
    const forged = new Browser();
    forged.cookies.set('koersvast', `${browser.cookies.get('koersvast')?.slice(0, -6)}AAAAAA`);
    expect(await forged.find()).toBeNull();
  });

  test('a session is prolonged while it is used, and ends by itself', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const expiry = () =>
      outsideTransaction(db).row(
        z.object({ at: z.date() }),
        sql`SELECT expires_at AS at FROM session WHERE user_id = ${person.id}::uuid`,
      );
    await outsideTransaction(db).run(
      sql`UPDATE session SET expires_at = now() + interval '20 days' WHERE user_id = ${person.id}::uuid`,
    );
    const before = await expiry();
    expect(await browser.find()).not.toBeNull();
    expect((await expiry())?.at.getTime()).toBeGreaterThan((before?.at.getTime() ?? 0) + 9 * 86_400_000);
    await outsideTransaction(db).run(
      sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${person.id}::uuid`,
    );
    expect(await browser.find()).toBeNull();
  });

  test('a session ends for good thirty days after it was begun, however much it was used', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const begun = (ago: string) =>
      outsideTransaction(db).run(
        sql`UPDATE session SET created_at = now() - ${ago}::interval, expires_at = now() + interval '29 days'
            WHERE user_id = ${person.id}::uuid`,
      );
    await begun('29 days 23 hours');
    const session = await browser.find();
    expect(session?.personId).toBe(person.id);
    // The database and the program round a moment in their own ways.
    await begun('30 days 1 second');
    expect(await browser.auth.stands(session?.id ?? '')).toBe(false);
    expect(await browser.find()).toBeNull();
    await begun('1 day').catch(() => undefined);
    expect(await browser.find()).toBeNull();
  });
});

test('of many sessions it is asked at once whether they stand, and each gets its own answer', async () => {
  const people = [await makePerson(), await makePerson(), await makePerson(), await makePerson()];
  const browsers = await Promise.all(
    people.map(async ({ email }) => {
      const browser = new Browser();
      await (await browser.caller()).session.signIn({ email, password });
      return browser;
    }),
  );
  const ids = await Promise.all(browsers.map(async (browser) => (await browser.find())?.id ?? ''));
  const [, ended, retired, late] = people.map(({ id }) => id);
  const tx = outsideTransaction(db);
  await tx.session.deleteMany({ where: { userId: ended ?? '' } });
  await tx.run(sql`UPDATE "user" SET retired_at = now() WHERE id = ${retired}::uuid`);
  await tx.run(
    sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${late}::uuid`,
  );
  const { auth } = new Browser();
  let statements = 0;
  const count = (message: unknown) => {
    if (/FROM "public"."session"/.test((message as { text: string }).text)) statements += 1;
  };
  asking.subscribe(count);
  try {
    const asked = Array.from({ length: 40 }, (_, nth) => auth.stands(ids[nth % ids.length] ?? ''));
    const answers = await Promise.all([...asked, auth.stands(randomUUIDv7())]);
    expect(answers).toEqual([...Array.from({ length: 40 }, (_, nth) => nth % 4 === 0), false]);
    expect(statements).toBe(1);
    // Whoever asks later is not answered by what was asked before.
    await tx.session.deleteMany({ where: { id: ids[0] ?? '' } });
    expect(await auth.stands(ids[0] ?? '')).toBe(false);
  } finally {
    asking.unsubscribe(count);
  }
});

test('whoever enters an account that was just made waits as long as at first', async () => {
  const { id, email } = await makePerson();
  const { auth, request } = new Browser();
  const held = await Promise.all(Array.from({ length: 10 }, () => db.pool.connect()));
  // Making the account has used up the patience of the request.
  const entered = withPatience(1, () => auth.enter(request, { email, password }));
  entered.catch(() => undefined);
  await expect.poll(() => db.pool.waitingCount).toBeGreaterThan(0);
  const from = performance.now();
  await expect.poll(() => performance.now() - from).toBeGreaterThan(200);
  for (const connection of held) connection.release();
  expect(await entered).toBe(id);
});

describe('signing out', () => {
  test('ends this session, or all of them', async () => {
    const person = await makePerson();
    const browsers = [new Browser(), new Browser(), new Browser()];
    for (const browser of browsers) {
      await (await browser.caller()).session.signIn({ email: person.email, password });
    }
    const [first, second, third] = browsers;
    await (await first?.caller())?.session.signOut({ everywhere: false });
    expect(first).toMatchObject({ cookies: new Map(), forgot: true });
    expect([await first?.find(), (await second?.find())?.personId]).toEqual([null, person.id]);
    await (await second?.caller())?.session.signOut({ everywhere: true });
    expect([await second?.find(), await third?.find()]).toEqual([null, null]);
  });

  test('without a session is no error', async () => {
    expect(await (await new Browser().caller()).session.signOut({ everywhere: true })).toEqual({ ok: true });
  });
});

describe('passwords', () => {
  test('a change ends all other sessions and keeps this one', async () => {
    const person = await makePerson();
    const here = new Browser();
    const there = new Browser();
    for (const browser of [here, there]) {
      await (await browser.caller()).session.signIn({ email: person.email, password });
    }
    const caller = await here.caller();
    const next = 'quite another password';
    expect(await refusal(() => caller.session.changePassword({ current: 'wrong', next }))).toBe(
      'password_wrong',
    );
    expect(await caller.session.changePassword({ current: password, next })).toEqual({ ok: true });
    expect((await here.find())?.personId).toBe(person.id);
    expect(await there.find()).toBeNull();
    const again = await there.caller();
    expect(await refusal(() => again.session.signIn({ email: person.email, password }))).toBe(
      'wrong_credentials',
    );
    expect(await refusal(() => again.session.signIn({ email: person.email, password: next }))).toBeNull();
  });

  test('a change leaves nobody signed in who came with the former at that very moment', async () => {
    const person = await makePerson();
    const next = await hashPassword('another long enough one');
    const caller = await new Browser().caller();
    let coming: Promise<string | null> = Promise.resolve(null);
    await transact(db, async (inside) => {
      await setPassword(inside, person.id, next);
      await inside.session.deleteMany({ where: { userId: person.id } });
      // Its password is still right by all that is stored; all other sessions have been ended.
      coming = refusal(() => caller.session.signIn({ email: person.email, password }));
      const come = coming.then(() => 1);
      while ((await Promise.race([come, countWaiting(db)])) === 0) await new Promise(setImmediate);
    });
    expect(await coming).toBe('wrong_credentials');
    expect(await db.prisma.session.count({ where: { userId: person.id } })).toBe(0);
  });

  test('the first owner from the environment has no weak one either', async () => {
    const weak = { name: 'Els', email: 'els@example.org', password: 'Koersvast2026' };
    const empty = await createTestDatabase();
    await expect(createFirstOwner(empty, weak)).rejects.toMatchObject({
      refusal: { details: { reason: 'program' } },
    });
    expect(await listUsers(empty)).toEqual([]);
    await empty.drop();
  });

  test.each(['aaaaaaaaaaaa', '1234567890', 'Wachtwoord123', 'Koersvast2026', 'PERSON@example.org'])(
    'refuses %s',
    async (next) => {
      const person = await makePerson();
      const browser = new Browser();
      await (await browser.caller()).session.signIn({ email: person.email, password });
      const caller = await browser.caller();
      const chosen = next.startsWith('PERSON') ? person.email.toUpperCase() : next;
      expect(await refusal(() => caller.session.changePassword({ current: password, next: chosen }))).toBe(
        'password_too_weak',
      );
    },
  );

  test('a reset ends sessions and tokens', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    await (await browser.caller()).session.createApiToken({ label: 'R', password });
    const given = await resetPassword(db, ` ${person.email.toUpperCase()}`);
    expect(given).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect(await browser.find()).toBeNull();
    await (await browser.caller()).session.signIn({ email: person.email, password: given ?? '' });
    expect(await (await browser.caller()).session.apiTokens({})).toEqual([]);
    expect(await resetPassword(db, 'nobody@example.org')).toBeNull();
  });
});

test('of forty wrong attempts at once ten are looked at, and then the right one is refused too', async () => {
  const person = await makePerson();
  const callers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => new Browser(`198.51.100.${index}`).caller()),
  );
  const answers = await Promise.all(
    callers.map((caller) =>
      refusal(() => caller.session.signIn({ email: person.email, password: 'not the password' })),
    ),
  );
  expect(answers.filter((answer) => answer === 'wrong_credentials')).toHaveLength(10);
  expect(answers.filter((answer) => answer === 'too_many_attempts')).toHaveLength(30);
  const caller = await new Browser('198.51.100.200').caller();
  expect(await refusal(() => caller.session.signIn({ email: person.email, password }))).toBe(
    'too_many_attempts',
  );
});

describe('name and address', () => {
  test('are one’s own to change, with the password for the address, and end no session', async () => {
    const [person, other] = [await makePerson(), await makePerson()];
    const browsers = [new Browser(), new Browser()] as const;
    for (const browser of browsers)
      await (await browser.caller()).session.signIn({ email: person.email, password });
    const session = async () => (await browsers[0].caller()).session;
    const { setName, changeEmail } = await session();
    expect((await setName({ name: ' Anna\u200B  Bos ', base: person.name })).person?.name).toBe('Anna Bos');
    expect(await refusal(() => setName({ name: 'Arend', base: person.name }))).toBe('field_conflict');
    expect(await refusal(() => setName({ name: '\u200B' }))).toBe('input_not_valid');
    expect(await refusal(() => setName({ name: 'former  member 3' }))).toBe('name_taken');
    expect((await setName({ name: 'Arend' })).person?.name).toBe('Arend');

    const email = `anna.${person.email}`;
    const wrong = { email, password: 'not the one at all' };
    expect(await refusal(() => changeEmail(wrong))).toBe('password_wrong');
    expect(await refusal(() => changeEmail({ email: other.email.toUpperCase(), password }))).toBe(
      'email_in_use',
    );
    expect(await refusal(() => changeEmail({ email: 'x@erased.invalid', password }))).toBe('email_in_use');
    expect(await refusal(() => changeEmail({ email: 'no address', password }))).toBe('input_not_valid');
    expect((await changeEmail({ email, password })).person?.email).toBe(email);
    for (const browser of browsers) expect(await browser.find()).not.toBeNull();
    const caller = await new Browser().caller();
    expect(await refusal(() => caller.session.signIn({ email: person.email, password }))).toBe(
      'wrong_credentials',
    );
    expect((await caller.session.signIn({ email, password })).person?.name).toBe('Arend');
  });

  test('go to one of two who ask for the same address at once', async () => {
    const callers = [];
    for (const person of [await makePerson(), await makePerson()]) {
      const browser = new Browser();
      await (await browser.caller()).session.signIn({ email: person.email, password });
      callers.push(await browser.caller());
    }
    const answers = await Promise.all(
      callers.map(({ session }) =>
        refusal(() => session.changeEmail({ email: 'wanted@example.org', password })),
      ),
    );
    expect(answers.sort()).toEqual(['email_in_use', null].sort());
  });
});

describe('settings of a person', () => {
  test('are kept, and an unknown one harms nothing', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const caller = await browser.caller();
    const wanted = {
      language: 'nl',
      theme: 'dark',
      keys: { 'annotation.next': null },
      singleKeys: false,
    } as const;
    await caller.session.setPreferences(wanted);
    expect((await caller.session.current({})).person?.preferences).toEqual(wanted);
    // Another browser that has not heard of these sets one thing of its own, and leaves the rest.
    await caller.session.setPreferences({ theme: 'light', base: { theme: 'auto' } });
    await caller.session.setPreferences({ keys: { 'tag.last': 'w' }, base: { keys: {} } });
    expect((await caller.session.current({})).person?.preferences).toEqual({
      ...wanted,
      theme: 'light',
      keys: { 'annotation.next': null, 'tag.last': 'w' },
    });
    await outsideTransaction(db).run(
      sql`UPDATE "user" SET preferences = '{"theme":"sepia"}' WHERE id = ${person.id}::uuid`,
    );
    expect((await caller.session.current({})).person?.preferences.theme).toBe('auto');
  });

  test('of a table stay when another browser of theirs sets those of another one', async () => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const caller = await browser.caller();
    const seen = { documents: { hidden: ['author'], sort: 'date', down: true } };
    await caller.session.setPreferences({ tables: seen, base: {} });
    const board = { hidden: [], sort: 'title' };
    await caller.session.setPreferences({ tables: { board }, base: {} });
    const documents = { hidden: ['author'], sort: 'title' };
    await caller.session.setPreferences({ tables: { documents }, base: { tables: seen } });
    const { preferences } = (await caller.session.current({})).person ?? {};
    expect(preferences?.tables).toEqual({ board, documents });
    // A tab that does not know of the columns that were chosen since sorts, and leaves them.
    const chosen = { tables: { documents: { ...documents, hidden: ['date', 'dossier'] } } };
    await caller.session.setPreferences({ ...chosen, base: { tables: { documents } } });
    const sorted = { tables: { documents: { ...documents, sort: 'author', down: true } } };
    await caller.session.setPreferences({ ...sorted, base: { tables: { documents } } });
    expect((await caller.session.current({})).person?.preferences.tables).toEqual({
      board,
      documents: { hidden: ['date', 'dossier'], sort: 'author', down: true },
    });
  });

  test('tokens are shown once, listed without their secret, and are one’s own to revoke', async () => {
    const [person, other] = [await makePerson(), await makePerson()];
    const [mine, theirs] = [new Browser(), new Browser()];
    await (await mine.caller()).session.signIn({ email: person.email, password });
    await (await theirs.caller()).session.signIn({ email: other.email, password });
    const { apiToken, secret } = await (await mine.caller()).session.createApiToken({
      label: 'R on my laptop',
      password,
    });
    expect(secret).toMatch(/^kv_[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await (await mine.caller()).session.apiTokens({}))).not.toContain(secret);
    const stored = await outsideTransaction(db).rows(sql`SELECT * FROM api_token`);
    expect(JSON.stringify(stored)).not.toContain(secret);
    const stranger = await theirs.caller();
    expect(await refusal(() => stranger.session.revokeApiToken({ id: apiToken.id }))).toBe('not_found');
    await (await mine.caller()).session.revokeApiToken({ id: apiToken.id });
    expect(await (await mine.caller()).session.apiTokens({})).toEqual([]);
  });

  const withTokens = async (...labels: string[]) => {
    const person = await makePerson();
    const browser = new Browser();
    await (await browser.caller()).session.signIn({ email: person.email, password });
    const caller = await browser.caller();
    const secrets: string[] = [];
    for (const label of labels)
      secrets.push((await caller.session.createApiToken({ label, password })).secret);
    const works = (secret: string | undefined, now = new Date()) =>
      findApiTokenOwner(db, secret ?? '', now).then(
        (owner) => owner === person.id,
        (error: unknown) => (error instanceof DomainError ? error.code : error),
      );
    return { person, browser, caller, secrets, works };
  };

  test('asks for the password, and lives for a year at most', async () => {
    const { caller, works, secrets } = await withTokens('R');
    const create = (input: object) => refusal(() => caller.session.createApiToken({ label: 'R', ...input }));
    expect(await create({})).toBe('password_wrong');
    expect(await create({ password: 'not the one' })).toBe('password_wrong');
    for (const days of [0, -1, 366, 1.5]) expect(await create({ password, days })).toBe('input_not_valid');
    const now = new Date('2027-03-01T12:00:00Z');
    const { apiToken, secret } = await createApiToken(db, {
      ...(await makeOwner()),
      label: 'R',
      days: 30,
      now,
    });
    expect(apiToken).toMatchObject({ expiresAt: '2027-03-31T12:00:00.000Z', uses: 0, lastUsedAt: null });
    expect(await findApiTokenOwner(db, secret, new Date('2027-03-31T11:59:59Z'))).not.toBeNull();
    await expect(findApiTokenOwner(db, secret, new Date('2027-03-31T12:00:00Z'))).rejects.toThrow(
      'token_ended',
    );
    const [token] = await caller.session.apiTokens({});
    expect(Date.parse(token?.expiresAt ?? '') - Date.parse(token?.createdAt ?? '')).toBe(365 * 86_400_000);
    expect(await works(secrets[0])).toBe(true);
    expect((await caller.session.apiTokens({}))[0]).toMatchObject({
      uses: 1,
      lastUsedAt: expect.any(String),
    });
  });

  const makeOwner = async () => ({ personId: (await makePerson()).id });

  test('there are twenty at once at most, also of those that are made at the same moment', async () => {
    const { personId } = await makeOwner();
    const now = new Date();
    const make = () =>
      createApiToken(db, { personId, label: 'R', now }).then(
        () => 'made',
        (e) => e.code,
      );
    const answers = await Promise.all(Array.from({ length: 23 }, make));
    expect(answers.filter((answer) => answer === 'made')).toHaveLength(20);
    expect(answers.filter((answer) => answer === 'too_many_tokens')).toHaveLength(3);
    // One that has ended makes room.
    const [first] = await listApiTokens(db, personId, now);
    await revokeApiToken(db, { personId, id: first?.id ?? '', now });
    expect(await make()).toBe('made');
  });

  test('ends with the password, unless its owner keeps it, and with signing out everywhere', async () => {
    const { browser, caller, secrets, works } = await withTokens('R', 'Python');
    const next = 'quite another password';
    await caller.session.changePassword({ current: password, next, keepTokens: true });
    expect(await works(secrets[0])).toBe(true);
    await caller.session.changePassword({ current: next, next: password });
    expect([await works(secrets[0]), await works(secrets[1])]).toEqual(['token_ended', 'token_ended']);
    expect(await caller.session.apiTokens({})).toEqual([]);
    const { secret } = await caller.session.createApiToken({ label: 'R', password });
    await (await browser.caller()).session.signOut({ everywhere: true });
    expect(await works(secret)).toBe('token_ended');
  });
});
