import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { type Installation, openAnother, openInstallation } from '../testing/installation.ts';
import { coding, find } from '../testing/study.ts';
import { type Crew, openCrew } from './testing/crew.ts';
import { Follower } from './testing/follower.ts';
import { findAllFaults, report } from './testing/proof.ts';
import { type Answer, ask, type Sender, Sent, send } from './testing/sent.ts';
import { firstSeed, sizes } from './testing/sizes.ts';
import { openSlowLine } from './testing/slow-line.ts';

// Few connections, many requests, somebody who holds what all of them need, and a long way to the database.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { requests, streams, delayMs, heldMs, longestMs, recoveryMs } = sizes.slowDatabase;
const CONNECTIONS = 5;
const PLENTY = { timeout: 60_000, interval: 20 };

let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation({ poolSize: CONNECTIONS });
});
afterAll(() => installation.close());

const input = ({ study }: Crew, number: number) => coding(study, find(study.text, `woord${100 + number}`));

/** Holds the project for so long. */
async function hold<T>(projectId: string, milliseconds: number, meanwhile: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: installation.db.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM project WHERE id = $1 FOR UPDATE', [projectId]);
    const result = meanwhile();
    await holder.query('SELECT pg_sleep($1)', [milliseconds / 1_000]);
    await holder.query('ROLLBACK');
    return await result;
  } finally {
    await holder.end();
  }
}

test.for([
  { what: 'near', delay: 0 },
  { what: 'far away', delay: delayMs },
])(
  'a database $what that does not get on is busy soon, and forgotten soon after',
  async ({ what, delay }) => {
    const crew = await openCrew(await installation.owner());
    const line = await openSlowLine(installation.db.url);
    const server = await openAnother(line, { poolSize: CONNECTIONS });
    const { cookie } = crew.owner;
    const sender: Sender = { cookie, url: () => server.url };
    const sent = new Sent();
    const inputs = Array.from({ length: requests }, (_, number) => input(crew, number));
    const asking = inputs.map((each) => async () => {
      const from = performance.now();
      const answer = await ask(sender, 'annotation.create', each);
      return { answer, milliseconds: Math.round(performance.now() - from) };
    });
    line.delayMs = delay;
    const asked = performance.now();
    await fetch(`${server.url}/readyz`);
    expect(performance.now() - asked).toBeGreaterThan(delay);
    const [header, ...held] = await hold(crew.study.projectId, heldMs, () =>
      Promise.all([
        new Browser(server.url).post('/trpc/annotation.create', input(crew, requests + 1), { cookie }),
        ...asking.map((each) => each()),
      ]),
    );
    line.delayMs = 0;
    const from = performance.now();
    await send(sender, 'annotation.create', input(crew, requests), { sent });
    const recovery = Math.round(performance.now() - from);
    // What was refused as busy was not refused for good: the same operation is carried out when it comes again.
    await Promise.all(inputs.map((each) => send(sender, 'annotation.create', each, { sent, since: asked })));
    const isBusy = (answer: Answer | null) => answer && 'refused' in answer && answer.refused === 'busy';
    const busy = held.filter(({ answer }) => isBusy(answer)).length;
    const longest = Math.max(...held.map(({ milliseconds }) => milliseconds));
    report(`slow database, ${what}`, firstSeed, { busy, longest, recovery });
    expect(busy).toBeGreaterThan(CONNECTIONS);
    expect([header.status, header.headers.get('retry-after')]).toEqual([503, '1']);
    expect(longest).toBeLessThan(longestMs);
    expect(recovery).toBeLessThan(recoveryMs);
    expect(held.every(({ answer }) => answer !== null)).toBe(true);
    expect(sent.acknowledged.size).toBe(requests + 1);
    await server.close();
    await line.close();
    expect(await findAllFaults({ db: installation.db, crew, sent, followers: [] })).toEqual([]);
  },
);

test('streams hold no connection to the database', async () => {
  const { pool } = installation.db;
  const crew = await openCrew(await installation.owner());
  const sender: Sender = { cookie: crew.owner.cookie, url: () => installation.url };
  const followers = await Promise.all(
    Array.from({ length: streams }, (_, each) => {
      // As many as one person may have are not enough.
      const browser = crew.people[each % crew.people.length]?.browser ?? crew.owner;
      return new Follower(crew.study, { ...sender, cookie: browser.cookie }).open();
    }),
  );
  const all = () => followers.filter(({ counts }) => counts.connections > 0).length;
  await expect.poll(all, PLENTY).toBe(streams);
  await expect.poll(() => pool.idleCount === pool.totalCount && pool.waitingCount === 0, PLENTY).toBe(true);
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'koersvast%'",
  );
  // One more listens for all of them, and one says what is new.
  expect(rows[0]?.count).toBeGreaterThan(0);
  expect(rows[0]?.count).toBeLessThanOrEqual(CONNECTIONS + 2);
  const sent = new Sent();
  await send(sender, 'annotation.create', input(crew, 0), { sent });
  const told = () => followers.filter(({ counts }) => counts.changes > 0).length;
  await expect.poll(told, PLENTY).toBe(streams);
  await Promise.all(followers.map((follower) => follower.stop()));
});
