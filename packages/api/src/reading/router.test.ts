import { randomUUIDv7 } from 'node:crypto';
import { acknowledgement } from '@koersvast/contracts';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
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
const opId = () => randomUUIDv7();
const madeAt = '2026-11-24T08:00:00.000Z';

async function read(block: number, id = randomUUIDv7()) {
  const given = { opId: opId(), ...study.place, reading: { id, block, madeAt } };
  const done = await coder().reading.create(given);
  return { opId: given.opId, id, done };
}
const list = async () => {
  const { projectId, documentId } = study.place;
  const { annotations, readings } = await coder().annotation.list({ projectId, documentId });
  return {
    annotations: annotations.map((each) => each.quote),
    blocks: readings.map((each) => each.block),
    readings,
  };
};
const undo = (target: string) =>
  coder().operation.undo({ opId: opId(), projectId: study.project.id, target });
const setDone = () => coder().assignment.setState({ opId: opId(), ...study.place, state: 'done' });

// The sample: block 1 is a heading, in 2 stands "kabinet", in 3 "nodig".

test('marks a block as read, begins the work, and can be undone and redone', async () => {
  const { opId: target, id, done } = await read(3);
  expect(acknowledgement.parse(done)).toEqual(done);
  expect(done.changes.map((change) => change.noun)).toEqual(['assignment', 'layer', 'reading']);
  expect((await list()).readings).toMatchObject([{ id, block: 3, version: 1, madeAt }]);
  const undone = await undo(target);
  expect((await list()).blocks).toEqual([]);
  await undo(undone.opId);
  expect((await list()).blocks).toEqual([3]);
});

test('is taken away at its version', async () => {
  const { id } = await read(1);
  const remove = (version: number) =>
    coder().reading.remove({ opId: opId(), ...study.place, readingId: id, version });
  expect(await codeOf(remove(2))).toBe('version_conflict');
  expect((await remove(1)).changes).toMatchObject([{ noun: 'reading', action: 'remove' }]);
  expect(await codeOf(remove(2))).toBe('not_found');
  await read(1);
  expect((await list()).blocks).toEqual([1]);
});

test('stands once in a block, and only where there is one, with text', async () => {
  await read(2);
  expect(await codeOf(read(2))).toBe('reading_twice');
  expect(await codeOf(read(99))).toBe('block_not_readable');
});

test('is refused when the document is done, and by its id only in one’s own layer', async () => {
  const { id } = await read(2);
  await setDone();
  expect(await codeOf(read(3))).toBe('document_done');
  const colleague = api.as(study.colleague.personId);
  const remove = { opId: opId(), ...study.place, readingId: id, version: 1 };
  expect(await codeOf(colleague.reading.remove(remove))).toBe('not_found');
});

test('is in the first pass', async () => {
  await read(2);
  await setDone();
  const { rows } = await api.db.pool.query(
    `SELECT reading.block FROM layered_reading AS reading JOIN layer ON layer.id = reading.layer_id
     WHERE layer.document_id = $1 AND layer.kind = 'first_pass'`,
    [study.place.documentId],
  );
  expect(rows).toEqual([{ block: 2 }]);
});

describe('coding and "nothing applies" exclude each other', () => {
  test('a block with an annotation cannot be marked', async () => {
    await coder().annotation.create(study.coding('kabinet'));
    expect(await codeOf(read(2))).toBe('block_not_readable');
    await read(3);
  });

  test('coding in a block takes the mark away, and undo brings it back', async () => {
    await read(2);
    await read(3);
    const input = study.coding('kabinet');
    const done = await coder().annotation.create(input);
    expect(done.changes.map((change) => [change.noun, change.action])).toEqual([
      ['annotation', 'create'],
      ['reading', 'remove'],
    ]);
    expect(await list()).toMatchObject({ annotations: ['kabinet'], blocks: [3] });
    const undone = await undo(input.opId);
    expect(await list()).toMatchObject({ annotations: [], blocks: [2, 3] });
    await undo(undone.opId);
    expect(await list()).toMatchObject({ annotations: ['kabinet'], blocks: [3] });
  });

  test('so does moving an annotation there', async () => {
    await read(3);
    const input = study.coding('kabinet');
    await coder().annotation.create(input);
    const { start, end, quote } = study.coding('nodig').annotation;
    await coder().annotation.edit({
      opId: opId(),
      ...study.place,
      annotationId: input.annotation.id,
      version: 1,
      change: { start, end, quote },
    });
    expect(await list()).toMatchObject({ annotations: ['nodig'], blocks: [] });
  });

  test('what comes back by undo takes the mark away, and a mark does not come back over coding', async () => {
    const input = study.coding('kabinet');
    await coder().annotation.create(input);
    const removal = { opId: opId(), ...study.place, annotationId: input.annotation.id, version: 1 };
    await coder().annotation.remove(removal);
    const marked = await read(2);
    await undo(removal.opId);
    expect(await list()).toMatchObject({ annotations: ['kabinet'], blocks: [] });
    await coder().annotation.remove({ ...removal, opId: opId(), version: 3 });
    const second = await read(2);
    const unmarked = await undo(second.opId);
    await coder().annotation.create(study.coding('druk'));
    expect(await codeOf(undo(unmarked.opId))).toBe('block_not_readable');
    expect(marked.id).not.toBe(second.id);
  });
});

test('coding.csv counts what was read as holding nothing, for each coder apart', async () => {
  await read(1);
  const second = await read(2);
  await undo(second.opId);
  await read(3);
  await api.as(study.colleague.personId).annotation.create(study.coding('kabinet'));
  const { chunks } = await openDownload(api.db, {
    projectId: study.project.id,
    documentId: null,
    file: 'coding',
    preset: 'data',
    layer: 'current',
    personId: study.coder.personId,
  });
  let text = '';
  for await (const chunk of chunks) text += chunk.toString('utf8');
  const [header = [], ...rows] = readCsv(text).map(({ fields }) => fields);
  const told = rows.map((fields) => [
    fields[header.indexOf('coder_id')],
    fields[header.indexOf('nothing_applies')],
  ]);
  expect(new Map(told as [string, string][])).toEqual(
    new Map([
      [study.coder.id, '2'],
      [study.colleague.id, '0'],
    ]),
  );
});
