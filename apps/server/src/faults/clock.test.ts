import { randomUUIDv7 } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Browser, refusalOf } from '../testing/browser.ts';
import { signInAsOwner } from '../testing/installation.ts';
import { coding, find, placeOf } from '../testing/study.ts';
import { openFleetOnTestDatabase } from './testing/fleet.ts';
import { openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// Two servers of which one is an hour early and the other an hour late, and browsers of which the same is true.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, operations } = sizes.clocks;
const HOUR_MS = 3_600_000;

const skewedClock = pathToFileURL(path.join(import.meta.dirname, 'testing/skewed-clock.ts')).href;
const places = [HOUR_MS, -HOUR_MS].map((skew) => ({
  environment: { CLOCK_SKEW_MS: String(skew) },
  as: { options: ['--import', skewedClock] },
}));
const EARLY = 0;
const LATE = 1;

let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;

beforeAll(async () => {
  fleet = await openFleetOnTestDatabase({ places });
});
afterAll(() => fleet.close());

test('the order of changes is the order in which they were made, whatever any clock says', async () => {
  const crew = await fleet.openCrew();
  const clock = (editor: number) => new Date(Date.now() + (editor % 2 === 0 ? HOUR_MS : -HOUR_MS));
  const load = await openLoad({ crew, editors, seed: firstSeed, url: fleet.url, clock });
  await load.work(operations);
  const faults = await findAllFaults({ db: fleet.db, crew, ...load });
  await load.stop();
  const { rows } = await fleet.db.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM (
       SELECT lag(at) OVER (ORDER BY rev) - at AS back FROM change WHERE project_id = $1) AS step
     WHERE back > interval '1 hour'`,
    [crew.study.projectId],
  );
  const backwards = rows[0]?.count ?? 0;
  report('clocks', firstSeed, { ...countLoad(load), backwards });
  expect(faults).toEqual([]);
  expect(backwards).toBeGreaterThan(editors);
});

test('undo stops at a reveal, whichever clock was ahead', async () => {
  const { study, owner: early } = await fleet.openCrew();
  const late = new Browser(fleet.server(LATE).url);
  await signInAsOwner(late);
  expect(early.url).toBe(fleet.server(EARLY).url);
  const roundId = randomUUIDv7();
  const { projectId, documentId } = study;
  const { me } = await early.query('project.get', { projectId });
  await early.mutate('round.create', {
    opId: randomUUIDv7(),
    projectId,
    id: roundId,
    name: 'Blind',
    blind: true,
    documentIds: [documentId],
    assignments: { kind: 'chosen', chosen: [{ documentId, memberId: me.id }] },
  });
  const blind = { ...study, roundId };
  const coded = coding(blind, find(study.text, 'woord200'));
  await early.mutate('annotation.create', coded);
  await late.mutate('assignment.setState', { opId: randomUUIDv7(), ...placeOf(blind), state: 'done' });
  const round = (await late.query('project.get', { projectId })).rounds.find(({ id }) => id === roundId);
  await late.mutate('round.reveal', { opId: randomUUIDv7(), projectId, roundId, version: round?.version });
  const undo = { opId: randomUUIDv7(), projectId, target: coded.opId };
  for (const browser of [early, late]) {
    const answer = await browser.post('/trpc/operation.undo', { ...undo, opId: randomUUIDv7() });
    expect([answer.status, refusalOf(answer).code]).toEqual([409, 'nothing_to_undo']);
  }
});
