import { randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction, runAdmission, sql } from '@koersvast/db';
import { buildPerson, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let api: TestApi;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  project = await buildProject(api.db, { name: 'Brieven' });
});

const opId = () => randomUUIDv7();
let counter = 0;
function newcomer() {
  counter += 1;
  return {
    name: `Nieuw ${counter}`,
    email: `nieuw${counter}@example.org`,
    password: 'a long enough password',
  };
}
async function invite(role: 'owner' | 'coder' | 'viewer' = 'coder') {
  const input = { opId: opId(), projectId: project.id, id: randomUUIDv7(), role };
  const { path } = await api.as(project.owner.personId).member.invite(input);
  return { input, token: path?.split('/').at(-1) ?? '' };
}
const anybody = () => api.as(null);
const owner = () => api.as(project.owner.personId);

describe('an invitation', () => {
  test('shows its link once, says what it is for, and is kept as a hash', async () => {
    const { input, token } = await invite('viewer');
    expect((await owner().member.invite(input)).path).toBeNull();
    expect(await anybody().member.invitation({ token })).toEqual({ projectName: 'Brieven', role: 'viewer' });
    expect(JSON.stringify(await owner().member.invitations({ projectId: project.id }))).not.toContain(token);
    const stored = await outsideTransaction(api.db).rows(
      sql`SELECT invitation.*, operation.result FROM invitation, operation`,
    );
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('makes a newcomer a person and a member, signed in', async () => {
    const { token } = await invite('coder');
    const cookies: string[] = [];
    const request = {
      cookie: '',
      userAgent: 'x',
      address: '192.0.2.5',
      setCookie: (line: string) => cookies.push(line),
    };
    const who = newcomer();
    expect(await api.as(null, { request }).member.join({ token, newcomer: who })).toEqual({
      projectId: project.id,
    });
    expect(cookies.join()).toMatch(/^koersvast=/);
    const { members } = await owner().project.get({ projectId: project.id });
    expect(members.at(-1)).toMatchObject({ name: who.name, role: 'coder', removedAt: null });
    expect(await anybody().member.invitation({ token })).toBeNull();
  });

  test('works once, also for several at the same moment', async () => {
    const { token } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => refusalIn(anybody().member.join({ token, newcomer: newcomer() }))),
    );
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'link_not_valid')).toHaveLength(3);
    expect((await owner().project.get({ projectId: project.id })).members).toHaveLength(2);
  });

  test('lets somebody who is signed in join as themselves, and not twice', async () => {
    const person = await buildPerson(api.db);
    const { token } = await invite('viewer');
    expect(await refusalIn(anybody().member.join({ token, newcomer: null }))).toBe('not_signed_in');
    await api.as(person.id).member.join({ token, newcomer: null });
    const second = await invite('coder');
    expect(await refusalIn(api.as(person.id).member.join({ token: second.token, newcomer: null }))).toBe(
      'already_member',
    );
    // Refused, it is not used up.
    expect(await anybody().member.invitation({ token: second.token })).not.toBeNull();
  });

  test('is worthless once revoked, expired, or when its project is gone', async () => {
    const revoked = await invite();
    const revocation = { opId: opId(), projectId: project.id, invitationId: revoked.input.id };
    await owner().member.revokeInvitation(revocation);
    expect(await refusalIn(owner().member.revokeInvitation({ ...revocation, opId: opId() }))).toBe(
      'not_found',
    );
    const expired = await invite();
    const later = () => new Date(Date.now() + 15 * 86_400_000);
    const orphan = await invite();
    for (const [{ token }, caller] of [
      [revoked, anybody()],
      [expired, api.as(null, { now: later })],
    ] as const) {
      expect(await caller.member.invitation({ token })).toBeNull();
      expect(await refusalIn(caller.member.join({ token, newcomer: newcomer() }))).toBe('link_not_valid');
    }
    const expiredAt = async (now = () => new Date()) => {
      const list = await api
        .as(project.owner.personId, { now })
        .member.invitations({ projectId: project.id });
      return list.find(({ id }) => id === expired.input.id)?.expired;
    };
    expect([await expiredAt(), await expiredAt(later)]).toEqual([undefined, true]);
    await owner().project.delete({ opId: opId(), projectId: project.id, version: 1, name: 'Brieven' });
    expect(await refusalIn(anybody().member.join({ token: orphan.token, newcomer: newcomer() }))).toBe(
      'link_not_valid',
    );
  });

  test('is not used up by whoever is refused: nobody is half a member, and the link works once it can', async () => {
    const { token } = await invite('coder');
    const archive = (version: number, archived: boolean) =>
      owner().project.edit({ opId: opId(), projectId: project.id, version, change: { archived } });
    await archive(1, true);
    const who = newcomer();
    expect(await refusalIn(anybody().member.join({ token, newcomer: who }))).toBe('project_archived');
    // Archived while they were joining: the refusal comes after they were let in, and takes all of it back.
    const person = (await buildPerson(api.db)).id;
    const refused = runAdmission(
      api.db,
      {
        projectId: project.id,
        personId: person,
        opId: opId(),
        kind: 'member.join',
        payload: {},
        now: new Date(),
      },
      async (tx) => {
        const memberId = randomUUIDv7();
        await tx.run(sql`INSERT INTO member (id, project_id, user_id, role, created_at)
          VALUES (${memberId}::uuid, ${project.id}::uuid, ${person}::uuid, 'coder', now())`);
        return { memberId, role: 'coder' };
      },
      async (command) => {
        await command.lock('project', { id: project.id });
        throw new DomainError('project_archived');
      },
    );
    await expect(refused).rejects.toThrow('project_archived');
    expect(await api.as(person).project.list({})).toEqual([]);
    const left = await api.db.pool.query('SELECT 1 FROM "user" WHERE email = $1', [who.email]);
    expect(left.rows).toEqual([]);
    await archive(2, false);
    const { projectId } = await api.as(person).member.join({ token, newcomer: null });
    expect(projectId).toBe(project.id);
  });

  test('tells of an address in use only to whoever holds a link, and refuses weak passwords', async () => {
    const known = newcomer();
    await anybody().member.join({ token: (await invite()).token, newcomer: known });
    const unknown = 'y'.repeat(43);
    expect(await refusalIn(anybody().member.join({ token: unknown, newcomer: known }))).toBe(
      'link_not_valid',
    );
    const { token } = await invite();
    expect(await refusalIn(anybody().member.join({ token, newcomer: known }))).toBe('email_in_use');
    const weak = { ...newcomer(), password: 'wachtwoord123' };
    expect(await refusalIn(anybody().member.join({ token, newcomer: weak }))).toBe('password_too_weak');
    expect(await refusalIn(anybody().member.join({ token, newcomer: newcomer() }))).toBeNull();
  });
});

test('members with one name are told apart by everybody, and by owners by their address', async () => {
  const people = [];
  for (const name of ['Anna Bos', 'Arend Bos', 'anna  bos']) {
    const person = await buildPerson(api.db, { name });
    people.push(person);
    await api.as(person.id).member.join({ token: (await invite('coder')).token, newcomer: null });
  }
  const { members } = await owner().project.get({ projectId: project.id });
  expect(members.slice(1).map(({ name, initials, email }) => [name, initials, email])).toEqual([
    ['Anna Bos (1)', 'AB1', people[0]?.email],
    ['Arend Bos', 'ArB', people[1]?.email],
    ['anna  bos (2)', 'AB2', people[2]?.email],
  ]);
  const seen = await api.as(people[0]?.id ?? null).project.get({ projectId: project.id });
  expect(seen.members.map(({ email }) => email)).toEqual([null, null, null, null]);
  expect(JSON.stringify(seen)).not.toContain('@');
});

describe('a member', () => {
  test('gets another role, is removed, and comes back as the same member', async () => {
    const person = await buildPerson(api.db);
    await api.as(person.id).member.join({ token: (await invite('viewer')).token, newcomer: null });
    const member = (await owner().project.get({ projectId: project.id })).members.at(-1);
    const edit = (version: number, change: { role: 'coder' } | { removed: true }) =>
      owner().member.edit({
        opId: opId(),
        projectId: project.id,
        memberId: member?.id ?? '',
        version,
        change,
      });
    await edit(1, { role: 'coder' });
    await edit(2, { removed: true });
    expect(await refusalIn(api.as(person.id).project.get({ projectId: project.id }))).toBe('not_found');
    expect(await refusalIn(edit(3, { role: 'coder' }))).toBe('not_found');
    await api.as(person.id).member.join({ token: (await invite('coder')).token, newcomer: null });
    const { me } = await api.as(person.id).project.get({ projectId: project.id });
    expect(me).toMatchObject({ id: member?.id, role: 'coder', version: 4, removedAt: null });
  });

  test('who is the last owner stays one, also when two step down at once', async () => {
    const person = await buildPerson(api.db);
    await api.as(person.id).member.join({ token: (await invite('owner')).token, newcomer: null });
    const { members } = await owner().project.get({ projectId: project.id });
    const down = (member: { id: string } | undefined, by: string) =>
      refusalIn(
        api.as(by).member.edit({
          opId: opId(),
          projectId: project.id,
          memberId: member?.id ?? '',
          version: 1,
          change: { role: 'viewer' },
        }),
      );
    const answers = await Promise.all([
      down(members[0], project.owner.personId),
      down(members[1], person.id),
    ]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    const owners = await outsideTransaction(api.db).rows(
      sql`SELECT 1 FROM member WHERE project_id = ${project.id}::uuid AND role = 'owner' AND removed_at IS NULL`,
    );
    expect(owners).toHaveLength(1);
  });
});
