import { randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkDatabase, type Database, openDatabase, openEmbedded } from '@koersvast/db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { killDatabase } from '../testing/server-process.ts';
import type { Crew } from './testing/crew.ts';
import { type Fleet, openFleet } from './testing/fleet.ts';
import { type Load, openLoad } from './testing/load.ts';
import { countLoad, findAllFaults, report } from './testing/proof.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// A server on a PostgreSQL of its own, as `npm start` makes it: what is acknowledged is on the disk.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const { editors, kills, cuts, longestSilenceMs } = sizes.killedDatabase;
const PLENTY = { timeout: 60_000, interval: 10 };

let fleet: Fleet;
let db: Database;

beforeAll(async () => {
  fleet = await openFleet({});
  // Only to learn where it is: otherwise this process would help to start it again.
  const joined = await openEmbedded({ dataDir: fleet.dataDir });
  await joined.close();
  db = openDatabase({ url: joined.url, poolSize: 1 });
});
afterAll(async () => {
  await db.close();
  await fleet.close();
});

/** So that each fault meets a server at work. */
async function worked({ sent }: Load, operations: number): Promise<void> {
  const before = sent.acknowledged.size;
  await expect.poll(() => sent.acknowledged.size - before, PLENTY).toBeGreaterThan(operations);
}

/** Cuts every connection to the database but its own; says how many there were. */
async function cutConnections(): Promise<number> {
  const { rowCount } = await db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  return rowCount ?? 0;
}

async function finish(what: string, crew: Crew, load: Load, figures: Record<string, number>): Promise<void> {
  const faults = await findAllFaults({ db, crew, ...load });
  await load.stop();
  const longestSilence = Math.round(load.sent.longestSilence());
  report(what, firstSeed, { ...countLoad(load), longestSilence, ...figures });
  expect(faults).toEqual([]);
  expect(load.sent.retries).toBeGreaterThan(0);
  expect(longestSilence).toBeLessThan(longestSilenceMs);
  const log = await readFile(path.join(fleet.dataDir, 'postgres/server.log'), 'utf8');
  expect(log).not.toContain('transaction in progress');
}

test('a database that is killed takes nothing with it, and the server goes on', async () => {
  const crew = await fleet.openCrew();
  const load = await openLoad({ crew, editors, seed: firstSeed, url: fleet.url });
  await load.workDuring(async () => {
    for (let time = 0; time < kills; time += 1) {
      await worked(load, editors * 2);
      await killDatabase(fleet.dataDir);
      await worked(load, editors);
    }
  });
  await finish('killed database', crew, load, { kills });
  const lost =
    fleet
      .server()
      .printed()
      .match(/The database has stopped/g) ?? [];
  expect(lost).toHaveLength(kills);
});

test('nor do connections that are cut', async () => {
  const crew = await fleet.openCrew();
  const load = await openLoad({ crew, editors, seed: firstSeed, url: fleet.url });
  let cut = 0;
  await load.workDuring(async () => {
    while (cut < cuts) {
      await worked(load, editors);
      cut += await cutConnections();
    }
  });
  await finish('cut connections', crew, load, { cut });
});

/** Asked until it is answered. What went wrong meanwhile is the server's to say, and never that the question was. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  await expect
    .poll(async () => {
      try {
        answer = await ask();
        return 'answered';
      } catch (error) {
        expect(String(error)).toMatch(/: 50\d |fetch failed/);
        return 'not yet';
      }
    }, PLENTY)
    .toBe('answered');
  return answer;
}

test('what finds, counts and tags meanwhile comes out whole, and once, for whoever asks again', async () => {
  const { study, owner, people } = await fleet.openCrew();
  const [{ browser: coder, memberId } = { browser: owner, memberId: '' }] = people;
  const { projectId, documentId, roundId, tagIds } = study;
  const given = () => ({ opId: randomUUIDv7(), projectId });
  await owner.mutate('assignment.assign', {
    ...{ ...given(), roundId, cells: [{ documentId, memberId, assigned: true }] },
  });
  const dictionaryId = randomUUIDv7();
  const entries = [{ concept: 'woorden', pattern: 'woord*' }];
  await coder.mutate('dictionary.save', { ...given(), id: dictionaryId, name: 'Woorden', entries });
  const search = { query: 'woord1*' };
  const collocates = () => coder.query('search.collocates', { projectId, ...search });
  const report = () => coder.query('dictionary.report', { projectId, dictionaryId });
  const before = await Promise.all([collocates(), report()]);
  const found = await coder.query('search.candidates', { projectId, roundId, ...search, boundary: 'hit' });
  if (found.state !== 'ready') throw new Error('the query was not read');
  const hits = found.letters.flatMap(({ hits: all }) =>
    all.map(({ start, end }) => ({ documentId, start, end })),
  );
  const ready = found.total;
  expect(ready).toBeGreaterThan(90);
  for (const tagId of tagIds.slice(0, kills)) {
    const tagging = { ...given(), roundId, tagId, madeAt: new Date().toISOString(), search, hits };
    const asked = Promise.all([
      untilAnswered(collocates),
      untilAnswered(report),
      untilAnswered(() => coder.mutate('search.tagHits', tagging)),
    ]);
    await killDatabase(fleet.dataDir);
    const [words, told, tagged] = await asked;
    expect([words, told]).toEqual(before);
    expect(tagged).toMatchObject({ tagged: ready, left: [] });
  }
  const { annotations } = await coder.query('annotation.list', { projectId, documentId });
  const killed = Math.min(kills, tagIds.length);
  expect(annotations).toHaveLength(killed * ready);
  expect((await checkDatabase(db, { structure: false })).problems).toEqual([]);
});
