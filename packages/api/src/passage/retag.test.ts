import { randomUUIDv7 } from 'node:crypto';
import { buildDocument } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const coder = () => api.as(study.coder.personId);

it('retags what can have the tag in one step, says why the rest keeps theirs, and undoes it', async () => {
  const { project, coder: me, colleague, coding, cooperation, pressure, place } = study;
  const { projectId } = place;
  const done = await buildDocument(api.db, project, { text: study.text });
  const there = { documentId: done.id };
  const made = {
    first: coding('kabinet'),
    second: coding('Rusland'),
    double: coding('nodig'),
    same: coding('druk', cooperation),
    finished: { ...coding('kabinet'), ...there },
    others: coding('kabinet'),
    gone: coding('samenwerking'),
  };
  for (const [name, input] of Object.entries(made))
    await api.as(name === 'others' ? colleague.personId : me.personId).annotation.create(input);
  await coder().annotation.create(coding('nodig', cooperation));
  const { id: goneId } = made.gone.annotation;
  await coder().annotation.remove({ ...place, opId: randomUUIDv7(), annotationId: goneId, version: 1 });
  await coder().assignment.setState({ ...place, ...there, opId: randomUUIDv7(), state: 'done' });
  const listed = async () => {
    const lists = [place.documentId, done.id].map((documentId) =>
      coder().annotation.list({ projectId, documentId }),
    );
    return (await Promise.all(lists)).flatMap(({ annotations }) => annotations);
  };
  const before = await listed();
  const keyOf = (name: keyof typeof made) => {
    const { id } = made[name].annotation;
    const layerOf = (of: string) => before.find((row) => row.id === of)?.layerId ?? '';
    return { annotationId: id, layerId: layerOf(name === 'gone' ? made.first.annotation.id : id) };
  };
  const names = Object.keys(made) as (keyof typeof made)[];
  const input = { opId: randomUUIDv7(), projectId, tagId: cooperation.id, passages: names.map(keyOf) };
  const answer = await coder().passage.retag(input);
  expect(answer.retagged).toBe(2);
  const reasons = Object.fromEntries(
    answer.skipped.map(({ annotationId, reason }) => [annotationId, reason]),
  );
  expect(names.map((name) => reasons[made[name].annotation.id])).toEqual([
    ...[undefined, undefined, 'double', 'same', 'done', 'not_own', 'not_own'],
  ]);
  const tagged = async (name: keyof typeof made) => {
    const row = (await listed()).find(({ id }) => id === made[name].annotation.id);
    return [row?.tagId, row?.version];
  };
  expect(await tagged('first')).toEqual([cooperation.id, 2]);
  expect(await tagged('second')).toEqual([cooperation.id, 2]);
  expect(await tagged('finished')).toEqual([pressure.id, 1]);
  // Sent again it is the same operation.
  expect(await coder().passage.retag(input)).toEqual(answer);
  await coder().operation.undo({ opId: randomUUIDv7(), projectId, target: answer.opId });
  expect(await tagged('first')).toEqual([pressure.id, 3]);
  expect(await tagged('second')).toEqual([pressure.id, 3]);
});

it('refuses a tag that is not there, whatever is chosen', async () => {
  const [input] = [{ opId: randomUUIDv7(), projectId: study.place.projectId, tagId: randomUUIDv7() }];
  const passages = [{ layerId: randomUUIDv7(), annotationId: randomUUIDv7() }];
  expect(await codeOf(coder().passage.retag({ ...input, passages }))).toBe('not_found');
});
