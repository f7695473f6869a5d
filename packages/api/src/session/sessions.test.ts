import { randomUUIDv7 } from 'node:crypto';
import { outsideTransaction, sql } from '@koersvast/db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApiToken, findApiTokenOwner } from '../person/api-token.ts';
import { hashPassword, insertPerson } from '../person/people.ts';
import { codeOf, openTestApi, type TestApi } from '../testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let api: TestApi;
let passwordHash: string;
const password = 'een lange zin om te onthouden';
beforeAll(async () => {
  api = await openTestApi();
  passwordHash = await hashPassword(password);
});
afterAll(() => api.close());

async function newcomer(installationRole: 'owner' | 'member' = 'member') {
  const person = { id: randomUUIDv7(), name: 'Bram', email: `${randomUUIDv7()}@example.org` };
  await insertPerson(outsideTransaction(api.db), { ...person, passwordHash, installationRole }, new Date());
  return person;
}

/** A browser in which somebody has signed in: what it keeps of cookies goes with each request. */
async function browserOf(person: { id: string; email: string }, userAgent = 'test') {
  let cookie = '';
  const request = {
    get cookie() {
      return cookie;
    },
    userAgent,
    address: '127.0.0.1',
    setCookie: (given: string) => {
      cookie = given.split(';')[0] ?? '';
    },
  };
  await api.as(null, { request }).session.signIn({ email: person.email, password });
  const { session } = api.as(person.id, { request });
  const stands = () =>
    session.sessions({}).then(
      () => true,
      () => false,
    );
  return { session, signedIn: stands };
}

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

test('are listed by browser and system, this one first, without address or secret', async () => {
  const bram = await newcomer();
  await browserOf(await newcomer());
  const [work, mobile] = [await browserOf(bram, windows), await browserOf(bram, phone)];
  await outsideTransaction(api.db).run(
    sql`UPDATE session SET updated_at = now() - interval '3 days', expires_at = now() + interval '27 days', created_at = now() - interval '4 days'
        WHERE user_id = ${bram.id}::uuid AND user_agent = ${phone}`,
  );
  const listed = await work.session.sessions({});
  expect(listed).toMatchObject([
    { browser: 'Firefox', system: 'Windows', current: true },
    { browser: 'Safari', system: 'iPhone', current: false },
  ]);
  expect(Object.keys(listed[0] ?? {}).sort()).toEqual(
    ['browser', 'createdAt', 'current', 'id', 'lastUsedAt', 'system'].sort(),
  );
  const ago = (moment = '') => Math.round((Date.now() - Date.parse(moment)) / 86_400_000);
  expect([ago(listed[1]?.createdAt), ago(listed[1]?.lastUsedAt)]).toEqual([4, 3]);
  // Using it says so.
  expect(await mobile.session.sessions({})).toMatchObject([{ system: 'iPhone', current: true }, {}]);
  expect(ago((await mobile.session.sessions({}))[0]?.lastUsedAt)).toBe(0);
  // What has ended by itself is listed no more.
  await outsideTransaction(api.db).run(
    sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${bram.id}::uuid AND user_agent = ${phone}`,
  );
  expect(await work.session.sessions({})).toHaveLength(1);
});

test('end one by one, each by its own person alone, and this one by signing out', async () => {
  const [bram, other] = [await newcomer(), await newcomer()];
  const browsers = [await browserOf(bram), await browserOf(bram), await browserOf(bram)] as const;
  const strange = await browserOf(other);
  const [own, second] = await browsers[0].session.sessions({});
  expect(await codeOf(strange.session.endSession({ id: second?.id ?? '' }))).toBe('not_found');
  expect(await codeOf(browsers[0].session.endSession({ id: own?.id ?? '' }))).toBe('not_found');
  await browsers[0].session.endSession({ id: second?.id ?? '' });
  expect(await codeOf(browsers[0].session.endSession({ id: second?.id ?? '' }))).toBe('not_found');
  const stand = await Promise.all(browsers.map(({ signedIn }) => signedIn()));
  expect(stand[0]).toBe(true);
  expect(stand.filter(Boolean)).toHaveLength(2);
  expect(await strange.signedIn()).toBe(true);
});

test('end all but this one, and tokens stay', async () => {
  const bram = await newcomer();
  const browsers = [await browserOf(bram), await browserOf(bram), await browserOf(bram)] as const;
  const strange = await browserOf(await newcomer());
  const { secret } = await createApiToken(api.db, { personId: bram.id, label: 'R', now: new Date() });
  expect(await browsers[1].session.endOtherSessions({})).toEqual({ ended: 2 });
  expect(await Promise.all(browsers.map(({ signedIn }) => signedIn()))).toEqual([false, true, false]);
  expect(await browsers[1].session.endOtherSessions({})).toEqual({ ended: 0 });
  expect(await codeOf(browsers[0].session.endOtherSessions({}))).toBe('not_signed_in');
  expect(await strange.signedIn()).toBe(true);
  expect(await findApiTokenOwner(api.db, secret, new Date())).toBe(bram.id);
});

test('of somebody are all ended by an owner of the installation, which is noted', async () => {
  const [els, bram] = [await newcomer('owner'), await newcomer()];
  const browsers = [await browserOf(bram), await browserOf(bram)];
  const asOwner = api.as(els.id, { person: { id: els.id, installationRole: 'owner' } }).installation;
  await asOwner.endSessions({ personId: bram.id });
  expect(await Promise.all(browsers.map(({ signedIn }) => signedIn()))).toEqual([false, false]);
  // Where there was nothing to end, there is nothing to note.
  await asOwner.endSessions({ personId: bram.id });
  const events = (await asOwner.accountEvents({})).filter(({ kind }) => kind === 'signed_out');
  expect(events).toMatchObject([{ person: 'Bram', by: 'Bram' }]);
  expect(await codeOf(asOwner.endSessions({ personId: randomUUIDv7() }))).toBe('not_found');
  // Whoever owns the installation no more is refused, whatever their page still believes.
  const asFormer = api.as(bram.id, { person: { id: bram.id, installationRole: 'owner' } }).installation;
  expect(await codeOf(asFormer.endSessions({ personId: els.id }))).toBe('not_allowed');
});
