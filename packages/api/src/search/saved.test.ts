import { randomUUIDv7 } from 'node:crypto';
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
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;
let documentId: string;
let coder: TestMember;
let colleague: TestMember;
let viewer: TestMember;
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
  const text = 'Druk op de ketel. Druk op Rusland. Druk op de knop.';
  documentId = (await buildDocument(api.db, project, { text })).id;
  [coder, colleague, viewer] = await Promise.all([
    buildMember(api.db, project, { role: 'coder' }),
    buildMember(api.db, project, { role: 'coder' }),
    buildMember(api.db, project, { role: 'viewer' }),
  ]);
});
afterAll(() => api.close());

const as = ({ personId }: { personId: string } = project.owner) => api.as(personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
const save = async (who: TestMember, over: { shared?: boolean; query?: string } = {}) => {
  const id = randomUUIDv7();
  const done = await as(who).search.save({ ...place(), id, name: 'Druk', query: 'druk', ...over });
  return { id, ...done };
};
const listed = (who: { personId: string }) => as(who).search.list({ projectId: project.id });
const idsOf = async (who: { personId: string }) => (await listed(who)).map(({ id }) => id);
const told = async (who: { personId: string }, cursor: string) =>
  JSON.stringify(await as(who).live.catchUp({ projectId: project.id, cursor }));
const cursorOf = async (who: { personId: string }) =>
  (await as(who).project.get({ projectId: project.id })).cursor;

describe('whose a search is', () => {
  test('one that is kept is its maker’s alone: in lists, news, history, commands and what it finds', async () => {
    const before = await cursorOf(colleague);
    const ownBefore = await cursorOf(coder);
    const { id } = await save(coder);
    expect(await idsOf(coder)).toContain(id);
    expect(await told(coder, ownBefore)).toContain(id);
    for (const other of [colleague, project.owner]) {
      expect(await idsOf(other)).not.toContain(id);
      const found = as(other).search.find({ projectId: project.id, query: 'druk', searchId: id });
      expect(await refusalIn(found)).toBe('not_found');
      const hits = [{ documentId, start: 0, end: 4 }];
      expect(await refusalIn(as(other).search.putAside({ ...place(), searchId: id, hits }))).toBe(
        'not_found',
      );
      const edit = { ...place(), searchId: id, version: 7, change: { name: 'Anders' } };
      expect(await refusalIn(as(other).search.edit(edit))).toBe('not_found');
    }
    expect(await told(colleague, before)).not.toContain(id);
    const history = await as().history.list({
      ...{ projectId: project.id, documentId: null, memberId: null },
      noun: 'search',
    });
    expect(JSON.stringify(history)).not.toContain(id);
  });

  test('one that is shared is there for all, and is gone for them when it is shared no longer', async () => {
    const { id } = await save(coder);
    await as(coder).search.edit({ ...place(), searchId: id, version: 1, change: { shared: true } });
    expect(await idsOf(colleague)).toContain(id);
    expect(await idsOf(viewer)).toContain(id);
    const rename = { searchId: id, version: 2, change: { name: 'Dwang' } };
    expect(await refusalIn(as(colleague).search.edit({ ...place(), ...rename }))).toBe('not_allowed');
    await as().search.edit({ ...place(), ...rename });
    const cursor = await cursorOf(colleague);
    const close = { ...place(), searchId: id, version: 3, change: { shared: false } };
    // Its maker alone would see it then.
    expect(await refusalIn(as().search.edit(close))).toBe('not_allowed');
    await as(coder).search.edit(close);
    // They are told, so that it goes from their screens.
    expect(await told(colleague, cursor)).toContain(id);
    expect(await idsOf(colleague)).not.toContain(id);
  });

  test('viewers keep none', async () => {
    expect(await refusalIn(save(viewer))).toBe('not_allowed');
  });
});

test('a search is changed, removed and brought back by undo', async () => {
  const { id } = await save(coder, { shared: true });
  const own = async () => (await listed(coder)).find((each) => each.id === id);
  const conditions = [['date', 'range', '2019', '2020']];
  await as(coder).search.edit({
    ...{ ...place(), searchId: id, version: 1 },
    change: { query: 'NOT druk', documents: { kind: 'filter', conditions }, piece: 'union' },
  });
  expect(await own()).toMatchObject({
    ...{ query: 'NOT druk', conditions, setId: null, piece: 'union', version: 2 },
  });
  const stale = { ...place(), searchId: id, version: 1, change: { name: 'x' }, base: { name: 'y' } };
  expect(await refusalIn(as(coder).search.edit(stale))).toBe('field_conflict');
  const removed = await as(coder).search.remove({ ...place(), searchId: id, version: 2 });
  expect(await own()).toBe(undefined);
  await as(coder).operation.undo({ ...place(), target: removed.opId });
  expect(await own()).toMatchObject({ query: 'NOT druk', removedAt: null });
  const noSet = { kind: 'set' as const, setId: randomUUIDv7() };
  const toNoSet = { ...place(), searchId: id, version: 4, change: { documents: noSet } };
  expect(await refusalIn(as(coder).search.edit(toNoSet))).toBe('not_found');
});

describe('hits put aside', () => {
  const find = async (searchId: string | null, over: object = {}) => {
    const found = await as(coder).search.find({ projectId: project.id, query: 'druk', searchId, ...over });
    if (found.state !== 'ready') throw new Error('not ready');
    return { starts: found.lines.map(({ start }) => start), total: found.total };
  };
  const knob = () => ({ documentId, start: 35, end: 39 });
  const kettle = () => ({ documentId, start: 0, end: 4 });

  test('are left out of that search alone, counted, shown alone, and taken back', async () => {
    const { id } = await save(coder);
    await as(coder).search.putAside({ ...place(), searchId: id, hits: [kettle(), knob()] });
    // Twice is once.
    await as(coder).search.putAside({ ...place(), searchId: id, hits: [knob()] });
    expect(await find(id)).toEqual({ starts: [18], total: { hits: 1, documents: 1, aside: 2 } });
    expect(await find(id, { aside: 'only' })).toMatchObject({ starts: [0, 35] });
    expect(await find(id, { aside: 'with' })).toMatchObject({ starts: [0, 18, 35], total: { aside: 2 } });
    expect((await find(null)).starts).toEqual([0, 18, 35]);
    expect(await find(id, { piece: 'sentence' })).toMatchObject({ starts: [18] });
    const done = await as(coder).search.takeBack({ ...place(), searchId: id, hits: [knob()] });
    expect((await find(id)).starts).toEqual([18, 35]);
    await as(coder).operation.undo({ ...place(), target: done.opId });
    expect((await find(id)).starts).toEqual([18]);
  });

  test('a document of which all hits were put aside is none that was found', async () => {
    const { id } = await save(coder);
    const all = [kettle(), { documentId, start: 18, end: 22 }, knob()];
    await as(coder).search.putAside({ ...place(), searchId: id, hits: all });
    expect(await find(id)).toEqual({ starts: [], total: { hits: 0, documents: 0, aside: 3 } });
  });

  test.each([
    ['behind the end of the text', { start: 50, end: 60 }, 'span_out_of_range'],
    ['nothing', { start: 4, end: 4 }, 'input_not_valid'],
    ['the wrong way round', { start: 4, end: 2 }, 'input_not_valid'],
    ['in a document that is nowhere', { documentId: randomUUIDv7(), start: 0, end: 2 }, 'not_found'],
  ])('%s is none', async (_, hit, code) => {
    const { id } = await save(coder);
    const hits = [{ documentId, ...hit }];
    expect(await refusalIn(as(coder).search.putAside({ ...place(), searchId: id, hits }))).toBe(code);
  });
});

test('a round can close the letters that its coders have not finished to their searches', async () => {
  const second = await buildDocument(api.db, project, { text: 'Ook druk.' });
  const round = await buildRound(api.db, project, { blind: true, number: 2 });
  await buildAssignment(api.db, project, { round, document: second, member: coder });
  const found = async (who: { personId: string }) => {
    const answer = await as(who).search.find({ projectId: project.id, query: 'druk' });
    return answer.state === 'ready' ? [answer.total?.documents, answer.basis.leftOut.switchedOff] : null;
  };
  expect(await found(coder)).toEqual([2, 0]);
  const roundOf = async () =>
    (await as().project.get({ projectId: project.id })).rounds.find(({ id }) => id === round.id);
  const edit = { roundId: round.id, version: (await roundOf())?.version ?? 0, change: { searching: false } };
  expect(await refusalIn(as(coder).round.edit({ ...place(), ...edit }))).toBe('not_allowed');
  const done = await as().round.edit({ ...place(), ...edit });
  expect(await found(coder)).toEqual([1, 1]);
  // Whoever codes nothing there searches as before.
  expect(await found(colleague)).toEqual([2, 0]);
  const assignment = { ...place(), documentId: second.id, roundId: round.id };
  await as(coder).assignment.setState({ ...assignment, state: 'done' });
  expect(await found(coder)).toEqual([2, 0]);
  await as(coder).assignment.setState({
    ...place(),
    documentId: second.id,
    roundId: round.id,
    state: 'in_progress',
  });
  expect(await found(coder)).toEqual([1, 1]);
  await as().operation.undo({ ...place(), target: done.opId });
  expect((await roundOf())?.searching).toBe(true);
  expect(await found(coder)).toEqual([2, 0]);
});
