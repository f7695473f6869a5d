import { randomUUIDv7 } from 'node:crypto';
import type { countTableInput } from '@koersvast/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { buildCoded } from '../agreement/testing/coded.ts';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let coded: Awaited<ReturnType<typeof buildCoded>>;

/*
 * Three coders and four letters of 100 characters in a blind round. Anna and Bert finish the first three, of which the
 * third holds nothing for them; Carla has begun the first, and has finished none. The last is given to nobody.
 */
beforeAll(async () => {
  api = await openTestApi();
  coded = await buildCoded(api, { lengths: [100, 100, 100, 100], coders: 3, tags: 3 });
  const { documents, members, assign, code, done } = coded;
  const [first, second, third, last] = documents;
  const [anna, bert, carla] = members;
  if (!first || !second || !third || !last || !anna || !bert || !carla) throw new Error('not built');
  for (const document of [first, second, third])
    for (const member of [anna, bert]) await assign(member, document);
  await assign(carla, first);
  await code(first, [
    [0, 10, 20, 0],
    [1, 10, 20, 0],
    [0, 40, 60, 1],
    [2, 0, 99, 2],
  ]);
  await code(second, [
    [0, 10, 30, 0],
    [1, 50, 70, 1],
  ]);
  for (const document of [first, second, third]) await done(document, [anna, bert]);
  const dates = ['2014-03-01', '2016', '2014-05', '2015'];
  for (const [at, { id: documentId }] of documents.entries())
    await coded.owner.document.edit({
      ...{ opId: randomUUIDv7(), projectId: coded.project.id, documentId, version: 1 },
      change: { date: dates[at] ?? null, author: at === 1 ? null : 'Minister' },
    });
});
afterAll(() => api.close());

type Asked = z.input<typeof countTableInput>;
const table = (by: Asked['by'], more: Partial<Asked> = {}, as = coded.owner) =>
  as.count.table({ projectId: coded.project.id, by, ...more });
type Answer = Awaited<ReturnType<typeof table>>;
const columnsOf = ({ columns }: Answer) =>
  columns.map(({ key, base, waiting }) => [key, base.works, waiting]);
const spansIn = (answer: Answer) => answer.rows.map(({ total }) => total.spans);
const spansOf = ({ rows }: Answer) => rows.map(({ spans }) => spans);

test('years without finished work are gaps, and what is finished without a tag is nought', async () => {
  const found = await table({ kind: 'time', period: 'year' }, { words: true });
  expect(columnsOf(found)).toEqual([
    ['2014', 4, 0],
    ['2015', 0, 1],
    ['2016', 2, 0],
  ]);
  expect(spansOf(found)).toEqual([
    [2, 0, 1],
    [1, 0, 1],
    [0, 0, 0],
  ]);
  expect(found.rows[0]).toMatchObject({
    documents: [1, 0, 1],
    characters: [20, 0, 20],
    total: { spans: 3, documents: 2, characters: 40 },
  });
  expect(found.basis).toMatchObject({ works: 6, documents: 3, characters: 600, waiting: 1, blind: 0 });
  expect(found.basis.words).toBeGreaterThan(0);
  const months = await table({ kind: 'time', period: 'month' });
  expect(months.columns.map(({ key }) => key)).toEqual(['2014-03', '2014-04', '2014-05']);
  expect(months.undated).toBe(2);
});

test('values of a field, coders, rounds, lengths and paragraphs', async () => {
  const authors = await table({ kind: 'field', column: 'author' });
  expect(authors.columns.map(({ kind, values, condition }) => [kind, values, condition])).toEqual([
    ['value', ['Minister'], ['author', 'one_of', 'Minister']],
    ['none', [], ['author', 'empty']],
  ]);
  expect(spansOf(authors)).toEqual([
    [2, 1],
    [1, 1],
    [0, 0],
  ]);
  const coders = await table({ kind: 'coder' });
  expect(coders.columns.map(({ key }) => key).sort()).toEqual(
    coded.members
      .slice(0, 2)
      .map(({ id }) => id)
      .sort(),
  );
  expect(coders.rows[0]?.spans.toSorted()).toEqual([1, 2]);
  expect(coders.rows[0]?.lengths).toContainEqual([10, 10, 20]);
  expect(spansOf(await table({ kind: 'round' }))).toEqual([
    [0, 3],
    [0, 2],
    [0, 0],
  ]);
  const lengths = await table({ kind: 'length' });
  expect(lengths.rows[0]?.spans).toEqual([0, 2, 1, 0, 0, 0, 0, 0, 0]);
  const documentId = coded.documents[0]?.id ?? '';
  const paragraphs = await table({ kind: 'paragraph', documentId }, { words: true });
  expect(paragraphs.basis).toMatchObject({ documents: 1, works: 2 });
  expect(paragraphs.rows[0]?.total).toEqual({ spans: 2, documents: 1, characters: 20 });
  expect(await refusalIn(table({ kind: 'paragraph', documentId: randomUUIDv7() }))).toBe('not_found');
});

test('a selection narrows it, and unfinished work counts where that is asked for', async () => {
  const [anna] = coded.members;
  const selected = (selection: Asked['selection']) => table({ kind: 'round' }, { selection });
  expect(spansIn(await selected({ coderIds: [anna?.id ?? ''] }))).toEqual([2, 1, 0]);
  expect(spansIn(await selected({ tagIds: [coded.tagIds[1] ?? ''] }))).toEqual([2]);
  const conditions = [['date', 'range', '2016', '2016']];
  const of2016 = await selected({ documents: { kind: 'filter', conditions } });
  expect(of2016.basis).toMatchObject({ documents: 1, works: 2, waiting: 0 });
  expect(spansIn(await selected({ unfinished: true }))).toEqual([3, 2, 1]);
  expect((await selected({ layers: 'first-pass' })).basis).toMatchObject({ works: 0, waiting: 4 });
  expect((await selected({ layers: 'final' })).basis).toMatchObject({ works: 0, waiting: 4 });
  expect(await refusalIn(selected({ roundId: randomUUIDv7() }))).toBe('not_found');
  expect(await refusalIn(selected({ tagIds: [randomUUIDv7()] }))).toBe('not_found');
});

test('tags that stand together, and where they stand', async () => {
  const { owner, project, tagIds } = coded;
  const asked = { projectId: project.id, selection: { unfinished: true } };
  const found = await owner.count.together({ ...asked, relation: 'document' });
  expect(found.tagIds).toEqual(tagIds);
  expect(found.parts).toBe(7);
  // The first two tags are together in Anna's first letter alone.
  expect(found.together).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 0]);
  expect(found.rows).toEqual([3, 2, 1]);
  expect(found.expected[1]).toBeCloseTo(6 / 7, 10);
  const overlap = await owner.count.together({ ...asked, relation: 'overlap' });
  expect(overlap.together).toEqual(new Array(9).fill(0));
  expect((await owner.count.together({ ...asked, relation: 'sentence' })).parts).toBeGreaterThan(0);
  const drawn = await owner.count.portrait({ ...asked, sort: 'added' });
  expect(drawn.total).toBe(4);
  const lengths = drawn.strips.map(({ parts }) => parts?.length ?? -1);
  expect(lengths.toSorted()).toEqual([-1, 0, 0, 1, 1, 1, 1, 2]);
  const first = drawn.strips.find(({ parts }) => parts?.length === 2);
  expect(first?.parts).toEqual([
    [0, 40, 80, 1, 11, 21],
    [1, 160, 240, 1, 41, 61],
  ]);
  const page = await owner.count.portrait({ ...asked, from: 3, most: 1 });
  expect(page.strips.map(({ date }) => date)).toEqual(['2016', '2016']);
});

test('of what is coded blind it is own work alone, and it is said of how many letters', async () => {
  const [anna, bert, carla] = coded.members.map(({ personId }) => api.as(personId));
  if (!anna || !bert || !carla) throw new Error('not built');
  const own = await table({ kind: 'coder' }, {}, anna);
  expect(own.columns.map(({ key }) => key)).toEqual([coded.members[0]?.id]);
  expect(spansIn(own)).toEqual([2, 1, 0]);
  expect(own.basis).toMatchObject({ works: 3, blind: 4, waiting: 1 });
  const begun = await table({ kind: 'round' }, { selection: { unfinished: true } }, carla);
  expect(spansIn(begun)).toEqual([0, 0, 1]);
  expect(begun.basis).toMatchObject({ works: 1, blind: 4, waiting: 3 });
  await coded.reveal();
  const revealed = await table({ kind: 'round' }, { selection: { layers: 'first-pass' } }, bert);
  expect(spansIn(revealed)).toEqual([3, 2, 0]);
  expect(revealed.basis.blind).toBe(0);
});
