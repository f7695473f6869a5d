import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnnotationsOfDocument } from '@koersvast/contracts';
import { unpackAnnotations } from '@koersvast/contracts';
import { backUp, checkDatabase, findProject, openDatabase, purgeProject, restore } from '@koersvast/db';
import {
  buildAssignment,
  buildDocument,
  buildRound,
  createEmptyDatabaseUrl,
  dropTestDatabase,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi, testApiOn } from '../testing/study.ts';
import { watchStatements } from '../testing/watch-statements.ts';

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
const owner = () => api.as(study.project.owner.personId);
const here = () => ({ projectId: study.project.id, documentId: study.document.id });
const setState = (state: 'done' | 'in_progress') =>
  coder().assignment.setState({ opId: randomUUIDv7(), ...study.place, state });

/** What stands in the first pass, and in the present work. */
function layersIn({ layers, annotations, readings }: AnnotationsOfDocument) {
  const of = (kind: string) => {
    const layer = layers.find((each) => each.kind === kind);
    const inLayer = <Row extends { layerId: string }>(rows: readonly Row[]) =>
      rows.filter(({ layerId }) => layerId === layer?.id);
    return { layer, annotations: inLayer(annotations), readings: inLayer(readings) };
  };
  return { first: of('first_pass'), current: of('current') };
}
const list = async () => {
  const found = await owner().annotation.list(here());
  // What a browser is sent in few bytes is the same, but for the readings of first passes, which it does not show.
  const { annotations, ...unpacked } = unpackAnnotations(
    await owner().annotation.list({ ...here(), packed: true }),
  );
  const byKey = (rows: typeof annotations) =>
    rows.toSorted((one, other) => (`${one.layerId} ${one.id}` < `${other.layerId} ${other.id}` ? -1 : 1));
  expect(byKey(annotations)).toEqual(byKey(found.annotations));
  expect(unpacked.layers).toEqual(found.layers);
  return layersIn(found);
};
const downloaded = async () => {
  const { rows } = await owner().export.preview({
    projectId: study.project.id,
    documentId: study.document.id,
    file: 'annotations',
    layer: 'first-pass',
    preset: 'data',
  });
  return rows;
};

/** Two annotations and a reading, declared done. */
async function finish() {
  const first = study.coding('kabinet');
  const second = study.coding('nodig');
  await coder().annotation.create(first);
  await coder().annotation.create(second);
  const block = { id: randomUUIDv7(), block: 1, madeAt: first.annotation.madeAt };
  await coder().reading.create({ opId: randomUUIDv7(), ...study.place, reading: block });
  const done = await setState('done');
  return { first: first.annotation, second: second.annotation, reading: block, done };
}

test('shows what stood there without a row of its own, and whoever hears of it reads the document again', async () => {
  const { done } = await finish();
  expect(done.reread).toEqual([study.document.id]);
  const { first, current } = await list();
  expect(first.layer).toMatchObject({ sourceLayerId: current.layer?.id, independent: false });
  const asFirst = <Row extends { layerId: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, layerId: first.layer?.id }));
  expect(first.annotations).toEqual(asFirst(current.annotations));
  expect(first.readings).toEqual(asFirst(current.readings));
  const { rows } = await api.db.pool.query('SELECT FROM annotation WHERE layer_id = $1', [first.layer?.id]);
  expect(rows).toEqual([]);
});

test('stays what it was, whatever is done in the layer afterwards', async () => {
  const made = await finish();
  const before = (await list()).first;
  const preview = await downloaded();
  expect(preview).toHaveLength(2);
  const stays = async () => {
    expect((await list()).first).toEqual(before);
    expect(await downloaded()).toEqual(preview);
    expect((await checkDatabase(api.db)).problems).toEqual([]);
  };
  await setState('in_progress');
  const edit = (version: number, memo: string) =>
    coder().annotation.edit({
      opId: randomUUIDv7(),
      ...study.place,
      annotationId: made.first.id,
      version,
      change: { memo },
    });
  const edited = await edit(1, 'changed');
  await stays();
  await edit(2, 'and again');
  const removed = await coder().annotation.remove({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: made.second.id,
    version: 1,
  });
  await stays();
  const undo = (target: string) =>
    coder().operation.undo({ opId: randomUUIDv7(), projectId: study.project.id, target });
  await undo(removed.opId);
  await coder().annotation.create(study.coding('druk'));
  await coder().reading.remove({
    opId: randomUUIDv7(),
    ...study.place,
    readingId: made.reading.id,
    version: 1,
  });
  await stays();
  const { pressure, cooperation } = study;
  const merged = await owner().tag.merge({
    opId: randomUUIDv7(),
    projectId: study.project.id,
    tagId: pressure.id,
    version: pressure.version,
    intoId: cooperation.id,
  });
  await stays();
  await owner().operation.undo({ opId: randomUUIDv7(), projectId: study.project.id, target: merged.opId });
  await stays();
  expect(edited.changes.at(-1)?.after).toMatchObject({ memo: 'changed' });
  // Neither what was deleted before, nor what came back after, nor what came later.
  expect((await list()).first.annotations.map(({ id }) => id).sort()).toEqual(
    [made.first.id, made.second.id].sort(),
  );
  await setState('done');
  await stays();
});

test('what was deleted before is not in it, also when it comes back', async () => {
  const kept = study.coding('kabinet');
  const gone = study.coding('nodig');
  await coder().annotation.create(kept);
  await coder().annotation.create(gone);
  const of = { ...study.place, annotationId: gone.annotation.id };
  await coder().annotation.remove({ opId: randomUUIDv7(), ...of, version: 1 });
  await setState('done');
  await setState('in_progress');
  await coder().annotation.restore({ opId: randomUUIDv7(), ...of, version: 2 });
  const { first, current } = await list();
  expect(first.annotations.map(({ id }) => id)).toEqual([kept.annotation.id]);
  expect(current.annotations).toHaveLength(2);
});

test('is found in the past of the document', async () => {
  const { first } = await finish();
  const at = new Date().toISOString();
  const before = (await list()).first;
  await setState('in_progress');
  await coder().annotation.edit({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: first.id,
    version: 1,
    change: { memo: 'later' },
  });
  for (const moment of [at, new Date().toISOString()]) {
    const past = layersIn(await owner().history.documentAt({ ...here(), at: moment }));
    expect(past.first).toEqual(before);
  }
});

test('no statement changes it', async () => {
  const { first } = await finish();
  await setState('in_progress');
  await coder().annotation.edit({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: first.id,
    version: 1,
    change: { memo: 'x' },
  });
  const refused = (statement: string) => expect(api.db.pool.query(statement)).rejects.toThrow();
  await refused(`UPDATE first_pass_row SET row = '{}'`);
  await refused('DELETE FROM first_pass_row');
  await refused('TRUNCATE first_pass_row');
  await refused('UPDATE layer SET epoch = epoch - 1 WHERE epoch > 0');
  await refused(`UPDATE layer SET source_epoch = source_epoch + 1 WHERE kind = 'first_pass'`);
  await refused(
    'UPDATE layer SET source_layer_id = NULL, source_epoch = NULL WHERE source_layer_id IS NOT NULL',
  );
});

test.each(['annotation', 'reading'])('has every column of an %s', async (noun) => {
  const columns = async (relation: string) => {
    const { rows } = await api.db.pool.query<{ name: string; type: string }>(
      `SELECT attname AS name, atttypid::regtype::text AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [relation],
    );
    return rows;
  };
  // A migration that adds a column must end with layered_views_again().
  expect(await columns(`layered_${noun}`)).toEqual(await columns(noun));
});

test('goes through backup and restore, and away with its project', async () => {
  const own = await openTestApi();
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-first-pass-'));
  const url = await createEmptyDatabaseUrl();
  try {
    const outer = api;
    api = own;
    study = await buildStudy(own.db);
    const { first } = await finish();
    await setState('in_progress');
    const of = { ...study.place, annotationId: first.id };
    await coder().annotation.edit({ opId: randomUUIDv7(), ...of, version: 1, change: { memo: 'x' } });
    const before = await list();
    const file = path.join(folder, 'backup');
    await backUp({ directUrl: own.db.directUrl, file });
    await restore({ directUrl: url, file });
    const copy = testApiOn(Object.assign(openDatabase({ url }), { drop: () => dropTestDatabase(url) }));
    api = copy;
    expect(await list()).toEqual(before);
    await coder().annotation.edit({ opId: randomUUIDv7(), ...of, version: 2, change: { memo: 'y' } });
    expect((await list()).first).toEqual(before.first);
    api = outer;
    expect((await checkDatabase(copy.db)).problems).toEqual([]);
    await purgeProject(copy.db, await findProject(copy.db, study.project.id));
    expect((await copy.db.pool.query('SELECT FROM first_pass_row')).rows).toEqual([]);
    await copy.close();
  } finally {
    await rm(folder, { recursive: true });
    await own.close();
  }
});

test('is stored in the same words, be it of one letter or of all of a round', async () => {
  const { project } = study;
  const watch = watchStatements(api.db);
  const revealed = async (letters: number) => {
    const round = await buildRound(api.db, project, { blind: true });
    for (let letter = 0; letter < letters; letter += 1) {
      const document = await buildDocument(api.db, project);
      await buildAssignment(api.db, project, { round, document, member: study.coder });
      const place = { ...here(), documentId: document.id, roundId: round.id };
      await coder().assignment.setState({ opId: randomUUIDv7(), ...place, state: 'done' });
    }
    const { rounds } = await owner().project.get({ projectId: project.id });
    const version = rounds.find(({ id }) => id === round.id)?.version ?? 0;
    const asked = await watch.during(() =>
      owner().round.reveal({ opId: randomUUIDv7(), projectId: project.id, roundId: round.id, version }),
    );
    const stored = asked.filter((text) => /^INSERT INTO (\S+\.)?"layer"/.test(text));
    expect(stored).toHaveLength(1);
    return stored;
  };
  // What grows with them is a value that is sent along: a thousand letters keep nobody waiting.
  expect(await revealed(6)).toEqual(await revealed(1));
});
