import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import { tagPaths } from '@koersvast/core/codebook';
import { buildProject, type TestProject } from '@koersvast/db/testing';
import { codebookTable, writeTable } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

// Codebooks that other programs wrote, and trees.

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
const give = (csv: string, over: object = {}) =>
  owner().tag.importCodebook({ opId: opId(), projectId: project.id, csv, dryRun: false, ...over });
const tryOut = (csv: string, over: object = {}) => give(csv, { dryRun: true, ...over });
async function paths(): Promise<string[]> {
  const tags = await owner().tag.list({ projectId: project.id });
  return [...tagPaths(tags).values()].sort();
}
async function create(name: string, over: object = {}) {
  const id = randomUUIDv7();
  const tag = { ...emptyTagContent, id, name, ...over };
  await owner().tag.create({ opId: opId(), projectId: project.id, tag });
  return id;
}

test('paths make the tree, with what only they name, and add nothing the second time', async () => {
  const csv = 'Code;Memo\nEconomy > positive;x\nHealth;\nHealth > positive;y\nHealth > care > home;\n';
  const tried = await tryOut(csv);
  expect(tried.problems).toEqual([]);
  expect(tried.tree.map(({ name, depth, line }) => [name, depth, line])).toEqual([
    ['Economy', 0, 2],
    ['positive', 1, 2],
    ['Health', 0, 3],
    ['positive', 1, 4],
    ['care', 1, 5],
    ['home', 2, 5],
  ]);
  expect(await paths()).toEqual([]);
  await give(csv);
  expect(await paths()).toEqual([
    'Economy',
    'Economy > positive',
    'Health',
    'Health > care',
    'Health > care > home',
    'Health > positive',
  ]);
  const again = await give(csv);
  expect(again.rows.map(({ outcome }) => outcome)).toEqual(again.rows.map(() => 'same'));
});

test.each(['data', 'excel-nl'] as const)(
  'one name under many parents comes back as it went out as %s',
  async (preset) => {
    const one = await create('a > b');
    const other = await create('a');
    for (const parentId of [one, other]) await create('c', { parentId, definition: parentId });
    await create('b', { parentId: other });
    const tags = await owner().tag.list({ projectId: project.id });
    const before = await paths();
    const rows = tags.map((tag) => ({
      ...tag,
      path: tagPaths(tags).get(tag.id) ?? '',
      parent: tags.find(({ id }) => id === tag.parentId)?.name ?? null,
      archived: false,
    }));
    const csv = writeTable(preset, codebookTable, rows);
    expect((await give(csv)).rows.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'same'));
    // Without ids, and in another project.
    project = await buildProject(api.db);
    await give(csv.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}(?=[,;])/g, ''));
    expect(await paths()).toEqual(before);
    const made = await owner().tag.list({ projectId: project.id });
    expect(made.map(({ name }) => name)).toEqual(tags.map(({ name }) => name));
  },
);

test('nothing is refused for a key: who cannot have it comes in without, and is told', async () => {
  await create('held', { key: 'p' });
  const csv = 'tag,key\nfirst,s\nsecond,s\nthird,p\nfourth,j\nfifth,?\nsixth,q\n';
  const { keys, problems, freeKeys } = await give(csv);
  expect(problems).toEqual([]);
  expect(keys.map(({ line, code, details }) => [line, code, details])).toEqual([
    [3, 'tag_key_taken', { key: 's', name: 'first' }],
    [4, 'tag_key_taken', { key: 'p', name: 'held' }],
    [5, 'tag_key_reserved', { key: 'j' }],
    [6, 'key_not_valid', { key: '?' }],
  ]);
  const tags = await owner().tag.list({ projectId: project.id });
  expect(tags.map(({ name, key }) => [name, key])).toEqual([
    ['held', 'p'],
    ['first', 's'],
    ['second', null],
    ['third', null],
    ['fourth', null],
    ['fifth', null],
    ['sixth', 'q'],
  ]);
  expect(freeKeys).not.toContain('q');
  // A tag that is there keeps the key that it has.
  await give('tag,key\nfirst,p\n');
  expect((await owner().tag.list({ projectId: project.id })).find(({ name }) => name === 'first')?.key).toBe(
    's',
  );
});

test('each cause is told once, with its lines', async () => {
  const { problems } = await tryOut('tag,parent\na,nobody\nb,nobody\na,\nA,\nc,d\nd,c\n');
  expect(problems).toMatchObject([
    {
      line: 2,
      column: 'parent',
      code: 'tag_parent_not_valid',
      lines: [2, 3],
      count: 2,
      details: { name: 'nobody' },
    },
    { column: 'tag', code: 'value_twice', lines: [4, 5], count: 2 },
    { column: 'parent', code: 'tag_parent_not_valid', details: { name: 'c' } },
    { column: 'parent', code: 'tag_parent_not_valid', details: { name: 'd' } },
  ]);
});

test('codes and titles, and numbers that make the tree', async () => {
  await give('Code,Label\n1,Macroeconomics\n101,General\n2,Civil Rights\n201,General\n');
  expect(await paths()).toEqual([
    '1 Macroeconomics',
    '1 Macroeconomics > 101 General',
    '2 Civil Rights',
    '2 Civil Rights > 201 General',
  ]);
  // Left out when somebody says so: then nothing tells the two apart.
  const without = await tryOut('Code,Label\n101,General\n201,General\n', { columns: [null, 'tag'] });
  expect(without.problems).toMatchObject([{ code: 'value_twice', lines: [3] }]);
});

test('a parent that is there twice is asked for, and found by its path', async () => {
  const [one, other] = [await create('Economy'), await create('Health')];
  for (const parentId of [one, other]) await create('care', { parentId });
  expect((await tryOut('tag,parent\nhome,care\n')).problems).toMatchObject([
    { line: 2, column: 'parent', code: 'tag_parent_twice', details: { name: 'care' } },
  ]);
  await give('tag,parent\nhome,Health > care\n');
  expect(await paths()).toContain('Health > care > home');
});

test('a file is read in the encoding that it has, or that somebody says', async () => {
  const csv = 'naam;omschrijving\r\nbeïnvloeding;é\r\n';
  const utf16 = Buffer.from(`\uFEFF${csv}`, 'utf16le').toString('base64');
  const read = await give('', { csv: undefined, file: utf16 });
  expect(read).toMatchObject({ encoding: 'utf-16le', problems: [] });
  const mac = Buffer.from(csv.replaceAll('ï', '\u0095').replaceAll('é', '\u008E'), 'latin1').toString(
    'base64',
  );
  const again = await give('', { csv: undefined, file: mac, encoding: 'macintosh' });
  expect(again.rows).toMatchObject([{ name: 'beïnvloeding', outcome: 'same' }]);
  expect(await refusalIn(give('', { csv: undefined }))).toBe('input_not_valid');
  const zip = Buffer.from('PK\u0003\u0004 an .xlsx').toString('base64');
  expect(await refusalIn(tryOut('', { csv: undefined, file: zip }))).toBe('file_is_binary');
  expect(await refusalIn(tryOut(`tag\n${'x\n'.repeat(2_001)}`))).toBe('over_limit');
});
