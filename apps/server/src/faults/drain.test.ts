import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { migrate } from '@koersvast/db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Browser, origin } from '../testing/browser.ts';
import { signInAsOwner } from '../testing/installation.ts';
import { freePort, launch } from '../testing/server-process.ts';
import { coding, find, openStudy } from '../testing/study.ts';
import { openFleetOnTestDatabase } from './testing/fleet.ts';
import { addLater, laterExpand } from './testing/later.ts';
import { ask } from './testing/sent.ts';
import { sizes } from './testing/sizes.ts';

// A server that is told to end, before which a proxy stands. The database has been expanded by a program that is newer:
// servers that were there go on, and others start.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const PLENTY = { timeout: 60_000, interval: 10 };
let fleet: Awaited<ReturnType<typeof openFleetOnTestDatabase>>;

beforeAll(async () => {
  fleet = await openFleetOnTestDatabase();
  const folder = path.join(fleet.dataDir, 'migrations');
  await cp(path.join(import.meta.dirname, '../../../../prisma/migrations'), folder, { recursive: true });
  await addLater(folder, laterExpand);
  expect(await migrate({ directUrl: fleet.db.url, folder })).toEqual([laterExpand.name]);
});
afterAll(() => fleet.close());

/** Beside the one that was there before, with so long between being told to end and the end. */
async function startDraining(seconds: number, environment: Record<string, string> = {}) {
  const server = launch({
    HOME: fleet.dataDir,
    DATA_DIR: fleet.dataDir,
    PORT: String(await freePort()),
    PUBLIC_URL: origin,
    DATABASE_URL: fleet.db.url,
    DRAIN_SECONDS: String(seconds),
    ...environment,
  });
  await server.running();
  return server;
}

/** At the server that was there before. */
async function openWork() {
  const owner = await signInAsOwner(new Browser(fleet.server().url));
  return { owner, ...(await openStudy(owner, { text: 'Het kabinet vaart een vaste koers.' })) };
}

async function readiness(url: string) {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, await answer.json()];
}

const refusesToConnect = (url: string) =>
  fetch(`${url}/healthz`).then(
    () => false,
    () => true,
  );

test('streams are told when to come back, a file on its way is taken in, and it ends in order', async () => {
  const { projectId } = await openWork();
  const server = await startDraining(0);
  const browser = await signInAsOwner(new Browser(server.url));
  const input = JSON.stringify({ projectId, cursor: '' });
  const stream = await browser.fetch(`/trpc/live.project?${new URLSearchParams({ input })}`);
  const told = stream.text();
  const intakeId = randomUUIDv7();
  await browser.mutate('intake.open', { projectId, intakeId });
  const sending = request(
    `${server.url}/api/projects/${projectId}/intakes/${intakeId}/files/${randomUUIDv7()}?path=a.pdf`,
    { method: 'PUT', headers: { origin, cookie: browser.cookie } },
  );
  sending.write(randomBytes(50_000));
  const answered = once(sending, 'response');
  const coming = () => fleet.db.pool.query('SELECT 1 FROM intake_file WHERE intake_id = $1', [intakeId]);
  await expect.poll(async () => (await coming()).rowCount, PLENTY).toBe(1);

  const ended = server.end('SIGTERM');
  await expect.poll(() => refusesToConnect(server.url), PLENTY).toBe(true);
  // Whole, and not broken off.
  expect(await told).toMatch(/retry: \d{2,3}\n\n$/);
  sending.end(randomBytes(50_000));
  const [response] = await answered;
  expect([response.statusCode, response.headers.connection]).toEqual([200, 'close']);
  response.resume();
  expect(await ended).toBe(0);
});

test('what a page of the newer program asks is to be asked again, and what is too long is refused', async () => {
  const { owner, ...study } = await openWork();
  const sender = { cookie: owner.cookie, url: () => fleet.server().url };
  const { annotation, ...place } = coding(study, find(study.text, 'kabinet'));
  const newer = { ...place, annotation: { ...annotation, later: 5 } };
  expect(await ask(sender, 'annotation.create', newer)).toEqual({ refused: 'busy' });
  expect(await owner.post('/trpc/later.create', newer)).toMatchObject({ status: 503 });
  // Nor is what it knows done of a batch that is answered so.
  const known = coding(study, find(study.text, 'kabinet'));
  const batch = { 0: known, 1: newer };
  expect(await owner.post('/trpc/annotation.create,later.create?batch=1', batch)).toMatchObject({
    status: 503,
  });
  expect(await fleet.db.prisma.annotation.count({ where: { projectId: study.projectId } })).toBe(0);
  const long = { ...place, annotation: { ...annotation, memo: 'a'.repeat(10_001) } };
  expect(await ask(sender, 'annotation.create', long)).toEqual({ refused: 'over_limit' });
});

test('before that it says so, and answers what comes, by its log and its figures; told again later it ends at once', async () => {
  const { owner, ...study } = await openWork();
  const port = String(await freePort(30_001));
  const server = await startDraining(300, { LOG_FORMAT: 'json', METRICS_PORT: port });
  expect(await readiness(server.url)).toEqual([200, { ok: true }]);
  server.end('SIGTERM');
  // The same telling, as it comes from whoever hands on a signal of its own: what follows is answered.
  const ended = server.end('SIGINT');
  await expect.poll(() => readiness(server.url), PLENTY).toEqual([503, { ok: false, reason: 'draining' }]);
  const late = coding(study, find(study.text, 'kabinet'));
  const sender = { cookie: owner.cookie, url: () => server.url };
  expect(await ask(sender, 'annotation.create', late)).toMatchObject({ changes: expect.any(Array) });
  const { status, headers } = await fetch(`${server.url}/healthz`);
  expect([status, headers.get('connection')]).toEqual([200, 'close']);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('koersvast_ready 0\n');
  expect(metrics).toMatch(
    /koersvast_procedure_seconds_count\{procedure="annotation.create",status="2xx"\} 1\n/,
  );
  expect(metrics).toMatch(/koersvast_commits_total [1-9]/);
  let code: number | null = null;
  ended.then((given) => {
    code = given;
  });
  const tellAgain = () => {
    server.end('SIGTERM');
    return code;
  };
  await expect.poll(tellAgain, PLENTY).toBe(1);
  // Each line of what it said can be read by a machine, from the first to the last.
  const lines = server.printed().trim().split('\n');
  const read: { msg: string; procedures?: string[] }[] = lines.map((line) => JSON.parse(line));
  expect(read.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['Koersvast is running', 'Stopping']));
  expect(read.flatMap(({ procedures = [] }) => procedures)).toContain('annotation.create');
});
