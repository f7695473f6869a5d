import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@koersvast/core/round';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Fleet, openFleetOnTestDatabase } from './testing/fleet.ts';
import { openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, kills, firstAnswerMs } = sizes.killedServer;

let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;

beforeAll(async () => {
  fleet = await openFleetOnTestDatabase();
});
afterAll(() => fleet.close());

/** Kills the server at some moment and starts it again. Returns how long nothing was acknowledged from then on. */
async function kill({ server, restart }: Fleet, firstAfter: (moment: number) => number, delay: number) {
  await wait(delay);
  await server().end('SIGKILL');
  const launched = performance.now();
  await restart();
  await expect.poll(() => firstAfter(launched), { timeout: 60_000, interval: 10 }).toBeLessThan(Infinity);
  return Math.round(firstAfter(launched) - launched);
}

test('a server that is killed takes nothing with it', async () => {
  const { db } = fleet;
  const crew = await fleet.openCrew();
  const random = seededRandom(firstSeed);
  const load = await openLoad({ crew, editors, seed: firstSeed, url: fleet.url });
  const waits = await load.workDuring(async () => {
    const found: number[] = [];
    for (let time = 0; time < kills; time += 1)
      found.push(await kill(fleet, (moment) => load.sent.firstAfter(moment), 200 + random.below(2_800)));
    return found;
  });
  const faults = await findAllFaults({ db, crew, ...load });
  await load.stop();
  const firstAnswer = Math.max(...waits);
  report('killed server', firstSeed, { ...countLoad(load), kills: waits.length, firstAnswer });
  expect(faults).toEqual([]);
  expect(load.sent.retries).toBeGreaterThan(kills);
  expect(firstAnswer).toBeLessThan(firstAnswerMs);
});
