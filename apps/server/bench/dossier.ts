/**
 * `npm run proof:dossier -w apps/server`: a dossier of 500 mixed files (or as many as are named) goes in, while somebody
 * else goes on asking. Bars: 5 minutes, 300 MB of growth of the server, nobody else waits longer than 500 ms. Then 200 plain texts of
 * 5,000 characters: bar 0.6 s from the last byte that came to the last document that is in.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openDossier } from '../src/testing/dossier.ts';
import { type Installation, openInstallation } from '../src/testing/installation.ts';
import { join } from '../src/testing/study.ts';
import { checked, importTexts, newProject, sendAside, timed } from './send-files.ts';

const count = Number(process.argv[2] ?? 500);
const bars = { all: 300_000, memory: 300, others: 500, texts: 600 };
let good = true;

function say(what: string, value: number, unit: string, bar: number | null): void {
  const met = bar === null || value <= bar;
  good &&= met;
  const against = bar === null ? '' : ` (bar ${bar} ${unit}${met ? '' : ', NOT MET'})`;
  process.stdout.write(`${what.padEnd(44)}${value.toFixed(0).padStart(8)} ${unit}${against}\n`);
}

/** Asks for the list of documents again and again, and keeps how long the slowest answer took. */
function openOther(browser: Browser, projectId: string) {
  let slowest = 0;
  let asked = 0;
  let on = true;
  const done = (async () => {
    while (on) {
      const from = performance.now();
      await browser.query('document.list', { projectId, removed: false });
      slowest = Math.max(slowest, performance.now() - from);
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async stop() {
      on = false;
      await done;
      return { slowest, asked };
    },
  };
}

async function told(what: string, work: () => Promise<unknown>): Promise<number> {
  const took = await timed(work);
  say(what, took, 'ms', null);
  return took;
}

/** Highest memory of this process, above what it was. */
function watchMemory() {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 100);
  return () => {
    clearInterval(timer);
    return (most - before) / 1_048_576;
  };
}

async function proveDossier(installation: Installation): Promise<void> {
  const owner = await installation.owner();
  const elsewhere = await newProject(owner);
  const colleague = installation.browser();
  await join(owner, colleague, elsewhere, { name: 'Rik', role: 'reviewer' });
  const projectId = await newProject(owner);
  const drop = await openDossier(owner, projectId);
  const memory = watchMemory();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const other = openOther(colleague, elsewhere);
  const took = [
    await told(`${count} mixed files made and sent`, () =>
      sendAside(owner, projectId, drop, { kind: 'mixed', count }),
    ),
    await told('read, grouped, compared', () => checked(drop.read())),
    await told('added as one operation', () => checked(drop.add())),
  ];
  const { slowest, asked } = await other.stop();
  const { intake, items } = await drop.get();
  const failed = items.filter(({ state }) => state === 'failed');
  const left = items.filter(({ state }) => state === 'read');
  process.stdout.write(
    `${intake.added} documents; ${failed.length} could not be read, ${left.length} left out as twins\n`,
  );
  for (const { sources, problem } of failed.slice(0, 5))
    process.stdout.write(`  ${sources[0]?.path}: ${problem?.code}\n`);
  say(
    'all of it',
    took.reduce((sum, each) => sum + each, 0),
    'ms',
    bars.all,
  );
  say('memory, more at most', memory(), 'MB', bars.memory);
  say(`slowest of ${asked} answers to somebody else`, slowest, 'ms', bars.others);
  say('longest hold of the event loop', delay.max / 1e6, 'ms', null);
}

async function proveTexts(installation: Installation): Promise<void> {
  const { sending, reading, adding } = await importTexts(await installation.owner(), 200, 13);
  say('200 plain texts sent', sending, 'ms', null);
  say('read', reading, 'ms', null);
  say('added', adding, 'ms', null);
  say('200 plain texts, read and added', reading + adding, 'ms', bars.texts);
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  await proveDossier(installation);
  await proveTexts(installation);
} finally {
  await installation.close();
  await cluster.stop();
}
process.exitCode = good ? 0 : 1;
