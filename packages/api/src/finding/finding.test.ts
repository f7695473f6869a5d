import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase } from '@koersvast/db';
import { buildMember, buildProject, type TestProject } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
});
afterAll(() => api.close());

const owner = () => api.as(project.owner.personId);
const place = () => ({ opId: randomUUIDv7(), projectId: project.id });
const listed = async (as = owner()) => as.finding.list({ projectId: project.id });
const pin = async (title: string, as = owner()) => {
  const id = randomUUIDv7();
  await as.finding.pin({ ...place(), id, title, chart: { chart: 'time', tags: [randomUUIDv7()] } });
  return id;
};

test('a chart is pinned, called otherwise, moved, removed and brought back by undo', async () => {
  const [first, second] = [await pin('First'), await pin('Second')];
  const named = { ...place(), findingId: first, version: 1 };
  await owner().finding.edit({ ...named, change: { title: 'Since 2014', note: 'More of it.' } });
  const late = {
    ...place(),
    findingId: first,
    version: 1,
    change: { title: 'Other' },
    base: { title: 'First' },
  };
  expect(await refusalIn(owner().finding.edit(late))).toBe('field_conflict');
  await owner().finding.edit({ ...place(), findingId: first, version: 2, change: { position: 9 } });
  expect((await listed()).map(({ title }) => title)).toEqual(['Second', 'Since 2014']);
  const removed = await owner().finding.remove({ ...place(), findingId: second, version: 1 });
  expect((await listed()).map(({ id }) => id)).toEqual([first]);
  await owner().operation.undo({ ...place(), target: removed.opId });
  expect((await listed()).map(({ id }) => id)).toEqual([second, first]);
  expect((await checkDatabase(api.db)).problems).toEqual([]);
});

test('everybody of the project sees what is pinned, and who codes pins', async () => {
  for (const role of ['reviewer', 'coder', 'viewer'] as const) {
    const member = api.as((await buildMember(api.db, project, { role })).personId);
    expect((await listed(member)).length).toBeGreaterThan(0);
    const made = refusalIn(pin(role, member));
    expect(await made).toBe(role === 'viewer' ? 'not_allowed' : null);
  }
});

test('nothing is pinned that is no chart', async () => {
  const asked = { ...place(), id: randomUUIDv7(), title: 'Odd', chart: { by: 'text' } };
  expect(await refusalIn(owner().finding.pin(asked))).toBe('input_not_valid');
});
