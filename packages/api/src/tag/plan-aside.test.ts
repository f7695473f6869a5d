import { randomUUIDv7 } from 'node:crypto';
import { buildTag } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from '../testing/study.ts';
import { type Work, workHere } from '../work/work.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

/** Enough rows to be planned elsewhere. */
const rows = 240;
const csv = [
  'tag,parent',
  ...Array.from({ length: rows }, (_, nth) => `t${nth},${nth < 9 ? '' : `t${nth % 9}`}`),
];
const input = (dryRun: boolean) => ({
  ...{ opId: randomUUIDv7(), projectId: study.project.id },
  ...{ csv: csv.join('\n'), dryRun },
});

/** A pool that tells what it was asked, and lets a test do something before a plan is there. */
function watched(meanwhile: () => Promise<unknown> = async () => undefined) {
  const asked: string[] = [];
  const work: Work = {
    async run(personId, name, ...given) {
      asked.push(name);
      // As between processes: nothing but data goes over, and comes back.
      const done = structuredClone(await workHere.run(personId, name, ...structuredClone(given)));
      if (name === 'codebook.plan') await meanwhile();
      return done;
    },
  };
  return { asked, as: api.as(study.project.owner.personId, { work }) };
}

test('a long plan is made elsewhere, with ids of the server, and does what one that is made here does', async () => {
  const { asked, as } = watched();
  const tried = await as.tag.importCodebook(input(true));
  const done = await as.tag.importCodebook(input(false));
  expect(asked).toEqual(['codebook.read', 'codebook.plan', 'codebook.read', 'codebook.plan']);
  expect(done).toEqual(tried);
  expect(done.rows.length).toBe(rows);
  const tags = await as.tag.list({ projectId: study.project.id });
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const made = tags.filter(({ name }) => name.startsWith('t'));
  expect(made.length).toBe(rows);
  expect(made.some(({ id }) => id.startsWith('00000000'))).toBe(false);
  for (const { name, parentId } of made.slice(9))
    expect(byId.get(parentId ?? '')?.name).toBe(`t${Number(name.slice(1)) % 9}`);
});

test('a short one is made at once', async () => {
  const { asked, as } = watched();
  await as.tag.importCodebook({ ...input(false), csv: csv.slice(0, 40).join('\n') });
  expect(asked).toEqual(['codebook.read']);
});

test('it is made anew where somebody changed the codebook meanwhile', async () => {
  let changed = false;
  const { asked, as } = watched(async () => {
    if (!changed) await buildTag(api.db, study.project, { name: 't7', appearance: 59 });
    changed = true;
  });
  const { rows: told } = await as.tag.importCodebook(input(false));
  expect(asked.filter((name) => name === 'codebook.plan').length).toBe(2);
  expect(told.find(({ name }) => name === 't7')?.outcome).toBe('same');
});
