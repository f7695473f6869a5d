import { spawn } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { seededRandom } from '@koersvast/core/round';
import { checkDatabase } from '@koersvast/db';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { signInAsOwner } from '../testing/installation.ts';
import { bare } from '../testing/server-process.ts';
import { join, openStudy, placeOf, type Study } from '../testing/study.ts';
import { openFleetOnTestDatabase } from './testing/fleet.ts';
import { report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// What writes much is killed in the middle of it, with its process: nothing of it is left, and given again it is done.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { annotations, kills } = sizes.killedBulk;
const random = seededRandom(firstSeed);
const words = Array.from({ length: annotations + 20 }, (_, nth) => `woord${nth + 100}`);
const text = `${words.join(' ')}.`;

let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;
beforeAll(async () => {
  fleet = await openFleetOnTestDatabase();
});
afterAll(() => fleet.close());

interface Scene {
  readonly study: Study;
  readonly goes: string;
  readonly stays: string;
}

/** A study in which two coders have finished the same letter. */
async function openScene(owner: Browser): Promise<Scene> {
  const study = await openStudy(owner, { text, name: `Study ${randomUUIDv7()}`, tags: ['goes', 'stays'] });
  const [goes = '', stays = ''] = study.tagIds;
  for (const name of ['Anna', 'Bert']) {
    const coder = new Browser(owner.url);
    await join(owner, coder, study.projectId, { name });
    for (const [nth, quote] of words.slice(0, annotations).entries()) {
      const start = text.indexOf(quote);
      const span = { start, end: start + quote.length, quote };
      const made = { memo: null, certainty: null, madeAt: new Date().toISOString() };
      await coder.mutate('annotation.create', {
        opId: randomUUIDv7(),
        ...placeOf(study),
        annotation: { id: randomUUIDv7(), tagId: nth % 3 === 0 ? stays : goes, ...span, ...made },
      });
    }
    await coder.mutate('assignment.setState', { opId: randomUUIDv7(), ...placeOf(study), state: 'done' });
  }
  return { study, goes, stays };
}

const ofProject = ({ study }: Scene, opId: string) => ({ opId, projectId: study.projectId });
const merge = (owner: Browser, scene: Scene, opId: string) =>
  owner.mutate('tag.merge', {
    ...ofProject(scene, opId),
    tagId: scene.goes,
    version: 1,
    intoId: scene.stays,
  });

type Give = (owner: Browser, opId: string) => Promise<unknown>;

/** Each with where it can be held, from its beginning to its end. */
const commands: Record<
  string,
  { places: string[]; prepare: (owner: Browser, scene: Scene) => Promise<Give> }
> = {
  merge: {
    places: ['annotation', 'tag', 'project'],
    prepare: async (_, scene) => (owner, opId) => merge(owner, scene, opId),
  },
  'undo of a merge': {
    places: ['annotation', 'project'],
    prepare: async (owner, scene) => {
      const target = randomUUIDv7();
      await merge(owner, scene, target);
      return (again, opId) => again.mutate('operation.undo', { ...ofProject(scene, opId), target });
    },
  },
  'start of a final version': {
    places: ['tag', 'project'],
    prepare: async (_, scene) => (owner, opId) =>
      owner.mutate('adjudication.start', { opId, ...placeOf(scene.study), rule: { kind: 'unanimous' } }),
  },
  'accept alike': {
    places: ['annotation', 'project'],
    prepare: async (_, scene) => (owner, opId) =>
      owner.mutate('review.acceptAlike', { opId, ...placeOf(scene.study) }),
  },
};

/** Every row of a project, as one word for each table. */
async function rowsOf(projectId: string): Promise<unknown> {
  const { rows: tables } = await fleet.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = current_schema()
       AND column_name = 'project_id' AND table_name NOT IN ('presence', 'layered_annotation', 'layered_reading') ORDER BY 1`,
  );
  const hashes = tables.map(
    ({ name }) =>
      `(SELECT md5(coalesce(string_agg(row::text, '' ORDER BY row::text), '')) FROM "${name}" AS row WHERE project_id = $1) AS "${name}"`,
  );
  return (await fleet.db.pool.query(`SELECT ${hashes.join(', ')}`, [projectId])).rows[0];
}

const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const countWaiting = async () => (await fleet.db.pool.query(waiting)).rowCount;

/** Holds a row that the work needs, kills whoever does it when it has got there, and lets go. */
async function killAt(
  table: string,
  projectId: string,
  work: () => Promise<unknown>,
  kill: () => Promise<unknown>,
) {
  const holder = await fleet.db.pool.connect();
  try {
    await holder.query('BEGIN');
    const key = table === 'project' ? 'id' : 'project_id';
    const { rows } = await holder.query<{ ctid: string }>(`SELECT ctid FROM "${table}" WHERE ${key} = $1`, [
      projectId,
    ]);
    const chosen = rows[random.below(rows.length)];
    await holder.query(`SELECT FROM "${table}" WHERE ctid = $1 FOR UPDATE`, [chosen?.ctid]);
    const working = work().catch(() => undefined);
    await expect.poll(countWaiting, { timeout: 30_000 }).toBeGreaterThan(0);
    await kill();
    await working;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  await expect.poll(countWaiting, { timeout: 30_000 }).toBe(0);
}

const seen = async () => (await checkDatabase(fleet.db, { structure: false })).problems;

describe('killed in the middle, nothing of it is left, and given again it is done', () => {
  const all = Object.entries(commands).flatMap(([name, { places }]) =>
    places.map((place) => ({ name, place })),
  );
  // A few of them by the seed, or all.
  const chosen =
    kills >= all.length ? all : Array.from({ length: kills }, () => all[random.below(all.length)]);
  test.each(chosen.flatMap((each) => each ?? []))('$name, at its $place', async ({ name, place }) => {
    const owner = await signInAsOwner(new Browser(fleet.url()));
    const scene = await openScene(owner);
    const { projectId } = scene.study;
    const give = await commands[name]?.prepare(owner, scene);
    if (!give) throw new Error(`no command ${name}`);
    const before = await rowsOf(projectId);
    const opId = randomUUIDv7();
    await killAt(
      place,
      projectId,
      () => give(owner, opId),
      () => fleet.server().end('SIGKILL'),
    );
    expect(await rowsOf(projectId)).toEqual(before);
    await fleet.restart();
    const again = await signInAsOwner(new Browser(fleet.url()));
    await give(again, opId);
    expect(await rowsOf(projectId)).not.toEqual(before);
    expect(await seen()).toEqual([]);
    report(`killed ${name} at its ${place}`, firstSeed, { annotations });
  });
});

const purging = path.join(import.meta.dirname, '../koersvast.ts');

test('a purge that is killed in the middle leaves all of its project, and given again takes it', async () => {
  const owner = await signInAsOwner(new Browser(fleet.url()));
  const { study } = await openScene(owner);
  const { name } = (await owner.query('project.get', { projectId: study.projectId })).project;
  const before = await rowsOf(study.projectId);
  const start = () =>
    spawn(process.execPath, [purging, 'purge', name, '--name', name], {
      cwd: '/',
      env: {
        ...bare,
        HOME: fleet.dataDir,
        DATA_DIR: fleet.dataDir,
        DATABASE_URL: fleet.db.url,
      },
      stdio: 'ignore',
    });
  let child = start();
  await killAt(
    ['layer', 'tag', 'annotation'][random.below(3)] ?? 'layer',
    study.projectId,
    () => once(child, 'exit'),
    async () => child.kill('SIGKILL'),
  );
  expect(await rowsOf(study.projectId)).toEqual(before);
  child = start();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await rowsOf(study.projectId)).not.toEqual(before);
  expect(await seen()).toEqual([]);
});
