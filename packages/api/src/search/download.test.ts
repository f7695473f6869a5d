import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import { searchFileQuery } from '@koersvast/contracts';
import { buildDocument, buildProject, type TestProject } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { openSearch } from './download.ts';

let api: TestApi;
let project: TestProject;
const text = `😀 ${'druk '.repeat(2_000)}`;
let documentIds: string[];
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  documentIds = [];
  for (let at = 0; at < 30; at += 1)
    documentIds.push((await buildDocument(api.db, project, { text, date: '2019' })).id);
});
afterAll(() => api.close());

const open = (query: object) =>
  openSearch(
    { db: api.db, work: workHere, signal: undefined },
    { projectId: project.id, personId: project.owner.personId, query: searchFileQuery.parse(query) },
  );

test('sixty thousand hits come in portions, each at its place in both units', async () => {
  const chunks: Buffer[] = [];
  for await (const chunk of (await open({ query: 'druk' })).chunks) chunks.push(chunk);
  expect(chunks.length).toBeGreaterThan(3);
  for (const chunk of chunks) expect(chunk.length).toBeLessThan(10_000_000);
  const [header, ...rows] = readCsv(Buffer.concat(chunks).toString('utf8'), 'data');
  expect(rows).toHaveLength(60_000);
  const column = (name: string) => header?.fields.indexOf(name) ?? -1;
  const [start, wide, hit] = [column('start'), column('start_utf16'), column('hit')];
  const last = rows.at(-1)?.fields ?? [];
  expect([last[start], last[wide], last[hit]]).toEqual(['9997', '9998', 'druk']);
});

test('a kept search is written as it is kept, without what was put aside', async () => {
  const caller = api.as(project.owner.personId);
  const id = randomUUIDv7();
  const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
  await caller.search.save({ ...place(), id, name: '=Druk', query: '"druk druk"', piece: 'paragraph' });
  const documentId = documentIds[0] ?? '';
  const rowsOf = async (query: object) => {
    let written = '';
    for await (const chunk of (await open(query)).chunks) written += chunk.toString('utf8');
    const [header, ...rows] = readCsv(written, 'data');
    return rows.map((row) =>
      Object.fromEntries((header?.fields ?? []).map((name, at) => [name, row.fields[at]])),
    );
  };
  const rows = await rowsOf({ search: id });
  expect(rows).toHaveLength(30);
  // All of it, however long.
  expect(rows[0]).toMatchObject({
    search: '=Druk',
    query: '"druk druk"',
    piece: 'paragraph',
    hit: text.trim(),
  });
  const both = await rowsOf({ query: '/^😀/ FOLLOWED/0 druk', piece: 'either' });
  expect(both).toHaveLength(60);
  expect(both.slice(0, 2)).toMatchObject([
    { hit: '😀', piece: 'either', start: '0', end: '1' },
    { hit: 'druk', piece: 'either', start: '2', end: '6' },
  ]);
  await caller.search.putAside({ ...place(), searchId: id, hits: [{ documentId, start: 3, end: 12 }] });
  expect(await rowsOf({ search: id, piece: 'hit', aside: 'only' })).toHaveLength(1);
});
