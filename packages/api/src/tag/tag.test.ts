import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import { tagPaths } from '@koersvast/core/codebook';
import { outsideTransaction, sql } from '@koersvast/db';
import { buildDocument, buildProject, sampleText, type TestProject } from '@koersvast/db/testing';
import { codebookTable, writeTable } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestApi, refusalFrom, refusalIn, type TestApi } from '../testing/study.ts';

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
async function create(name: string, over: object = {}) {
  const id = randomUUIDv7();
  const { changes } = await owner().tag.create({
    opId: opId(),
    projectId: project.id,
    tag: { ...emptyTagContent, id, name, ...over },
  });
  const made = changes.find((change) => change.noun === 'tag')?.after;
  if (made == null || !('appearance' in made)) throw new Error('no tag was made');
  return made;
}
const edit = (tagId: string, version: number, change: object) =>
  owner().tag.edit({ opId: opId(), projectId: project.id, tagId, version, change });
const list = () => owner().tag.list({ projectId: project.id });
const codebookVersions = () =>
  outsideTransaction(api.db).rows(
    z.object({ version: z.number(), tags: z.array(z.object({ name: z.string() })) }),
    sql`SELECT version, tags FROM codebook_version WHERE project_id = ${project.id}::uuid ORDER BY version`,
  );

describe('a tag', () => {
  test('gets the first free key of its name and the first free appearance', async () => {
    expect(await create('pressure')).toMatchObject({ key: 'p', appearance: 0, position: 0, version: 1 });
    expect(await create('sanctions', { key: 's' })).toMatchObject({ key: 's', appearance: 1, position: 1 });
    expect(await create('pipelines')).toMatchObject({ appearance: 2 });
  });

  test('of many made at once each gets its own', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, (_, index) => create(`zwaar ${index}`)));
    expect(new Set(made.map((tag) => tag.appearance)).size).toBe(6);
    expect(new Set(made.map((tag) => tag.position)).size).toBe(6);
    expect((await codebookVersions()).at(-1)?.version).toBe(6);
  });

  test.each([
    ['a name in use', { name: 'PRESSURE' }, 'tag_name_taken'],
    ['a key in use', { name: 'other', key: 'p' }, 'tag_key_taken'],
    ['the key of a command', { name: 'other', key: 'j' }, 'tag_key_reserved'],
    ['an appearance in use', { name: 'other', appearance: 0 }, 'tag_appearance_taken'],
    ['a parent that is nowhere', { name: 'other', parentId: randomUUIDv7() }, 'tag_parent_not_valid'],
    ['an operator for a name', { name: { startsWith: 'p' } }, 'input_not_valid'],
    ['a name with NUL', { name: 'a\u0000' }, 'input_not_valid'],
    ['a definition with a lone surrogate', { name: 'other', definition: '\uD83D' }, 'input_not_valid'],
    ['a version of its own', { name: 'other', version: 9 }, 'input_not_valid'],
  ])('does not have %s', async (_name, over, code) => {
    await create('pressure', { key: 'p', appearance: 0 });
    const { name = 'other', ...rest } = over as { name?: string };
    expect(await refusalIn(create(name as string, rest))).toBe(code);
    expect(await codebookVersions()).toHaveLength(1);
  });

  test('has a key of two letters that no other key begins, also after an undo', async () => {
    const tag = await create('pressure', { key: 'p' });
    expect(await refusalIn(create('peace', { key: 'pe' }))).toBe('tag_key_taken');
    const archiving = opId();
    await owner().tag.edit({
      opId: archiving,
      projectId: project.id,
      tagId: tag.id,
      version: 1,
      change: { archived: true },
    });
    expect(await create('peace', { key: 'pe', appearance: 3 })).toMatchObject({ key: 'pe' });
    const undo = owner().operation.undo({ opId: opId(), projectId: project.id, target: archiving });
    expect(await refusalIn(undo)).toBe('tag_key_taken');
    await edit(tag.id, 2, { archived: false });
    expect((await list()).find(({ id }) => id === tag.id)).toMatchObject({ key: null, appearance: 0 });
  });

  test('has examples that stand where they say', async () => {
    const document = await buildDocument(api.db, project);
    const start = sampleText.indexOf('druk op Rusland 🙂');
    const at = (from: number, to: number) => ({ documentId: document.id, start: from, end: to });
    const quote = 'druk op Rusland 🙂';
    const example = (source: object) => ({ examples: [{ quote, note: '', source }] });
    expect((await create('good', example(at(start, start + quote.length)))).examples).toHaveLength(1);
    expect(await refusalIn(create('moved', example(at(start + 1, start + 1 + quote.length))))).toBe(
      'quote_does_not_match',
    );
    expect(await refusalIn(create('cut', example(at(start, start + quote.length - 1))))).toBe(
      'span_splits_surrogate',
    );
    expect(await refusalIn(create('nowhere', example({ ...at(0, 4), documentId: randomUUIDv7() })))).toBe(
      'not_found',
    );
  });

  test('is edited in part, and each change is a version of the codebook', async () => {
    const tag = await create('pressure');
    await edit(tag.id, 1, { definition: 'Sanctions and the like.' });
    await edit(tag.id, 2, { name: 'druk', key: null, names: { en: 'pressure' } });
    expect((await edit(tag.id, 3, { name: 'druk' })).changes).toEqual([]);
    expect(await refusalIn(edit(tag.id, 1, { name: 'x' }))).toBe('version_conflict');
    expect(await refusalIn(edit(tag.id, 3, {}))).toBe('input_not_valid');
    expect(await list()).toMatchObject([
      {
        name: 'druk',
        key: null,
        names: { en: 'pressure' },
        definition: 'Sanctions and the like.',
        version: 3,
      },
    ]);
    expect((await codebookVersions()).map(({ version, tags }) => [version, tags[0]?.name])).toEqual([
      [1, 'pressure'],
      [2, 'pressure'],
      [3, 'druk'],
    ]);
    const { project: row } = await owner().project.get({ projectId: project.id });
    expect(row.codebookVersion).toBe(3);
  });

  test('goes to the archive and comes back with what is still free', async () => {
    const tag = await create('pressure', { key: 'p', appearance: 0 });
    await edit(tag.id, 1, { archived: true });
    expect((await list())[0]?.archivedAt).not.toBeNull();
    await create('peace', { key: 'p', appearance: 0 });
    await edit(tag.id, 2, { archived: false });
    expect((await list()).find((each) => each.id === tag.id)).toMatchObject({
      archivedAt: null,
      key: null,
      appearance: 1,
    });
    const other = await create('pressure 2');
    await edit(other.id, 1, { archived: true });
    await edit(tag.id, 3, { name: 'Pressure 2' });
    expect(await refusalIn(edit(other.id, 2, { archived: false }))).toBe('tag_name_taken');
  });

  test('never stands under itself', async () => {
    const top = await create('stance');
    const below = await create('pressure', { parentId: top.id });
    expect(below.parentId).toBe(top.id);
    expect(await refusalIn(edit(top.id, 1, { parentId: below.id }))).toBe('tag_parent_not_valid');
  });
});

test('an order names every living tag once', async () => {
  const [a, b, c] = [await create('a'), await create('b'), await create('c')];
  const order = (tagIds: string[]) => owner().tag.order({ opId: opId(), projectId: project.id, tagIds });
  const { changes } = await order([c.id, a.id, b.id]);
  expect(changes.filter((change) => change.noun === 'tag')).toHaveLength(3);
  expect((await list()).map((tag) => tag.name)).toEqual(['c', 'a', 'b']);
  expect(await refusalIn(order([a.id, b.id]))).toBe('tag_order_not_valid');
  expect((await order([c.id, a.id, b.id])).changes).toEqual([]);
});

describe('a codebook from a file', () => {
  const give = (csv: string, dryRun = false) =>
    owner().tag.importCodebook({ opId: opId(), projectId: project.id, csv, dryRun });

  test('is first only tried, then read in as one step', async () => {
    await create('pressure', { key: 'p' });
    const csv = 'tag;definition;key\r\nPressure;Sanctions;p\r\ncooperation;Talks;c\r\n';
    const keyless = await give(csv, true);
    expect(keyless.problems).toEqual([]);
    expect(keyless.keys).toMatchObject([
      { line: 3, column: 'key', code: 'tag_key_reserved', details: { key: 'c' } },
    ]);
    const good = csv.replace(';c\r', ';s\r');
    const tried = await give(good, true);
    expect(tried).toMatchObject({
      problems: [],
      keys: [],
      ignoredColumns: [],
      columns: [
        { header: 'tag', role: 'tag' },
        { header: 'definition', role: 'definition' },
        { header: 'key', role: 'key' },
      ],
      rows: [
        { line: 2, name: 'Pressure', outcome: 'changed' },
        { line: 3, name: 'cooperation', outcome: 'added' },
      ],
    });
    expect(await list()).toHaveLength(1);
    expect(await give(good)).toEqual(tried);
    expect((await list()).map(({ name, definition, key }) => [name, definition, key])).toEqual([
      ['Pressure', 'Sanctions', 'p'],
      ['cooperation', 'Talks', 's'],
    ]);
    expect((await codebookVersions()).map((each) => each.version)).toEqual([1, 2]);
    expect((await give(good)).rows.map((row) => row.outcome)).toEqual(['same', 'same']);
    expect(await codebookVersions()).toHaveLength(2);
  });

  test('is refused as a whole for one bad row, with its line', async () => {
    const refusal = await refusalFrom(give('tag,archived\ngood,\nbad,perhaps\nbad,\n'));
    expect(refusal).toMatchObject({
      code: 'codebook_file_not_valid',
      details: { line: 3, column: 'archived' },
    });
    expect(await list()).toEqual([]);
  });

  test.each([
    ['no CSV', 'tag,"x', 'not_csv'],
    ['no column for names', 'colour\nred', 'column_missing'],
    ['a name twice', 'tag\na\nA', 'value_twice'],
    ['a name that is too long', `tag\n${'x'.repeat(81)}`, 'value_too_long'],
    ['a forbidden character', 'tag,definition\na,b\u0000c', 'value_not_valid'],
    ['a parent that is nowhere', 'tag,parent\na,nobody', 'tag_parent_not_valid'],
    ['tags under each other in a circle', 'tag,parent\na,b\nb,a', 'tag_parent_not_valid'],
    ['an appearance twice', 'tag,appearance\na,3\nb,3', 'tag_appearance_taken'],
  ])('with %s is told what is wrong', async (_name, csv, code) => {
    const { problems } = await give(csv, true);
    expect(problems[0]?.code).toBe(code);
    expect(await refusalIn(give(csv))).toBe('codebook_file_not_valid');
  });

  test('has quotations that stand where they say', async () => {
    const document = await buildDocument(api.db, project);
    const start = sampleText.indexOf('druk op Rusland');
    const at = (from: number) =>
      `druk op Rusland | why | ${document.id}:${from}-${from + 'druk op Rusland'.length}`;
    const csv = (from: number) => `tag,counter_examples\npressure,${at(from)}\n`;
    const { problems } = await give(csv(start + 1), true);
    expect(problems).toMatchObject([{ line: 2, column: 'counter_examples', code: 'quote_does_not_match' }]);
    expect(await refusalIn(give(csv(start + 1)))).toBe('codebook_file_not_valid');
    expect(await list()).toEqual([]);
    await give(csv(start));
    expect((await list())[0]?.counterExamples).toMatchObject([{ note: 'why', source: { start } }]);
  });

  test('moves keys and appearances from one tag to another, and puts parents first', async () => {
    const one = await create('one', { key: 'o', appearance: 0 });
    const two = await create('two', { key: 't', appearance: 1 });
    const { problems } = await give(
      `tag_id,tag,key,appearance,parent\n${one.id},two,t,2,above\n${two.id},one,o,1,\n,above,v,3,top\n,top,w,4,\n`,
    );
    expect(problems).toEqual([]);
    const tags = await list();
    const named = (name: string) => tags.find((tag) => tag.name === name);
    expect(named('two')).toMatchObject({ id: one.id, key: 't', appearance: 1, version: 2 });
    expect(named('one')).toMatchObject({ id: two.id, key: 'o', appearance: 0, version: 2 });
    expect(named('two')?.parentId).toBe(named('above')?.id);
    expect(named('above')?.parentId).toBe(named('top')?.id);
  });

  test('may have more tags than look different, each with a key and a place of its own', async () => {
    const rows = Array.from({ length: 70 }, (_, at) => `tag ${at},${at < 10 ? '' : `tag ${at % 10}`}`);
    expect((await give(`tag,parent\n${rows.join('\n')}\n`)).problems).toEqual([]);
    const tags = await list();
    expect(new Set(tags.map(({ key }) => key ?? '')).size).toBe(70);
    expect(new Set(tags.map(({ appearance }) => appearance)).size).toBe(70);
    expect(tags.filter(({ appearance }) => appearance >= 60)).toHaveLength(10);
    expect(tags.filter(({ key }) => key?.length === 2)).toHaveLength(58);
  });

  test.each(['data', 'excel-nl'] as const)(
    'comes back as it went out as %s, into another project',
    async (preset) => {
      await create('=stance', { definition: '- a list\n- of two', names: { nl: "'houding" }, key: null });
      const top = (await list())[0];
      const below = await create('pressure', {
        parentId: top?.id,
        key: 'p',
        examples: [{ quote: 'a | b', note: ' "x"; ', source: null }],
      });
      await edit(below.id, 1, { archived: true });
      const tags = await list();
      const rows = tags.map((tag) => ({
        ...tag,
        path: tagPaths(tags).get(tag.id) ?? '',
        parent: tags.find((each) => each.id === tag.parentId)?.name ?? null,
        archived: tag.archivedAt !== null,
      }));
      const csv = writeTable(preset, codebookTable, rows);
      expect((await give(csv)).rows.map((row) => row.outcome)).toEqual(['same', 'same']);
      project = await buildProject(api.db);
      expect((await give(csv)).rows.map((row) => row.outcome)).toEqual(['added', 'added']);
      const strip = ({
        id: _id,
        parentId: _parent,
        createdAt: _at,
        archivedAt,
        version: _version,
        ...rest
      }: (typeof tags)[number]) => ({
        ...rest,
        archived: archivedAt !== null,
      });
      expect((await list()).map(strip)).toEqual(tags.map(strip));
    },
  );
});
