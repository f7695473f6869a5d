import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../apps/server/launch/build.mjs';
import { startTestCluster, type TestCluster } from '../packages/db/src/testing/cluster.ts';
import { ensureBrowser } from './browser.ts';
import { ensureCluster } from './cluster.ts';
import { type Need, PARTS, type Part } from './parts.ts';
import { makeScratch } from './scratch.ts';
import { endEverything, runStep, type Tally } from './step.ts';

/**
 * Two more than the cores that it is measured on: journeys and the tests of the server wait as long as they compute.
 * No test knows how fast the machine is, so that none needs it for itself.
 */
const LANES = 4;

const root = path.join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (values.help || unknown.length > 0) {
  const list = PARTS.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`).join('\n');
  say(`${unknown.map((name) => `There is no part ${name}.\n`).join('')}npm test            everything`);
  say(`npm test -- PART    only these parts:\n${list}`);
  process.exit(unknown.length > 0 ? 1 : 0);
}

const chosen = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const scratch = await makeScratch();
// Of this process too: the database is in it.
process.env.TMPDIR = scratch;
const total: Tally = { passed: 0, failed: 0 };
const failures: string[] = [];
const shaky: string[] = [];
const leftOut: string[] = [];
const queue: Part[] = [];
let cluster: TestCluster | undefined;

/** What each need came to: empty, or what is missing. */
type Ready = Record<Need, Promise<string>>;

/** What one program has compiled, the next one that is started reads: servers and commands are started by the hundred. */
const compiled = path.join(root, 'node_modules', '.cache', 'koersvast', 'compiled');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // Nothing more is begun in the place of what ends.
    queue.length = 0;
    endEverything();
    // What is in it is worth nothing, but it would go on running.
    const clear = () => rm(scratch, { recursive: true, force: true }).catch(() => undefined);
    void Promise.resolve(cluster?.stop())
      .finally(clear)
      .finally(() => process.exit(1));
  });
}

try {
  if (setUp()) {
    const environment: Record<string, string> = { NODE_COMPILE_CACHE: compiled };
    const ready = prepare(environment);
    queue.push(...chosen.filter(({ waits }) => !waits));
    const waiting = chosen.filter(({ waits }) => waits).map((part) => play(part, environment, ready));
    await Promise.all([...waiting, ...Array.from({ length: LANES }, () => work(environment, ready))]);
  }
} finally {
  await cluster?.stop();
  await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
if (shaky.length > 0)
  say(`\nFailed, and passed when played once more:\n${shaky.map((line) => `  ${line}`).join('\n')}`);
if (leftOut.length > 0) say(`\nLeft out:\n${leftOut.map((line) => `  ${line}`).join('\n')}`);
if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || (total.passed === 0 && leftOut.length === 0) ? 1 : 0;

/** What parts need beside the generated client is made at one time, and each begins as soon as it has what it needs. */
function prepare(environment: Record<string, string>): Ready {
  const when = async (need: Need, make: () => Promise<string>) =>
    chosen.some((part) => part.needs?.includes(need)) ? make() : '';
  const browser = when('browser', async () => {
    const found = await ensureBrowser(root, say);
    environment.KOERSVAST_BROWSER = found.path;
    return found.missing ?? '';
  });
  return {
    app: when('app', async () => {
      const step = { name: 'build', command: [path.join(root, 'apps/server/launch/ensure.mjs')] };
      const { failed, reason, named } = await runStep(step, { root, environment, prefix: 'build' });
      return failed > 0 ? [`the build ${reason}`, ...named].join('\n    ') : '';
    }),
    browser,
    // Only one at a time may install packages, and many wait for the browser.
    cluster: when('cluster', () => browser.then(() => ensureCluster(say))),
    database: when('database', () => startDatabase(environment)),
  };
}

/** Takes part after part to the end. */
async function work(environment: Record<string, string>, ready: Ready): Promise<void> {
  for (let part = queue.shift(); part; part = queue.shift()) await play(part, environment, ready);
}

/** Plays a part when all that it needs is there. */
async function play(part: Part, environment: Record<string, string>, ready: Ready): Promise<void> {
  const missing = (await Promise.all((part.needs ?? []).map((need) => ready[need]))).filter(Boolean);
  if (missing.length === 0) await runPart(part, environment);
  else if (part.mayBeLeftOut) leftOut.push(`${part.name}: ${missing.join(', ')}`);
  else fail(`${part.name}: ${missing.join(', ')}`);
}

/** One PostgreSQL for all suites, unless one is named. Without it each says by itself why it has none. */
async function startDatabase(environment: Record<string, string>): Promise<string> {
  if (process.env.TEST_DATABASE_URL) return '';
  try {
    cluster = await startTestCluster();
    environment.TEST_DATABASE_URL = cluster.url;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
  return '';
}

/** Everything after it reads the generated client. */
function setUp(): boolean {
  try {
    ensureBuilt(root, 'database client', say);
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    fail('build');
    return false;
  }
}

async function runPart(part: Part, environment: Record<string, string>): Promise<void> {
  const begun = Date.now();
  const tally: Tally = { passed: 0, failed: 0 };
  say(`> ${part.name}: ${part.about}`);
  for (const step of await part.steps({ root, reports: scratch })) {
    const result = await runStep(step, { root, environment, prefix: part.name });
    tally.passed += result.passed;
    tally.failed += result.failed;
    shaky.push(...result.shaky);
    if (result.failed > 0)
      failures.push(`${step.name}: ${result.reason}`, ...result.named.map((line) => `  ${line}`));
  }
  if (tally.passed + tally.failed === 0) {
    tally.failed = 1;
    failures.push(`${part.name}: ran nothing`);
  }
  total.passed += tally.passed;
  total.failed += tally.failed;
  const seconds = Math.round((Date.now() - begun) / 1000);
  say(`< ${part.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
}

function fail(what: string): void {
  total.failed += 1;
  failures.push(what);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
