import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement } from '@koersvast/contracts';
import { buildAssignment, buildRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';

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
  expect(done.changes.map((change) => change.noun)).toEqual([
    'assignment',
    'layer',
    'annotation',
    'annotation',
  ]);
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

test('the same state again changes nothing', async () => {
  await setState('in_progress');
  expect((await setState('in_progress')).changes).toEqual([]);
});

test('in a blind round "done" keeps no copy before the reveal, and needs an assignment', async () => {
  const round = await buildRound(api.db, study.project, { blind: true });
  expect(await codeOf(setState('done', round.id))).toBe('not_allowed');
  await buildAssignment(api.db, study.project, { round, document: study.document, member: study.coder });
  const done = await setState('done', round.id);
  expect(done.changes.map((change) => [change.noun, change.stream])).toEqual([
    ['assignment', `coder:${round.id}:${study.coder.id}`],
  ]);
});

test('a viewer may not, and unknown places are not found', async () => {
  expect(await codeOf(setState('done', randomUUIDv7()))).toBe('not_found');
});
