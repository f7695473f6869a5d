import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import { writeCodebookVersion } from '@koersvast/db';
import { buildProject, command, editRow, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

// Names are unique among siblings, by what is seen of them.

let api: TestApi;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  project = await buildProject(api.db);
});

const opId = () => randomUUIDv7();
const owner = () => api.as(project.owner.personId);
async function create(name: string, parentId: string | null = null): Promise<string> {
  const id = randomUUIDv7();
  await owner().tag.create({
    opId: opId(),
    projectId: project.id,
    tag: { ...emptyTagContent, id, name, parentId },
  });
  return id;
}
const find = async (id: string) => {
  const tag = (await owner().tag.list({ projectId: project.id })).find((each) => each.id === id);
  if (!tag) throw new Error('no such tag');
  return tag;
};
async function edit(tagId: string, change: object): Promise<string> {
  const id = opId();
  const { version } = await find(tagId);
  await owner().tag.edit({ opId: id, projectId: project.id, tagId, version, change });
  return id;
}
const undo = (target: string) => owner().operation.undo({ opId: opId(), projectId: project.id, target });

/** Two siblings as they could be made once, and as the upgrade leaves them. */
async function makeTwins(): Promise<[string, string]> {
  const [first, second] = [await create('é'), await create('other')];
  await api.db.pool.query('ALTER TABLE tag DISABLE TRIGGER tag_is_no_twin_any_more');
  await api.db.pool.query('UPDATE tag SET name_twin = true WHERE id = $1', [second]);
  await command(api.db, project, 'tag.edit', async (given) => {
    await editRow(given, 'tag', await given.lock('tag', { id: second }), { name: 'e\u0301' });
    await writeCodebookVersion(given);
    return null;
  });
  await api.db.pool.query('ALTER TABLE tag ENABLE TRIGGER tag_is_no_twin_any_more');
  return [first, second];
}

describe('the name of a tag', () => {
  test.each([
    ['é', 'e\u0301'],
    ['pressure', '\u200Bpressure'],
    ['selective cooperation', 'selective  cooperation'],
    ['pressure', 'рressure'],
    ['vis-à-vis', 'VIS‑À‑VIS'],
  ])('%j is that of %j', async (one, other) => {
    await create(one);
    expect(await refusalIn(create(other))).toBe('tag_name_taken');
  });

  test.each(['\u200B', '\u00AD', ' \u2800 '])('is not %j, which shows nothing', async (name) => {
    expect(await refusalIn(create(name))).toBe('input_not_valid');
  });

  test('may stand once under each parent', async () => {
    const [economy, health] = [await create('Economy'), await create('Health')];
    const [one, other] = [await create('positive', economy), await create('positive', health)];
    await create('positive');
    expect(await refusalIn(create('Positive', economy))).toBe('tag_name_taken');
    expect(await refusalIn(edit(other, { parentId: economy }))).toBe('tag_name_taken');
    // Nor does the database let it in on any other way.
    const second = api.db.pool.query('UPDATE tag SET parent_id = $1 WHERE id = $2', [economy, other]);
    await expect(second).rejects.toThrow('tag_alive_name');
    const archived = await edit(one, { archived: true });
    const moved = await edit(other, { parentId: economy });
    expect(await refusalIn(undo(archived))).toBe('tag_name_taken');
    await undo(moved);
    await undo(archived);
    expect((await find(one)).archivedAt).toBeNull();
  });

  test('is in the way of a merge that would bring two under one parent', async () => {
    const [economy, health] = [await create('Economy'), await create('Health')];
    const [, other] = [await create('positive', economy), await create('positive', health)];
    const merge = async () =>
      owner().tag.merge({
        opId: opId(),
        projectId: project.id,
        tagId: health,
        version: (await find(health)).version,
        intoId: economy,
      });
    expect(await refusalIn(merge())).toBe('tag_name_taken');
    await edit(other, { name: 'favourable' });
    const merged = await merge();
    expect((await find(other)).parentId).toBe(economy);
    await undo(merged.opId);
    expect((await find(other)).parentId).toBe(health);
  });

  test('that looked like another before stays until it gets another', async () => {
    const [first, second] = await makeTwins();
    await edit(second, { definition: 'still works' });
    await edit(first, { key: null, definition: 'and this one' });
    const renamed = await edit(second, { name: 'other' });
    expect(await refusalIn(undo(renamed))).toBe('tag_name_taken');
    expect(await refusalIn(edit(second, { name: 'É' }))).toBe('tag_name_taken');
  });
});

describe('other names', () => {
  const addDocument = (fields: Record<string, string>) =>
    owner().document.add({
      opId: opId(),
      projectId: project.id,
      id: randomUUIDv7(),
      source: { kind: 'pasted', text: 'Een brief.' },
      encoding: null,
      metadata: {
        title: ' Brief\u200B  1 ',
        date: null,
        author: null,
        addressee: null,
        dossier: null,
        documentNumber: null,
        sourceUrl: null,
        language: 'nl',
        licence: null,
        fields,
      },
    });
  const documents = async () =>
    (await owner().document.list({ projectId: project.id, removed: false })).map(({ document }) => document);

  test('of free fields are spelled as the project has them, and lost on no way', async () => {
    await addDocument({ Thema: '1' });
    await addDocument({ thema: '2', 'e\u0301': '3' });
    await addDocument({ THEMA: '4', é: '5' });
    expect((await documents()).map(({ fields }) => fields)).toEqual([
      { Thema: '1' },
      { Thema: '2', 'e\u0301': '3' },
      { Thema: '4', 'e\u0301': '5' },
    ]);
    expect((await documents())[0]?.title).toBe('Brief 1');
    expect(await refusalIn(addDocument(JSON.parse('{"__proto__":"1"}')))).toBe('input_not_valid');
    expect(await refusalIn(addDocument({ A: '1', a: '2' }))).toBe('input_not_valid');
  });

  test('of kinds of reasons in use differ', async () => {
    const kinds = (...names: string[]) =>
      owner().project.edit({
        opId: opId(),
        projectId: project.id,
        version: 1,
        change: { verdictKinds: names.map((name, index) => ({ id: `k${index}`, name, retired: false })) },
      });
    expect(await refusalIn(kinds('te ruim', 'Te\u00a0ruim'))).toBe('name_taken');
    expect(await refusalIn(kinds('te ruim', 'te nauw'))).toBeNull();
  });
});
