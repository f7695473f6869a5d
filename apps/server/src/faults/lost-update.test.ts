import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Installation, openAnother, openInstallation, type Server } from '../testing/installation.ts';
import { openCrew } from './testing/crew.ts';
import { openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// Many tabs of few coders in one document: first on one server, then on two that know nothing of each other.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, operations, seeds } = sizes.lostUpdates;

let installation: Installation;
let second: Server;

beforeAll(async () => {
  installation = await openInstallation();
  second = await openAnother(installation.db);
});
afterAll(async () => {
  await second.close();
  await installation.close();
});

const runs = Array.from({ length: seeds }, (_, at) => firstSeed + at * 1_000);

async function play(what: string, seed: number, servers: readonly string[]) {
  const { db } = installation;
  const crew = await openCrew(await installation.owner());
  let turn = 0;
  const url = () => servers[turn++ % servers.length] ?? '';
  const load = await openLoad({ crew, editors, seed, url });
  const from = performance.now();
  await load.work(operations);
  const milliseconds = Math.round(performance.now() - from);
  const faults = await findAllFaults({ db, crew, ...load });
  await load.stop();
  report(what, seed, { ...countLoad(load), faults: faults.length, milliseconds });
  expect(faults).toEqual([]);
  expect(load.sent.answered).toBe(editors * operations);
  expect(load.sent.refused.size).toBeGreaterThan(0);
}

test.for(runs)('no update is lost and none is doubled on one server: seed %d', (seed) =>
  play('one server', seed, [installation.url]),
);

test.for(runs)('nor on two servers: seed %d', (seed) =>
  play('two servers', seed, [installation.url, second.url]),
);
