import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, openTestApi, type TestApi } from '../testing/study.ts';

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi(12);
});
afterAll(() => api.close());

test('coding, editing the codebook and undoing both at the same time make nobody wait in a circle', async () => {
  const study = await buildStudy(api.db);
  const { projectId } = study.place;
  const owner = api.as(study.project.owner.personId);
  const spots = [...study.text.matchAll(/[a-z]{3,}/gi)].map((match) => match[0]);
  const code = async (personId: string) => {
    for (const words of new Set(spots)) {
      const input = study.coding(words);
      await api.as(personId).annotation.create(input);
      await api.as(personId).operation.undo({ opId: randomUUIDv7(), projectId, target: input.opId });
    }
  };
  const define = async () => {
    for (let version = 1; version < 16; version += 2) {
      const opId = randomUUIDv7();
      const change = { definition: `edition ${version}` };
      await owner.tag.edit({ opId, projectId, tagId: study.pressure.id, version, change });
      await owner.operation.undo({ opId: randomUUIDv7(), projectId, target: opId });
    }
  };
  const all = await Promise.allSettled([
    code(study.coder.personId),
    code(study.colleague.personId),
    define(),
  ]);
  expect(all.map((each) => (each.status === 'rejected' ? String(each.reason) : 'done'))).toEqual([
    'done',
    'done',
    'done',
  ]);
});
