import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement, projectDetail } from '@koersvast/contracts';
import { buildPerson, buildProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();

async function found(name = 'Study', language: 'nl' | 'en' = 'nl') {
  const person = await buildPerson(api.db);
  const caller = api.as(person.id);
  const id = randomUUIDv7();
  const input = { opId: opId(), id, name, language };
  const ack = await caller.project.create(input);
  return { person, caller, id, input, ack };
}

describe('a new project', () => {
  test('has its founder as owner, an open round and no tags', async () => {
    const { caller, id, ack } = await found('Brieven over Rusland', 'en');
    expect(acknowledgement.parse(ack).changes.map((change) => [change.noun, change.action])).toEqual([
      ['project', 'create'],
      ['member', 'create'],
      ['round', 'create'],
    ]);
    const detail = projectDetail.parse(await caller.project.get({ projectId: id }));
    expect(detail).toMatchObject({
      project: { name: 'Brieven over Rusland', language: 'en', version: 1, codebookVersion: 0 },
      me: { role: 'owner' },
      rounds: [{ number: 1, name: '', blind: false, state: 'running' }],
      tags: [],
      cursor: expect.stringMatching(/^[0-9a-z]+\.3$/),
    });
    expect(detail.abilities).toContain('project.delete');
  });

  test('is made once, however often it is asked for', async () => {
    const { caller, input, ack } = await found();
    const [again, atOnce] = await Promise.all([caller.project.create(input), caller.project.create(input)]);
    expect([again, atOnce]).toEqual([ack, ack]);
    expect(await refusalIn(caller.project.create({ ...input, name: 'Another' }))).toBe('operation_id_reused');
    expect(await refusalIn(caller.project.create({ ...input, opId: opId() }))).toBe('input_not_valid');
    expect(await caller.project.list({})).toHaveLength(1);
  });

  test.each(['', '   ', 'a\nb', 'a\u0000b', '\uD800'])('is not called %j', async (name) => {
    const person = await buildPerson(api.db);
    const input = { opId: opId(), id: randomUUIDv7(), name, language: 'nl' as const };
    expect(await refusalIn(api.as(person.id).project.create(input))).toBe('input_not_valid');
  });

  test('has no name that is too long', async () => {
    const person = await buildPerson(api.db);
    const input = { opId: opId(), id: randomUUIDv7(), name: 'x'.repeat(121), language: 'nl' as const };
    expect(await refusalIn(api.as(person.id).project.create(input))).toBe('over_limit');
  });
});

describe('an owner', () => {
  test('renames it, from the state that they saw', async () => {
    const { caller, id } = await found();
    const rename = (name: string, version: number) =>
      caller.project.edit({ opId: opId(), projectId: id, version, change: { name } });
    expect((await rename('New name', 1)).changes[0]).toMatchObject({
      action: 'edit',
      after: { name: 'New name', version: 2 },
    });
    expect(await refusalIn(rename('Other', 1))).toBe('version_conflict');
    expect((await caller.project.list({}))[0]?.project.name).toBe('New name');
  });

  test('archives it, and nothing but opening it again is possible then', async () => {
    const { caller, id } = await found();
    const edit = (version: number, change: { name: string } | { archived: boolean }) =>
      caller.project.edit({ opId: opId(), projectId: id, version, change });
    await edit(1, { archived: true });
    expect(await refusalIn(edit(2, { name: 'Other' }))).toBe('project_archived');
    const invite = caller.member.invite({ opId: opId(), projectId: id, id: randomUUIDv7(), role: 'coder' });
    expect(await refusalIn(invite)).toBe('project_archived');
    expect((await edit(2, { archived: true })).changes).toEqual([]);
    await edit(2, { archived: false });
    expect((await edit(3, { name: 'Other' })).changes).toHaveLength(1);
  });

  test('deletes it by typing its name, and it is nowhere any more', async () => {
    const { caller, id } = await found('Weg ermee');
    const remove = (name: string) => caller.project.delete({ opId: opId(), projectId: id, version: 1, name });
    expect(await refusalIn(remove('weg ermee'))).toBe('name_does_not_match');
    await remove('Weg ermee');
    expect(await caller.project.list({})).toEqual([]);
    expect(await refusalIn(caller.project.get({ projectId: id }))).toBe('not_found');
    expect(await refusalIn(remove('Weg ermee'))).toBe('not_found');
  });
});

test('whoever is no member gets the same answer as for a project that is nowhere', async () => {
  const project = await buildProject(api.db);
  const stranger = api.as((await buildPerson(api.db)).id);
  const answers = await Promise.all(
    [project.id, randomUUIDv7()].map((projectId) =>
      stranger.project.get({ projectId }).catch((error: Error) => error.message),
    ),
  );
  expect(answers[0]).toBe(answers[1]);
});
