import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement } from '@koersvast/contracts';
import { buildAssignment, buildMember, buildRound, revealRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildStudy, codeOf, countWaiting, openTestApi, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const coder = () => api.as(study.coder.personId);
const setState = (state: 'todo' | 'in_progress' | 'done', roundId = study.project.round.id) =>
  coder().assignment.setState({ opId: randomUUIDv7(), ...study.place, roundId, state });
const list = () => coder().annotation.list({ projectId: study.project.id, documentId: study.document.id });

test('the first "done" in an open round keeps a copy that is not independent', async () => {
  await coder().annotation.create(study.coding('kabinet'));
  await coder().annotation.create(study.coding('nodig', study.cooperation));
  const done = await setState('done');
  expect(acknowledgement.parse(done)).toEqual(done);
  expect(done.changes.map((change) => change.noun)).toEqual(['assignment', 'layer']);
  const { layers, annotations, assignments } = await list();
  expect(assignments).toMatchObject([{ state: 'done', doneAt: expect.any(String) }]);
  const firstPass = layers.find((layer) => layer.kind === 'first_pass');
  expect(firstPass).toMatchObject({ memberId: study.coder.id, independent: false });
  const ids = (layerId: string | undefined) =>
    annotations.filter((each) => each.layerId === layerId).map((each) => each.id);
  expect(ids(firstPass?.id)).toEqual(ids(layers.find((layer) => layer.kind === 'current')?.id));
});

test('done can be taken back, and the copy stays as it was', async () => {
  const input = study.coding('kabinet');
  await coder().annotation.create(input);
  await setState('done');
  await setState('in_progress');
  await coder().annotation.remove({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: input.annotation.id,
    version: 1,
  });
  const again = await setState('done');
  expect(again.changes.map((change) => change.noun)).toEqual(['assignment']);
  const { annotations } = await list();
  expect(annotations.map((each) => each.id)).toEqual([input.annotation.id]);
});

test('done without a single annotation leaves an empty copy: absence is data', async () => {
  await setState('done');
  const { layers, annotations } = await list();
  expect(layers.map((layer) => layer.kind)).toEqual(['first_pass']);
  expect(annotations).toEqual([]);
});

test('what was begun at the same moment stands in the copy, and there is one copy', async () => {
  const holder = await api.db.pool.connect();
  const given: Promise<unknown>[] = [];
  const give = async (call: Promise<unknown>) => {
    given.push(call);
    await expect.poll(() => countWaiting(api.db), { interval: 5, timeout: 20_000 }).toBe(given.length);
  };
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM project WHERE id = $1 FOR NO KEY UPDATE', [study.project.id]);
    // Has stored all but its changes; the others find nothing of it yet.
    await give(coder().annotation.create(study.coding('kabinet')));
    await give(setState('done'));
    await give(setState('done'));
    await holder.query('COMMIT');
  } finally {
    holder.release();
  }
  await Promise.all(given);
  const { layers, annotations } = await list();
  expect(layers.map((layer) => layer.kind).sort()).toEqual(['current', 'first_pass']);
  expect(annotations.map(({ layerId }) => layerId).sort()).toEqual(layers.map(({ id }) => id).sort());
});

test('the same state again changes nothing', async () => {
  await setState('in_progress');
  expect((await setState('in_progress')).changes).toEqual([]);
});

test('in a blind round "done" keeps no copy before the reveal, and needs an assignment', async () => {
  const round = await buildRound(api.db, study.project, { blind: true });
  expect(await codeOf(setState('done', round.id))).toBe('not_allowed');
  await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
  const done = await setState('done', round.id);
  expect(done.changes.map((change) => change.noun)).toEqual(['assignment']);
});

test('a viewer may not, and unknown places are not found', async () => {
  expect(await codeOf(setState('done', randomUUIDv7()))).toBe('not_found');
});

describe('assign', () => {
  const owner = () => api.as(study.project.owner.personId);
  const cells = (assigned: boolean, ...members: { id: string }[]) =>
    members.map((member) => ({ documentId: study.document.id, memberId: member.id, assigned }));
  const assign = (given: ReturnType<typeof cells>, roundId: string, by = owner()) =>
    by.assignment.assign({ opId: randomUUIDv7(), projectId: study.project.id, roundId, cells: given });
  const undo = (target: string) =>
    owner().operation.undo({ opId: randomUUIDv7(), projectId: study.project.id, target });
  const board = (roundId: string) => owner().assignment.board({ projectId: study.project.id, roundId });
  const assigned = async (roundId: string) =>
    (await board(roundId)).cells.filter((cell) => cell.assigned).map((cell) => cell.memberId);

  test('gives and takes cells of the matrix as one step that can be undone', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const done = await assign(cells(true, study.coder, study.colleague), round.id);
    expect(done.changes.map((change) => [change.noun, change.action])).toEqual([
      ['assignment', 'create'],
      ['assignment', 'create'],
    ]);
    expect((await assign(cells(true, study.coder), round.id)).changes).toEqual([]);
    const [step] = (
      await owner().operation.undoStack({
        projectId: study.project.id,
        documentId: null,
        roundId: round.id,
      })
    ).undo;
    expect(step?.opId).toBe(done.opId);
    await undo(done.opId);
    expect(await assigned(round.id)).toEqual([]);
  });

  test('keeps what was coded, and what is taken away opens no eyes', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await assign(cells(true, study.coder, study.colleague), round.id);
    const place = { ...study.place, roundId: round.id };
    await coder().annotation.create({ ...study.coding('kabinet'), ...place });
    await api.as(study.colleague.personId).annotation.create({ ...study.coding('druk'), ...place });
    await assign(cells(false, study.coder), round.id);
    const late = coder().annotation.create({ ...study.coding('nodig'), ...place });
    expect(await codeOf(late)).toBe('not_allowed');
    const { layers } = await list();
    expect(layers.map((layer) => layer.memberId)).toEqual([study.coder.id]);
    const work = await coder().assignment.work({ projectId: study.project.id });
    expect(work.map((item) => item.roundId)).not.toContain(round.id);
    const listed = await coder().document.list({ projectId: study.project.id, removed: false });
    expect(listed[0]?.assignments).toEqual([]);
    await assign(cells(true, study.coder), round.id);
    const again = await coder().assignment.work({ projectId: study.project.id });
    expect(again.find((item) => item.roundId === round.id)).toMatchObject({
      assignment: { state: 'in_progress' },
      annotations: 1,
    });
  });

  test('undo takes work away from whoever has begun, and never what another owner did since', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const first = await assign(cells(true, study.coder), round.id);
    await setState('in_progress', round.id);
    const undone = await undo(first.opId);
    expect(undone.changes).toMatchObject([
      { after: { state: 'in_progress', removedAt: expect.any(String) } },
    ]);
    const again = await assign(cells(true, study.coder), round.id);
    const second = await buildMember(api.db, study.project, { role: 'owner' });
    await assign(cells(false, study.coder), round.id, api.as(second.personId));
    expect(await codeOf(undo(again.opId))).toBe('undo_changed_since');
  });

  test('a coder takes their own state back whatever an owner gave meanwhile', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await assign(cells(true, study.coder), round.id);
    const done = await setState('done', round.id);
    await assign(cells(false, study.coder), round.id);
    await assign(cells(true, study.coder), round.id);
    const undone = await coder().operation.undo({
      opId: randomUUIDv7(),
      projectId: study.project.id,
      target: done.opId,
    });
    expect(undone.changes).toMatchObject([{ after: { state: 'todo', doneAt: null, removedAt: null } }]);
  });

  test('refuses a cell twice, a revealed round, viewers, and undo across the reveal', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const twice = [...cells(true, study.coder), ...cells(false, study.coder)];
    expect(await codeOf(assign(twice, round.id))).toBe('assignment_not_valid');
    const viewer = await buildMember(api.db, study.project, { role: 'viewer' });
    expect(await codeOf(assign(cells(true, viewer), round.id))).toBe('assignment_not_valid');
    const done = await assign(cells(true, study.coder), round.id);
    await revealRound(api.db, study.project, round);
    expect(await codeOf(assign(cells(true, study.colleague), round.id))).toBe('round_revealed');
    expect(await codeOf(undo(done.opId))).toBe('nothing_to_undo');
  });

  test('two owners who fill in the same matrix at once do not get in each other’s way', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const second = api.as((await buildMember(api.db, study.project, { role: 'owner' })).personId);
    await Promise.all([
      assign(cells(true, study.coder, study.colleague), round.id),
      assign(cells(true, study.colleague, study.coder), round.id, second),
    ]);
    expect((await assigned(round.id)).sort()).toEqual([study.coder.id, study.colleague.id].sort());
  });
});

describe('the board', () => {
  test('shows an owner who codes nothing where everybody is', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    await buildAssignment(api.db, study.project, {
      round,
      document: study.document,
      member: study.colleague,
    });
    const place = { ...study.place, roundId: round.id };
    await coder().annotation.create({ ...study.coding('kabinet'), ...place });
    await coder().reading.create({
      opId: randomUUIDv7(),
      ...place,
      reading: { id: randomUUIDv7(), block: 3, madeAt: '2026-11-24T08:00:00.000Z' },
    });
    await setState('done', round.id);
    const found = await api
      .as(study.project.owner.personId)
      .assignment.board({ projectId: study.project.id, roundId: round.id });
    expect(found.hidden).toBe(false);
    expect(found.documentIds).toEqual([study.document.id]);
    expect(found.memberIds).toEqual([study.project.owner.id, study.coder.id, study.colleague.id]);
    // Whose account is retired is offered for no new work, and stays where they have some.
    for (const { personId } of [study.project.owner, study.coder])
      await api.db.pool.query('UPDATE "user" SET retired_at = now() WHERE id = $1', [personId]);
    const other = await buildMember(api.db, study.project, { role: 'owner' });
    const later = await api
      .as(other.personId)
      .assignment.board({ projectId: study.project.id, roundId: round.id });
    await api.db.pool.query('UPDATE "user" SET retired_at = NULL');
    expect(later.memberIds).toEqual([study.coder.id, study.colleague.id, other.id]);
    const cellOf = (member: { id: string }) => found.cells.find((cell) => cell.memberId === member.id);
    expect(cellOf(study.coder)).toMatchObject({
      assigned: true,
      state: 'done',
      annotations: 1,
      readings: 1,
      doneAt: expect.any(String),
      lastActivityAt: expect.any(String),
    });
    expect(cellOf(study.colleague)).toMatchObject({
      state: 'todo',
      annotations: 0,
      readings: 0,
      doneAt: null,
      lastActivityAt: null,
    });
  });
});

describe('the work list', () => {
  const work = (personId = study.coder.personId) =>
    api.as(personId).assignment.work({ projectId: study.project.id });

  test('has what was given in blind rounds, and in open ones what anybody may code', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
    const rounds = async (personId?: string) => (await work(personId)).map((item) => item.roundId);
    expect(await rounds()).toEqual([round.id, study.project.round.id]);
    expect(await rounds(study.colleague.personId)).toEqual([study.project.round.id]);
    const viewer = await buildMember(api.db, study.project, { role: 'viewer' });
    expect(await rounds(viewer.personId)).toEqual([]);
    expect((await work()).map((item) => item.assignment?.state ?? null)).toEqual(['todo', null]);
  });

  test('counts what is to be looked at again since its tag changed its meaning', async () => {
    await coder().annotation.create(study.coding('kabinet'));
    await coder().annotation.create(study.coding('nodig', study.cooperation));
    await api.as(study.project.owner.personId).tag.edit({
      opId: randomUUIDv7(),
      projectId: study.project.id,
      tagId: study.pressure.id,
      version: 1,
      change: { definition: 'something else' },
      recheck: true,
    });
    expect(await work()).toMatchObject([{ annotations: 2, recheck: 1, readings: 0, paragraphs: 2 }]);
  });
});
