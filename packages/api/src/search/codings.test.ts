import { randomUUIDv7 } from 'node:crypto';
import { type SearchPiece, searchFileQuery } from '@koersvast/contracts';
import { buildAssignment, buildDocument, buildRound, buildTag, type TestMember } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildStudy, openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { openSearch } from './download.ts';

let api: TestApi;
let study: Awaited<ReturnType<typeof buildStudy>>;
const text = 'De minister zet Rusland onder druk. Samenwerking is nodig. Meer druk op Rusland helpt.';
let blindDocument: string;

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db, { text });
  const { project, coder, colleague, pressure, cooperation, place } = study;
  const below = await buildTag(api.db, project, {
    name: 'sancties',
    parentId: pressure.id,
    key: null,
    appearance: 2,
  });
  const code = (who: TestMember, words: string, over: object, at = place) => {
    const { annotation, ...rest } = study.coding(words);
    return api.as(who.personId).annotation.create({ ...rest, ...at, annotation: { ...annotation, ...over } });
  };
  await code(coder, 'zet Rusland onder druk', { tagId: pressure.id, certainty: 2, memo: 'Dríngend' });
  await code(coder, 'Samenwerking is nodig', { tagId: cooperation.id });
  await code(colleague, 'Meer druk', { tagId: below.id, certainty: 3 });
  blindDocument = (
    await buildDocument(api.db, project, { text, author: 'Koenders', date: '2015-02', title: 'Aan de Kamer' })
  ).id;
  const round = await buildRound(api.db, project, { blind: true, number: 2, documentIds: [blindDocument] });
  const blind = { projectId: project.id, documentId: blindDocument, roundId: round.id };
  for (const member of [coder, colleague]) {
    await buildAssignment(api.db, project, { round, document: { id: blindDocument }, member });
    await code(member, 'minister', { tagId: cooperation.id }, blind);
  }
  await code(colleague, 'helpt', { tagId: pressure.id }, blind);
});
afterAll(() => api.close());

const found = async (query: string, over: object) => {
  const answer = await api
    .as(study.project.owner.personId)
    .search.find({ projectId: study.project.id, query, limit: 200, ...over });
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer.error));
  return answer;
};
const find = async (query: string, who: TestMember = study.project.owner, over: object = {}) => {
  const found = await api.as(who.personId).search.find({ projectId: study.project.id, query, ...over });
  if (found.state !== 'ready') throw new Error(JSON.stringify(found.error));
  return { hits: found.lines.map(({ hit }) => hit), basis: found.basis, total: found.total };
};
const hits = async (...of: Parameters<typeof find>) => (await find(...of)).hits;

describe('codings', () => {
  test.each([
    ['tag:pressure', ['zet Rusland onder druk', 'Meer druk', 'helpt']],
    ['tag:=pressure', ['zet Rusland onder druk', 'helpt']],
    ['tag:"selective cooperation"', ['Samenwerking is nodig', 'minister']],
    ['certainty:<3', ['zet Rusland onder druk']],
    ['[tag:pressure certainty:>2]', ['Meer druk']],
    ['memo:dringend', ['zet Rusland onder druk']],
    ['memo:*', ['zet Rusland onder druk']],
    ['verdict:none round:1', ['zet Rusland onder druk', 'Samenwerking is nodig', 'Meer druk']],
    ['layer:final', []],
    ['rusland WITHIN tag:pressure', ['Rusland']],
    ['druk NOT WITHIN tag:sancties', ['druk', 'druk', 'druk']],
    ['tag:pressure BEFORE/5 tag:"selective cooperation"', ['zet Rusland onder druk']],
    ['author:koenders tag:pressure', ['helpt']],
    ['date:>=2015 minister', ['minister']],
    ['NOT author:koenders tag:pressure', ['zet Rusland onder druk', 'Meer druk']],
  ])('%s', async (query, expected) => {
    expect(await hits(query)).toEqual(expected);
  });

  test.each<[piece: SearchPiece, expected: string[]]>([
    ['common', ['Rusland']],
    ['either', ['zet Rusland onder druk', 'Rusland']],
    ['union', ['zet Rusland onder druk']],
    ['sentence', ['De minister zet Rusland onder druk.']],
  ])('of two that are related, %s', async (piece, expected) => {
    const query = 'tag:pressure CONTAINS rusland';
    const { project } = study;
    const asked = { projectId: project.id, query, documents: { kind: 'all' as const } };
    expect(await find(query, project.owner, { piece })).toMatchObject({
      ...{ hits: expected, total: { hits: expected.length, documents: 1 } },
    });
    const counts = await api.as(project.owner.personId).search.counts({ ...asked, by: 'year', piece });
    expect(counts).toMatchObject({ total: { hits: expected.length, documents: 1 } });
  });

  test.each(['title', 'date', 'tag'] as const)(
    'stand in a file as in a list that is sorted by %s',
    async (order) => {
      const { project } = study;
      const query = 'tag:"selective cooperation" OR tag:pressure OR druk';
      const orders: unknown[] = [];
      for (const down of [false, true]) {
        const { lines } = await found(query, { order: [{ by: order, descending: down }] });
        const { chunks } = await openSearch(
          { db: api.db, work: workHere, signal: undefined },
          {
            ...{ projectId: project.id, personId: project.owner.personId },
            query: searchFileQuery.parse({ query, order, ...(down && { down: '1' }) }),
          },
        );
        let written = '';
        for await (const chunk of chunks) written += chunk.toString('utf8');
        const [header, ...rows] = readCsv(written, 'data');
        const column = (name: string) => header?.fields.indexOf(name) ?? -1;
        const places = rows.map(({ fields }) => [
          fields[column('document_id')],
          fields[column('start_utf16')],
        ]);
        expect(places).toEqual(lines.map(({ documentId, start }) => [documentId, String(start)]));
        orders.push(places);
      }
      // What has no date stands last, either way.
      if (order !== 'date') expect(orders[0]).not.toEqual(orders[1]);
    },
  );

  test('of all from the one to the other both are marked, where neither is all of it', async () => {
    const marked = async (query: string) => {
      const asked = { projectId: study.project.id, query, documents: { kind: 'all' as const } };
      const found = await api.as(study.project.owner.personId).search.find({ ...asked, piece: 'union' });
      if (found.state !== 'ready') throw new Error('not ready');
      return found.lines.map(({ start, hit, marks }) => [
        hit,
        ...marks.map((mark) => hit.slice(mark.start - start, mark.end - start)),
      ]);
    };
    expect(await marked('tag:pressure BEFORE/5 tag:"selective cooperation"')).toEqual([
      ['zet Rusland onder druk. Samenwerking is nodig', 'zet Rusland onder druk', 'Samenwerking is nodig'],
    ]);
    expect(await marked('tag:pressure CONTAINS rusland')).toEqual([['zet Rusland onder druk', 'Rusland']]);
  });

  test('what is apart shares nothing, and is found all the same', async () => {
    const query = 'tag:pressure BEFORE/5 tag:"selective cooperation"';
    const apart = await find(query, study.project.owner, { piece: 'common' });
    expect(apart).toMatchObject({ hits: [], total: { hits: 0, documents: 1 } });
    expect((await find(query, study.project.owner, { piece: 'union' })).hits).toEqual([
      'zet Rusland onder druk. Samenwerking is nodig',
    ]);
    // Words that are near each other keep nothing of an answer that was about more of them.
    const near = ['Rusland onder druk', 'druk op Rusland'];
    expect(await hits('druk NEAR/1 rusland')).toEqual([...near, ...near]);
    expect(await hits('druk NEAR/1 rusland', study.project.owner, { piece: 'either' })).toEqual([
      ...['Rusland', 'druk', 'druk', 'Rusland'],
      ...['Rusland', 'druk', 'druk', 'Rusland'],
    ]);
  });

  test('of a letter that one codes blind only one’s own are found, and the answer says so', async () => {
    const { coder, colleague, project } = study;
    expect(await find('tag:pressure', coder)).toMatchObject({
      hits: ['zet Rusland onder druk', 'Meer druk'],
      basis: { ownOnly: 1 },
    });
    expect(await find('tag:"selective cooperation"', coder)).toMatchObject({ total: { hits: 2 } });
    expect((await find('tag:pressure', colleague)).hits).toContain('helpt');
    // Words are no secret.
    expect((await find('helpt', coder)).basis.ownOnly).toBe(0);
    const counts = await api.as(coder.personId).search.counts({
      ...{ projectId: project.id, query: 'tag:pressure', by: 'document' },
    });
    expect(counts).toMatchObject({ total: { hits: 2, documents: 1 }, basis: { ownOnly: 1 } });
  });

  test('words of passages are beside those of the rest, and of a letter that one codes blind one’s own', async () => {
    const { coder, project } = study;
    const wordsOf = async (who: TestMember, window: { kind: 'hit' | 'sentence' }) => {
      const asked = { projectId: project.id, query: 'tag:pressure', least: 1, window };
      const found = await api.as(who.personId).search.collocates(asked);
      if (found.state !== 'ready') throw new Error('not ready');
      const { basis, words, rows } = found;
      return { ownOnly: basis.ownOnly, words, near: rows.map(({ word }) => word).sort() };
    };
    const all = await wordsOf(project.owner, { kind: 'hit' });
    expect(all.near).toEqual(['druk', 'helpt', 'meer', 'onder', 'rusland', 'zet']);
    expect(all.words).toEqual({ all: 28, near: 7, hits: 0 });
    expect(await wordsOf(coder, { kind: 'hit' })).toMatchObject({
      ...{ ownOnly: 1, words: { near: 6 } },
      near: ['druk', 'meer', 'onder', 'rusland', 'zet'],
    });
    expect((await wordsOf(coder, { kind: 'sentence' })).near).toEqual([
      ...['de', 'helpt', 'minister', 'op', 'rusland'],
    ]);
  });

  test('lines stand in the order of the codebook, page by page, of the passages’ own tags', async () => {
    const query = 'tag:pressure OR tag:"selective cooperation"';
    const { order } = { order: [{ by: 'tag' as const }] };
    const all = await hits(query, study.project.owner, { order });
    const plain = await hits(query);
    expect(all.toSorted()).toEqual(plain.toSorted());
    const tagged = async (tag: string) => (await hits(tag)).toSorted();
    const groups = [await tagged('tag:=pressure'), await tagged('tag:"selective cooperation"')];
    expect([all.slice(0, 2).toSorted(), all.slice(2, 4).toSorted()]).toEqual(groups);
    expect(all.slice(4)).toEqual(['Meer druk']);
    const pages: string[] = [];
    let after: string | null = null;
    do {
      const page = await api.as(study.project.owner.personId).search.find({
        ...{ projectId: study.project.id, query, order, limit: 2, after },
      });
      if (page.state !== 'ready') throw new Error('not ready');
      pages.push(...page.lines.map(({ hit }) => hit));
      after = page.next;
    } while (after !== null);
    expect(pages).toEqual(all);
    const down = await hits(query, study.project.owner, { order: [{ by: 'tag', descending: true }] });
    expect(down[0]).toBe('Meer druk');
    // Words stand where the coding does that they are in.
    const within = `druk WITHIN (${query}) OR minister WITHIN tag:"selective cooperation"`;
    expect(await hits(within, study.project.owner, { order })).toEqual(['druk', 'minister', 'druk']);
  });

  test('what nobody is called is told, and finds nothing', async () => {
    const { basis, total } = await find('tag:nergens OR coder:Niemand OR set:Weg');
    expect(total).toMatchObject({ hits: 0, documents: 0 });
    expect(basis.unknown).toEqual([
      { field: 'tag', value: 'nergens' },
      { field: 'coder', value: 'Niemand' },
      { field: 'set', value: 'Weg' },
    ]);
  });

  test('a set is a condition too', async () => {
    const { project } = study;
    const members = { conditions: null, documentIds: [blindDocument] };
    const set = {
      opId: randomUUIDv7(),
      projectId: project.id,
      id: randomUUIDv7(),
      name: 'Mijn keuze',
      members,
    };
    await api.as(project.owner.personId).set.create(set);
    expect(await hits('set:"mijn keuze" tag:pressure')).toEqual(['helpt']);
  });
});
