import { setTimeout as wait } from 'node:timers/promises';
import { type Random, seededRandom } from '@koersvast/core/round';
import { outsideTransaction, sql } from '@koersvast/db';
import { command } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Installation, openAnother, openInstallation, type Server } from '../testing/installation.ts';
import { freePort } from '../testing/server-process.ts';
import { type Crew, openCrew } from './testing/crew.ts';
import { Follower } from './testing/follower.ts';
import { type Load, openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// What readers are told while streams break, servers restart, and nobody can listen.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { readers, writers, cutMs, faultyMs, healthyLagMs, lagMs } = sizes.streams;
const PLENTY = { timeout: 60_000, interval: 10 };

let installation: Installation;
let second: Server;
let port: number;
let crew: Crew;
let load: Load;
let followers: Follower[];

beforeAll(async () => {
  installation = await openInstallation();
  port = await freePort();
  second = await openAnother(installation.db, { port });
});
afterAll(async () => {
  await second.close();
  await installation.close();
});

/** Writers on the one server, and readers on the other. */
async function open(): Promise<void> {
  crew = await openCrew(await installation.owner());
  load = await openLoad({ crew, editors: writers, seed: firstSeed, url: () => installation.url });
  const senders = crew.people.map(({ browser }) => ({ cookie: browser.cookie, url: () => second.url }));
  followers = await Promise.all(
    Array.from({ length: readers }, (_, number) =>
      new Follower(crew.study, senders[number % senders.length] ?? { cookie: '', url: () => '' }).open(),
    ),
  );
}

async function restartSecond(): Promise<void> {
  await second.close();
  second = await openAnother(installation.db, { port });
}

/** How long after its acknowledgement the slowest one in a hundred of what was told was told, in milliseconds. */
function slowest(since: number): number {
  const lags = [...load.sent.acknowledged.values()]
    .filter(({ to }) => to > since)
    .flatMap(({ to, changes }) => changes.map(({ opId }) => ({ to, opId })))
    .flatMap(({ to, opId }) => followers.flatMap(({ toldAt }) => (toldAt.get(opId) ?? to) - to))
    .sort((a, b) => a - b);
  return Math.round(lags[Math.floor(lags.length * 0.99)] ?? 0);
}

async function finish(what: string, figures: Record<string, number>): Promise<void> {
  const all = [...followers, ...load.followers];
  const faults = await findAllFaults({ db: installation.db, crew, sent: load.sent, followers: all });
  await Promise.all(all.map((follower) => follower.stop()));
  const connections = all.reduce((sum, { counts }) => sum + counts.connections, 0);
  report(what, firstSeed, { ...countLoad({ sent: load.sent, followers: all }), connections, ...figures });
  expect(faults).toEqual([]);
}

/** Until each reader has been told everything. */
async function catchUp(): Promise<void> {
  const told = await outsideTransaction(installation.db).row(
    z.object({ count: z.number() }),
    sql`SELECT count(*)::int AS count FROM change
        WHERE project_id = ${crew.study.projectId}::uuid AND stream <> 'audit'`,
  );
  const last = told?.count ?? 0;
  await expect.poll(() => followers.filter(({ seen }) => seen < last).length, PLENTY).toBe(0);
}

/** Breaks a stream again and again until the time is over. */
async function keepCutting(follower: Follower, random: Random, until: number): Promise<number> {
  const [shortest = 0, longest = 0] = cutMs;
  for (let cuts = 0; ; cuts += 1) {
    await wait(shortest + random.below(longest - shortest));
    if (performance.now() > until) return cuts;
    follower.cut();
  }
}

async function cutListeners(): Promise<number> {
  const { rowCount } = await installation.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'koersvast-listen'`,
  );
  return rowCount ?? 0;
}

test('readers are told everything once and in order, whatever breaks', async () => {
  await open();
  const begun = performance.now();
  await load.work(10);
  await catchUp();
  const healthyLag = slowest(begun);

  const random = seededRandom(firstSeed);
  const until = performance.now() + faultyMs;
  let listeners = 0;
  const cuts = await load.workDuring(async () => {
    const cutting = Promise.all(followers.map((follower) => keepCutting(follower, random, until)));
    await wait(faultyMs / 3);
    listeners = await cutListeners();
    await wait(faultyMs / 3);
    await restartSecond();
    return (await cutting).reduce((sum, each) => sum + each, 0);
  });
  const over = performance.now();
  await catchUp();
  const lag = Math.round(performance.now() - over);
  await finish('streams', { healthyLag, lag, cuts, listeners });
  expect(followers.map(({ counts }) => counts.resyncs)).toEqual(followers.map(() => 0));
  expect(cuts).toBeGreaterThan(readers);
  expect(listeners).toBe(2);
  expect(healthyLag).toBeLessThan(healthyLagMs);
  expect(lag).toBeLessThan(lagMs);
});

/** So many changes of one operation of the owner's, too many to be told at once. */
async function makeChanges(count: number): Promise<void> {
  const { study, owner } = crew;
  const { me, rounds } = await owner.query('project.get', { projectId: study.projectId });
  const { person } = await owner.query('session.current', {});
  const [round] = rounds;
  if (!round || !person) throw new Error('the study has no round or nobody');
  const founder = { id: me.id, personId: person.id, role: me.role };
  await command(
    installation.db,
    { id: study.projectId, owner: founder, round },
    'tag.edit',
    async (given) => {
      const tag = await given.lock('tag', { id: study.tagIds[0] ?? '' });
      for (let change = 0; change < count; change += 1) given.record('tag', tag, tag);
      return null;
    },
  );
}

test('a server that restarts while readers catch up tells none of it twice', async () => {
  await open();
  await second.close();
  await makeChanges(1_900);
  second = await openAnother(installation.db, { port });
  const midway = () => followers.filter(({ counts }) => counts.changes > 0).length;
  await expect.poll(midway, { ...PLENTY, interval: 1 }).toBeGreaterThan(0);
  const unfinished = followers.filter(({ counts }) => counts.changes < 1_900).length;
  await restartSecond();
  await load.work(2);
  await finish('restart while catching up', { unfinished });
  expect(unfinished).toBeGreaterThan(0);
  expect(followers.map(({ counts }) => counts.resyncs)).toEqual(followers.map(() => 0));
});

test('readers who were left far behind read everything again, once', async () => {
  await open();
  await second.close();
  await load.work(5);
  await makeChanges(5_000);
  second = await openAnother(installation.db, { port });
  await catchUp();
  await load.work(2);
  await finish('far behind', {});
  expect(followers.map(({ counts }) => counts.resyncs)).toEqual(followers.map(() => 1));
});
