import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { choosePort } from '../src/address.ts';

// From typing `npm start` to the first page, installed and built: with an empty data folder (cold) and with
// one that is in use (warm).

const TARGETS_MS = { cold: 6_000, warm: 2_500 };
const root = path.join(import.meta.dirname, '../../..');
const runs = Number(process.argv[2] ?? 5);
const port = await choosePort({ port: { number: 4600, byHand: false }, host: '127.0.0.1' });

const cold: number[] = [];
const warm: number[] = [];
for (let run = 0; run < runs; run += 1) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'koersvast-start-'));
  cold.push(await timeStart(dataDir));
  warm.push(await timeStart(dataDir));
  await rm(dataDir, { recursive: true });
}
report('cold', cold);
report('warm', warm);

async function timeStart(dataDir: string): Promise<number> {
  const begun = performance.now();
  const server = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  await firstPage(server);
  const took = performance.now() - begun;
  server.kill('SIGTERM');
  // The database goes last.
  const note = path.join(dataDir, 'postgres/cluster/postmaster.pid');
  while (existsSync(note)) await wait(50);
  return took;
}

async function firstPage(server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (page?.ok && (await page.text()).includes('<div id="root">')) return;
    await wait(10);
  }
  throw new Error('npm start ended before it served a page.');
}

function report(name: keyof typeof TARGETS_MS, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  const [least, median, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  process.stdout.write(
    `${name} start to first page: ${median} ms (${least} to ${most}, ${values.length} runs; target ${TARGETS_MS[name]} ms)\n`,
  );
}
