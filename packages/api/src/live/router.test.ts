import { randomUUIDv7 } from 'node:crypto';
import { type Change, type LiveEvent, liveEvent } from '@koersvast/contracts';
import { limits, shownTabs } from '@koersvast/core/limit';
import { createFeed, openDatabase } from '@koersvast/db';
import {
  asking,
  buildAssignment,
  buildMember,
  buildRound,
  buildTag,
  command,
  editMember,
  settlesWithin,
  type TestMember,
} from '@koersvast/db/testing';
import { isTrackedEnvelope } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InnerContextOptions } from '../make-context.ts';
import { buildStudy, codeOf, openTestApi, refusalFrom, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const as = (member: TestMember) => api.as(member.personId);

async function cursorOf(member: TestMember): Promise<string> {
  const { projectId, documentId } = study.place;
  return (await as(member).annotation.list({ projectId, documentId })).cursor;
}

interface Told {
  id: string;
  event: LiveEvent;
}

/** Reads a stream in the background, until `stop`; `ended` rejects with what ended it. */
async function follow(member: TestMember, cursor: string, over: Partial<InnerContextOptions> = {}) {
  const end = new AbortController();
  const caller = api.as(member.personId, over, end.signal);
  const stream = await caller.live.project({ projectId: study.project.id, cursor });
  const iterator = stream[Symbol.asyncIterator]();
  const told: Told[] = [];
  const ended = (async () => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      if (!isTrackedEnvelope(next.value)) throw new Error('an event without an id');
      const [id, event] = next.value;
      told.push({ id, event: liveEvent.parse(event) });
    }
  })();
  ended.catch(() => undefined);
  return {
    told,
    ended,
    changes: () => told.flatMap(({ event }) => (event.kind === 'changes' ? event.changes : [])),
    kinds: () => told.map(({ event }) => event.kind),
    present: () => told.flatMap(({ event }) => (event.kind === 'presence' ? [event.present] : [])).at(-1),
    stop: () => {
      end.abort();
      return ended;
    },
  };
}

const annotate = (member: TestMember, words: string) => as(member).annotation.create(study.coding(words));
const words = (changes: Change[]) =>
  changes.flatMap((change) => (change.noun === 'annotation' ? [change.after?.quote] : []));

/** Makes the stream come by without anything having happened. */
const nudge = () => api.db.notices.say(study.project.id);

describe('the stream', () => {
  test('tells what others do at once, with a cursor from which it can be resumed', async () => {
    const stream = await follow(study.colleague, await cursorOf(study.colleague));
    await annotate(study.coder, 'kabinet');
    const told = expect.poll(() => words(stream.changes()), { interval: 10 }).toEqual(['kabinet']);
    // Sooner than who only looks from time to time would find it.
    expect(await settlesWithin(1, told, api.db)).toBe(true);
    await told;
    const last = stream.told.findLast(({ event }) => event.kind === 'changes');
    await stream.stop();
    await annotate(study.coder, 'nodig');
    const resumed = await follow(study.colleague, last?.id ?? '');
    await expect.poll(() => words(resumed.changes())).toEqual(['nodig']);
    await resumed.stop();
    expect(api.feed.watching).toBe(0);
  });

  test('tells a long quote once, and not with what is changed beside it', async () => {
    study = await buildStudy(api.db, { text: `${'woord 🙂 '.repeat(400)}Slot.` });
    const long = study.text.slice(0, 3_000);
    const stream = await follow(study.colleague, await cursorOf(study.colleague));
    const made = study.coding(long);
    const of = { ...study.place, annotationId: made.annotation.id };
    await as(study.coder).annotation.create(made);
    const edit = (
      version: number,
      change: { memo: string } | { start: number; end: number; quote: string },
    ) => as(study.coder).annotation.edit({ opId: randomUUIDv7(), ...of, version, change });
    const { changes } = await edit(1, { memo: 'why' });
    expect(words(changes)).toEqual([long]);
    const longer = study.text.slice(0, 3_009);
    await edit(2, { start: 0, end: 3_009, quote: longer });
    await expect.poll(() => words(stream.changes())).toEqual([long, '', longer]);
    const [, memo] = stream.changes().filter(({ noun }) => noun === 'annotation');
    expect(memo).toMatchObject({
      before: { quote: '', memo: null },
      after: { quote: '', memo: 'why', end: 3_000 },
    });
    await stream.stop();
  });

  test('starts where the list that was read ends', async () => {
    const cursor = await cursorOf(study.colleague);
    await annotate(study.coder, 'kabinet');
    const stream = await follow(study.colleague, cursor);
    await expect.poll(() => words(stream.changes())).toEqual(['kabinet']);
    await stream.stop();
    expect(await as(study.colleague).live.catchUp({ projectId: study.project.id, cursor })).toMatchObject({
      kind: 'changes',
      changes: [{ noun: 'assignment' }, { noun: 'layer' }, { noun: 'annotation' }],
    });
  });

  test('tells of every noun in the form that the contract gives', async () => {
    await annotate(study.coder, 'kabinet');
    const { projectId } = study.place;
    const told = await as(study.coder).live.catchUp({ projectId, cursor: '' });
    expect(liveEvent.parse(told)).toEqual(told);
    const nouns = told.kind === 'changes' ? told.changes.map((change) => change.noun) : [];
    expect([...new Set(nouns)].sort()).toEqual([
      'annotation',
      'assignment',
      'document',
      'layer',
      'member',
      'project',
      'round',
      'tag',
    ]);
  });

  test('comes through another server on the same database', async () => {
    const other = openDatabase({ url: api.db.url, directUrl: api.db.directUrl, poolSize: 2 });
    const feed = createFeed(other);
    try {
      const stream = await follow(study.colleague, await cursorOf(study.colleague), { feed });
      await expect.poll(() => stream.told.length).toBeGreaterThan(0);
      await annotate(study.coder, 'kabinet');
      await expect.poll(() => words(stream.changes())).toEqual(['kabinet']);
      await stream.stop();
    } finally {
      await feed.close();
      await other.close();
    }
  });

  test('loses nothing when every notice of another server is lost', async () => {
    const dumb = openDatabase({
      url: api.db.url,
      directUrl: 'postgresql://nobody@127.0.0.1:1/none',
      poolSize: 2,
    });
    const writing = api.as(study.coder.personId, { db: dumb });
    try {
      const stream = await follow(study.colleague, await cursorOf(study.colleague));
      for (const quote of ['kabinet', 'nodig']) await writing.annotation.create(study.coding(quote));
      await expect.poll(() => words(stream.changes()), { timeout: 30_000 }).toEqual(['kabinet', 'nodig']);
      await stream.stop();
    } finally {
      await dumb.close();
    }
  });

  test('ends within two seconds when the member is removed, and tells nothing after that', async () => {
    const stream = await follow(study.colleague, await cursorOf(study.colleague));
    await expect.poll(() => stream.told.length).toBeGreaterThan(0);
    const ended = settlesWithin(2, stream.ended, api.db);
    await editMember(api.db, study.project, study.colleague, { removed: true });
    await annotate(study.coder, 'kabinet');
    expect(await refusalFrom(stream.ended)).toEqual({ code: 'not_found', details: {} });
    expect(await ended).toBe(true);
    expect(stream.changes()).toEqual([]);
    const again = as(study.colleague).live.project({ projectId: study.project.id, cursor: '' });
    expect(await codeOf(again)).toBe('not_found');
  });

  test('ends within two seconds when the session does', async () => {
    let valid = true;
    const stream = await follow(study.colleague, await cursorOf(study.colleague), {
      revalidate: async () => valid,
    });
    await expect.poll(() => stream.told.length).toBeGreaterThan(0);
    valid = false;
    expect(await settlesWithin(2, stream.ended, api.db)).toBe(true);
    expect(await codeOf(stream.ended)).toBe('not_signed_in');
  });

  test('asks to read everything again when what may be seen changes', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const owner = study.project.owner;
    const stream = await follow(owner, await cursorOf(owner));
    await expect.poll(() => stream.told.length).toBeGreaterThan(0);
    await buildAssignment(api.db, study.project, { round, document: study.document, member: owner });
    await expect.poll(() => stream.kinds()).toContain('resync');
    await stream.stop();
  });

  test('asks the same of whoever is too far behind, or ahead', async () => {
    await command(api.db, study.project, 'tag.edit', async (given) => {
      const tag = await given.lock('tag', study.pressure);
      for (let step = 0; step < 2_001; step += 1) given.record('tag', tag, tag);
      return null;
    });
    const { projectId } = study.place;
    const ask = (cursor: string) => as(study.coder).live.catchUp({ projectId, cursor });
    const behind = await ask('');
    expect(behind.kind).toBe('resync');
    const [sight = '', seen = ''] = (behind.kind === 'resync' ? behind.cursor : '').split('.');
    expect(await ask(`${sight}.999999`)).toEqual(behind);
    // Another sight, or a cursor from before cursors counted.
    expect(await ask(`other.${seen}`)).toEqual(behind);
    expect(await ask('shared=5')).toEqual(behind);
    const near = await ask(`${sight}.${Number(seen) - 1_200}`);
    expect(near).toMatchObject({ kind: 'changes' });
    expect(near.kind === 'changes' ? near.changes : []).toHaveLength(1_200);
  });

  test.each(['nonsense', 'shared=-1', 'x.-1', 'final:x=1'])('refuses the cursor %s', async (cursor) => {
    const call = as(study.coder).live.catchUp({ projectId: study.project.id, cursor });
    expect(await refusalFrom(call)).toEqual({ code: 'input_not_valid', details: { path: 'cursor' } });
  });

  test('comes through when all its connections are cut', async () => {
    const stream = await follow(study.colleague, await cursorOf(study.colleague));
    await annotate(study.coder, 'kabinet');
    await expect.poll(() => words(stream.changes())).toEqual(['kabinet']);
    await api.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'koersvast-listen'`,
    );
    await annotate(study.coder, 'nodig');
    await expect.poll(() => words(stream.changes()), { timeout: 30_000 }).toEqual(['kabinet', 'nodig']);
    await stream.stop();
  });
});

describe('in a blind round', () => {
  test('a coder’s stream is the same whether or not another coder works', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    for (const member of [study.coder, study.colleague]) {
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    }
    const cursor = await cursorOf(study.colleague);
    const stream = await follow(study.colleague, cursor);
    await expect.poll(() => stream.kinds()).toEqual(['presence']);
    for (const quote of ['kabinet', 'nodig', 'druk']) {
      await as(study.coder).annotation.create({ ...study.coding(quote), roundId: round.id });
    }
    await as(study.coder).live.here({
      projectId: study.project.id,
      tabId: randomUUIDv7(),
      documentId: study.document.id,
    });
    const mine = { ...study.coding('Druk'), roundId: round.id };
    await as(study.colleague).annotation.create(mine);
    await expect.poll(() => words(stream.changes())).toEqual(['Druk']);
    expect(stream.kinds().filter((kind) => kind === 'presence')).toHaveLength(1);
    expect(stream.present()).toEqual([]);
    expect(JSON.stringify(stream.told)).not.toContain(study.coder.id);
    await stream.stop();
  });
});

describe('presence', () => {
  test('comes, moves, goes, and fades', async () => {
    const { projectId, documentId } = study.place;
    const tab = { projectId, tabId: randomUUIDv7() };
    let now = new Date();
    const stream = await follow(study.colleague, await cursorOf(study.colleague), { now: () => now });
    await as(study.coder).live.here({ ...tab, documentId });
    await expect.poll(() => stream.present()).toEqual([{ memberId: study.coder.id, documentId }]);
    await as(study.coder).live.here({ ...tab, documentId: null });
    await expect.poll(() => stream.present()).toEqual([{ memberId: study.coder.id, documentId: null }]);
    const count = stream.told.length;
    await as(study.coder).live.here({ ...tab, documentId: null });
    await as(study.coder).live.leave(tab);
    await expect.poll(() => stream.present()).toEqual([]);
    expect(stream.told.length).toBe(count + 1);
    await as(study.coder).live.here({ ...tab, documentId });
    await expect.poll(() => stream.present()).toHaveLength(1);
    now = new Date(now.getTime() + 31_000);
    nudge();
    await expect.poll(() => stream.present()).toEqual([]);
    await stream.stop();
  });

  test('of a document of another project is not found', async () => {
    const other = await buildStudy(api.db);
    const { projectId } = study.place;
    for (const documentId of [other.document.id, randomUUIDv7()]) {
      const call = as(study.coder).live.here({ projectId, tabId: randomUUIDv7(), documentId });
      expect(await refusalFrom(call)).toEqual({ code: 'not_found', details: {} });
    }
  });
});

describe('under load', () => {
  test('every reader sees each change that it may see once, in order, whatever is cut in between', async () => {
    const round = await buildRound(api.db, study.project, { blind: true });
    const coders = [study.coder, study.colleague, await buildMember(api.db, study.project)];
    for (const member of coders) {
      await buildAssignment(api.db, study.project, { round, document: study.document, member });
    }
    const tags = [study.pressure, study.cooperation];
    for (let index = 2; index < 6; index += 1) {
      tags.push(await buildTag(api.db, study.project, { appearance: index }));
    }
    const onlooker = study.project.owner;
    const readers = [];
    for (const member of [...coders, onlooker]) readers.push(await follow(member, await cursorOf(member)));
    const spots = [...study.text.matchAll(/[a-z]{3,}/gi)].map((match) => match[0]);
    await Promise.all(
      coders.map(async (member, who) => {
        for (const [index, tag] of tags.entries()) {
          const place = index % 2 === 0 ? { roundId: round.id } : {};
          const quote = spots[(who + index) % spots.length] ?? '';
          await as(member).annotation.create({ ...study.coding(quote, tag), ...place });
          if (who === 0 && index === 2) {
            await api.db.pool.query(
              `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND application_name = 'koersvast-listen'`,
            );
          }
        }
      }),
    );
    // What they code blind they see of nobody else, in the open round neither.
    const operations = async (member: TestMember) => {
      const { rows } = await api.db.pool.query<{ op: string }>(
        `SELECT change.op_id AS op FROM change JOIN operation USING (project_id, user_id, op_id)
         WHERE change.project_id = $1 AND operation.document_id = $2 AND ($3::uuid IS NULL OR change.member_id = $3)
         ORDER BY rev`,
        [study.project.id, study.document.id, member === onlooker ? null : member.id],
      );
      return rows.map((row) => row.op);
    };
    for (const [index, member] of [...coders, onlooker].entries()) {
      const reader = readers[index];
      const order = await operations(member);
      const told = () => reader?.changes().map((change) => change.opId);
      await expect.poll(() => told()?.length, { timeout: 30_000 }).toBe(order.length);
      expect(told()).toEqual(order);
      await reader?.stop();
    }
    expect(api.feed.watching).toBe(0);
  });
});

test('of too many streams of one person the oldest makes way and says why, and nobody else’s does', async () => {
  const cursor = await cursorOf(study.coder);
  const other = await follow(study.colleague, await cursorOf(study.colleague));
  const streams = [];
  for (let each = 0; each <= limits.streams; each += 1) streams.push(await follow(study.coder, cursor));
  const [oldest, ...others] = streams;
  expect(await refusalFrom(oldest?.ended ?? Promise.resolve())).toEqual({
    code: 'over_limit',
    details: { of: 'streams', maximum: limits.streams },
  });
  await annotate(study.coder, 'kabinet');
  const told = () =>
    [...others, other].filter((stream) => words(stream.changes()).includes('kabinet')).length;
  await expect.poll(told).toBe(limits.streams + 1);
  await Promise.all([...others, other].map((stream) => stream.stop()));
  const again = await follow(study.coder, cursor);
  await expect.poll(() => again.changes().length).toBeGreaterThan(0);
  await again.stop();
});

test('of too many windows of one person others are told of those that spoke last', async () => {
  const { projectId, documentId } = study.place;
  for (let each = 0; each < shownTabs + 5; each += 1) {
    await as(study.coder).live.here({ projectId, documentId, tabId: randomUUIDv7() });
  }
  const { rows } = await api.db.pool.query('SELECT 1 FROM presence WHERE member_id = $1', [study.coder.id]);
  expect(rows).toHaveLength(shownTabs);
});

test('where nobody says anything a stream asks little, and still hears of who fell silent', async () => {
  const { projectId, documentId } = study.place;
  let now = new Date();
  const stream = await follow(study.colleague, await cursorOf(study.colleague), { now: () => now });
  await as(study.coder).live.here({ projectId, tabId: randomUUIDv7(), documentId });
  await expect.poll(() => stream.present()).toHaveLength(1);
  const asked = { little: 0, all: 0 };
  const note = (message: unknown) => {
    const { text, values = [] } = message as { text: string; values?: readonly unknown[] };
    if (values.includes(projectId)) asked[text.includes('FROM presence') ? 'all' : 'little'] += 1;
  };
  asking.subscribe(note);
  await expect.poll(() => asked.little - asked.all, { timeout: 30_000 }).toBeGreaterThan(1);
  asking.unsubscribe(note);
  // Of this there is no notice.
  now = new Date(now.getTime() + 31_000);
  await expect.poll(() => stream.present(), { timeout: 30_000 }).toEqual([]);
  await stream.stop();
});

test('a stream waits without a connection of the pool', async () => {
  const streams: Awaited<ReturnType<typeof follow>>[] = [];
  const cursor = await cursorOf(study.colleague);
  for (let index = 0; index < 20; index += 1) {
    for (const reader of [study.coder, study.colleague]) streams.push(await follow(reader, cursor));
  }
  await expect.poll(() => streams.every((stream) => stream.told.length > 0)).toBe(true);
  const { rows } = await api.db.pool.query(
    `SELECT count(*)::int AS busy FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'koersvast' AND state <> 'idle' AND pid <> pg_backend_pid()`,
  );
  expect(rows[0].busy).toBeLessThan(3);
  expect(api.db.pool.totalCount).toBeLessThanOrEqual(8);
  await Promise.all(streams.map((stream) => stream.stop()));
});
