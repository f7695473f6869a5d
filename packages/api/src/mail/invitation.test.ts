import { randomUUIDv7 } from 'node:crypto';
import { outsideTransaction } from '@koersvast/db';
import { buildMember, buildPerson, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openMailServer, wordsOfMail } from '../testing/mail-server.ts';
import { openTestApi, refusalFrom, refusalIn, type TestApi } from '../testing/study.ts';
import { saidName } from './letter.ts';
import { type OpenPost, openPost } from './post.ts';

const origin = 'https://koersvast.example.org';
const secret = 'a secret for tests that is long enough';
const from = 'Koersvast <koersvast@example.org>';

let api: TestApi;
let server: Awaited<ReturnType<typeof openMailServer>>;
let post: OpenPost;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
  server = await openMailServer();
  const log = { error: () => undefined, warn: () => undefined };
  post = openPost({ db: api.db, server: { url: server.url, from }, origin, secret, log });
});
beforeEach(async () => {
  await api.db.pool.query('TRUNCATE mail');
  server.taken.length = 0;
  project = await buildProject(api.db, { name: 'Brieven over Rusland' });
});
afterAll(async () => {
  await post.close();
  await server.close();
  await api.close();
});

const owner = (over = {}) => api.as(project.owner.personId, { post, ...over }).member;
const to = (address: string, language: 'nl' | 'en' = 'en') => ({ address, language });
const inviting = (address?: string, language: 'nl' | 'en' = 'en') => ({
  opId: randomUUIDv7(),
  projectId: project.id,
  id: randomUUIDv7(),
  role: 'coder' as const,
  ...(address !== undefined && { mail: to(address, language) }),
});
const open = async () => (await owner().invitations({ projectId: project.id }))[0];
const again = (invitationId: string, address: string, over = {}) =>
  owner(over).mailInvitation({
    opId: randomUUIDv7(),
    projectId: project.id,
    invitationId,
    mail: to(address),
  });
const linkIn = (mail?: string) => /\/join\/([\w-]{43})/.exec(wordsOfMail(mail))?.[1] ?? '';
const newcomer = (email: string) => ({ name: 'Jan', email, password: 'a long enough password' });

test('goes to an address, with a link of its own: of both links together one works, once', async () => {
  const input = inviting('jan@example.org');
  const { path, invitation } = await owner().invite(input);
  const mail = { address: 'jan@example.org', state: 'waiting', at: invitation.createdAt };
  expect(invitation.mail).toEqual(mail);
  expect((await open())?.mail).toEqual(mail);
  // A repeat makes no second mail, and what waits holds neither secret nor words.
  expect((await owner().invite(input)).path).toBeNull();
  const { rows } = await api.db.pool.query('SELECT * FROM mail');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/join|Brieven/);
  const kept = await api.db.pool.query('SELECT result FROM operation');
  expect(JSON.stringify(kept.rows)).not.toContain('jan@');
  expect(await post.sendAll()).toBe(1);
  expect((await open())?.mail).toMatchObject({ address: 'jan@example.org', state: 'sent' });

  const [sent] = server.taken;
  expect(sent).toMatch(/^To: jan@example\.org\r$/im);
  const words = wordsOfMail(sent);
  expect(words).toContain('“Brieven over Rusland”, as coder');
  const [copied, mailed] = [path?.split('/').at(-1) ?? '', linkIn(sent)];
  expect(mailed).not.toBe(copied);
  expect(words).toContain(`${origin}/join/${mailed}`);
  const stored = await api.db.pool.query('SELECT * FROM mailed_link, invitation_link');
  expect(JSON.stringify(stored.rows)).not.toContain(mailed);
  const door = api.as(null).member;
  for (const token of [copied, mailed]) expect(await door.invitation({ token })).not.toBeNull();
  const answers = [copied, mailed, copied, mailed].map((token, nth) =>
    refusalIn(door.join({ token, newcomer: newcomer(`jan${nth}@example.org`) })),
  );
  expect((await Promise.all(answers)).filter((answer) => answer === null)).toHaveLength(1);
  for (const token of [copied, mailed]) expect(await door.invitation({ token })).toBeNull();
});

test('is worthless in a mail as well once withdrawn, and is not mailed then', async () => {
  const input = inviting('jan@example.org');
  await owner().invite(input);
  await post.sendAll();
  const token = linkIn(server.taken[0]);
  const gone = { projectId: project.id, invitationId: input.id };
  // To another address: a second mail, which has not gone yet.
  await again(input.id, 'jan.bakker@example.org');
  await owner().revokeInvitation({ opId: randomUUIDv7(), ...gone });
  expect(await api.as(null).member.invitation({ token })).toBeNull();
  await post.sendAll();
  expect(server.taken).toHaveLength(1);
  expect(await refusalIn(again(input.id, 'jan@example.org'))).toBe('not_found');
  const later = () => new Date(Date.now() + 15 * 86_400_000);
  const second = inviting();
  await owner().invite(second);
  expect(await refusalIn(again(second.id, 'jan@example.org', { now: later }))).toBe('not_found');
});

test('goes again, to another address where the first was wrong, and what waits does not go twice', async () => {
  const input = inviting('jna@example.org');
  await owner().invite(input);
  await again(input.id, 'jan@example.org');
  await again(input.id, 'jan@example.org');
  await post.sendAll();
  expect(server.taken.map((mail) => /^To: (.*)\r$/im.exec(mail)?.[1])).toEqual(['jan@example.org']);
  await again(input.id, 'jan@example.org');
  await post.sendAll();
  expect(new Set(server.taken.map(linkIn)).size).toBe(2);
  await api.db.pool.query(`UPDATE mail SET state = 'failed', problem = '550 nobody here'`);
  expect((await open())?.mail?.state).toBe('failed');
});

test('is in the language of whoever has an account, else of who invites', async () => {
  const person = await buildPerson(api.db);
  const tx = outsideTransaction(api.db);
  const { email } = await tx.user.update({
    where: { id: person.id },
    data: { preferences: { language: 'nl' } },
    select: { email: true },
  });
  await owner().invite(inviting(email));
  await owner().invite(inviting('somebody@example.org', 'nl'));
  await owner().invite(inviting('else@example.org'));
  await post.sendAll();
  const nl = server.taken.map((mail) => wordsOfMail(mail).includes('nodigt je uit'));
  expect(nl.sort()).toEqual([false, true, true]);
});

test('needs mail to be set up, and no more of them go in an hour than a team needs', async () => {
  expect(await refusalIn(owner({ post: null }).invite(inviting('jan@example.org')))).toBe('mail_not_set_up');
  expect(await refusalIn(owner({ post: null }).invite(inviting()))).toBeNull();
  const input = inviting('jan@example.org');
  await owner().invite(input);
  for (let time = 0; time < 2; time += 1) {
    await post.sendAll();
    await again(input.id, 'jan@example.org');
  }
  await post.sendAll();
  const over = await refusalFrom(again(input.id, 'jan@example.org'));
  expect(over).toMatchObject({ code: 'too_many_mails', details: { minutes: 60 } });
  const soon = { now: () => new Date(Date.now() + 60 * 60_000) };
  expect(await refusalIn(again(input.id, 'jan@example.org', soon))).toBeNull();

  // At the same moment, and for a project as for whoever founds many.
  const count = (answers: (string | null)[]) => answers.filter((answer) => answer === null).length;
  const all = Array.from({ length: 32 }, (_, nth) =>
    refusalIn(owner().invite(inviting(`${nth}@example.org`))),
  );
  expect(count(await Promise.all(all))).toBe(30 - 4);
  const second = await buildProject(api.db);
  await buildMember(api.db, second, {
    role: 'owner',
    person: { id: project.owner.personId, name: '', email: '' },
  });
  project = { ...second, owner: project.owner };
  const more = Array.from({ length: 31 }, (_, nth) =>
    refusalIn(owner().invite(inviting(`${nth}@example.org`))),
  );
  expect(count(await Promise.all(more))).toBe(30);
});

test('says names as they are, on one line, in no header and as no link', async () => {
  await api.as(project.owner.personId).project.edit({
    opId: randomUUIDv7(),
    projectId: project.id,
    version: 1,
    change: { name: 'Win <b>now</b> at http://evil.example/prize \u202eysae ✓' },
  });
  await owner().invite(inviting('jan@example.org'));
  await post.sendAll();
  const words = wordsOfMail(server.taken[0]);
  expect(words).toContain('&#60;b&#62;now&#60;/\u200bb&#62;');
  expect(words).not.toMatch(/evil\.example|\u202e/);
  expect(saidName('a\r\nBcc: all@example.org\u2028b')).toBe('a Bcc: all@\u200bexample.\u200borg b');
  expect(saidName(`${'é'.repeat(200)}`)).toBe(`${'é'.repeat(80)}…`);
  expect(saidName('Druk 2.0')).toBe('Druk 2.\u200b0');
});
