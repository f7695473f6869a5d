import { randomUUIDv7 } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { outsideTransaction, sql, takeMail, transact } from '@koersvast/db';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiToken, findApiTokenOwner } from '../person/api-token.ts';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { hashPassword, insertPerson, resetPassword } from '../person/people.ts';
import { openMailServer, wordsOfMail } from '../testing/mail-server.ts';
import { codeOf, openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { openPost } from './post.ts';

let api: TestApi;
let passwordHash: string;
let closing: (() => Promise<unknown>)[] = [];
const password = 'een lange zin om te onthouden';
const origin = 'https://koersvast.example.org';
const secret = 'a secret for tests that is long enough';
const from = 'Koersvast <koersvast@example.org>';

beforeAll(async () => {
  api = await openTestApi();
  passwordHash = await hashPassword(password);
});
beforeEach(() => api.db.pool.query('TRUNCATE mail, rate_limit'));
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});
afterAll(() => api.close());

async function openServer() {
  const server = await openMailServer();
  closing.push(() => server.close());
  return server;
}

type Stage = 'greeting' | 'RCPT' | 'DATA' | 'bytes' | 'last byte';
type Way = 'cut' | 'silent' | 'stays' | `${number} ${string}`;

/** One that does something else at one stage: it cuts the line, says nothing, stays away for a while, or refuses. */
async function openOdd(stage: Stage, way: Way): Promise<{ url: string; taken: string[]; go: () => void }> {
  const taken: string[] = [];
  let go = () => {};
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    let body: string | null = null;
    const at = (here: Stage, usual: string) => {
      if (here !== stage) return socket.write(`${usual}\r\n`);
      if (way === 'cut') return socket.destroy();
      if (way === 'stays') {
        go = () => socket.write(`${usual}\r\n`);
        return;
      }
      if (way !== 'silent') socket.write(`${way}\r\n`);
    };
    at('greeting', '220 odd.example.org');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (body !== null) {
        body += text;
        if (stage === 'bytes' && way === 'cut') return socket.destroy();
        if (!body.endsWith('\r\n.\r\n')) return;
        if (way !== 'silent' && !/^\d/.test(way)) taken.push(body);
        body = null;
        return at('last byte', '250 taken');
      }
      if (/^RCPT/i.test(text)) return at('RCPT', '250 ok');
      if (/^DATA/i.test(text)) {
        body = '';
        return at('DATA', '354 go on');
      }
      return socket.write('250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<unknown>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, go: () => go() };
}

type Warn = (...given: unknown[]) => void;
function post(url: string, over: { leaseMs?: number; silenceMs?: number; warn?: Warn } = {}) {
  const { silenceMs = 20_000, warn = () => undefined, ...limits } = over;
  const log = { error: () => undefined, warn };
  return openPost({ db: api.db, server: { url, from, silenceMs }, origin, secret, log, ...limits });
}

async function newcomer(name = 'Bram', preferences = {}) {
  const person = { id: randomUUIDv7(), name, email: `${randomUUIDv7()}@example.org` };
  const made = { ...person, passwordHash, installationRole: 'member' } as const;
  await insertPerson(outsideTransaction(api.db), made, new Date());
  await api.db.prisma.user.update({ where: { id: person.id }, data: { preferences } });
  return person;
}

const asked = { from, wake: () => undefined, personOfStopLink: () => null };
const ask = (email: string, address = '127.0.0.1') =>
  api
    .as(null, { post: asked, request: { cookie: '', userAgent: '', address, setCookie: () => undefined } })
    .session.askReset({ email, language: 'nl' });
const mails = async () =>
  (await api.db.pool.query('SELECT state, attempts, problem, not_before > now() AS later FROM mail')).rows;

const tokenIn = (mail: string) => /\/reset\/([\w-]{43})/.exec(wordsOfMail(mail))?.[1] ?? '';

test('a forgotten password: a link by mail, once, in the language of its receiver, ends sessions and tokens', async () => {
  const { url, taken } = await openServer();
  const bram = await newcomer('Bram <b>', { language: 'en' });
  expect(await ask(bram.email)).toEqual({ ok: true });
  const { rows } = await api.db.pool.query('SELECT * FROM mail');
  expect(JSON.stringify(rows)).not.toMatch(/Bram|reset\//);
  await post(url).sendAll();
  expect(taken).toHaveLength(1);
  const [mail = ''] = taken;
  expect(mail).toMatch(/^Message-ID: <[0-9a-f-]{36}@example\.org>\r$/im);
  expect(mail).toMatch(/^Subject: Choose a new password for Koersvast\r$/im);
  expect(mail).toMatch(/Content-Type: text\/plain[\s\S]*Content-Type: text\/html/);
  expect(wordsOfMail(mail)).toContain('Bram &#60;b&#62;');
  expect(await mails()).toEqual([expect.objectContaining({ state: 'sent' })]);

  const token = tokenIn(mail);
  expect(wordsOfMail(mail)).toContain(`${origin}/reset/${token}`);
  const { secret } = await createApiToken(api.db, { personId: bram.id, label: 'R', now: new Date() });
  await api.as(null).session.signIn({ email: bram.email, password });
  const door = api.as(null).session;
  expect(await door.resetLink({ token })).toEqual({ valid: true });
  expect(await codeOf(door.resetPassword({ token, next: 'Bram Bram Bram' }))).toBe('password_too_weak');
  const next = 'nog een lange zin om te onthouden';
  const both = await Promise.all([1, 2].map(() => refusalIn(door.resetPassword({ token, next }))));
  expect(both.toSorted()).toEqual(['link_not_valid', null].toSorted());
  expect(await door.resetLink({ token })).toEqual({ valid: false });
  expect(await api.db.prisma.session.count({ where: { userId: bram.id } })).toBe(0);
  expect(await refusalIn(findApiTokenOwner(api.db, secret, new Date()))).toMatch(/token_ended/);
  expect(await codeOf(api.as(null).session.signIn({ email: bram.email, password }))).toBe(
    'wrong_credentials',
  );
  expect((await api.as(null).session.signIn({ email: bram.email, password: next })).person?.id).toBe(bram.id);
});

test('an address that nobody has, or whose account is retired, gets the same answer and no mail', async () => {
  const { url, taken } = await openServer();
  const bram = await newcomer();
  await api.db.pool.query(`UPDATE "user" SET retired_at = now() WHERE id = $1`, [bram.id]);
  try {
    for (const email of ['nobody@example.org', bram.email]) expect(await ask(email)).toEqual({ ok: true });
    expect(await mails()).toHaveLength(2);
    await post(url).sendAll();
    expect([taken, await mails()]).toEqual([[], []]);
  } finally {
    await api.db.pool.query(`UPDATE "user" SET retired_at = NULL WHERE id = $1`, [bram.id]);
  }
  expect(await codeOf(api.as(null).session.askReset({ email: bram.email, language: 'nl' }))).toBe(
    'mail_not_set_up',
  );
});

test('a link ends by itself, and an account gets few of them, whoever asks', async () => {
  const { url, taken } = await openServer();
  const bram = await newcomer();
  for (let time = 0; time < 5; time += 1)
    expect(await ask(bram.email, `10.0.0.${time}`)).toEqual({ ok: true });
  await post(url).sendAll();
  expect(taken).toHaveLength(3);
  const later = { now: () => new Date(Date.now() + 61 * 60_000) };
  const token = tokenIn(taken[0] ?? '');
  expect(await api.as(null, later).session.resetLink({ token })).toEqual({ valid: false });
  expect(await codeOf(api.as(null, later).session.resetPassword({ token, next: 'nog een lange zin' }))).toBe(
    'link_not_valid',
  );
  // And with the password that it was to change, whoever changed that.
  const [door, second = ''] = [api.as(null).session, tokenIn(taken[1] ?? '')];
  expect(await door.resetLink({ token: second })).toEqual({ valid: true });
  await resetPassword(api.db, bram.email);
  expect(await door.resetLink({ token: second })).toEqual({ valid: false });
  // Of two links of theirs that are used at the same moment one comes through, and ends the other.
  const tokens = [newLinkToken(), newLinkToken()];
  const expiresAt = new Date(Date.now() + 60_000);
  for (const each of tokens)
    await api.db.prisma.passwordReset.create({
      data: { tokenHash: hashToken(each), userId: bram.id, expiresAt },
    });
  const next = 'nog een lange zin om te onthouden';
  const used = await Promise.all(tokens.map((each) => refusalIn(door.resetPassword({ token: each, next }))));
  expect(used.toSorted()).toEqual(['link_not_valid', null].toSorted());
  const refused = Array.from({ length: 21 }, (_, nth) => refusalIn(ask(`${nth}@example.org`, '10.1.1.1')));
  expect((await Promise.all(refused)).filter((each) => each === 'too_many_attempts')).toHaveLength(1);
});

/** What came of a mail, and how often the server had it, when it was tried once, and then by a server that is well. */
test.each<[Stage, Way, string, number]>([
  ['greeting', 'cut', 'waiting', 1],
  ['greeting', 'silent', 'waiting', 1],
  ['RCPT', 'cut', 'waiting', 1],
  ['RCPT', '451 greylisted, come back later', 'waiting', 1],
  ['RCPT', '550 nobody here', 'failed', 0],
  ['DATA', 'cut', 'waiting', 1],
  ['last byte', '451 not now', 'waiting', 1],
  ['last byte', '554 no', 'failed', 0],
  ['last byte', 'cut', 'unsure', 1],
  ['last byte', 'silent', 'unsure', 0],
])('at %s: %s leaves a mail %s', async (stage, way, state, times) => {
  const odd = await openOdd(stage, way);
  const bram = await newcomer();
  await ask(bram.email);
  await post(odd.url, way === 'silent' ? { silenceMs: 1_000 } : {}).sendAll();
  const [left] = await mails();
  expect(left).toMatchObject({ state, attempts: 1, ...(state === 'waiting' && { later: true }) });
  expect(left?.problem).not.toBe('');
  // Whatever is tried by itself afterwards: together they never had it twice.
  const { url, taken } = await openServer();
  expect(await post(url).sendAll()).toBe(0);
  // One that a look passes over is there for the next.
  await expect
    .poll(async () => {
      await api.db.pool.query('UPDATE mail SET not_before = now()');
      await post(url).sendAll();
      return odd.taken.length + taken.length;
    })
    .toBe(times);
});

test('a mail that is cut amid its bytes is tried again, unless the last was let go before that was noticed', async () => {
  const odd = await openOdd('bytes', 'cut');
  const { url, taken } = await openServer();
  const bram = await newcomer();
  await ask(bram.email);
  await post(odd.url).sendAll();
  const state = (await mails())[0]?.state;
  expect(['waiting', 'unsure']).toContain(state);
  await api.db.pool.query('UPDATE mail SET not_before = now()');
  // The first try may hold it for a moment yet, which is then left to the next look.
  await expect
    .poll(async () => {
      await post(url).sendAll();
      return [odd.taken.length, taken.length];
    })
    .toEqual([0, state === 'waiting' ? 1 : 0]);
});

test('what nobody knows of is shown to an owner, who sends it again or leaves it', async () => {
  const odd = await openOdd('last byte', 'cut');
  const els = await newcomer('Els');
  const owner = () => {
    const person = { id: els.id, installationRole: 'owner' } as const;
    return api.as(els.id, { person, post: asked }).installation;
  };
  await ask(els.email);
  await post(odd.url).sendAll();
  const { troubled, ...rest } = await owner().mail({});
  expect(rest).toEqual({ from, waiting: 0 });
  expect(troubled).toEqual([expect.objectContaining({ address: els.email, state: 'unsure', attempts: 1 })]);
  const mailId = troubled[0]?.id ?? '';
  await owner().settleMail({ mailId, again: true });
  expect(await codeOf(owner().settleMail({ mailId, again: false }))).toBe('not_found');
  const { url, taken } = await openServer();
  await post(url).sendAll();
  expect(taken).toHaveLength(1);
  // The same mail twice, by its name, so that programs can tell.
  const nameOf = (mail = '') => /^Message-ID: (.*)\r$/im.exec(mail)?.[1];
  expect(nameOf(taken[0])).toBe(nameOf(odd.taken[0]));
});

test('a mail whose turn is now is taken now, however the moment was rounded', async () => {
  const bram = await newcomer();
  await ask(bram.email);
  // Within a transaction the clock stands still; half of its moments are stored as later ones.
  for (let time = 0; time < 20; time += 1) {
    const taken = transact(api.db, async (tx) => {
      await tx.run(sql`UPDATE mail SET not_before = now()`);
      const mail = await takeMail(tx, { kinds: ['password_reset'], lease: randomUUIDv7(), leaseMs: 1_000 });
      throw new Error(mail === null ? 'passed over' : 'taken');
    });
    await expect(taken).rejects.toThrow('taken');
  }
});

test('two servers share the mails, and none is sent twice', async () => {
  const { url, taken } = await openServer();
  const people = await Promise.all(Array.from({ length: 8 }, (_, nth) => newcomer(`Person ${nth}`)));
  for (const { email } of people) await ask(email);
  const sent = await Promise.all([post(url).sendAll(), post(url).sendAll()]);
  expect(sent.reduce((one, other) => one + other)).toBe(8);
  expect(new Set(taken.map((mail) => /^To: (.*)\r$/im.exec(mail)?.[1])).size).toBe(8);
  expect(taken).toHaveLength(8);
});

test('a server that was given up for dead amid a mail, and wakes, does not send what another has sent', async () => {
  const odd = await openOdd('DATA', 'stays');
  const { url, taken } = await openServer();
  const bram = await newcomer();
  await ask(bram.email);
  const stuck = post(odd.url, { leaseMs: 50, silenceMs: 20_000 }).sendAll();
  await expect.poll(async () => (await mails())[0]?.state).toBe('sending');
  await expect.poll(() => post(url).sendAll()).toBe(1);
  expect(taken).toHaveLength(1);
  odd.go();
  await stuck;
  expect([odd.taken, (await mails())[0]?.state]).toEqual([[], 'sent']);
});

test('a server that was killed while it let go of a mail leaves one of which nobody knows', async () => {
  const { url, taken } = await openServer();
  const bram = await newcomer();
  await ask(bram.email);
  await api.db.pool.query(
    `UPDATE mail SET state = 'handing', lease = gen_random_uuid(), leased_until = now() - interval '1 s'`,
  );
  expect(await post(url).sendAll()).toBe(0);
  expect([taken, (await mails())[0]?.state]).toEqual([[], 'unsure']);
});

test('a mail at which each server that sends it dies is put aside after seven attempts, and an owner is told', async () => {
  const { url, taken } = await openServer();
  const [els, bram] = [await newcomer('Els'), await newcomer()];
  for (const { email } of [els, bram]) await ask(email);
  const hers = async () => api.db.prisma.mail.findFirstOrThrow({ where: { address: els.email } });
  const his = { where: { address: bram.email } };
  await api.db.prisma.mail.updateMany({ ...his, data: { notBefore: new Date(Date.now() + 3_600_000) } });
  // As a process leaves it that is killed before the last byte.
  const kill = async () => {
    const held = { kinds: ['password_reset'], lease: randomUUIDv7(), leaseMs: 600_000 };
    const mail = await transact(api.db, (tx) => takeMail(tx, held));
    await api.db.pool.query(`UPDATE mail SET leased_until = now() - interval '1 s' WHERE lease = $1`, [
      held.lease,
    ]);
    return mail?.attempts ?? null;
  };
  const warned: unknown[] = [];
  const sender = () => post(url, { warn: (...given) => warned.push(given) });
  const attempts = [];
  for (let time = 0; time < 8; time += 1) attempts.push(await kill());
  expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7, null]);
  await api.db.prisma.mail.updateMany({ ...his, data: { notBefore: new Date(0) } });
  expect(await sender().sendAll()).toBe(1);
  expect(taken.map((mail) => /^To: (.*)\r$/im.exec(mail)?.[1])).toEqual([bram.email]);
  const { id } = await hers();
  expect(await hers()).toMatchObject({ state: 'failed', attempts: 7, problem: null });
  expect(warned).toEqual([[expect.objectContaining({ mail: id, end: 'failed' }), expect.any(String)]]);
  const person = { id: els.id, installationRole: 'owner' } as const;
  const { installation } = api.as(els.id, { person, post: asked });
  expect(await installation.mail({})).toMatchObject({
    waiting: 0,
    troubled: [{ id, state: 'failed', attempts: 7, problem: null }],
  });
  // Killed six times only, it is sent, once.
  await installation.settleMail({ mailId: id, again: true });
  for (let time = 0; time < 6; time += 1) await kill();
  expect([await sender().sendAll(), await sender().sendAll()]).toEqual([1, 0]);
  expect(taken).toHaveLength(2);
  expect(await hers()).toMatchObject({ state: 'sent', attempts: 7 });
});

test('a mail server that does not take the password is asked again, since settings can be mended', async () => {
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(new Error('535 who are you')),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const bram = await newcomer();
  await ask(bram.email);
  await post(`smtp://name:wrong@127.0.0.1:${port}`).sendAll();
  expect(await mails()).toEqual([expect.objectContaining({ state: 'waiting', attempts: 1, later: true })]);
});

test('a mail that cannot be written holds up no other, and fails in the end', async () => {
  const { url, taken } = await openServer();
  const [els, bram] = [await newcomer('Els'), await newcomer()];
  const only = `ALTER TABLE password_reset ADD CONSTRAINT not_hers CHECK (user_id <> '${els.id}') NOT VALID`;
  await api.db.pool.query(only);
  try {
    for (const { email } of [els, bram]) await ask(email);
    expect(await post(url).sendAll()).toBe(2);
    expect(taken.map((mail) => /^To: (.*)\r$/im.exec(mail)?.[1])).toEqual([bram.email]);
    const hers = async () =>
      (await api.db.prisma.mail.findFirst({ where: { address: els.email } })) ?? { state: 'gone' };
    expect(await hers()).toMatchObject({ state: 'waiting', attempts: 1, problem: null });
    await api.db.pool.query(`UPDATE mail SET attempts = 6, not_before = now() WHERE state = 'waiting'`);
    expect(await post(url).sendAll()).toBe(1);
    expect(await hers()).toMatchObject({ state: 'failed', attempts: 7 });
  } finally {
    await api.db.pool.query('ALTER TABLE password_reset DROP CONSTRAINT not_hers');
  }
});

test('a server that stops waits for no mail that it has not let go', async () => {
  const odd = await openOdd('DATA', 'stays');
  const bram = await newcomer();
  const stopping = post(odd.url, { silenceMs: 60_000 });
  stopping.start();
  await ask(bram.email);
  stopping.wake();
  await expect.poll(async () => (await mails())[0]?.state).toBe('sending');
  await stopping.close();
  odd.go();
  expect([odd.taken, (await mails())[0]?.state]).toEqual([[], 'waiting']);
});
