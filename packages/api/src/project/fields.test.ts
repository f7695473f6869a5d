import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase } from '@koersvast/db';
import { buildDocument, buildMember, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  project = await buildProject(api.db);
});
afterAll(() => api.close());

const owner = () => api.as(project.owner.personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
const stored = async () => (await owner().project.get({ projectId: project.id })).project;
type Field = Awaited<ReturnType<typeof stored>>['documentFields'][number];
const thema: Field = { name: 'Thema', kind: 'choice', values: ['Rusland', 'China'] };
const zaal: Field = { name: 'Zaal', kind: 'number', values: [] };
/** As a form gives it: with what was seen when it was opened. */
const save = async (
  documentFields: Field[],
  renamed: { from: string; to: string }[] = [],
  seen?: Field[],
) => {
  const { version, documentFields: now } = await stored();
  const change = { documentFields, ...(renamed.length === 0 ? {} : { renamed }) };
  return owner().project.edit({ ...place(), version, change, base: { documentFields: seen ?? now } });
};
const add = (fields: Record<string, string>) => buildDocument(api.db, project, { fields });
const fieldsOf = async (removed: boolean) =>
  (await owner().document.list({ projectId: project.id, removed })).map(({ document }) => document.fields);

test('a field gets another name in all documents and sets, as one step that undo takes back', async () => {
  await save([thema, zaal]);
  await add({ Thema: 'Rusland', Zaal: '1' });
  // As it was spelled before the project had the field.
  const odd = await add({ thema: 'China' });
  const gone = await add({ Thema: 'China' });
  await owner().document.removeMany({
    ...place(),
    documents: [{ documentId: gone.id, version: 1 }],
    removed: true,
  });
  const set = { id: randomUUIDv7(), name: 'Over Rusland' };
  const conditions = [['field.Thema', 'one_of', 'Rusland']];
  await owner().set.create({ ...place(), ...set, members: { conditions, documentIds: [] } });
  const all = async () => [
    await fieldsOf(false),
    await fieldsOf(true),
    (await owner().set.list({ projectId: project.id })).map((each) => each.conditions),
    (await stored()).documentFields,
  ];
  const before = await all();

  const done = await save([{ ...thema, name: 'Onderwerp' }, zaal], [{ from: 'Thema', to: 'Onderwerp' }]);
  expect(await all()).toEqual([
    expect.arrayContaining([{ Onderwerp: 'Rusland', Zaal: '1' }, { Onderwerp: 'China' }]),
    [{ Onderwerp: 'China' }],
    [[['field.Onderwerp', 'one_of', 'Rusland']]],
    [{ ...thema, name: 'Onderwerp', formerly: ['Thema'] }, zaal],
  ]);
  // Who still calls it so, as a page that was open, means the same field, with its kind.
  const edit = (value: string) =>
    owner().document.editMany({
      ...place(),
      edits: [{ documentId: odd.id, version: 2, change: { fields: { Thema: value } } }],
    });
  expect(await refusalIn(edit('Frankrijk'))).toBe('field_value_not_valid');

  await owner().operation.undo({ ...place(), target: done.opId });
  expect(await all()).toEqual(before);
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});

test('what an older name says is written under the new one', async () => {
  await save([thema]);
  const { id } = await add({ Thema: 'Rusland' });
  await save([{ ...thema, name: 'Onderwerp' }], [{ from: 'Thema', to: 'Onderwerp' }]);
  const change = { fields: { thema: 'China' } };
  await owner().document.editMany({ ...place(), edits: [{ documentId: id, version: 2, change }] });
  await owner().document.add({
    ...{ ...place(), id: randomUUIDv7(), source: { kind: 'pasted', text: 'Brief.' }, encoding: null },
    metadata: {
      ...{ title: 'Nieuw', date: null, author: null, addressee: null, dossier: null, documentNumber: null },
      ...{ sourceUrl: null, licence: null, language: 'nl', fields: { Thema: 'Rusland' } },
    },
  });
  expect(await fieldsOf(false)).toEqual(
    expect.arrayContaining([{ Onderwerp: 'China' }, { Onderwerp: 'Rusland' }]),
  );
  // A new field of that name is what the name means from then on.
  await save([...(await stored()).documentFields, thema]);
  expect((await stored()).documentFields).toEqual([{ ...thema, name: 'Onderwerp' }, thema]);
});

test('two fields change names with each other, and one is spelled anew', async () => {
  await save([thema, zaal]);
  await add({ Thema: 'Rusland', Zaal: '1' });
  const swapped = [
    { from: 'Thema', to: 'zaal' },
    { from: 'Zaal', to: 'Thema' },
  ];
  await save(
    [
      { ...thema, name: 'zaal' },
      { ...zaal, name: 'Thema' },
    ],
    swapped,
  );
  expect(await fieldsOf(false)).toEqual([{ zaal: 'Rusland', Thema: '1' }]);
  expect((await stored()).documentFields).toEqual([
    { ...thema, name: 'zaal' },
    { ...zaal, name: 'Thema' },
  ]);
});

test('a field that only documents have gets another name too', async () => {
  await add({ vindplaats: 'map 3' });
  await save([{ name: 'Map', kind: 'text', values: [] }], [{ from: 'vindplaats', to: 'Map' }]);
  expect(await fieldsOf(false)).toEqual([{ Map: 'map 3' }]);
});

test.each([
  ['of the project', 'zaal'],
  ['of documents alone', 'Vindplaats'],
])('no field gets the name of another %s', async (_, to) => {
  await save([thema, zaal]);
  await add({ vindplaats: 'map 3' });
  const fields = [{ ...thema, name: to }, ...(to === 'zaal' ? [] : [zaal])];
  expect(await refusalIn(save(fields, [{ from: 'Thema', to }]))).toBe('name_taken');
  expect(await fieldsOf(false)).toEqual([{ vindplaats: 'map 3' }]);
});

test('what somebody else gave meanwhile stays, and who renames what is called otherwise by now is told', async () => {
  await save([thema]);
  await add({ Thema: 'Rusland' });
  // Somebody else adds a field, and a choice.
  await save([{ ...thema, values: [...thema.values, 'Iran'] }, zaal]);
  await save([{ ...thema, name: 'Onderwerp' }], [{ from: 'Thema', to: 'Onderwerp' }], [thema]);
  expect((await stored()).documentFields).toEqual([
    { name: 'Onderwerp', kind: 'choice', values: ['Rusland', 'China', 'Iran'], formerly: ['Thema'] },
    zaal,
  ]);
  const late = save([{ ...thema, name: 'Kwestie' }, zaal], [{ from: 'Thema', to: 'Kwestie' }], [thema]);
  expect(await refusalIn(late)).toBe('field_conflict');
});

test('owners alone rename fields', async () => {
  await save([thema]);
  const reviewer = api.as((await buildMember(api.db, project, { role: 'reviewer' })).personId);
  const { version } = await stored();
  const change = { documentFields: [{ ...thema, name: 'X' }], renamed: [{ from: 'Thema', to: 'X' }] };
  expect(await refusalIn(reviewer.project.edit({ ...place(), version, change }))).toBe('not_allowed');
});
