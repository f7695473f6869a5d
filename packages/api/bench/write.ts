/**
 * `npm run bench:write -w packages/api`: how long one `annotation.create` and one `annotation.edit` take, from the
 * procedure to the commit, on a PostgreSQL that keeps what it says (fsync), and how much of that `pg` waits for its
 * statements: the rest is ours and Prisma's. `-- --beside FOLDER` measures another checkout of this program, with its
 * dependencies, in turn with this one, write by write, so that a busy machine is as slow for both. `-- --line 20` puts
 * so many milliseconds, there and back, between program and database. After that `-- --clients 10,50` coders write at
 * the same time, in eight projects, a second here and a second there; and a colleague's stream tells when a write is
 * there to be seen. (Merges by the thousand: `bench:bulk`.)
 */
import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openEmbedded } from '@koersvast/db';
import type pg from 'pg';

const { beside, writes, clients, seconds, line } = parseArgs({
  options: {
    beside: { type: 'string' },
    writes: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '10,50' },
    seconds: { type: 'string', default: '5' },
    line: { type: 'string', default: '0' },
  },
}).values;
const here = path.join(import.meta.dirname, '../../..');
const words = Array.from({ length: 600 }, (_, index) => `woord${index}`);
const text = `${words.join(' ')}.`;

/** Writers at the same time are spread over so many. */
const PROJECTS = 8;

const say = (line: string) => process.stdout.write(`${line}\n`);
const part = (sorted: readonly number[], of: number) => sorted[Math.floor(sorted.length * of)] ?? 0;
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** What `pg` has asked and how long it waited, in ms, in the checkout whose clients these are. */
interface Asked {
  statements: number;
  waited: number;
}

/** Counts all that is asked through the clients of this module. */
function listenTo(client: { prototype: pg.Client }): Asked {
  const asked: Asked = { statements: 0, waited: 0 };
  const own = client.prototype.query;
  client.prototype.query = function listened(this: pg.Client, ...given: unknown[]) {
    const from = performance.now();
    const answer = Reflect.apply(own, this, given) as unknown;
    if (answer instanceof Promise) {
      asked.statements += 1;
      const note = () => {
        asked.waited += performance.now() - from;
      };
      answer.then(note, note);
    }
    return answer;
  } as typeof own;
  return asked;
}

/** A line to the database on which everything takes half of `milliseconds`, each way. */
async function openLine(url: string, milliseconds: number): Promise<{ url: string; close(): void }> {
  const { hostname, port } = new URL(url);
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), milliseconds / 2));
      from.on('close', () => setTimeout(() => to.destroy(), milliseconds / 2));
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(address.port);
  return { url: through.href, close: () => server.close() };
}

/** A project in a database of its own, and a way to code in it. */
async function openCheckout(folder: string) {
  const load = (file: string) => import(pathToFileURL(path.join(folder, file)).href);
  const study: typeof import('../src/testing/study.ts') = await load('packages/api/src/testing/study.ts');
  const database: typeof import('@koersvast/db/testing') = await load('packages/db/src/testing/index.ts');
  const clients: { default: { Client: { prototype: pg.Client } } } = await load(
    'node_modules/pg/lib/index.js',
  );
  const asked = listenTo(clients.default.Client);
  const api = study.testApiOn(await database.createTestDatabase());
  const studies = await Promise.all(
    Array.from({ length: PROJECTS }, () => study.buildStudy(api.db, { text })),
  );
  const [first] = studies;
  if (!first) throw new Error('no project');
  let made = 0;
  const write = async (at = first) => {
    const { coder } = at;
    const { annotation, ...given } = at.coding('woord1');
    made += 1;
    const start = made % (text.length - 20);
    const end = start + 2 + (Math.floor(made / (text.length - 20)) % 18);
    const span = { start, end, quote: text.slice(start, end), madeAt: new Date().toISOString() };
    const from = performance.now();
    await api
      .as(coder.personId)
      .annotation.create({ ...given, opId: randomUUIDv7(), annotation: { ...annotation, ...span } });
    return performance.now() - from;
  };
  const own = first.coding('woord2');
  await api.as(first.coder.personId).annotation.create({ ...own, opId: randomUUIDv7() });
  let version = 0;
  const edit = async () => {
    version += 1;
    const { annotation, ...given } = own;
    const change = { memo: `memo ${version}` };
    const from = performance.now();
    await api
      .as(first.coder.personId)
      .annotation.edit({ ...given, opId: randomUUIDv7(), annotationId: annotation.id, version, change });
    return performance.now() - from;
  };
  /** How many are written in `milliseconds` by so many at the same time. */
  const writeTogether = async (count: number, milliseconds: number) => {
    const until = performance.now() + milliseconds;
    const counts = Array.from({ length: count }, async (_, client) => {
      let written = 0;
      for (; performance.now() < until; written += 1) await write(studies[client % studies.length]);
      return written;
    });
    return (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
  };
  /** How long after it was sent each of `count` writes reaches a colleague's stream, in ms. */
  const tell = async (count: number) => {
    const { projectId, documentId } = first.place;
    const end = new AbortController();
    const colleague = api.as(first.colleague.personId, {}, end.signal);
    const { cursor } = await colleague.annotation.list({ projectId, documentId });
    const news = (await colleague.live.project({ projectId, cursor }))[Symbol.asyncIterator]();
    const times: number[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      // People do not write in time with what else goes on.
      await new Promise((resolve) => setTimeout(resolve, 120 + ((nth * 37) % 200)));
      const from = performance.now();
      const writing = write();
      for (let told = false; !told; ) {
        const { value } = await news.next();
        told = JSON.stringify(value).includes('"annotation"');
      }
      times.push(performance.now() - from);
      await writing;
    }
    end.abort();
    await news.return?.(undefined);
    return times;
  };
  /** Processor time of the database for this checkout, in ms; null where the system does not tell. */
  const work = async () => {
    const { rows } = await api.db.pool.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database()',
    );
    let ticks = 0;
    for (const { pid } of rows) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
      if (stat === null) return null;
      const [user = 0, system = 0] = stat.split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
      ticks += user + system;
    }
    return ticks * 10;
  };
  return {
    deeds: { create: () => write(), edit },
    asked,
    writeTogether,
    tell,
    work,
    close: () => api.close(),
  };
}

type Checkout = Awaited<ReturnType<typeof openCheckout>>;

async function compare(deed: keyof Checkout['deeds']): Promise<void> {
  const times = checkouts.map((): number[] => []);
  let before: (number | null)[] = [];
  let askedBefore: Asked[] = [];
  const warming = Number(line) > 0 ? 20 : 300;
  for (let nth = -warming; nth < Number(writes); nth += 1) {
    if (nth === 0) {
      before = await Promise.all(checkouts.map(({ work }) => work()));
      askedBefore = checkouts.map(({ asked }) => ({ ...asked }));
    }
    // Who goes first changes each time.
    const order = [...checkouts.entries()];
    for (const [index, { deeds }] of nth % 2 === 0 ? order : order.reverse()) {
      const took = await deeds[deed]();
      if (nth >= 0) times[index]?.push(took);
    }
  }
  const asked = checkouts.map((each, index) => ({
    statements: (each.asked.statements - (askedBefore[index]?.statements ?? 0)) / Number(writes),
    waited: (each.asked.waited - (askedBefore[index]?.waited ?? 0)) / Number(writes),
  }));
  const after = await Promise.all(checkouts.map(({ work }) => work()));
  for (const [index, each] of times.entries()) {
    const sorted = ascending(each);
    const spent = ((after[index] ?? Number.NaN) - (before[index] ?? Number.NaN)) / Number(writes);
    const { statements = 0, waited = 0 } = asked[index] ?? {};
    say(
      `${deed}, ${index === 0 ? 'this one' : 'beside'}: ${part(sorted, 0.5).toFixed(3)} ms (10 % ${part(sorted, 0.1).toFixed(3)}, 95 % ${part(sorted, 0.95).toFixed(3)}); pg waits ${waited.toFixed(3)} ms for ${statements.toFixed(1)} statements, of which the database works ${spent.toFixed(3)} ms`,
    );
  }
  const [own = [], other = []] = times;
  if (other.length === 0) return;
  const differences = ascending(own.map((took, index) => took - (other[index] ?? 0)));
  const median = part(differences, 0.5);
  say(
    `${deed}: of each pair, this one takes ${median.toFixed(3)} ms more (${((median / part(ascending(other), 0.5)) * 100).toFixed(1)} %)`,
  );
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'koersvast-bench-'));
const embedded = await openEmbedded({ dataDir });
const far = Number(line) > 0 ? await openLine(embedded.url, Number(line)) : null;
process.env.TEST_DATABASE_URL = far?.url ?? embedded.url;
const checkouts = await Promise.all([here, ...(beside ? [path.resolve(beside)] : [])].map(openCheckout));
try {
  for (const deed of ['create', 'edit'] as const) await compare(deed);
  const names = ['this one', 'beside'];
  for (const count of clients.split(',').map(Number)) {
    const written = checkouts.map(() => 0);
    for (let second = 0; second < Number(seconds) * checkouts.length; second += 1) {
      const index = second % checkouts.length;
      written[index] = (written[index] ?? 0) + ((await checkouts[index]?.writeTogether(count, 1_000)) ?? 0);
    }
    const rates = written.map((each, index) => `${names[index]} ${(each / Number(seconds)).toFixed(0)}`);
    say(`${count} at the same time: ${rates.join(', ')} a second`);
  }
  for (const [index, { tell }] of checkouts.entries()) {
    const sorted = ascending(await tell(40));
    say(
      `${names[index]}: on a colleague's stream after ${part(sorted, 0.5).toFixed(1)} ms (95 % ${part(sorted, 0.95).toFixed(1)})`,
    );
  }
} finally {
  for (const { close } of checkouts) await close();
  far?.close();
  await embedded.close();
  await rm(dataDir, { recursive: true, force: true });
}
