import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getPriority } from 'node:os';
import { limits } from '@koersvast/core/limit';
import { afterEach, describe, expect, test } from 'vitest';
import { openWorkers, type PoolOptions, type Workers } from './pool.ts';
import { processorTimeOf } from './processor-time.ts';
import { openServerWorkers } from './server-workers.ts';
import { nextOf, type Standing } from './turns.ts';

/** Work gives way to all else that a machine does, so that it takes long on one that does much. */
const patient = { time: 120_000 };

let workers: Workers;
afterEach(() => workers.close());

const misbehaving = new URL('./testing/misbehaving.ts', import.meta.url);
const broken: string[] = [];
const open = (over: PoolOptions['limits'] = {}) => {
  broken.length = 0;
  workers = openWorkers({
    program: misbehaving,
    limits: { threads: 1, memory: 64, time: 2_000, ...over },
    onBroken: ({ reason }) => broken.push(reason),
  });
};
const read = (deed: string, personId = 'els') => workers.run(personId, 'codebook.read', deed);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { code: string }) => error.code,
  );

/** The processes that this one began with a program of this name, where the system tells. */
function childrenOf(parent: number, program: string): number[] {
  const path = `/proc/${parent}/task/${parent}/children`;
  if (!existsSync(path)) return [];
  const pids = readFileSync(path, 'utf8').trim().split(' ').map(Number);
  return pids.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program));
}

/** The session by which processors are shared out, and how much it gives way; null where they are not. */
function shareOf(pid: number): { readonly session: string; readonly nice: number } | null {
  const path = `/proc/${pid}/autogroup`;
  const [, session = '', nice] =
    /^(\S+) nice (-?\d+)/.exec(existsSync(path) ? readFileSync(path, 'utf8') : '') ?? [];
  return nice === undefined ? null : { session, nice: Number(nice) };
}

describe('reading that goes wrong costs its own file and nothing else', () => {
  test.each([
    ['takes for ever', 'reading_too_long'],
    ['takes all memory', 'reading_too_large'],
    ['ends', 'reading_failed'],
    ['breaks', 'reading_failed'],
  ])('%s', async (deed, code) => {
    open({ time: deed === 'takes for ever' ? 1_500 : 10_000 });
    const memory = process.memoryUsage().heapUsed;
    const bad = codeOf(read(deed));
    const good = read('of somebody else', 'bram');
    expect(await bad).toBe(code);
    expect(await good).toBe('of somebody else');
    expect(broken).toHaveLength(1);
    expect(workers.threads).toBe(1);
    expect(process.memoryUsage().heapUsed - memory).toBeLessThan(100_000_000);
  });
});

test('work gives way to this process, and to the database, which is in a session of its own', async () => {
  open({ time: 10_000 });
  await read('of somebody');
  const [pid] = childrenOf(process.pid, 'misbehaving');
  if (pid === undefined) return;
  expect(getPriority(pid)).toBeGreaterThan(getPriority());
  const ours = shareOf(process.pid);
  if (ours === null) return;
  expect(shareOf(pid)?.session).not.toBe(ours.session);
  // It may have to be said more than once.
  await expect.poll(() => shareOf(pid)?.nice, { timeout: 5_000 }).toBeGreaterThan(0);
});

test('what gets no processor is given longer, but not for ever', async () => {
  const counted = processorTimeOf(process.pid) !== null;
  open({ time: 1_000, patience: 60_000 });
  expect(await codeOf(read('does nothing for 1500'))).toBe(counted ? null : 'reading_too_long');
  await workers.close();
  open({ time: 1_000, patience: 1_200 });
  expect(await codeOf(read('does nothing for 60000'))).toBe('reading_too_long');
});

test('who asked for figures is not told to divide a file', async () => {
  const reckoned = (deed: string) => codeOf(workers.run('els', 'agreement.plan', deed as never));
  open({ time: 500 });
  expect(await reckoned('takes for ever')).toBe('reckoning_too_long');
  expect(await reckoned('breaks')).toBe('unexpected');
});

test.each(['fetches from', 'connects to'])('what reads a file reaches no network: %s', async (deed) => {
  let reached = 0;
  const server = createServer((_, response) => {
    reached += 1;
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  open({ time: 10_000 });
  expect(await codeOf(read(`${deed} ${port}`))).toBe('reading_failed');
  expect(broken).toHaveLength(1);
  expect(reached).toBe(0);
  server.close();
});

test('with a hundred files of one person before it, another is read after the one that is in hand', async () => {
  open({ waiting: 100 });
  const order: string[] = [];
  const done = (name: string) => () => void order.push(name);
  const all = Array.from({ length: 100 }, (_, each) => read(String(each)).then(done('els')));
  all.push(read('x', 'bram').then(done('bram')));
  await Promise.all(all);
  expect(order.indexOf('bram')).toBeLessThanOrEqual(1);
});

test('a person has so many waiting, and is then told to come again', async () => {
  open({ waiting: 2 });
  const all = ['1', '2', '3', '4'].map((name) => codeOf(read(name)));
  expect(await codeOf(read('x', 'bram'))).toBeNull();
  expect(await Promise.all(all)).toEqual([null, null, null, 'busy']);
});

test('a thread without work ends, and what is read when the pool closes may be read again', async () => {
  open({ idle: 1, time: 60_000 });
  await read('x');
  await expect.poll(() => workers.threads).toBe(0);
  const running = codeOf(read('takes for ever'));
  const waiting = codeOf(read('x'));
  await workers.close();
  expect(await Promise.all([running, waiting])).toEqual(['busy', 'busy']);
  expect(await codeOf(read('x'))).toBe('busy');
});

test('with room for several, nobody takes all of it', () => {
  const waiting = ['els', 'els', 'bram', 'noor'].map((personId) => ({ personId }));
  const standings: Record<string, Standing> = {
    els: { inHand: 1, lastTurn: 3 },
    bram: { inHand: 1, lastTurn: 2 },
  };
  const of = (personId: string) => standings[personId] ?? { inHand: 0, lastTurn: 0 };
  expect(nextOf(waiting, of, 2)?.personId).toBe('noor');
  expect(nextOf(waiting.slice(0, 3), of, 2)?.personId).toBe('bram');
  expect(nextOf(waiting.slice(0, 2), of, 2)).toBe(waiting[0]);
  expect(nextOf(waiting.slice(0, 3), of, 1)).toBeNull();
});

/** What this thread works from one turn to the next: how long it waits for a core says nothing of it. */
async function longestTurn<T>(work: () => Promise<T>): Promise<{ longest: number; done: T }> {
  let longest = 0;
  let last = process.threadCpuUsage();
  const beat = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
  }, 5);
  const done = await work();
  clearInterval(beat);
  return { longest, done };
}

test('real threads read, and the loop goes on turning meanwhile', async () => {
  workers = openWorkers({ limits: patient });
  const source = { kind: 'pasted', text: 'Een brief.\n\n- a\n'.repeat(10_000) } as const;
  const { longest, done: read } = await longestTurn(() =>
    workers.run('els', 'document.read', source, null, 'nl'),
  );
  expect(read.text).toBe(source.text);
  expect(JSON.parse(read.places.blocks)).toHaveLength(20_000);
  expect(longest).toBeLessThan(300);
  const many = { ...source, text: '- a\n'.repeat(limits.blocks + 1) };
  await expect(workers.run('els', 'document.preview', many, null, 'nl')).rejects.toMatchObject({
    code: 'over_limit',
    details: { of: 'blocks', maximum: limits.blocks },
  });
});

test('what is searched is kept in a process of its own, and asked for where it is not', async () => {
  workers = openServerWorkers({ limits: patient });
  const text = { id: 'a', text: 'Geen sancties.', sentences: '0,14', paragraphs: null };
  const portion = {
    sought: {
      ...{ query: 'sancties', piece: 'hit' as const, aside: 'without' as const },
      ...{ names: { codings: [], documents: [] }, conditions: [] },
    },
    documents: [{ id: 'a', order: 0, ranks: [], aside: [], codings: [], holds: [] }],
    lines: null,
  };
  const search = (given: readonly (typeof text)[]) =>
    workers.run('els', 'search.scan', { ...portion, given });
  expect(await search([])).toEqual({ lacking: ['a'] });
  const found = { lacking: null, counts: Int32Array.of(1), aside: 0, lines: [] };
  expect(await search([text])).toEqual(found);
  expect(await search([])).toEqual(found);
  expect(workers.threads).toBe(1);
  expect(await codeOf(workers.run('els', 'codebook.read', 'niets'))).not.toBe('unexpected');
  expect(workers.threads).toBe(2);
});

test('the largest plan is drawn while the loop goes on turning', async () => {
  workers = openWorkers({ limits: patient });
  const documents = Array.from({ length: 5_000 }, (_, at) => ({ id: `d${at}`, stratum: '' }));
  const memberIds = Array.from({ length: 200 }, (_, at) => `m${at}`);
  const plan = { codersPerDocument: 20, memberIds, doubleCodedPercent: null, seed: 3 };
  const { longest, done } = await longestTurn(() => workers.run('els', 'round.draw', documents, plan));
  expect(done.places).toHaveLength(200_000);
  expect(longest).toBeLessThan(200);
});
