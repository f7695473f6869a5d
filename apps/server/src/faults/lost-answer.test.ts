import { seededRandom } from '@koersvast/core/round';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refusalOf } from '../testing/browser.ts';
import { type Installation, openAnother, openInstallation, type Server } from '../testing/installation.ts';
import { coding, find } from '../testing/study.ts';
import { type Crew, openCrew } from './testing/crew.ts';
import { openFaultProxy } from './testing/fault-proxy.ts';
import { openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// A network that loses answers, doubles requests and lets them overtake each other, before two servers.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, operations } = sizes.lostAnswers;

let installation: Installation;
let second: Server;
let crew: Crew;

beforeAll(async () => {
  installation = await openInstallation();
  second = await openAnother(installation.db);
  crew = await openCrew(await installation.owner());
});
afterAll(async () => {
  await second.close();
  await installation.close();
});

test('an operation whose answer is lost is carried out once', async () => {
  const proxy = await openFaultProxy([installation.url, second.url], seededRandom(firstSeed));
  const load = await openLoad({ crew, editors, seed: firstSeed, url: () => proxy.url });
  await load.work(operations);
  const faults = await findAllFaults({ db: installation.db, crew, ...load });
  await load.stop();
  await proxy.close();
  report('lost answers', firstSeed, { ...countLoad(load), ...proxy.counts });
  expect(faults).toEqual([]);
  expect(load.sent.answered).toBe(editors * operations);
  for (const count of Object.values(proxy.counts)) expect(count).toBeGreaterThan((editors * operations) / 20);
});

test('an operation that comes back with another payload is refused', async () => {
  const input = coding(crew.study, find(crew.study.text, 'woord498 woord499'));
  await crew.owner.mutate('annotation.create', input);
  const other = { ...input, annotation: { ...input.annotation, memo: 'anders' } };
  const answer = await crew.owner.post('/trpc/annotation.create', other);
  expect([answer.status, refusalOf(answer).code]).toEqual([409, 'operation_id_reused']);
});
