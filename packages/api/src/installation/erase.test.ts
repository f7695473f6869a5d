import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { backUp, outsideTransaction, sql, transact } from '@koersvast/db';
import { buildMember, buildProject, editMember, type TestMember } from '@koersvast/db/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMembers } from '../member/queries.ts';
import { createApiToken } from '../person/api-token.ts';
import { hashPassword, insertPerson } from '../person/people.ts';
import { createAttempts } from '../session/attempts.ts';
import { createAuth } from '../session/auth.ts';
import { findMentions } from '../session/mentions.ts';
import { buildStudy, openTestApi, refusalFrom, type Study, type TestApi } from '../testing/study.ts';
import { eraseAccount, findErasable } from './erase.ts';

const name = 'Wilhelmina Quist';
const email = 'w.quist@example.org';
const password = 'a long enough password';
const traces = /wilhelmina|quist|198\.51\.100\.7|QuistBrowser/i;

let api: TestApi;
let study: Study;
let id: string;
let member: TestMember;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'koersvast-erase-'));
  api = await openTestApi();
  study = await buildStudy(api.db);
  id = randomUUIDv7();
  const passwordHash = await hashPassword(password);
  await transact(api.db, (tx) =>
    insertPerson(tx, { id, name, email, passwordHash, installationRole: 'member' }, new Date()),
  );
  member = await buildMember(api.db, study.project, { role: 'reviewer', person: { id, name, email } });
});

afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

async function erase() {
  const person = await findErasable(api.db, email);
  if (!person) throw new Error('nobody to erase');
  return eraseAccount(api.db, person);
}

async function backup(file: string): Promise<string> {
  await backUp({ directUrl: api.db.directUrl, file: path.join(folder, file) });
  return gunzipSync(await readFile(path.join(folder, file))).toString();
}

/** What is in the tables that no backup holds. */
async function fleeting(): Promise<string> {
  const { rows } = await api.db.pool.query(
    `SELECT (SELECT json_agg(session) FROM session) AS sessions, (SELECT json_agg(verification) FROM verification) AS v,
       (SELECT json_agg(rate_limit) FROM rate_limit) AS counters, (SELECT json_agg(mail) FROM mail) AS mails`,
  );
  return JSON.stringify(rows);
}

/** Comes into another project by an invitation that was mailed to an address that she does not sign in with. */
async function comeByMail(): Promise<void> {
  const other = await buildProject(api.db);
  const post = { from: 'k@example.org', wake: () => undefined, personOfStopLink: () => null };
  const mail = { address: 'quist@home.example.org', language: 'nl' } as const;
  const { path: link } = await api.as(other.owner.personId, { post }).member.invite({
    ...{ opId: randomUUIDv7(), projectId: other.id, id: randomUUIDv7() },
    ...{ role: 'coder', note: 'Mrs Quist', mail },
  });
  await api.as(id).member.join({ token: link?.split('/').at(-1) ?? '', newcomer: null });
}

/** Leaves a trace wherever somebody who works with the program leaves one. */
async function liveAsUsual(): Promise<void> {
  const auth = createAuth({ db: api.db, secret: 'a secret for tests that is long enough', secure: false });
  const request = {
    cookie: '',
    userAgent: 'QuistBrowser/1.0',
    address: '198.51.100.7',
    setCookie: () => undefined,
  };
  await auth.signIn(request, { email, password });
  await createAttempts(api.db)
    .confirm(id, () => Promise.reject(new Error('wrong')))
    .catch(() => undefined);
  await createApiToken(api.db, { personId: id, label: "Quist's laptop", now: new Date() });
  await api.db.pool.query(
    `UPDATE "user" SET image = 'https://example.org/quist.png', preferences = '{"language": "nl", "note": "Quist"}' WHERE id = $1`,
    [id],
  );
  await api.db.pool.query(
    `INSERT INTO verification (id, identifier, value, expires_at, updated_at) VALUES (gen_random_uuid(), $1, $2, now(), now())`,
    [email, id],
  );
  const own = api.as(id);
  const { projectId } = study.place;
  await own.annotation.create(study.coding('kabinet'));
  // Somebody else's undo, refused with her name.
  const rename = (personId: string, tagName: string, version: number) => {
    const opId = randomUUIDv7();
    return api
      .as(personId)
      .tag.edit({ opId, projectId, tagId: study.pressure.id, version, change: { name: tagName } })
      .then(() => opId);
  };
  const first = await rename(study.project.owner.personId, 'druk', 1);
  await rename(id, 'Druk!', 2);
  const undo = { opId: randomUUIDv7(), projectId, target: first };
  const refused = await refusalFrom(api.as(study.project.owner.personId).operation.undo(undo));
  expect(refused.details).toMatchObject({ who: name });
  await comeByMail();
}

describe('erasing an account', () => {
  test('leaves neither name nor address anywhere, and what was coded under a pseudonym', async () => {
    await liveAsUsual();
    expect(await backup('before')).toMatch(traces);
    expect(await fleeting()).toMatch(traces);
    expect(await erase()).toEqual({ name: 'Former member 1', email: 'former-member-1@erased.invalid' });
    expect(await backup('after')).not.toMatch(traces);
    // The counter of the network that she came from counts for whoever else comes from there.
    expect((await fleeting()).replaceAll('address:198.51.100.7', '')).not.toMatch(traces);
    const { rows } = await api.db.pool.query(
      'SELECT count(*)::int AS made FROM annotation WHERE created_by_id = $1 AND deleted_at IS NULL',
      [member.id],
    );
    expect(rows).toEqual([{ made: 1 }]);
    const members = await readMembers(outsideTransaction(api.db), study.project.id, 'owner');
    expect(members.find((each) => each.id === member.id)).toMatchObject({
      name: 'Former member 1',
      removedAt: expect.any(String),
    });
    expect(await findErasable(api.db, email)).toBeNull();
    expect(await findErasable(api.db, 'former-member-1@erased.invalid')).toBeNull();
  });

  test('the only owner of a project, or of the installation, stays as they are', async () => {
    await editMember(api.db, study.project, member, { role: 'owner' });
    await editMember(api.db, study.project, study.project.owner, { role: 'coder' });
    const other = await buildProject(api.db);
    await buildMember(api.db, other, { person: { id, name, email } });
    await expect(erase()).rejects.toThrow('Wilhelmina Quist is the only owner of Study: make somebody else');
    await editMember(api.db, study.project, study.project.owner, { role: 'owner' });
    await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [id]);
    await expect(erase()).rejects.toThrow('the only owner of this installation');
    const { rows } = await api.db.pool.query('SELECT FROM member WHERE user_id = $1 AND removed_at IS NULL', [
      id,
    ]);
    expect(rows).toHaveLength(2);
    await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [
      study.project.owner.personId,
    ]);
    expect(await erase()).toMatchObject({ name: 'Former member 1' });
  });

  test('of two only owners at once, one stays', async () => {
    const owner = study.project.owner;
    await editMember(api.db, study.project, member, { role: 'owner' });
    const { rows } = await api.db.pool.query<{ email: string }>('SELECT email FROM "user" WHERE id = $1', [
      owner.personId,
    ]);
    const people = await Promise.all([
      findErasable(api.db, email),
      findErasable(api.db, rows[0]?.email ?? ''),
    ]);
    const ended = await Promise.allSettled(people.map((person) => person && eraseAccount(api.db, person)));
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await api.db.pool.query(
      `SELECT FROM member WHERE project_id = $1 AND role = 'owner' AND removed_at IS NULL`,
      [study.project.id],
    );
    expect(left.rows).toHaveLength(1);
  });
});

test('what others wrote that may speak of somebody is listed, and nothing else', async () => {
  const said = async (words: string, memo: string) => {
    const coding = study.coding(words);
    await api
      .as(study.coder.personId)
      .annotation.create({ ...coding, annotation: { ...coding.annotation, memo } });
    return coding.annotation.id;
  };
  const about = await said('kabinet', 'So says Quist');
  await said('Rusland', 'quiz');
  await said('druk', 'mail W.QUIST@example.org');
  await transact(api.db, async (tx) => {
    await tx.run(
      sql`INSERT INTO reply (id, project_id, document_id, layer_id, annotation_id, text, created_by_id, created_at, updated_at)
          SELECT gen_random_uuid(), project_id, document_id, layer_id, id, 'Wilhelmina agrees', created_by_id, now(), now()
          FROM annotation WHERE id = ${about}::uuid`,
    );
  });
  const found: unknown[] = [];
  for await (const mention of findMentions(api.db, { id, name, email })) found.push(mention);
  const place = { project: 'Study', document: 'Letter' };
  expect(found).toHaveLength(3);
  expect(found).toEqual(
    expect.arrayContaining([
      { ...place, quote: 'kabinet', text: 'So says Quist' },
      { ...place, quote: 'druk', text: 'mail W.QUIST@example.org' },
      { ...place, quote: 'kabinet', text: 'Wilhelmina agrees' },
    ]),
  );
  // It was written past the protocol, which the check would rightly report.
  await transact(api.db, async (tx) => {
    await tx.run(sql`SELECT set_config('koersvast.purge', ${study.project.id}, true)`);
    await tx.run(sql`DELETE FROM reply`);
  });
});
