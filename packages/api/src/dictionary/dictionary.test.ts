import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import type { DictionaryEntry } from '@koersvast/contracts';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildProject,
  buildRound,
  type TestMember,
  type TestProject,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopWatched, watchable } from '../agreement/progress.ts';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { reportOn } from './report.ts';

let api: TestApi;
let project: TestProject;
let coder: TestMember;
let colleague: TestMember;
let viewer: TestMember;
let ids: string[];

/* An astral character stands before the hits of the second. */
const letters = [
  'Over sancties. De EU-sancties tegen Rusland werken.',
  '😀 Samen werken met Rusland, zonder sancties.',
  'Niets van dien aard.',
];
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  ids = [];
  for (const text of letters) ids.push((await buildDocument(api.db, project, { text })).id);
  [coder, colleague, viewer] = await Promise.all([
    buildMember(api.db, project, { role: 'coder' }),
    buildMember(api.db, project, { role: 'coder' }),
    buildMember(api.db, project, { role: 'viewer' }),
  ]);
});
afterAll(() => api.close());

const as = ({ personId }: { personId: string } = project.owner) => api.as(personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
const entries: DictionaryEntry[] = [
  { concept: 'druk', pattern: 'sancties' },
  { concept: 'druk', pattern: 'EU-sancties OR sancties' },
  { concept: 'Rusland', pattern: '"tegen Rusland"' },
  { concept: 'Rusland', pattern: 'Rusland' },
  { concept: 'samen', pattern: 'samen FOLLOWED/3 Rusland' },
  { concept: 'samen', pattern: 'vrede' },
  { concept: 'samen', pattern: '(open' },
];
const save = async (who: TestMember, over: { shared?: boolean; entries?: DictionaryEntry[] } = {}) => {
  const id = randomUUIDv7();
  const done = await as(who).dictionary.save({ ...place(), id, name: 'Houding', entries, ...over });
  return { id, ...done };
};
const listed = (who: { personId: string }) => as(who).dictionary.list({ projectId: project.id });
const idsOf = async (who: { personId: string }) => (await listed(who)).map(({ id }) => id);
const report = (who: { personId: string }, dictionaryId: string) =>
  as(who).dictionary.report({ projectId: project.id, dictionaryId });

describe('a file', () => {
  const read = (bytes: Buffer | string) =>
    as(coder).dictionary.read({
      projectId: project.id,
      file: Buffer.from(bytes).toString('base64'),
    });

  test.each([
    ['comma, UTF-8, named the other way round', 'pattern,concept\nÉén*,eén\n"a, b",c\n'],
    ['semicolon with a byte order mark, in Dutch', '\uFEFFbegrip;patroon\r\neén;Één*\r\nc;a, b\r\n'],
    ['tab, without names', 'eén\tÉén*\nc\ta, b\n'],
    ['windows-1252', Buffer.from('concept;pattern\ne\u00e9n;\u00c9\u00e9n*\nc;a, b\n', 'latin1')],
  ])('is read: %s', async (_, bytes) => {
    const { entries: found, faults } = await read(bytes);
    expect(faults).toEqual([]);
    expect(found.map(({ concept, pattern }) => [concept, pattern])).toEqual([
      ['eén', 'Één*'],
      ['c', 'a, b'],
    ]);
  });

  test('tells of each line that cannot be used its number, why, and where', async () => {
    const {
      entries: found,
      faults,
      leftOut,
    } = await read(
      [
        'concept,pattern',
        'druk,druk AND (rusland',
        ',x',
        'druk,',
        'druk,sanct*',
        '',
        'druk,sanct*',
        'druk,/(a/',
      ].join('\n'),
    );
    expect(found).toEqual([{ line: 5, concept: 'druk', pattern: 'sanct*' }]);
    expect(leftOut).toBe(5);
    expect(faults.map(({ line, error }) => [line, error])).toEqual([
      [2, { code: 'bracket_not_closed', start: 9, end: 10 }],
      [3, { code: 'no_concept' }],
      [4, { code: 'no_pattern' }],
      [7, { code: 'twice' }],
      [8, expect.objectContaining({ start: expect.any(Number) })],
    ]);
  });

  test('says where a comma without quotation marks divides a pattern, what was meant, and what is not used', async () => {
    const cut = await read('concept,pattern\ndruk,sanctie*\ndruk,/a{2,3}/\ndruk,"a, b"\ndruk,(a,b\n');
    expect(cut.entries.map(({ pattern }) => pattern)).toEqual(['sanctie*', 'a, b']);
    expect(cut.faults).toEqual([
      {
        line: 3,
        concept: 'druk',
        pattern: '/a{2,3}/',
        error: { code: 'comma', start: 4, end: 5, usable: true },
      },
      {
        line: 5,
        concept: 'druk',
        pattern: '(a,b',
        error: { code: 'comma', start: 2, end: 3, usable: false },
      },
    ]);
    expect(cut.unused).toEqual([]);
    const named = await read('concept,pattern,note\ndruk,sanctie*,of Els\ndruk,boycot,\n');
    expect(named).toMatchObject({ faults: [], unused: ['note'] });
    const unnamed = await read('druk,sanctie*,Els\ndruk,boycot,Jan\n');
    expect(unnamed).toMatchObject({ faults: [], unused: ['3'] });
    expect(unnamed.entries.map(({ pattern }) => pattern)).toEqual(['sanctie*', 'boycot']);
    const turned = await read('pattern,concept\n/a{2,3}/,druk\n');
    expect(turned.faults).toMatchObject([{ concept: 'druk', pattern: '/a{2,3}/', error: { start: 4 } }]);
  });

  test('with a quote that is never closed says in which line, and one that is no table says so', async () => {
    expect(await read('druk,"sanct*\nnog,een\n')).toMatchObject({
      entries: [],
      faults: [{ line: 1, error: { code: 'quote' } }],
    });
    expect(await refusalIn(read(Buffer.from('%PDF-1.7 x')))).toBe('file_is_binary');
    const many = Array.from({ length: 1_002 }, (_, nth) => `c,w${nth}`).join('\n');
    expect(await refusalIn(read(many))).toBe('over_limit');
  });
});

describe('a report', () => {
  test('counts hits and documents of patterns and concepts as Find does, and tells what finds nothing', async () => {
    const { id } = await save(coder);
    const told = await report(coder, id);
    expect(told.concepts).toMatchObject([
      { concept: 'druk', patterns: 2, hits: 4, documents: 2 },
      { concept: 'Rusland', patterns: 2, hits: 3, documents: 2 },
      { concept: 'samen', patterns: 3, hits: 1, documents: 1 },
    ]);
    expect(told.patterns.map(({ hits, documents }) => [hits, documents])).toEqual([
      [3, 2],
      [4, 2],
      [1, 1],
      [2, 2],
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
    expect(told.patterns.at(-1)?.error).toMatchObject({ code: 'bracket_not_closed' });
    expect(told).toMatchObject({ version: 1, basis: { documents: 3 }, total: { hits: 8, documents: 2 } });
    expect(told.without).toEqual({
      documents: 1,
      first: [{ documentId: ids[2], title: expect.any(String) }],
    });
    // Each number leads to what it counts.
    const questions = [
      ...told.concepts,
      ...told.patterns
        .filter(({ error }) => error === null)
        .map((each) => ({ ...each, query: each.pattern })),
    ];
    for (const { query, hits, documents } of questions) {
      const found = await as(coder).search.find({ projectId: project.id, query: query ?? '' });
      expect([query, found]).toMatchObject([query, { total: { hits, documents } }]);
    }
  });

  test('has no single question where that would be longer than one may be', async () => {
    const many = Array.from({ length: 300 }, (_, nth) => ({ concept: 'veel', pattern: `woord${nth}` }));
    const { id } = await save(coder, { entries: [...many, { concept: 'een', pattern: 'sancties' }] });
    const { concepts } = await report(coder, id);
    expect(concepts.map(({ query }) => query)).toEqual([null, 'sancties']);
  });

  test('tells which concepts share words, with the places', async () => {
    const { id } = await save(coder);
    const { overlaps } = await report(coder, id);
    const text = letters[1] ?? '';
    const start = text.indexOf('Rusland');
    expect(overlaps).toEqual([
      {
        concepts: [1, 2],
        passages: 1,
        documents: 1,
        first: [{ documentId: ids[1], title: expect.any(String), start, end: start + 'Rusland'.length }],
      },
    ]);
  });

  test('tells what it has where it is stopped, and of how many documents that is', async () => {
    const long = await buildProject(api.db);
    // Each as long as what is searched in one go.
    for (let nth = 0; nth < 4; nth += 1)
      await buildDocument(api.db, long, { text: 'sancties '.repeat(60_000) });
    const id = randomUUIDv7();
    const { personId } = long.owner;
    const made = { opId: randomUUIDv7(), projectId: long.id };
    await api.as(personId).dictionary.save({ ...made, id, name: 'Houding', entries });
    const watch = randomUUIDv7();
    const watching = watchable(personId, watch);
    const reported = reportOn(
      { db: api.db, access: { projectId: long.id, personId } },
      { projectId: long.id, dictionaryId: id, documents: { kind: 'all' }, watch },
      {
        ...{ ...watching, work: workHere, personId, signal: undefined },
        // In the middle of it somebody presses stop; a colleague who knows the name stops nothing.
        told: (done, of) => {
          watching.told(done, of);
          if (done !== 1) return;
          expect(stopWatched(coder.personId, watch)).toBe(false);
          expect(stopWatched(personId, watch)).toBe(true);
        },
      },
    );
    expect(await reported).toMatchObject({
      ...{ basis: { documents: 4 }, stoppedAfter: 2, total: { hits: 120_000, documents: 2 } },
      without: { documents: 0 },
    });
    watching.ended();
    expect([watching.isStopped(), stopWatched(personId, watch)]).toEqual([false, false]);
    expect(await api.as(personId).dictionary.report({ projectId: long.id, dictionaryId: id })).toMatchObject({
      ...{ stoppedAfter: null, total: { documents: 4 } },
    });
  });

  test('leaves out what a round keeps its coders from searching', async () => {
    const { id } = await save(coder);
    const round = await buildRound(api.db, project, { blind: true, number: 7, searching: false });
    const [, second] = ids;
    await buildAssignment(api.db, project, { round, document: { id: second ?? '' }, member: coder });
    expect(await report(coder, id)).toMatchObject({
      basis: { documents: 2, leftOut: { switchedOff: 1 } },
      total: { documents: 1 },
    });
  });
});

describe('whose a dictionary is', () => {
  test('its maker’s alone until it is shared, and then again', async () => {
    const { id } = await save(coder);
    expect(await idsOf(coder)).toContain(id);
    for (const other of [colleague, project.owner]) {
      expect(await idsOf(other)).not.toContain(id);
      expect(await refusalIn(report(other, id))).toBe('not_found');
      const edit = { ...place(), dictionaryId: id, version: 7, change: { name: 'Anders' } };
      expect(await refusalIn(as(other).dictionary.edit(edit))).toBe('not_found');
    }
    await as(coder).dictionary.edit({ ...place(), dictionaryId: id, version: 1, change: { shared: true } });
    expect(await idsOf(viewer)).toContain(id);
    expect((await report(viewer, id)).basis.documents).toBe(3);
    const rename = { dictionaryId: id, version: 2, change: { name: 'Toon' } };
    expect(await refusalIn(as(colleague).dictionary.edit({ ...place(), ...rename }))).toBe('not_allowed');
    await as().dictionary.edit({ ...place(), ...rename });
    await as(coder).dictionary.edit({ ...place(), dictionaryId: id, version: 3, change: { shared: false } });
    expect(await idsOf(colleague)).not.toContain(id);
    expect(await refusalIn(save(viewer))).toBe('not_allowed');
  });

  test('it is read anew, removed and brought back by undo', async () => {
    const { id } = await save(coder);
    const own = async () => (await listed(coder)).find((each) => each.id === id);
    const fresh = [{ concept: 'nieuw', pattern: 'vrede' }];
    const done = await as(coder).dictionary.edit({
      ...{ ...place(), dictionaryId: id, version: 1 },
      change: { entries: fresh },
    });
    expect((await own())?.entries).toEqual(fresh);
    await as(coder).operation.undo({ ...place(), target: done.opId });
    expect((await own())?.entries).toEqual(entries);
    const stale = { ...place(), dictionaryId: id, version: 1, change: { entries: fresh } };
    expect(await refusalIn(as(coder).dictionary.edit(stale))).toBe('version_conflict');
    const removed = await as(coder).dictionary.remove({ ...place(), dictionaryId: id, version: 3 });
    expect(await own()).toBe(undefined);
    await as(coder).operation.undo({ ...place(), target: removed.opId });
    expect(await own()).toMatchObject({ name: 'Houding', removedAt: null });
  });
});
