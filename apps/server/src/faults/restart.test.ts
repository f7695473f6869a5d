import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { coding, find } from '../testing/study.ts';
import { openFleetOnTestDatabase } from './testing/fleet.ts';
import { openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { ask } from './testing/sent.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// Two servers that are restarted in turn, in order, while people work.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, restarts, longestMs } = sizes.restarts;
const PLENTY = { timeout: 60_000, interval: 10 };

let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;

beforeAll(async () => {
  fleet = await openFleetOnTestDatabase({ places: [{}, {}] });
});
afterAll(() => fleet.close());

test('servers that are restarted in turn lose nothing and end in order', async () => {
  const crew = await fleet.openCrew();
  const load = await openLoad({ crew, editors, seed: firstSeed, url: fleet.url });
  const ends = await load.workDuring(async () => {
    const found: { code: number | null; milliseconds: number }[] = [];
    for (let time = 0; time < restarts; time += 1) {
      const before = load.sent.acknowledged.size;
      await expect.poll(() => load.sent.acknowledged.size - before, PLENTY).toBeGreaterThan(editors);
      const asked = performance.now();
      const code = await fleet.server(time % 2).end('SIGTERM');
      found.push({ code, milliseconds: Math.round(performance.now() - asked) });
      await fleet.restart(time % 2);
    }
    return found;
  });
  const faults = await findAllFaults({ db: fleet.db, crew, ...load });
  await load.stop();
  const longestEnd = Math.max(...ends.map(({ milliseconds }) => milliseconds));
  report('restarts', firstSeed, { ...countLoad(load), restarts, longestEnd });
  expect(faults).toEqual([]);
  expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
  expect(longestEnd).toBeLessThan(longestMs);
  for (const { counts } of load.followers) expect(counts.connections).toBeGreaterThan(1);
});

test('what is being answered when a server is told to end is answered', async () => {
  const { study, owner } = await fleet.openCrew();
  const server = fleet.server();
  const holder = new pg.Client({ connectionString: fleet.db.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM project WHERE id = $1 FOR UPDATE', [study.projectId]);
    const sender = { cookie: owner.cookie, url: () => server.url };
    const answer = ask(sender, 'annotation.create', coding(study, find(study.text, 'woord200')));
    const waiting = () =>
      fleet.db.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
    await expect.poll(async () => (await waiting()).rowCount, PLENTY).toBeGreaterThan(0);
    const ended = server.end('SIGTERM');
    const isOpen = () =>
      fetch(`${server.url}/healthz`).then(
        () => true,
        () => false,
      );
    await expect.poll(isOpen, PLENTY).toBe(false);
    await holder.query('ROLLBACK');
    expect(await answer).toMatchObject({ changes: expect.any(Array) });
    expect(await ended).toBe(0);
  } finally {
    await holder.end();
    await fleet.restart();
  }
});
