import { randomUUIDv7 } from 'node:crypto';
import { outsideTransaction } from '@koersvast/db';
import { buildMember, buildPerson, type TestPerson } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createInnerContext } from '../make-context.ts';
import { createApiToken, findApiTokenOwner } from '../person/api-token.ts';
import { hashPassword, insertPerson } from '../person/people.ts';
import {
  buildStudy,
  codeOf,
  countWaiting,
  openTestApi,
  refusalFrom,
  refusalIn,
  type Study,
  type TestApi,
} from '../testing/study.ts';
import { eraseAccount, findErasable } from './erase.ts';
import { handOver } from './hand-over.ts';

let api: TestApi;
let els: TestPerson;
let study: Study;
let passwordHash: string;
const password = 'een lange zin om te onthouden';

beforeAll(async () => {
  api = await openTestApi();
  passwordHash = await hashPassword(password);
  els = await buildPerson(api.db, { name: 'Els' });
  await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [els.id]);
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const asOwner = ({ id }: TestPerson = els) =>
  api.as(id, { person: { id, installationRole: 'owner' } }).installation;
const retire = (personId: string, retired = true, by = els) => asOwner(by).setRetired({ personId, retired });
const listed = async (personId: string) => (await asOwner().people({})).find(({ id }) => id === personId);

/** Somebody who can sign in. */
async function newcomer(name: string) {
  const person = { id: randomUUIDv7(), name, email: `${randomUUIDv7()}@example.org` };
  await insertPerson(
    outsideTransaction(api.db),
    { ...person, passwordHash, installationRole: 'member' },
    new Date(),
  );
  return person;
}

/** A browser: what it keeps of cookies goes with each request. */
function browser() {
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
  const { auth } = createInnerContext({ db: api.db, feed: api.feed, person: null });
  return { caller: api.as(null, { request, auth }), request, auth };
}

describe('a name', () => {
  test('is corrected by an owner of the installation, and noted without the name', async () => {
    const bram = await newcomer('Brm');
    await asOwner().correctName({ personId: bram.id, name: 'Bram', base: 'Brm' });
    await asOwner().correctName({ personId: bram.id, name: 'Bram' });
    expect((await listed(bram.id))?.name).toBe('Bram');
    const { rows } = await api.db.pool.query('SELECT * FROM account_event WHERE person_id = $1', [bram.id]);
    expect(rows).toEqual([expect.objectContaining({ kind: 'named', by_id: els.id })]);
    expect(JSON.stringify(rows)).not.toMatch(/Br/);
    expect(await asOwner().accountEvents({})).toContainEqual(
      expect.objectContaining({ kind: 'named', person: 'Bram', by: 'Els' }),
    );
  });

  test('is told beside what only a newer server knows, which is passed over', async () => {
    const bram = await newcomer('Bram');
    await api.db.pool.query("ALTER TYPE account_event_kind ADD VALUE IF NOT EXISTS 'later'");
    await api.db.pool.query(
      "INSERT INTO account_event (id, kind, person_id, by_id, at) VALUES ($1, 'later', $2, $3, now())",
      [randomUUIDv7(), bram.id, els.id],
    );
    await asOwner().correctName({ personId: bram.id, name: 'Abram', base: 'Bram' });
    const told = await asOwner().accountEvents({});
    expect(told[0]).toMatchObject({ kind: 'named', person: 'Abram' });
    expect(told.map(({ kind }) => kind)).not.toContain('later');
  });

  test('that was changed since it was seen stays, and so does that of nobody', async () => {
    const bram = await newcomer('Bram');
    const correct = (given: object) => asOwner().correctName({ personId: bram.id, name: 'Abram', ...given });
    expect((await refusalFrom(correct({ base: 'Brm' }))).code).toBe('field_conflict');
    expect(await codeOf(correct({ personId: randomUUIDv7() }))).toBe('not_found');
    expect((await listed(bram.id))?.name).toBe('Bram');
  });
});

describe('an account that is retired', () => {
  test('signs in no more, and its sessions and tokens end at once; taken back, its password works again', async () => {
    const bram = await newcomer('Bram');
    const { caller, request, auth } = browser();
    const credentials = { email: bram.email, password };
    await caller.session.signIn(credentials);
    expect(request.cookie).not.toBe('');
    const { secret } = await createApiToken(api.db, { personId: bram.id, label: 'R', now: new Date() });
    const sessions = await api.db.prisma.session.findMany({ where: { userId: bram.id } });
    await retire(bram.id);
    expect(await auth.stands(sessions[0]?.id ?? '')).toBe(false);
    expect([await auth.find(request), await auth.isRetired(request)]).toEqual([null, true]);
    expect(await caller.session.current({})).toMatchObject({ person: null, retired: true });
    // Whoever has no session of theirs is told nothing of it.
    expect(await browser().caller.session.current({})).not.toHaveProperty('retired');
    expect(await refusalIn(findApiTokenOwner(api.db, secret, new Date()))).toMatch(/token_ended/);
    expect(await codeOf(browser().caller.session.signIn(credentials))).toBe('account_retired');
    expect(await codeOf(browser().caller.session.signIn({ ...credentials, password: 'guessed' }))).toBe(
      'wrong_credentials',
    );
    expect(await api.db.prisma.session.count({ where: { userId: bram.id } })).toBe(1);
    await retire(bram.id, false);
    expect([await auth.find(request), await auth.isRetired(request)]).toEqual([null, false]);
    expect((await browser().caller.session.signIn(credentials)).person?.name).toBe('Bram');
    expect(await refusalIn(findApiTokenOwner(api.db, secret, new Date()))).toMatch(/token_ended/);
    const kinds = (await asOwner().accountEvents({})).slice(0, 2).map(({ kind }) => kind);
    expect(kinds).toEqual(['returned', 'retired']);
  });

  test('keeps what it made, with its name; nothing more is done in it, by whatever way', async () => {
    const { coder, coding, project } = study;
    const by = api.as(coder.personId);
    await by.annotation.create(coding('druk'));
    await retire(coder.personId);
    const next = coding('samenwerking');
    expect(await codeOf(by.annotation.create(next))).toBe('not_signed_in');
    const founding = { opId: randomUUIDv7(), id: randomUUIDv7(), name: 'Mine', language: 'nl' } as const;
    expect(await codeOf(by.project.create(founding))).toBe('not_signed_in');
    expect(await codeOf(by.session.setName({ name: 'Another' }))).toBe('not_signed_in');
    expect(
      await refusalIn(createApiToken(api.db, { personId: coder.personId, label: 'R', now: new Date() })),
    ).toMatch(/not_signed_in/);
    const seen = await api.as(project.owner.personId).project.get({ projectId: project.id });
    expect(seen.members.find(({ id }) => id === coder.id)).toMatchObject({
      name: expect.stringMatching(/^Person/),
      retired: true,
    });
    expect(await codeOf(asOwner().setRole({ personId: coder.personId, role: 'owner' }))).toBe(
      'account_retired',
    );
    await retire(coder.personId, false);
    // What was refused waits with its person, and is stored once they are back.
    await by.annotation.create(next);
  });

  test('amid a save: what is acknowledged came before, and nothing after', async () => {
    const { coder, coding } = study;
    const by = api.as(coder.personId);
    const words = [...new Set(study.text.match(/\p{L}{5,}/gu))].slice(0, 6);
    const saves = words.map((word) => refusalIn(by.annotation.create(coding(word))));
    const done = retire(coder.personId);
    const answers = await Promise.all(saves);
    await done;
    const { rows } = await api.db.pool.query(
      `SELECT count(*)::int AS made FROM annotation WHERE project_id = $1`,
      [study.project.id],
    );
    expect(rows[0].made).toBe(answers.filter((each) => each === null).length);
    expect(answers.every((each) => each === null || each === 'not_signed_in')).toBe(true);
    expect(await refusalIn(by.annotation.create(coding('druk')))).toBe('not_signed_in');
  });

  test('waits for the command that is being stored, and the next command for it', async () => {
    const { coder, coding } = study;
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM project WHERE id = $1 FOR NO KEY UPDATE', [study.project.id]);
    const saved = api.as(coder.personId).annotation.create(coding('druk'));
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    const retired = retire(coder.personId);
    await expect.poll(() => countWaiting(api.db)).toBe(2);
    const late = refusalIn(api.as(coder.personId).annotation.create(coding('samenwerking')));
    await holder.query('COMMIT');
    holder.release();
    expect((await saved).changes.length).toBeGreaterThan(0);
    await retired;
    // It set out before the account was retired, and held nothing yet.
    expect(['not_signed_in', null]).toContain(await late);
    expect(await refusalIn(api.as(coder.personId).annotation.create(coding('kabinet')))).toBe(
      'not_signed_in',
    );
  });

  test('is never that of the last owner, of the installation or of a project', async () => {
    const { project, colleague } = study;
    expect(await codeOf(retire(els.id))).toBe('last_installation_owner');
    const refused = await refusalFrom(retire(project.owner.personId));
    expect([refused.code, refused.details]).toEqual(['only_owner_of_projects', { projects: 1 }]);
    const { email } = await api.db.prisma.user.findUniqueOrThrow({ where: { id: project.owner.personId } });
    const outsider = await newcomer('Outsider');
    expect(await handOver(api.db, email, outsider.email)).toEqual({ given: [], left: [expect.any(String)] });
    const to = await api.db.prisma.user.findUniqueOrThrow({ where: { id: colleague.personId } });
    expect(await handOver(api.db, email, to.email)).toEqual({ given: [expect.any(String)], left: [] });
    await retire(project.owner.personId);
    // The one who is left is the last now, though a retired one stands beside them.
    const alone = api.as(colleague.personId).member;
    const { members } = await api.as(colleague.personId).project.get({ projectId: project.id });
    const { version = 0 } = members.find(({ id }) => id === colleague.id) ?? {};
    const leave = { opId: randomUUIDv7(), projectId: project.id, memberId: colleague.id, version };
    expect(await codeOf(alone.edit({ ...leave, change: { removed: true } }))).toBe('last_owner');
    expect((await refusalFrom(retire(colleague.personId))).code).toBe('only_owner_of_projects');
  });

  test('of two owners who retire each other one stays, and of two who own a project', async () => {
    const bram = await buildPerson(api.db, { name: 'Bram' });
    const { project } = study;
    const second = await buildMember(api.db, project, { role: 'owner' });
    for (let round = 0; round < 3; round += 1) {
      await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [bram.id]);
      const answers = await Promise.all([
        refusalIn(retire(els.id, true, bram)),
        refusalIn(retire(bram.id, true, els)),
      ]);
      expect(answers.toSorted()).toEqual([null, 'not_allowed'].toSorted());
      if ((await listed(els.id))?.retiredAt) await retire(els.id, false, bram);
      else await retire(bram.id, false);
      const both = [project.owner.personId, second.personId];
      const ends = await Promise.all(both.map((id) => refusalIn(retire(id))));
      expect(ends.toSorted()).toEqual([null, 'only_owner_of_projects'].toSorted());
      for (const id of both) await retire(id, false);
    }
    await asOwner().setRole({ personId: bram.id, role: 'member' });
  });

  test('can be erased, and then is nobody’s', async () => {
    const { coder } = study;
    await retire(coder.personId);
    const { email } = await api.db.prisma.user.findUniqueOrThrow({ where: { id: coder.personId } });
    const person = await findErasable(api.db, email);
    if (person) await eraseAccount(api.db, person);
    expect(await listed(coder.personId)).toBeUndefined();
    expect(await codeOf(retire(coder.personId, false))).toBe('not_found');
  });
});
