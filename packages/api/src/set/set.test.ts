import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase } from '@koersvast/db';
import { buildDocument, buildMember, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;
let documentId: string;
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  documentId = (await buildDocument(api.db, project)).id;
});
afterAll(() => api.close());

const owner = () => api.as(project.owner.personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
const byHand = () => ({ conditions: null, documentIds: [documentId] });
const create = (members: { conditions: string[][] | null; documentIds: string[] }, as = owner()) => {
  const id = randomUUIDv7();
  return as.set.create({ ...place(), id, name: 'Keuze', members }).then((done) => ({ id, ...done }));
};
const listed = async (as = owner()) => as.set.list({ projectId: project.id });

test('a set is made by hand or by rule, renamed, chosen anew, removed and brought back by undo', async () => {
  const { id } = await create(byHand());
  const conditions = [['date', 'range', '2019', '2020']];
  await owner().set.edit({
    ...{ ...place(), setId: id, version: 1 },
    change: { name: 'Brieven uit 2019', members: { conditions, documentIds: [] } },
  });
  const set = async () => (await listed()).find((each) => each.id === id);
  expect(await set()).toMatchObject({ name: 'Brieven uit 2019', conditions, documentIds: [], version: 2 });
  const renamed = { ...place(), setId: id, version: 1, change: { name: 'Eerst' }, base: { name: 'Keuze' } };
  expect(await refusalIn(owner().set.edit(renamed))).toBe('field_conflict');
  const chosen = { ...place(), setId: id, version: 1, change: { members: byHand() } };
  expect(await refusalIn(owner().set.edit(chosen))).toBe('version_conflict');
  const removed = await owner().set.remove({ ...place(), setId: id, version: 2 });
  expect(await set()).toBe(undefined);
  await owner().operation.undo({ ...place(), target: removed.opId });
  expect(await set()).toMatchObject({ name: 'Brieven uit 2019', removedAt: null });
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});

test('of two who add to a set at once nobody undoes the other: the second is told, and adds to what is there', async () => {
  const { id } = await create(byHand());
  const reviewer = api.as((await buildMember(api.db, project, { role: 'reviewer' })).personId);
  const more = await Promise.all(['a', 'b'].map(() => buildDocument(api.db, project)));
  const set = async () => (await listed()).find((each) => each.id === id);
  const adding = async (as: typeof reviewer, added: string) => {
    const { version = 0, documentIds = [] } = (await set()) ?? {};
    const members = { conditions: null, documentIds: [...documentIds, added] };
    return () => as.set.edit({ ...place(), setId: id, version, change: { members } });
  };
  const [one, other] = [await adding(owner(), more[0]?.id ?? ''), await adding(reviewer, more[1]?.id ?? '')];
  const ended = await Promise.allSettled([one(), other()]);
  const refused = ended.findIndex(({ status }) => status === 'rejected');
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await (await adding(refused === 0 ? owner() : reviewer, more[refused]?.id ?? ''))();
  expect((await set())?.documentIds.toSorted()).toEqual([documentId, ...more.map((each) => each.id)].sort());
});

test('everybody of the project sees sets, and who edits documents edits them', async () => {
  const { id } = await create(byHand());
  for (const role of ['reviewer', 'coder', 'viewer'] as const) {
    const member = api.as((await buildMember(api.db, project, { role })).personId);
    expect((await listed(member)).map((each) => each.id)).toContain(id);
    const made = refusalIn(create(byHand(), member));
    expect(await made).toBe(role === 'reviewer' ? null : 'not_allowed');
  }
  const stranger = await buildProject(api.db);
  expect(await refusalIn(listed(api.as(stranger.owner.personId)))).toBe('not_found');
});

test.each([
  ['a rule and documents', { conditions: [['author', 'filled']], documentIds: [randomUUIDv7()] }],
  ['nothing', { conditions: null, documentIds: [] }],
  ['a column that is not there', { conditions: [['text', 'contains', 'x']], documentIds: [] }],
])('no set is made of %s', async (_, members) => {
  expect(await refusalIn(create(members))).toBe('input_not_valid');
});

test('no set has a document of another project', async () => {
  const foreign = await buildDocument(api.db, await buildProject(api.db));
  expect(await refusalIn(create({ conditions: null, documentIds: [foreign.id] }))).toBe('not_found');
});

test('an export is of the sets that were chosen, as they are when it is made', async () => {
  const { id } = await create(byHand());
  const other = await buildDocument(api.db, project, { title: 'Brief uit 2020' });
  const rule = await create({ conditions: [['title', 'contains', 'uit 2020']], documentIds: [] });
  const preview = (sets: string[]) =>
    owner().export.preview({
      ...{ projectId: project.id, documentId: null, file: 'documents', preset: 'data', layer: 'current' },
      selection: { sets },
    });
  const titles = async (sets: string[]) => {
    const { columns, rows } = await preview(sets);
    const at = columns.findIndex(({ name }) => name === 'document_title');
    return rows.map((row) => row[at]);
  };
  expect(await titles([id])).toEqual(['Letter']);
  expect(await titles([rule.id])).toEqual([other.title]);
  expect((await preview([id, rule.id])).total).toBe(2);
  expect((await preview([rule.id])).fileName).toMatch(/documents-selection_1-set\.csv$/);
  expect(await refusalIn(preview([randomUUIDv7()]))).toBe('not_found');
  const ofAnnotations = await owner().export.preview({
    ...{ projectId: project.id, documentId: null, file: 'annotations', preset: 'data', layer: 'current' },
    selection: { sets: [rule.id] },
  });
  expect(ofAnnotations.total).toBe(0);
});
