import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Database, openDatabase } from '@koersvast/db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Crew } from '../faults/testing/crew.ts';
import { type Fleet, openFleet } from '../faults/testing/fleet.ts';
import { type Load, openLoad } from '../faults/testing/load.ts';
import { countLoad, findAllFaults } from '../faults/testing/proof.ts';
import { type Network, openNetwork } from './testing/network.ts';
import { missingPrograms, type PatroniCluster, startPatroni } from './testing/patroni.ts';

// Two servers on a cluster that loses its primary, and whose network is cut, under coders who write.

const MACHINES = 3;
const PLENTY = { timeout: 240_000, interval: 20 };
const whole = (value: string | undefined, otherwise: number) => (value ? Number(value) : otherwise);
/**
 * In `npm test` little, beside whatever else runs there: that coding goes on at all is waited for. `npm run
 * proof:cluster` does all of it, and says within what time.
 */
const sizes =
  process.env.MODE === 'full'
    ? {
        kills: whole(process.env.CLUSTER_KILLS, 10),
        cuts: whole(process.env.CLUSTER_CUTS, 4),
        coders: whole(process.env.CLUSTER_CODERS, 50),
        longestSilenceMs: 30_000,
      }
    : { kills: 1, cuts: 0, coders: 6, longestSilenceMs: Number.POSITIVE_INFINITY };
const { kills, cuts, coders } = sizes;

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 900_000 });

const missing = await missingPrograms();
const network = missing.length === 0 ? await openNetwork(MACHINES) : null;
if (missing.length > 0) say(`Left out: there is no ${missing.join(', no ')} on this machine.`);
else if (!network) say('Left out: this machine lets nobody make networks of their own.');

let cluster: PatroniCluster;
let fleet: Fleet;
let db: Database;

beforeAll(async () => {
  if (!network) return;
  cluster = await startPatroni(network, MACHINES);
  fleet = await openFleet({ places: [{}, {}], databaseUrl: cluster.url });
  db = openDatabase({ url: cluster.url, poolSize: 2 });
});
afterAll(async () => {
  // Faults of the program, should one have met it: what may pass is no fault.
  const log = fleet ? await readFile(path.join(fleet.dataDir, 'server.log'), 'utf8').catch(() => '') : '';
  for (const line of log
    .split('\n')
    .filter((line) => /"level":(50|60)/.test(line))
    .slice(0, 5))
    say(line.slice(0, 2_000));
  await db?.close();
  await fleet?.close();
  await cluster?.stop();
  await network?.close();
});

if (kills > 0)
  test.runIf(network)('a primary that is killed takes nothing with it, and coding goes on', async () => {
    const crew = await fleet.openCrew(coders);
    const load = await openLoad({ crew, editors: coders, seed: 1, url: fleet.url });
    const pauses = await during(load, kills, async () => {
      const machine = await cluster.leader();
      await cluster.kill(machine);
      await worked(load);
      await cluster.start(machine);
    });
    await finish('kills', crew, load, pauses);
  });

if (cuts > 0)
  test.runIf(network)('nor does a network that is cut', async () => {
    const crew = await fleet.openCrew(coders);
    const load = await openLoad({ crew, editors: coders, seed: 2, url: fleet.url });
    let round = 0;
    const pauses = await during(load, cuts, async () => {
      const primary = await cluster.leader();
      // By turns: between the primary and the standby that it waits for, and all around the primary.
      if (round++ % 2 === 0) await (network as Network).part([primary, await cluster.synchronous()]);
      else await (network as Network).cut(primary);
      await worked(load);
      await (network as Network).heal();
    });
    await finish('cuts', crew, load, pauses);
  });

/** So that each fault meets coders at work, and is over when all have gone on. */
async function worked({ sent }: Load): Promise<void> {
  const before = sent.acknowledged.size;
  await expect.poll(() => sent.acknowledged.size - before, PLENTY).toBeGreaterThan(coders * 2);
}

/** Makes so many faults under a load; how long each time nobody was answered. */
async function during(load: Load, times: number, fault: () => Promise<void>): Promise<number[]> {
  const pauses: number[] = [];
  await load.workDuring(async () => {
    for (let time = 0; time < times; time += 1) {
      await worked(load);
      await fault();
      await cluster.settled(MACHINES - 1);
      pauses.push(load.sent.longestSilence());
    }
  });
  return pauses;
}

async function finish(what: string, crew: Crew, load: Load, pauses: number[]): Promise<void> {
  const faults = await findAllFaults({ db, crew, ...load });
  await load.stop();
  const { acknowledged, refused, retries, resyncs } = countLoad(load);
  const has = (word: RegExp) => faults.filter((fault) => word.test(fault)).length;
  const longest = load.sent.longestSilence();
  say(`| ${what} | acknowledged | lost | doubled | longest pause | refused | tries again | lists read again | faults |
|---|---|---|---|---|---|---|---|---|
| ${pauses.length} | ${acknowledged} | ${has(/is lost/)} | ${has(/twice/)} | ${(longest / 1000).toFixed(1)} s | ${refused} | ${retries} | ${resyncs} | ${faults.length} |`);
  expect(faults).toEqual([]);
  // Nobody has to load their page again: each is told again by itself.
  expect(load.followers.filter((follower) => follower.refused !== null)).toEqual([]);
  expect(longest).toBeLessThan(sizes.longestSilenceMs);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
