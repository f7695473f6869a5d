/**
 * `npm run proof:large -w apps/server`: a folder of 5,000 files (or as many as are named), of which half are no letters,
 * with a list of them, goes in; before it one file of 200 MB (`-- 5000 200`), where that much is let in. Bar: 300 MB of
 * growth of the server; of the one file, with whoever sends it.
 */
import { randomUUIDv7 } from 'node:crypto';
import { usualRoom } from '@koersvast/db';
import { startTestCluster } from '@koersvast/db/testing';
import { type Browser, origin } from '../src/testing/browser.ts';
import { openDossier } from '../src/testing/dossier.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { checked, newProject, sendAside, timed } from './send-files.ts';

const [count = 5_000, megabytes = 200] = process.argv.slice(2).map(Number);
const BAR_MB = 300;
let good = true;
const say = (what: string, value: number, unit: string) =>
  process.stdout.write(`${what.padEnd(52)}${value.toFixed(0).padStart(8)} ${unit}\n`);

function watchMemory() {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  return {
    /** Up to here. */
    tell(what: string) {
      const grown = (most - before) / 1_048_576;
      const held = process.memoryUsage();
      say(`${what}: memory, more at most (bar ${BAR_MB})`, grown, 'MB');
      say('  of it in objects and buffers, now', (held.heapUsed + held.external) / 1_048_576, 'MB');
      return grown;
    },
    end(what: string) {
      clearInterval(timer);
      good &&= this.tell(what) <= BAR_MB;
    },
  };
}

async function proveFolder(owner: Browser): Promise<void> {
  const projectId = await newProject(owner);
  const drop = await openDossier(owner, projectId);
  const memory = watchMemory();
  const send = () => sendAside(owner, projectId, drop, { kind: 'folder', count });
  say(`${count} files made and sent`, await timed(send), 'ms');
  memory.tell('sent');
  say('read, grouped, listed, compared', await timed(() => checked(drop.read())), 'ms');
  memory.tell('read');
  say('added as one operation', await timed(() => checked(drop.add())), 'ms');
  memory.end(`${count} files`);
  const { intake, items } = await drop.get();
  const failed = items.filter(({ state }) => state === 'failed').length;
  process.stdout.write(`${intake.added} documents, ${failed} that are no letters\n`);
}

/** So many megabytes as they are needed: none of them is kept. */
async function* text(size: number): AsyncGenerator<Uint8Array> {
  const piece = Buffer.from('Een zin van een brief die heel lang is.\n'.repeat(25_000));
  for (let nth = 0; nth < size; nth += 1) yield piece;
}

async function proveFile(owner: Browser, url: string): Promise<void> {
  const projectId = await newProject(owner);
  const drop = await openDossier(owner, projectId);
  const memory = watchMemory();
  const address = `/api/projects/${projectId}/intakes/${drop.intakeId}/files/${randomUUIDv7()}?path=groot.txt`;
  const took = await timed(async () => {
    const answer = await fetch(url + address, {
      method: 'PUT',
      headers: { origin, cookie: owner.cookie },
      body: ReadableStream.from(text(megabytes)),
      duplex: 'half',
    });
    process.stdout.write(`${megabytes} MB: ${answer.status}\n`);
    if (answer.status !== 200) good = false;
  });
  say(`${megabytes} MB sent`, took, 'ms');
  say('read', await timed(() => checked(drop.read())), 'ms');
  memory.end(`${megabytes} MB`);
  for (const { state, problem, reading } of (await drop.get()).items)
    process.stdout.write(`${state} ${problem?.code ?? ''} ${reading?.lengthCp ?? ''}\n`);
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const uploads = { ...usualRoom, file: (megabytes + 10) * 1_000_000 };
const installation = await openInstallation({ uploads });
try {
  const owner = await installation.owner();
  await proveFile(owner, installation.url);
  await proveFolder(owner);
} finally {
  await installation.close();
  await cluster.stop();
}
process.exitCode = good ? 0 : 1;
