import { randomUUIDv7 } from 'node:crypto';
import type { MailPreference } from '@koersvast/contracts';
import {
  buildAssignment,
  buildMember,
  buildRound,
  editMember,
  revealRound,
  type TestMember,
} from '@koersvast/db/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openMailServer, wordsOfMail } from '../testing/mail-server.ts';
import { buildStudy, codeOf, openTestApi, refusalIn, type Study, type TestApi } from '../testing/study.ts';
import { askDigests, lastDigestAt } from './digest.ts';
import { type OpenPost, openPost } from './post.ts';

const origin = 'https://koersvast.example.org';
const secret = 'a secret for tests that is long enough';
const from = 'Koersvast <koersvast@example.org>';
const minuteMs = 60_000;

let api: TestApi;
let server: Awaited<ReturnType<typeof openMailServer>>;
const posts: OpenPost[] = [];
function openOne(): OpenPost {
  const log = { error: () => undefined, warn: () => undefined };
  const post = openPost({
    db: api.db,
    server: { url: server.url, from, silenceMs: 1_000 },
    origin,
    secret,
    log,
  });
  posts.push(post);
  return post;
}
let study: Study;
let reviewer: TestMember;
beforeAll(async () => {
  api = await openTestApi();
  server = await openMailServer();
});
beforeEach(async () => {
  // Of others nothing is new any more, so that the mails are those of this study.
  await api.db.pool.query(`TRUNCATE mail, digest; UPDATE "user" SET preferences = '{"mail":"off"}'`);
  server.taken.length = 0;
  server.answers = 'takes';
  study = await buildStudy(api.db);
  reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
});
afterEach(async () => {
  for (const post of posts.splice(0)) await post.close();
});
afterAll(async () => {
  await server.close();
  await api.close();
});

const as = ({ personId }: { readonly personId: string }, at?: Date) =>
  api.as(personId, at && { now: () => at });
/** A verdict on what the coder coded, and a reply that mentions them; now or then. */
async function speak(words = 'nodig', at?: Date) {
  const { changes } = await as(study.coder, at).annotation.create(study.coding(words));
  const row = changes.find(({ noun }) => noun === 'annotation')?.after;
  if (row == null || !('quote' in row)) throw new Error('nothing was coded');
  const about = { ...study.place, layerId: row.layerId, annotationId: row.id };
  const reviewId = randomUUIDv7();
  await as(reviewer, at).review.give({
    ...about,
    opId: randomUUIDv7(),
    id: reviewId,
    annotationVersion: row.version,
    supersedes: null,
    verdict: { kind: 'reject', reasonKind: 'wrong_tag', reason: 'About human rights.' },
  });
  const reply = { id: randomUUIDv7(), text: 'Look again.', mentions: [study.coder.id] };
  await as(reviewer, at).reply.create({ ...about, opId: randomUUIDv7(), ...reply });
  return { ...about, reviewId };
}
const wants = (mail: MailPreference, { personId } = study.coder) =>
  as({ personId }).session.setPreferences({ mail });
/** The day on which the tests are played, whenever it becomes another. */
const today = new Date();
/** A minute after the digests were due, so many days later. */
function morning(days = 1): Date {
  const due = lastDigestAt(today);
  due.setDate(due.getDate() + days);
  return new Date(due.getTime() + minuteMs);
}
/** Everybody is known, and it is the next morning. */
async function turn(days = 1) {
  await askDigests(api.db, today);
  return askDigests(api.db, morning(days));
}
const taken = () => server.taken.map(wordsOfMail);
const addressOf = (member: TestMember) =>
  api.db.prisma.user.findUniqueOrThrow({ where: { id: member.personId } }).then(({ email }) => email);
const states = async () =>
  (await api.db.pool.query<{ state: string }>('SELECT state FROM mail ORDER BY created_at, id')).rows.map(
    ({ state }) => state,
  );

test('once a day: who said how much, where it is read and where this is set, and no word of any text', async () => {
  const { documentTitle, text } = { documentTitle: study.document.title, text: study.text };
  await speak();
  await api.db.pool.query(`UPDATE "user" SET name = 'Els <i>' WHERE id = $1`, [reviewer.personId]);
  expect(await askDigests(api.db, today)).toBe(0);
  expect(await askDigests(api.db, new Date(morning().getTime() - 2 * minuteMs))).toBe(0);
  expect(await askDigests(api.db, morning())).toBe(1);
  const { rows } = await api.db.pool.query('SELECT * FROM mail');
  expect(JSON.stringify(rows)).not.toMatch(/Els|verdict/);
  await openOne().sendAll();
  const [mail = ''] = taken();
  expect(mail).toContain(`To: ${await addressOf(study.coder)}`);
  expect(mail).toMatch(/Els <i>: 1 (verdict|oordeel)/);
  expect(mail).toContain('Els &#60;i&#62;: 1 ');
  expect(mail).toContain(`${origin}/p/${study.project.id}/work`);
  expect(mail).toContain(`${origin}/account#mail`);
  for (const word of ['nodig', 'About human', 'Look again', documentTitle, study.pressure.name])
    expect(mail, word).not.toContain(word);
  expect(text).toContain('nodig');
  // On no later day again; what is said anew is told alone.
  expect(await askDigests(api.db, morning(2))).toBe(0);
  await speak('Rusland');
  expect(await askDigests(api.db, morning(3))).toBe(1);
  await openOne().sendAll();
  expect(taken()[1]).toMatch(/Els <i>: 1 (verdict|oordeel)/);
  await api.db.pool.query(`UPDATE "user" SET name = 'Els' WHERE id = $1`, [reviewer.personId]);
});

test('nothing where there is nothing, or where it was read, also while the mail waited', async () => {
  expect(await turn()).toBe(0);
  await speak();
  expect(await askDigests(api.db, morning(2))).toBe(1);
  const all = { kind: 'all', until: new Date().toISOString() } as const;
  const { projectId } = study.place;
  await as(study.coder).review.markNotices({ projectId, markId: randomUUIDv7(), what: all });
  await openOne().sendAll();
  expect([taken(), await states()]).toEqual([[], []]);
  expect(await askDigests(api.db, morning(3))).toBe(0);
});

test.each<[string, () => Promise<unknown>]>([
  ['who wants none', () => wants('off')],
  ['who was removed', () => editMember(api.db, study.project, study.coder, { removed: true })],
  [
    'whose account is retired',
    () => api.db.pool.query('UPDATE "user" SET retired_at = now() WHERE id = $1', [study.coder.personId]),
  ],
])('nothing goes to %s, also where it waits', async (_, leave) => {
  await speak();
  expect(await turn()).toBe(1);
  try {
    await leave();
    await openOne().sendAll();
    expect([taken(), await states()]).toEqual([[], []]);
    expect(await askDigests(api.db, morning(2))).toBe(0);
  } finally {
    await api.db.pool.query('UPDATE "user" SET retired_at = NULL');
  }
});

test('what somebody may not see, since they code the letter blind, comes with the reveal, which is told as well', async () => {
  await speak();
  const { project, document, coder } = study;
  const round = await buildRound(api.db, project, { blind: true, name: 'Tweede golf' });
  await buildAssignment(api.db, project, { round, document, member: coder });
  await buildAssignment(api.db, project, { round, document, member: project.owner });
  expect((await as(coder).review.notices({ projectId: project.id })).notices).toEqual([]);
  expect(await turn()).toBe(0);
  await revealRound(api.db, project, round);
  expect((await as(coder).review.notices({ projectId: project.id })).unread).toBe(2);
  // Of the owner, who revealed it, nothing is new.
  expect(await askDigests(api.db, morning(2))).toBe(1);
  await openOne().sendAll();
  const [mail = ''] = taken();
  expect(mail).toContain('Tweede golf');
  expect(mail).toMatch(/: 1 (verdict|oordeel)/);
  expect(await askDigests(api.db, morning(3))).toBe(0);
});

test('of several projects comes in one mail, which tells of each by itself, and of each once', async () => {
  const one = study;
  const placeOf = ({ project }: Study) => `${origin}/p/${project.id}/work`;
  await speak();
  const other = await buildStudy(api.db);
  const { email } = await api.db.prisma.user.findUniqueOrThrow({ where: { id: one.coder.personId } });
  const person = { id: one.coder.personId, name: 'Bram', email };
  study = { ...other, coder: await buildMember(api.db, other.project, { person }) };
  reviewer = await buildMember(api.db, other.project, { role: 'reviewer' });
  await speak('Rusland');
  expect(await turn()).toBe(1);
  server.answers = 'later';
  await openOne().sendAll();
  server.answers = 'takes';
  await api.db.pool.query('UPDATE mail SET not_before = now()');
  await openOne().sendAll();
  expect(server.taken).toHaveLength(1);
  expect(taken()[0]).toMatch(/Subject: (New for you in 2 projects|Nieuw voor jou in 2 projecten)\r\n/);
  for (const each of [one, other]) expect(taken()[0]).toContain(placeOf(each));
  expect(await askDigests(api.db, morning(2))).toBe(0);
  await speak('nodig');
  expect(await askDigests(api.db, morning(3))).toBe(1);
  await openOne().sendAll();
  expect(taken()[1]).toContain(placeOf(other));
  expect(taken()[1]).not.toContain(placeOf(one));
});

test('at once: when nothing more has come for a while, or at last after half an hour', async () => {
  await wants('atOnce');
  await speak();
  const now = Date.now();
  const after = (minutes: number) => askDigests(api.db, new Date(now + minutes * minuteMs));
  expect(await after(1)).toBe(0);
  expect(await after(6)).toBe(1);
  expect(await after(7)).toBe(0);
  await openOne().sendAll();
  expect(server.taken).toHaveLength(1);
  await speak('Rusland', new Date(now - 31 * minuteMs));
  await speak('kabinet', new Date(now + 7 * minuteMs));
  expect(await after(8)).toBe(1);
});

test('at once: of several servers that look in the same minute one reads what is new', async () => {
  await wants('atOnce');
  await speak();
  const now = Date.now();
  const turns: number[] = [];
  for (const seconds of [0, 60, 70, 90, 109, 120, 150]) {
    expect(await askDigests(api.db, new Date(now + seconds * 1_000))).toBe(0);
    const { lookedAt } = await api.db.prisma.digest.findUniqueOrThrow({
      where: { userId: study.coder.personId },
    });
    turns.push((lookedAt.getTime() - now) / 1_000);
  }
  expect(turns).toEqual([0, 60, 60, 60, 60, 120, 120]);
});

test('what somebody waits for goes before all digests that wait', async () => {
  await speak();
  await turn();
  const post = openOne();
  const mail = { address: 'newcomer@example.org', language: 'en' } as const;
  await api.as(study.project.owner.personId, { post }).member.invite({
    ...{ opId: randomUUIDv7(), projectId: study.project.id, id: randomUUIDv7() },
    role: 'coder',
    mail,
  });
  expect(await post.sendAll()).toBe(2);
  expect(taken().map((each) => /^To: (\S+)/m.exec(each)?.[1])).toEqual([
    mail.address,
    await addressOf(study.coder),
  ]);
});

test('has a link that stops it for its one account, which is pressed in a program of mail or on a page', async () => {
  await speak();
  await turn();
  const post = openOne();
  await post.sendAll();
  const [mail = ''] = server.taken;
  const [, token = ''] =
    /List-Unsubscribe:\s+<https:\/\/koersvast\.example\.org\/mail\/off\/([\w-]{64})>/.exec(mail) ?? [];
  expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(taken()[0]?.split(`${origin}/mail/off/${token}`)).toHaveLength(4);
  const stop = (given: string) => api.as(null, { post }).session.stopMail({ token: given });
  const wanted = async ({ personId }: TestMember) =>
    (await api.db.prisma.user.findUniqueOrThrow({ where: { id: personId } })).preferences;
  // What says somebody else is ours no more, whichever part of it was changed.
  await wants('daily', reviewer);
  const bytes = Buffer.from(token, 'base64url');
  for (const at of [0, 15, 16, 47]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(await codeOf(stop(changed.toString('base64url')))).toBe('link_not_valid');
  }
  const theirs = Buffer.concat([
    Buffer.from(reviewer.personId.replaceAll('-', ''), 'hex'),
    bytes.subarray(16),
  ]);
  expect(await codeOf(stop(theirs.toString('base64url')))).toBe('link_not_valid');
  expect(await wanted(study.coder)).not.toMatchObject({ mail: 'off' });
  // Also what waits already goes no more, and to press it again changes nothing.
  await speak('Rusland');
  expect(await askDigests(api.db, morning(2))).toBe(1);
  await stop(token);
  await stop(token);
  expect(await wanted(study.coder)).toMatchObject({ mail: 'off' });
  expect(await wanted(reviewer)).toMatchObject({ mail: 'daily' });
  await post.sendAll();
  expect(server.taken).toHaveLength(1);
  // Whoever tries many is not listened to for a while, however right the next one is.
  const guess = () => refusalIn(stop('x'.repeat(64)));
  const guesses = await Promise.all(Array.from({ length: 50 }, guess));
  expect(new Set(guesses)).toEqual(new Set(['link_not_valid', 'too_many_attempts']));
  expect(await codeOf(stop(token))).toBe('too_many_attempts');
});

test('what was told is forgotten once nothing would tell it again, and no sooner', async () => {
  const { project, coder } = study;
  const told = (days: number) =>
    api.db.pool.query(
      `INSERT INTO notice_mailed VALUES ($1, $2, gen_random_uuid(), now() - make_interval(days => $3), gen_random_uuid())`,
      [project.id, coder.id, days],
    );
  for (const days of [15, 27, 29]) await told(days);
  await speak();
  await turn();
  await openOne().sendAll();
  const kept = await api.db.prisma.noticeMailed.findMany({
    where: { projectId: project.id },
    orderBy: { saidAt: 'asc' },
  });
  const days = kept.map(({ saidAt }) => Math.round((Date.now() - saidAt.getTime()) / 86_400_000));
  expect(days).toEqual([27, 15, 0, 0]);
});

test('any number of servers make one mail, and send it once', async () => {
  await speak();
  await askDigests(api.db, today);
  const made = await Promise.all([1, 2, 3].map(() => askDigests(api.db, morning())));
  expect(made.reduce((one, other) => one + other)).toBe(1);
  await Promise.all([openOne().sendAll(), openOne().sendAll()]);
  expect(server.taken).toHaveLength(1);
});

test('what a mail server did not take is told again, and what nobody knows of is not', async () => {
  await speak();
  expect(await turn()).toBe(1);
  server.answers = 'later';
  await openOne().sendAll();
  expect(await states()).toEqual(['waiting']);
  const told = async () =>
    (await api.db.pool.query('SELECT FROM notice_mailed WHERE project_id = $1', [study.project.id])).rowCount;
  expect(await told()).toBe(0);
  // It waits to be sent again, and so there is no second one.
  expect(await askDigests(api.db, morning(2))).toBe(0);
  await api.db.pool.query('UPDATE mail SET not_before = now()');
  server.answers = 'silent';
  await openOne().sendAll();
  expect([await states(), await told()]).toEqual([['unsure'], 2]);
  expect(await askDigests(api.db, morning(3))).toBe(0);
  // Only who says so has it sent again; it says the same.
  server.answers = 'takes';
  await api.db.pool.query(`UPDATE mail SET state = 'waiting', lease = NULL, not_before = now()`);
  await openOne().sendAll();
  expect(taken()).toHaveLength(1);
  expect(taken()[0]).toMatch(/: 1 (verdict|oordeel)/);
  expect(await askDigests(api.db, morning(4))).toBe(0);
});
