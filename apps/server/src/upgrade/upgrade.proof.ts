import { randomUUIDv7 } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Database, openDatabase } from '@koersvast/db';
import { createEmptyDatabaseUrl, dropTestDatabase } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Crew } from '../faults/testing/crew.ts';
import { type Fleet, openFleet } from '../faults/testing/fleet.ts';
import { Follower } from '../faults/testing/follower.ts';
import { addLater, laterContract, laterExpand } from '../faults/testing/later.ts';
import * as ours from '../faults/testing/load.ts';
import { countLoad, findAllFaults } from '../faults/testing/proof.ts';
import { ask } from '../faults/testing/sent.ts';
import { coding, find } from '../testing/study.ts';
import { type Before, type Checkout, findBefore, openCommit, openPresent } from './testing/checkout.ts';

// Two servers that are upgraded in turn while people code: from a version that really was there to this one, and from
// this one to two that are made up, of which one expands the schema and one contracts it.

/** In which coding goes on, whatever starts and ends. */
const LONGEST_SILENCE_MS = 10_000;
const PLENTY = { timeout: 120_000, interval: 20 };
/** How many code in each of two studies: in one their pages are of the version before, in the other of the new one. */
const coders = Number(process.env.UPGRADE_CODERS ?? 8);

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const history = await findBefore(process.env.UPGRADE_FROM);
if (typeof history === 'string') say(`Left out: ${history}.`);
const before = typeof history === 'string' ? null : history;

/** Of how many migrations it is, what it was played between, and what came of it. */
const table: string[] = [];
const checkouts: Checkout[] = [];
let url: string;
let db: Database;
let fleet: Fleet;
let [older, present, expanded, contracted]: Checkout[] = [];

beforeAll(async () => {
  if (!before) return;
  const made = async (opening: Promise<Checkout>) => {
    const checkout = await opening;
    checkouts.push(checkout);
    return checkout;
  };
  older = await made(openCommit((before as Before).commit));
  present = await made(openPresent(async () => undefined));
  expanded = await made(openPresent((folder) => addLater(folder, laterExpand)));
  contracted = await made(
    openPresent(async (folder) => {
      await addLater(folder, laterExpand);
      await addLater(folder, laterContract);
    }),
  );
  url = await createEmptyDatabaseUrl("ENCODING 'UTF8'");
  db = openDatabase({ url, poolSize: 2 });
  const { program } = older;
  fleet = await openFleet({ places: [{ as: { program } }, { as: { program } }], databaseUrl: url });
});
afterAll(async () => {
  const log = fleet ? await readFile(path.join(fleet.dataDir, 'server.log'), 'utf8').catch(() => '') : '';
  const faults = log.split('\n').filter((line) => /"level":(50|60)/.test(line));
  for (const line of faults.slice(0, 5)) say(line.slice(0, 2_000));
  if (table.length > 0)
    say(`| servers | migrations | acknowledged | lost | doubled | longest pause | refused | tries again | lists read again | faults |
|---|---|---|---|---|---|---|---|---|---|
${table.join('\n')}`);
  await fleet?.close();
  await db?.close();
  if (url) await dropTestDatabase(url);
  for (const { folder } of checkouts) await rm(folder, { recursive: true, force: true });
});

test.runIf(before)('from a version that was there to this one', async () => {
  const { commit, because } = before as Before;
  say(`From ${commit.slice(0, 12)}: ${because}.`);
  await upgrade(`${commit.slice(0, 8)} to this one`, older, present);
});

test.runIf(before)('from this one to one that expands the schema', () =>
  upgrade('this one to one that expands', present, expanded),
);

// Whoever upgrades in turn passes over no version; whoever starts the one before all the same is told.
test.runIf(before)('from that to one that contracts, beside which none of before starts', () =>
  upgrade('that to one that contracts', expanded, contracted),
);

/** Upgrades the first server, starts an older one beside it, and upgrades that. */
async function upgrade(what: string, from?: Checkout, to?: Checkout) {
  if (!from || !to) throw new Error('there is nothing to upgrade');
  const known = new Set(from.migrations.map(({ name }) => name));
  const added = to.migrations.filter(({ name }) => !known.has(name));
  const contracting = added.find(({ kind }) => kind !== 'expand');
  const theirs: typeof ours = await import(path.join(from.folder, 'apps/server/src/faults/testing/load.ts'));
  const studies: { crew: Crew; load: ours.Load }[] = [];
  for (const [seed, { openLoad }] of [theirs, ours].entries()) {
    const crew = await fleet.openCrew(coders);
    studies.push({ crew, load: await openLoad({ crew, editors: coders, seed, url: fleet.url }) });
  }
  const loads = studies.map(({ load }) => load);
  const worked = async () => {
    const counts = loads.map(({ sent }) => sent.acknowledged.size);
    for (const [at, { sent }] of loads.entries())
      await expect.poll(() => sent.acknowledged.size - (counts[at] ?? 0), PLENTY).toBeGreaterThan(coders * 5);
  };
  const replace = async (place: number) => {
    // One that was refused had ended before.
    expect(await fleet.server(place).end('SIGTERM')).toBe(contracting && place === 1 ? 1 : 0);
    await fleet.restart(place, { program: to.program });
    await expect.poll(() => readiness(place), PLENTY).toEqual([200, { ok: true }]);
    await worked();
  };
  const [first, second] = loads;
  await first?.workDuring(() =>
    (second as ours.Load).workDuring(async () => {
      await worked();
      await replace(0);
      if (contracting) await refused(from, contracting.name);
      else await beside(from);
      await worked();
      await replace(1);
    }),
  );
  const isOurs = new Set(present?.migrations.map(({ name }) => name));
  const beyond = to.migrations.some(({ name }) => !isOurs.has(name));
  for (const [at, study] of studies.entries())
    await judge(beyond, `${what}, pages of ${at === 0 ? 'before' : 'the new one'} | ${added.length}`, study);
}

/** The older server says that it can no longer do its work, ends in order, and does not start. */
async function refused({ program }: Checkout, migration: string) {
  await expect.poll(() => readiness(1), PLENTY).toEqual([503, { ok: false, reason: 'migrations' }]);
  expect(await fleet.server(1).end('SIGTERM')).toBe(0);
  await expect(fleet.restart(1, { program })).rejects.toThrow(
    `This database is newer than this Koersvast (it has the migration ${migration}): update the program.`,
  );
  expect(await fleet.server(1).ended).toBe(1);
}

/** The older server goes on, may be started again, and hears what is coded at the new one, as that hears it. */
async function beside({ program }: Checkout) {
  expect(await readiness(1)).toEqual([200, { ok: true }]);
  expect(await fleet.server(1).end('SIGTERM')).toBe(0);
  await fleet.restart(1, { program });
  await expect.poll(() => readiness(1), PLENTY).toEqual([200, { ok: true }]);
  const { study, owner } = await fleet.openCrew(0);
  const at = (place: number) => ({ cookie: owner.cookie, url: () => fleet.server(place).url });
  for (const [here, there] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const follower = await new Follower(study, at(there)).open();
    await expect.poll(() => follower.counts.connections, PLENTY).toBeGreaterThan(0);
    const opId = randomUUIDv7();
    const given = { ...coding(study, find(study.text, `woord20${here}`)), opId };
    expect(await ask(at(here), 'annotation.create', given)).toMatchObject({ changes: expect.any(Array) });
    await expect.poll(() => follower.toldAt.has(opId), PLENTY).toBe(true);
    await follower.stop();
  }
}

async function readiness(place: number) {
  const answer = await fetch(`${fleet.server(place).url}/readyz`);
  return [answer.status, await answer.json()];
}

/** That a schema of after this version is not this version's is no fault. */
const ofSchema = /is not (of this program|as this program makes it)\.$/;

async function judge(beyond: boolean, what: string, { crew, load }: { crew: Crew; load: ours.Load }) {
  const found = await findAllFaults({ db, crew, ...load });
  const faults = beyond ? found.filter((fault) => !ofSchema.test(fault)) : found;
  await load.stop();
  const { acknowledged, refused, retries, resyncs } = countLoad(load);
  const has = (word: RegExp) => faults.filter((fault) => word.test(fault)).length;
  const longest = load.sent.longestSilence();
  table.push(
    `| ${what} | ${acknowledged} | ${has(/is lost/)} | ${has(/twice/)} | ${(longest / 1000).toFixed(1)} s | ${refused} | ${retries} | ${resyncs} | ${faults.length} |`,
  );
  expect(faults).toEqual([]);
  expect(load.followers.filter((follower) => follower.refused !== null)).toEqual([]);
  expect(longest).toBeLessThan(LONGEST_SILENCE_MS);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
