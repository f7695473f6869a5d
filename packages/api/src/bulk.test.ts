import { randomUUIDv7 } from 'node:crypto';
import { buildAssignment, buildRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  buildStudy,
  codeOf,
  countWaiting,
  hashDatabase,
  openTestApi,
  type Study,
  type TestApi,
} from './testing/study.ts';

// What touches much at once: all of it or nothing, for readers, and when it is killed.

let api: TestApi;
let study: Study;
let round: Awaited<ReturnType<typeof buildRound>>;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
  round = await buildRound(api.db, study.project, { blind: true });
  for (const member of [study.coder, study.colleague]) {
    await buildAssignment(api.db, study.project, { round, document: study.document, member });
    const place = { ...study.place, roundId: round.id };
    for (const words of ['kabinet', 'nodig', 'druk']) {
      await api.as(member.personId).annotation.create({ ...study.coding(words), ...place });
    }
    const state = 'done' as const;
    await api.as(member.personId).assignment.setState({ opId: randomUUIDv7(), ...place, state });
  }
});
afterAll(() => api.close());

const owner = () => api.as(study.project.owner.personId);
const merging = (opId: string) =>
  owner().tag.merge({
    opId,
    projectId: study.project.id,
    tagId: study.pressure.id,
    version: study.pressure.version,
    intoId: study.cooperation.id,
  });

/** What somebody sees who reads while it is going on. */
const look = async () => {
  const { annotations, layers } = await owner().annotation.list({
    projectId: study.project.id,
    documentId: study.document.id,
  });
  return { tags: [...new Set(annotations.map(({ tagId }) => tagId))], layers: layers.length };
};

const commands = {
  merge: async () => merging,
  undo: async () => {
    const { opId: target } = await merging(randomUUIDv7());
    return (opId: string) => owner().operation.undo({ opId, projectId: study.project.id, target });
  },
  redo: async () => {
    const { opId: target } = await merging(randomUUIDv7());
    const undone = await owner().operation.undo({
      opId: randomUUIDv7(),
      projectId: study.project.id,
      target,
    });
    return (opId: string) =>
      owner().operation.undo({ opId, projectId: study.project.id, target: undone.opId });
  },
  reveal: async () => (opId: string) =>
    owner().round.reveal({ opId, projectId: study.project.id, roundId: round.id, version: round.version }),
};

test.each(Object.keys(commands) as (keyof typeof commands)[])(
  '%s: killed at its end it leaves nothing, and is done when it is sent again',
  async (name) => {
    const give = await commands[name]();
    const before = { hash: await hashDatabase(api.db), seen: await look() };
    const opId = randomUUIDv7();
    const holder = await api.db.pool.connect();
    await holder.query('BEGIN');
    // All has been written when a command asks for its project.
    await holder.query('SELECT 1 FROM project WHERE id = $1 FOR NO KEY UPDATE', [study.project.id]);
    const killed = codeOf(give(opId));
    await expect.poll(() => countWaiting(api.db)).toBe(1);
    expect(await look()).toEqual(before.seen);
    await api.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(await killed).toBe('busy');
    await holder.query('ROLLBACK');
    holder.release();
    expect(await hashDatabase(api.db)).toBe(before.hash);
    expect(await look()).toEqual(before.seen);
    const first = await give(opId);
    const after = await look();
    expect(after).not.toEqual(before.seen);
    expect(await give(opId)).toEqual(first);
    expect(await look()).toEqual(after);
  },
);

test('a first pass waits for a merge that is writing in its layer, and shows what that made of it', async () => {
  const place = { ...study.place, roundId: study.project.round.id };
  const coder = api.as(study.coder.personId);
  await coder.annotation.create({ ...study.coding('Rusland'), ...place });
  const holder = await api.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM project WHERE id = $1 FOR NO KEY UPDATE', [study.project.id]);
  const merge = merging(randomUUIDv7());
  await expect.poll(() => countWaiting(api.db)).toBe(1);
  const done = coder.assignment.setState({ opId: randomUUIDv7(), ...place, state: 'done' });
  await expect.poll(() => countWaiting(api.db)).toBe(2);
  await holder.query('COMMIT');
  holder.release();
  await Promise.all([merge, done]);
  const { layers, annotations } = await owner().annotation.list({
    projectId: study.project.id,
    documentId: study.document.id,
  });
  const first = layers.find(({ kind }) => kind === 'first_pass');
  expect(annotations.filter(({ layerId }) => layerId === first?.id).map(({ tagId }) => tagId)).toEqual([
    study.cooperation.id,
  ]);
});
