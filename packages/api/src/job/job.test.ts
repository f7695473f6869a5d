import { randomUUIDv7 } from 'node:crypto';
import { type Job, job as jobSchema, type LiveEvent, liveEvent } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isLivingJob, jobAttempts, jobsKeptDays } from '@koersvast/core/job';
import { limits } from '@koersvast/core/limit';
import {
  cancelJob,
  createFeed,
  type Feed,
  giveJob,
  installationPlace,
  type NewJob,
  readJob,
  transact,
} from '@koersvast/db';
import { buildMember, buildPerson, buildProject, editMember, type TestMember } from '@koersvast/db/testing';
import { isTrackedEnvelope } from '@trpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { type AnyJob, declareJob, type JobContext, LeaseLost } from './kind.ts';
import { type JobLimits, type OpenJobs, openJobs } from './runner.ts';

let api: TestApi;
let study: Study;
let reviewer: TestMember;
beforeAll(async () => {
  api = await openTestApi(12);
});
beforeEach(async () => {
  study = await buildStudy(api.db);
  reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
});
afterAll(() => api.close());

type Run = (name: string, context: JobContext) => Promise<object | null>;

const input = z.strictObject({ name: z.string() });
/** Two kinds that do what a test says: one may be begun again, the other may not. */
const kindsThat = (run: Run): AnyJob[] => [
  declareJob({ kind: 'tag.import', input, again: true, run: ({ name }, context) => run(name, context) }),
  declareJob({
    kind: 'installation.backup',
    input,
    again: false,
    run: ({ name }, context) => run(name, context),
  }),
];

const servers: OpenJobs[] = [];
const feeds: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of servers.splice(0)) await each.close();
  for (const each of feeds.splice(0)) await each.close();
  await api.db.pool.query(`DELETE FROM job`);
});

/** A server of its own on the same database, as far as long work is concerned. */
function openServer(run: Run, over: Partial<JobLimits> = {}): OpenJobs {
  const feed = createFeed(api.db);
  const log = { error: () => undefined, warn: () => undefined };
  const server = openJobs({
    ...{ db: api.db, backups: api.backups, work: workHere, log, feed },
    now: () => new Date(),
    newId: () => randomUUIDv7(),
    kinds: kindsThat(run),
    limits: { graceMs: 50, lookMs: 200, againMs: 1, beatMs: 100, ...over },
  });
  server.start();
  servers.push(server);
  feeds.push(feed);
  return server;
}

const owner = () => study.project.owner;

async function give(name: string, over: Partial<NewJob> = {}) {
  const { id } = await transact(api.db, (tx) =>
    giveJob(tx, {
      ...{ id: randomUUIDv7(), projectId: study.project.id, personId: owner().personId },
      ...{ kind: 'tag.import', once: null, input: { name }, createdAt: new Date(), ...over },
    }),
  );
  return { place: over.projectId === null ? installationPlace : (over.projectId ?? study.project.id), id };
}

const stateOf = async (at: { place: string; id: string }) => {
  const found = await transact(api.db, (tx) => readJob(tx, at));
  return found && [found.state, ...found.problems.map(({ code }) => code)].join(' ');
};
const PLENTY = { timeout: 40_000, interval: 10 };
const ends = (at: { place: string; id: string }, state: string) =>
  expect.poll(() => stateOf(at), PLENTY).toBe(state);
/**
 * Takes a job from who holds it now, as often as they give a sign of life, and says how it stands: as if they had given
 * none for too long.
 */
async function givenUp(at: { place: string; id: string }): Promise<() => Promise<string | null>> {
  const { rows } = await api.db.pool.query<{ lease: string }>(`SELECT lease FROM job WHERE id = $1`, [at.id]);
  return async () => {
    await api.db.pool.query(
      `UPDATE job SET leased_until = now() - interval '1 second' WHERE id = $1 AND lease = $2`,
      [at.id, rows[0]?.lease],
    );
    return stateOf(at);
  };
}
/** The same once, for what nobody gives signs of any more. */
const expire = ({ id }: { id: string }) =>
  api.db.pool.query(`UPDATE job SET leased_until = now() - interval '1 second' WHERE id = $1`, [id]);

/** Does not end by itself, but listens to what it is told. */
const untilStopped = ({ signal }: JobContext) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const as = ({ personId }: { personId: string }) => api.as(personId).job;
const at = ({ id }: { id: string }) => ({ projectId: study.project.id, jobId: id });

describe('a job', () => {
  test('says how far it is, and what came of it, to whoever asked for it', async () => {
    const go = Promise.withResolvers<void>();
    openServer(async (name, { progress }) => {
      progress('comparing', 3, 7);
      await go.promise;
      return { read: name };
    });
    const given = await give('a file');
    const seen = () => as(owner()).get(at(given));
    await expect
      .poll(async () => (await seen()).job, PLENTY)
      .toMatchObject({
        ...{
          state: 'running',
          step: 'comparing',
          done: 3,
          total: 7,
          mine: true,
          mayCancel: true,
          problems: [],
        },
      });
    go.resolve();
    await ends(given, 'done');
    const { job, result } = await seen();
    expect(result).toEqual({ read: 'a file' });
    expect(job).toMatchObject({ done: 7, total: 7, mayCancel: false, endedAt: expect.any(String) });
    expect(jobSchema.parse(job)).toEqual(job);
  });

  test('that fails says why, in a word that has sentences', async () => {
    openServer(async (name) => {
      if (name === 'refused') throw new DomainError('file_empty', { line: 1 });
      throw new Error('something secret');
    });
    const [refused, broken] = [await give('refused'), await give('broken')];
    await ends(refused, 'failed file_empty');
    await ends(broken, 'failed unexpected');
    const { job } = await as(owner()).get(at(broken));
    expect(JSON.stringify(job)).not.toContain('secret');
  });

  test('whose result is larger than there is room for fails, and is over', async () => {
    openServer(async () => ({ much: 'x'.repeat(4_100_000) }));
    await ends(await give('much'), 'failed unexpected');
  });

  test('is seen in outline by others who may do the same, and by nobody else', async () => {
    openServer(async () => {
      throw new DomainError('file_empty');
    });
    const given = await give('private');
    await ends(given, 'failed file_empty');
    const outline = { mine: false, state: 'failed', problems: [], by: expect.any(String), endedAt: null };
    expect(await as(reviewer).get(at(given))).toMatchObject({ job: outline, result: null });
    expect(await as(reviewer).list({})).toEqual([expect.objectContaining(outline)]);
    for (const nobody of [study.coder, { personId: (await buildPerson(api.db)).id }]) {
      expect(await codeOf(as(nobody).get(at(given)))).toBe('not_found');
      expect(await codeOf(as(nobody).cancel(at(given)))).toBe('not_found');
      expect(await as(nobody).list({})).toEqual([]);
    }
    expect(await codeOf(as(owner()).get({ projectId: null, jobId: given.id }))).toBe('not_found');
  });

  test('stays in the list of whoever asked for it, however much others ask for that is not shown', async () => {
    const mine = await give('mine', { personId: reviewer.personId });
    await api.db.pool.query(
      `INSERT INTO job (place, id, user_id, kind, state, input, created_at, ended_at)
       SELECT $1, gen_random_uuid(), $2, 'tag.tryImport', 'failed', '{}', now() + interval '1 second', now()
       FROM generate_series(1, 120)`,
      [study.project.id, owner().personId],
    );
    await transact(api.db, (tx) => cancelJob(tx, mine));
    expect(await as(reviewer).list({})).toMatchObject([{ id: mine.id, mine: true }]);
  });

  test('is shown no more to whoever has left, or may no longer do it', async () => {
    const given = await give('mine', { personId: reviewer.personId });
    expect(await as(reviewer).list({})).toHaveLength(1);
    await editMember(api.db, study.project, reviewer, { role: 'coder' });
    expect(await as(reviewer).list({})).toEqual([]);
    expect(await codeOf(as(reviewer).get(at(given)))).toBe('not_found');
    openServer(async () => null);
    await ends(given, 'failed not_allowed');
  });
});

describe('cancelling', () => {
  test('ends one that waits at once, and one that runs when it has heard of it', async () => {
    const done: string[] = [];
    const running = await give('running');
    openServer(
      async (name, context) => {
        done.push(name);
        return untilStopped(context);
      },
      { slots: 1, beatMs: 60_000 },
    );
    await expect.poll(() => done, PLENTY).toEqual(['running']);
    const waiting = await give('waiting');
    expect(await as(owner()).cancel(at(waiting))).toMatchObject({ state: 'cancelled', mayCancel: false });
    expect(await codeOf(as(reviewer).cancel(at(running)))).toBe('not_allowed');
    expect(await as(owner()).cancel(at(running))).toMatchObject({ mayCancel: false });
    await ends(running, 'cancelled');
    expect(done).toEqual(['running']);
    // Again, and of one that has ended: nothing happens.
    expect(await as(owner()).cancel(at(running))).toMatchObject({ state: 'cancelled' });
  });

  test('one whose server is gone ends it when somebody takes it up', async () => {
    const server = openServer((_, context) => untilStopped(context));
    const given = await give('left');
    await ends(given, 'running');
    await api.db.pool.query(`UPDATE job SET cancel_asked_at = now(), lease = $2 WHERE id = $1`, [
      given.id,
      randomUUIDv7(),
    ]);
    await expect.poll(() => server.inHand, PLENTY).toBe(0);
    await expire(given);
    await ends(given, 'cancelled');
  });
});

describe('servers', () => {
  test('share the work: each job is done once', async () => {
    const done: string[] = [];
    const run: Run = async (name) => {
      done.push(name);
      return null;
    };
    const given = [];
    for (let nth = 0; nth < 9; nth += 1) given.push(await give(String(nth)));
    for (const _ of ['one', 'other', 'third']) openServer(run, { slots: 2 });
    for (const each of given) await ends(each, 'done');
    expect(done.toSorted()).toEqual([...'012345678']);
  });

  test('let a project wait for no other’s long queue, and a person for no colleague’s', async () => {
    const done: string[] = [];
    const elsewhere = await buildProject(api.db);
    for (let nth = 0; nth < 5; nth += 1) await give(`a${nth}`);
    await give('colleague', { personId: reviewer.personId });
    await give('elsewhere', { projectId: elsewhere.id, personId: elsewhere.owner.personId });
    openServer(
      async (name) => {
        done.push(name);
        return null;
      },
      { slots: 1 },
    );
    await expect.poll(() => done.length, PLENTY).toBe(7);
    expect(done.indexOf('elsewhere')).toBeLessThanOrEqual(1);
    expect(done.indexOf('colleague')).toBeLessThanOrEqual(2);
  });

  test('leave room for others where one project has much', async () => {
    const running = new Set<string>();
    openServer(
      async (name, context) => {
        running.add(name);
        return untilStopped(context);
      },
      { slots: 2 },
    );
    await give('a1');
    await give('a2');
    await expect.poll(() => [...running], PLENTY).toEqual(['a1']);
    const elsewhere = await buildProject(api.db);
    await give('b1', { projectId: elsewhere.id, personId: elsewhere.owner.personId });
    await expect.poll(() => [...running], PLENTY).toEqual(['a1', 'b1']);
  });

  test('go on with what a killed one has left, and say it where that cannot be', async () => {
    const begun: string[] = [];
    await api.db.pool.query(`UPDATE "user" SET installation_role = 'owner' WHERE id = $1`, [
      owner().personId,
    ]);
    const given = [await give('again'), await give('once', { kind: 'installation.backup', projectId: null })];
    // The one that is killed: it gives no sign any more, takes nothing more, and stores nothing.
    openServer((_, context) => untilStopped(context), { beatMs: 60_000, slots: 2 });
    for (const each of given) await ends(each, 'running');
    const [again, once] = await Promise.all(given.map(givenUp));
    openServer(async (name) => {
      begun.push(name);
      return null;
    });
    await expect.poll(() => again?.(), PLENTY).toBe('done');
    await expect.poll(() => once?.(), PLENTY).toBe('failed job_interrupted');
    expect(begun).toEqual(['again']);
  });

  test('do not for ever begin what ends them each time', async () => {
    let begun = 0;
    const given = await give('deadly');
    openServer(
      async (_, context) => {
        begun += 1;
        // Held by nobody, as if this process were no more: at once, or a sign of life may come in between.
        await api.db.pool.query(
          `UPDATE job SET lease = gen_random_uuid(), leased_until = now() - interval '1 second' WHERE id = $1`,
          [given.id],
        );
        return untilStopped(context);
      },
      { slots: 2 },
    );
    await ends(given, 'failed job_interrupted');
    expect(begun).toBe(jobAttempts);
  });

  test('that were given up for dead store nothing, and what they do stands once', async () => {
    const wake = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<unknown>();
    const store = (context: JobContext, who: string) =>
      transact(api.db, async (tx) => {
        await context.fence(tx);
        await api.db.pool.query(`UPDATE "user" SET name = name || $2 WHERE id = $1`, [owner().personId, who]);
      });
    openServer(
      async (_, context) => {
        await wake.promise;
        await store(context, ' slow').catch(lost.resolve);
        return { by: 'slow' };
      },
      { beatMs: 60_000, slots: 1 },
    );
    const given = await give('slowly');
    await ends(given, 'running');
    const giveUp = await givenUp(given);
    openServer(async (_, context) => {
      await store(context, ' quick');
      return { by: 'quick' };
    });
    await expect.poll(giveUp, PLENTY).toBe('done');
    wake.resolve();
    expect(await lost.promise).toBeInstanceOf(LeaseLost);
    expect(await as(owner()).get(at(given))).toMatchObject({ result: { by: 'quick' } });
    const { rows } = await api.db.pool.query<{ name: string }>(`SELECT name FROM "user" WHERE id = $1`, [
      owner().personId,
    ]);
    expect(rows[0]?.name).toMatch(/ quick$/);
  });

  test('hear of it while they work that another has taken over, and stop', async () => {
    const stopped = Promise.withResolvers<unknown>();
    const begun = Promise.withResolvers<void>();
    openServer(async (_, context) => {
      begun.resolve();
      return untilStopped(context).catch((why: unknown) => {
        stopped.resolve(why);
        return null;
      });
    });
    const given = await give('taken');
    // Taken by another before it has begun to work, it would not begin at all, and hear nothing.
    await begun.promise;
    expect(await stateOf(given)).toBe('running');
    await api.db.pool.query(`UPDATE job SET lease = gen_random_uuid() WHERE id = $1`, [given.id]);
    expect(await stopped.promise).toBeInstanceOf(LeaseLost);
    expect(await stateOf(given)).toBe('running');
  });

  test('that stop let what is nearly done be done, and hand over the rest', async () => {
    const nearly = Promise.withResolvers<void>();
    const stopping = openServer(
      async (name, context) => {
        if (name === 'nearly') await nearly.promise;
        else await untilStopped(context);
        return null;
      },
      { graceMs: 200 },
    );
    const given = { nearly: await give('nearly'), long: await give('long') };
    for (const each of Object.values(given)) await ends(each, 'running');
    const closed = stopping.close();
    nearly.resolve();
    await closed;
    expect([await stateOf(given.nearly), await stateOf(given.long)]).toEqual(['done', 'queued']);
    const attempts = `SELECT attempts FROM job WHERE id = $1`;
    expect((await api.db.pool.query(attempts, [given.long.id])).rows).toEqual([{ attempts: 0 }]);
    openServer(async () => null);
    await ends(given.long, 'done');
  });

  test('try again what met a fault that may pass, and not for ever', async () => {
    const times: Record<string, number> = {};
    openServer(async (name) => {
      times[name] = (times[name] ?? 0) + 1;
      if (name === 'at last' && times[name] === 3) return null;
      throw times[name] === 1
        ? Object.assign(new Error('reset'), { code: 'ECONNRESET' })
        : new DomainError('busy');
    });
    await ends(await give('at last'), 'done');
    await ends(await give('never'), 'failed busy');
    expect(times).toEqual({ 'at last': 3, never: jobAttempts });
  });

  test('leave alone what only a later version knows', async () => {
    const given = await give('x');
    await api.db.pool.query(`UPDATE job SET kind = 'speech.write' WHERE id = $1`, [given.id]);
    const other = await give('known');
    openServer(async () => null);
    await ends(other, 'done');
    expect(await stateOf(given)).toBeNull();
    expect(await as(owner()).list({})).toHaveLength(1);
  });
});

describe('the queue', () => {
  test('takes so many of one person, and in one place', async () => {
    for (let nth = 0; nth < limits.jobs; nth += 1) await give(String(nth));
    const refused = give('one too many').catch((error: DomainError) => error.refusal);
    expect(await refused).toEqual({ code: 'over_limit', details: { of: 'jobs', maximum: limits.jobs } });
    for (let nth = limits.jobs; nth < limits.placeJobs; nth += limits.jobs) {
      const { personId } = await buildMember(api.db, study.project);
      for (let own = 0; own < limits.jobs; own += 1) await give(`${nth} ${own}`, { personId });
    }
    const full = give('for nobody else', { personId: reviewer.personId }).catch(
      (error: DomainError) => error.refusal,
    );
    expect(await full).toMatchObject({ details: { of: 'placeJobs' } });
  });

  test('holds one of those that are the same, also when they come at once', async () => {
    const same = await Promise.all(Array.from({ length: 6 }, () => give('same', { once: 'the file' })));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    openServer(async () => null);
    for (const each of same) await ends(each, 'done');
    expect((await give('same', { once: 'the file' })).id).not.toBe(same[0]?.id);
  });

  test('forgets what ended long ago, and at once what a job was given', async () => {
    const blobs = { file: Buffer.from('much') };
    const old = await give('old', { blobs });
    const read: string[] = [];
    const first = openServer(async (_, { blob }) => {
      read.push(Buffer.from(await blob('file')).toString());
      return null;
    });
    await ends(old, 'done');
    expect(read).toEqual(['much']);
    expect((await api.db.pool.query('SELECT 1 FROM job_blob')).rowCount).toBe(0);
    await first.close();
    await api.db.pool.query(`UPDATE job SET ended_at = ended_at - make_interval(days => $1)`, [jobsKeptDays]);
    openServer(async () => null);
    await expect.poll(() => stateOf(old), PLENTY).toBeNull();
  });
});

test('fails at once, and tells it to the log, where its signs of life cannot be stored', async () => {
  await api.db.pool.query(
    `CREATE FUNCTION refuse_sign() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no sign'; END $$;
     CREATE TRIGGER refuse_sign BEFORE UPDATE ON job FOR EACH ROW WHEN (NEW.total = 13) EXECUTE FUNCTION refuse_sign()`,
  );
  openServer((_, context) => {
    context.progress('reading', 1, 13);
    return untilStopped(context);
  });
  await ends(await give('a'), 'failed unexpected');
  await api.db.pool.query('DROP TRIGGER refuse_sign ON job; DROP FUNCTION refuse_sign');
});

describe('news of it', () => {
  async function follow(person: { personId: string }) {
    const end = new AbortController();
    const stream = await api.as(person.personId, {}, end.signal).job.follow({});
    const told: Job[][] = [];
    const reading = (async () => {
      for await (const jobs of stream) told.push(jobs);
    })();
    return {
      states: () =>
        told.map((jobs) => jobs.map(({ state, done }) => (isLivingJob(state) ? done : state)).join()),
      stop: async () => {
        end.abort();
        await reading;
      },
    };
  }

  async function open({ personId }: { personId: string }) {
    const { projectId } = study.place;
    const end = new AbortController();
    const { cursor } = await api.as(personId).project.get({ projectId });
    const stream = await api.as(personId, {}, end.signal).live.project({ projectId, cursor });
    const told: LiveEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) if (isTrackedEnvelope(event)) told.push(liveEvent.parse(event[1]));
    })();
    const jobs = () => told.flatMap((event) => (event.kind === 'jobs' ? [event.jobs] : []));
    return {
      jobs,
      presence: () => told.filter(({ kind }) => kind === 'presence').length,
      stop: async () => {
        end.abort();
        await reading;
      },
    };
  }

  test('comes by itself, to whoever may see it', async () => {
    const steps = [1, 2].map(() => Promise.withResolvers<void>());
    openServer(async (_, { progress }) => {
      progress('reading', 1, 2);
      await steps[0]?.promise;
      progress('comparing', 2, 2);
      await steps[1]?.promise;
      return null;
    });
    const mine = await follow(owner());
    const others = await follow(study.coder);
    await expect.poll(mine.states, PLENTY).toEqual(['']);
    await give('told');
    await expect.poll(() => mine.states().at(-1), PLENTY).toBe('1');
    steps[0]?.resolve();
    await expect.poll(() => mine.states().at(-1), PLENTY).toBe('2');
    steps[1]?.resolve();
    await expect.poll(() => mine.states().at(-1), PLENTY).toBe('done');
    await mine.stop();
    expect(others.states()).toEqual(['']);
    await others.stop();
  });

  test('is read with a rest in between, however much happens', async () => {
    const from = performance.now();
    const read: number[] = [];
    const watch: Feed['watch'] = (...names) => {
      const real = api.feed.watch(...names);
      const next: typeof real.next = (...how) => {
        read.push(performance.now() - from);
        real.wake();
        return real.next(...how);
      };
      return { next, wake: () => real.wake(), close: () => real.close() };
    };
    const end = new AbortController();
    const feed = { ...api.feed, watch };
    const stream = await api.as(owner().personId, { feed }, end.signal).job.follow({});
    const reading = (async () => {
      for await (const _ of stream);
    })();
    await expect.poll(() => read.length, PLENTY).toBeGreaterThan(10);
    end.abort();
    await reading;
    // Each rests for 15 ms at least, and a timer may be a millisecond early.
    expect((read[10] ?? 0) - (read[0] ?? 0)).toBeGreaterThanOrEqual(10 * 14);
  });

  test('comes in the stream of its project too, and only where there is any', async () => {
    const people = [owner(), reviewer, study.coder];
    const [mine, colleague, coder] = await Promise.all(people.map(open));
    for (const each of [mine, colleague, coder]) await expect.poll(() => each?.presence(), PLENTY).toBe(1);
    openServer(async () => ({ secret: true }));
    await give('in the project');
    await expect.poll(() => mine?.jobs().at(-1)?.[0]?.state, PLENTY).toBe('done');
    await expect.poll(() => colleague?.jobs().at(-1), PLENTY).toMatchObject([{ state: 'done', mine: false }]);
    for (const each of [mine, colleague, coder]) await each?.stop();
    expect(coder?.jobs()).toEqual([]);
  });

  test('is of a hundred in a project at most, first of all of those that go on', async () => {
    const going = await give('goes on');
    await api.db.pool.query(
      `INSERT INTO job (place, id, user_id, kind, state, input, created_at, ended_at)
       SELECT $1, uuidv7(), $2, 'tag.import', 'failed', '{}', now() + nth * interval '1 millisecond', now()
       FROM generate_series(1, 150) AS nth`,
      [study.project.id, owner().personId],
    );
    const mine = await open(owner());
    await expect.poll(() => mine.jobs().length, PLENTY).toBe(1);
    await mine.stop();
    const [told = []] = mine.jobs();
    expect(told.length).toBe(100);
    expect(told.map(({ id }) => id)).toContain(going.id);
  });
});
