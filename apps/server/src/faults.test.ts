import { randomUUIDv7 } from 'node:crypto';
import { checkDatabase, createFeed, openDatabase } from '@koersvast/db';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createHttpServer } from './http.ts';
import { type Browser, origin } from './testing/browser.ts';
import { openFaultProxy } from './testing/fault-proxy.ts';
import { findFaults, type Step } from './testing/history.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { randomFrom } from './testing/random.ts';

// Several tabs of one person write through a network that loses answers and doubles requests, to two servers on
// one database whose connections are cut meanwhile.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SEED = 20_261_124;
const TABS = 16;
const OPERATIONS = 30;
const CUTS = 5;
const TRIES = 60;

let installation: Installation;
let owner: Browser;
let second: { url: string; close(): Promise<void> };
const projectId = randomUUIDv7();
const documentId = randomUUIDv7();
const tagId = randomUUIDv7();
const words = Array.from({ length: 40 }, (_, index) => `woord${index + 10}`);
const text = words.join(' ');
let roundId = '';

beforeAll(async () => {
  installation = await openInstallation();
  second = await openSecond(installation);
  owner = await installation.owner();
  await owner.mutate('project.create', { opId: randomUUIDv7(), id: projectId, name: 'Pech', language: 'nl' });
  roundId = (await owner.query('project.get', { projectId })).rounds[0]?.id ?? '';
  await addDocumentAndTag();
});

afterAll(async () => {
  await second.close();
  await installation.close();
});

async function openSecond({ db }: Installation) {
  const own = openDatabase({ url: db.url, poolSize: 8 });
  const feed = createFeed(own);
  const server = await createHttpServer({
    db: own,
    feed,
    log: pino({ level: 'silent' }),
    secret: 'a secret that nobody but this test knows',
    settings: { trustProxy: false },
    addresses: { main: origin, origins: [origin] },
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    close: async () => {
      await server.close();
      await feed.close();
      await own.close();
    },
  };
}

async function addDocumentAndTag(): Promise<void> {
  await owner.mutate('document.add', {
    opId: randomUUIDv7(),
    projectId,
    id: documentId,
    source: { kind: 'pasted', text },
    encoding: null,
    metadata: {
      title: 'Brief',
      date: null,
      author: null,
      addressee: null,
      dossier: null,
      documentNumber: null,
      sourceUrl: null,
      language: 'nl',
      licence: null,
      fields: {},
    },
  });
  await owner.mutate('tag.create', {
    opId: randomUUIDv7(),
    projectId,
    tag: {
      id: tagId,
      parentId: null,
      name: 'druk',
      names: {},
      key: null,
      appearance: null,
      definition: '',
      whenToUse: '',
      whenNot: '',
      examples: [],
      counterExamples: [],
    },
  });
}

const place = () => ({ projectId, documentId, roundId });
const spans = words.flatMap((_, first) =>
  words.slice(first).map((_word, more) => {
    const start = words.slice(0, first).join(' ').length + (first > 0 ? 1 : 0);
    const quote = words.slice(first, first + more + 1).join(' ');
    return { start, end: start + quote.length, quote };
  }),
);

function creating(span: (typeof spans)[number] | undefined) {
  const annotation = { id: randomUUIDv7(), tagId, ...span, memo: null, certainty: null };
  const madeAt = '2026-11-23T21:00:00.000Z';
  return { opId: randomUUIDv7(), ...place(), annotation: { ...annotation, madeAt } };
}

interface Sending {
  acknowledged: Set<string>;
  refused: Set<string>;
  retries: number;
}

/** Sends one operation until it is answered, the way the outbox does. */
async function send(url: string, procedure: string, input: { opId: string }, sending: Sending) {
  for (let left = TRIES; left > 0; left -= 1) {
    const answer = await fetch(`${url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie: owner.cookie },
      body: JSON.stringify(input),
    }).catch(() => null);
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server has sent
    const body: any = answer && (await answer.json().catch(() => null));
    if (answer?.status === 200) {
      sending.acknowledged.add(input.opId);
      return 'acknowledged';
    }
    if (answer?.status === 409) {
      expect(body.error.data.refusal.code).toBe('version_conflict');
      sending.refused.add(input.opId);
      return 'refused';
    }
    if (body && answer?.status !== 503)
      throw new Error(`${procedure}: ${answer?.status} ${JSON.stringify(body)}`);
    sending.retries += 1;
  }
  throw new Error(`${procedure}: not answered in ${TRIES} tries`);
}

async function work(tab: number, url: string, sharedId: string, sending: Sending, random: () => number) {
  let version = 1;
  for (let step = 0; step < OPERATIONS; step += 1) {
    if (random() < 0.5) {
      await send(url, 'annotation.create', creating(spans[1 + tab * OPERATIONS + step]), sending);
      continue;
    }
    const opId = randomUUIDv7();
    const edit = { opId, ...place(), annotationId: sharedId, version, change: { memo: opId } };
    if ((await send(url, 'annotation.edit', edit, sending)) === 'acknowledged') version += 1;
    else version = (await readShared(sharedId)).version;
  }
}

async function readShared(sharedId: string): Promise<{ version: number; memo: string | null }> {
  for (let left = TRIES; left > 0; left -= 1) {
    const list = await owner.query('annotation.list', { projectId, documentId }).catch(() => null);
    const found = list?.annotations.find(({ id }) => id === sharedId);
    if (found) return found;
  }
  throw new Error(`the list was not answered in ${TRIES} tries`);
}

/** Cuts every connection of both servers to the database; says how many there were. */
async function cutConnections(): Promise<number> {
  const database = openDatabase({ url: installation.db.url, poolSize: 1 });
  try {
    const { rowCount } = await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return rowCount ?? 0;
  } finally {
    await database.close();
  }
}

test('an acknowledged operation is neither lost nor doubled', async () => {
  const random = randomFrom(SEED);
  const proxy = await openFaultProxy([installation.url, second.url], random);
  const sending: Sending = { acknowledged: new Set(), refused: new Set(), retries: 0 };
  const shared = creating(spans[0]);
  await owner.mutate('annotation.create', shared);
  const { cursor } = await owner.query('annotation.list', { projectId, documentId });
  let cut = 0;
  const total = TABS * OPERATIONS;
  const working = Promise.all(
    Array.from({ length: TABS }, (_, tab) => work(tab, proxy.url, shared.annotation.id, sending, random)),
  );
  for (let cuts = 0; cuts < CUTS; cuts += 1) {
    const due = ((cuts + 1) * total) / (CUTS + 1);
    await Promise.race([
      working,
      expect
        .poll(() => sending.acknowledged.size + sending.refused.size, { timeout: 100_000, interval: 5 })
        .toBeGreaterThan(due),
    ]);
    cut += await cutConnections();
  }
  await working;
  await proxy.close();

  const told = await owner.query('live.catchUp', { projectId, cursor });
  if (told.kind !== 'changes') throw new Error(`${told.kind} is no list of changes`);
  const steps: Step[] = [];
  for (const { noun, opId, seq, before, after } of told.changes) {
    if (noun !== 'annotation' || after === null) continue;
    steps.push({ opId, rowId: after.id, seq, before: before?.version ?? null, after: after.version });
  }
  const [first] = steps;
  const known = { opId: shared.opId, rowId: shared.annotation.id, seq: (first?.seq ?? 1) - 1 };
  sending.acknowledged.add(shared.opId);
  expect(findFaults([{ ...known, before: null, after: 1 }, ...steps], sending)).toEqual([]);
  expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_, index) => (first?.seq ?? 0) + index));
  const last = steps.findLast(({ rowId }) => rowId === shared.annotation.id);
  expect(await readShared(shared.annotation.id)).toMatchObject({ version: last?.after, memo: last?.opId });
  expect(sending.acknowledged.size + sending.refused.size).toBe(total + 1);
  expect((await checkDatabase(installation.db)).problems).toEqual([]);

  const { acknowledged, refused, retries } = sending;
  const figures = { ...proxy.counts, cut, retries, acknowledged: acknowledged.size, refused: refused.size };
  process.stdout.write(`seed ${SEED}: ${JSON.stringify(figures)}\n`);
  expect(proxy.counts.lostAnswers).toBeGreaterThan(20);
  expect(proxy.counts.doubledRequests).toBeGreaterThan(20);
  expect(cut).toBeGreaterThan(CUTS);
  expect(sending.refused.size).toBeGreaterThan(0);
});

test('an operation that comes back with another payload is refused', async () => {
  const input = creating(spans.at(-1));
  await owner.mutate('annotation.create', input);
  const other = { ...input, annotation: { ...input.annotation, memo: 'anders' } };
  const answer = await owner.post('/trpc/annotation.create', other);
  expect([answer.status, answer.json.error.data.refusal.code]).toEqual([409, 'operation_id_reused']);
});
