import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(async () => {
  await api.close();
});

it('shows the living passages of one tag in the order of the text, with whose they are', async () => {
  const { coding, coder, colleague, pressure, cooperation, place } = study;
  const words = ['kabinet', 'Rusland'].sort(
    (one, other) => study.text.indexOf(one) - study.text.indexOf(other),
  );
  const [first = '', second = ''] = words;
  await api.as(colleague.personId).annotation.create(coding(second));
  await api.as(coder.personId).annotation.create(coding(first));
  await api.as(coder.personId).annotation.create(coding(first, cooperation));
  const removed = coding(second);
  await api.as(coder.personId).annotation.create(removed);
  await api.as(coder.personId).annotation.remove({
    ...place,
    opId: randomUUIDv7(),
    annotationId: removed.annotation.id,
    version: 1,
  });

  const passages = await api
    .as(coder.personId)
    .tag.passages({ projectId: place.projectId, tagId: pressure.id });
  expect(passages.map(({ quote, memberId }) => [quote, memberId])).toEqual([
    [first, coder.id],
    [second, colleague.id],
  ]);
  expect(passages[0]).toMatchObject({ documentId: place.documentId });
});

it('knows no tag of another project', async () => {
  const other = await buildStudy(api.db);
  const asked = api
    .as(study.coder.personId)
    .tag.passages({ projectId: study.place.projectId, tagId: other.pressure.id });
  await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
