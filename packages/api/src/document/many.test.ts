import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import { buildDocument, buildMember, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { watchStatements } from '../testing/watch-statements.ts';

let api: TestApi;
let project: TestProject;
let ids: string[];
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  project = await buildProject(api.db);
  ids = [];
  for (let at = 0; at < 4; at += 1) ids.push((await buildDocument(api.db, project)).id);
});
afterAll(() => api.close());

const owner = () => api.as(project.owner.personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
type Edits = Parameters<ReturnType<typeof owner>['document']['editMany']>[0]['edits'];
const editMany = (edits: Edits) => owner().document.editMany({ ...place(), edits });
const alike = (change: Edits[number]['change'], version = 1): Edits =>
  ids.map((documentId) => ({ documentId, version, change }));
const rows = async () => {
  const list = await owner().document.list({ projectId: project.id, removed: false });
  return ids.map((id) => list.find(({ document }) => document.id === id)?.document);
};

test('many documents are edited in one operation, with what each is given, and undone in one step', async () => {
  const [first = '', second = ''] = ids;
  const before = await rows();
  const edited = await editMany([
    { documentId: first, version: 1, change: { author: 'Stef Blok', fields: { thema: 'Rusland' } } },
    { documentId: second, version: 1, change: { date: '20 december 2019' } },
  ]);
  expect(edited.changes).toHaveLength(2);
  expect((await rows()).map((row) => [row?.author, row?.date, row?.fields.thema])).toEqual([
    ['Stef Blok', before[0]?.date, 'Rusland'],
    [before[1]?.author, '2019-12-20', undefined],
    [before[2]?.author, before[2]?.date, undefined],
    [before[3]?.author, before[3]?.date, undefined],
  ]);
  const undone = await owner().operation.undo({ ...place(), target: edited.opId });
  expect((await rows()).map((row) => ({ ...row, version: 1 }))).toEqual(before);
  await owner().operation.undo({ ...place(), target: undone.opId });
  expect((await rows())[0]?.fields).toMatchObject({ thema: 'Rusland' });
});

test('a field that somebody else changed since is refused by name, and then nothing is written', async () => {
  const [first = '', second = ''] = ids;
  await editMany(alike({ fields: { thema: 'Rusland', zaal: '1' } }));
  await owner().document.edit({
    ...{ ...place(), documentId: second, version: 2 },
    change: { author: 'Ander', fields: { thema: 'China', zaal: '1' } },
  });
  const seen = { thema: 'Rusland' };
  const change = { fields: { thema: 'Europa' } };
  const both = [first, second].map((documentId) => ({
    ...{ documentId, version: 2, change },
    base: { fields: seen },
  }));
  const refused = await editMany(both).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    cause: { code: 'field_conflict', details: { id: second, fields: 'fields' } },
  });
  expect((await rows())[0]?.fields.thema).toBe('Rusland');
  // Another field of the same documents is nobody's business.
  await editMany(
    both.map((edit) => ({ ...edit, change: { fields: { zaal: null } }, base: { fields: { zaal: '1' } } })),
  );
  expect((await rows())[1]?.fields).toEqual({ thema: 'China' });
  expect(await refusalIn(editMany(alike({ title: 'x' }, 1)))).toBe('version_conflict');
});

test('documents are removed and brought back together', async () => {
  const documents = ids.map((documentId) => ({ documentId, version: 1 }));
  const removed = await owner().document.removeMany({ ...place(), removed: true, documents });
  expect(removed.changes.map(({ action }) => action)).toEqual(['remove', 'remove', 'remove', 'remove']);
  expect(await rows()).toEqual([undefined, undefined, undefined, undefined]);
  expect(await refusalIn(editMany(alike({ title: 'x' }, 2)))).toBe('document_removed');
  const again = documents.map((each) => ({ ...each, version: 2 }));
  await owner().document.removeMany({ ...place(), removed: false, documents: again });
  expect((await rows()).every((row) => row?.removedAt === null)).toBe(true);
});

test('it takes as many statements for many as for one, and so does its undo', async () => {
  const watch = watchStatements(api.db);
  const counted = async (edits: Edits) => {
    let opId = '';
    const edit = await watch.during(async () => {
      opId = (await editMany(edits)).opId;
    });
    const undo = await watch.during(() => owner().operation.undo({ ...place(), target: opId }));
    return [edit.length, undo.length];
  };
  const one = await counted(alike({ fields: { thema: 'a' } }).slice(0, 1));
  expect(
    await counted(
      alike({ fields: { thema: 'b' }, title: 'x' }, 3)
        .slice(1)
        .map((edit) => ({ ...edit, version: 1 })),
    ),
  ).toEqual(one);
});

test.each(['coder', 'viewer'] as const)('a %s may do neither', async (role) => {
  const member = api.as((await buildMember(api.db, project, { role })).personId);
  const edits = alike({ title: 'x' });
  expect(await refusalIn(member.document.editMany({ ...place(), edits }))).toBe('not_allowed');
  const documents = ids.map((documentId) => ({ documentId, version: 1 }));
  const remove = member.document.removeMany({ ...place(), removed: true, documents });
  expect(await refusalIn(remove)).toBe('not_allowed');
});

test('no document of another project, and none twice', async () => {
  const other = await buildProject(api.db);
  const foreign = await buildDocument(api.db, other);
  expect(await refusalIn(editMany([{ documentId: foreign.id, version: 1, change: { title: 'x' } }]))).toBe(
    'not_found',
  );
  const [edit] = alike({ title: 'x' });
  if (edit) expect(await refusalIn(editMany([edit, edit]))).toBe('input_not_valid');
});

test('a spreadsheet is laid over documents, and says what each cell would change', async () => {
  const [first = ''] = ids;
  await owner().document.edit({
    ...{ ...place(), documentId: first, version: 1 },
    change: { title: 'Koersvast', author: 'Stef Blok' },
  });
  const csv = 'titel;auteur;datum;thema\nKoersvast;Stef Blok;20-12-2019;Rusland\nLetter;A;;\nNergens;B;;\n';
  const sheet = await owner().document.matchSheet({
    projectId: project.id,
    name: 'gegevens.csv',
    base64: Buffer.from(csv).toString('base64'),
    language: 'nl',
  });
  expect(sheet.columns.map(({ column }) => column)).toEqual(['title', 'author', 'date', 'field.thema']);
  expect(sheet.rows).toMatchObject([
    {
      documentId: first,
      cells: [
        { column: 2, value: '2019-12-20', outcome: 'filled' },
        { column: 3, value: 'Rusland', outcome: 'filled' },
      ],
    },
  ]);
  expect([sheet.unmatched, sheet.ambiguous.map(({ line }) => line)]).toEqual([[4], [3]]);
  const bad = { projectId: project.id, name: 'brief.docx', base64: '', language: 'nl' as const };
  expect(await refusalIn(owner().document.matchSheet(bad))).toBe('file_not_supported');
});
