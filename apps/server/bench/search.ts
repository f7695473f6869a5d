/**
 * `npm run bench:search -w apps/server`: finding in 10 million characters of 2,000 documents with 200,000 annotations:
 * the first hits, the exact total, a query over codes, collocates, and a million hits streamed as CSV with the memory of
 * this process; beside `grep -c` over the same texts as files, and `ILIKE` of PostgreSQL on the same rows, with ratios.
 * Bars: 150 ms, 500 ms, 300 ms, 1 s, and 100 MB.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { openStudy } from '../src/testing/study.ts';
import { documents, fillStudy, perDocument, textOf } from './filled-study.ts';
import { say } from './say.ts';

const bars = { first: 150, total: 500, codes: 300, collocates: 1_000, memory: 100 };
const times = 7;

let isGood = true;

function tell(what: string, value: number, bar: number | null, unit = 'ms'): void {
  const met = bar === null || value <= bar;
  isGood &&= met;
  say(
    `${what}: ${value.toFixed(unit === 'ms' ? 0 : 1)} ${unit}${bar === null ? '' : ` (${bar}${met ? '' : ', NOT MET'})`}`,
  );
}

/** The middle of several times, in milliseconds. */
async function middle(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return taken.toSorted((a, b) => a - b)[times >> 1] ?? 0;
}

/** All words of all documents as CSV: how many rows, and by how much this process grows, with its client. */
async function streamed(owner: Browser, projectId: string) {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const from = performance.now();
  const { body } = await owner.fetch(
    `/api/projects/${projectId}/search.csv?query=${encodeURIComponent('*')}`,
  );
  let rows = -1;
  for await (const chunk of body ?? []) {
    for (const byte of chunk as Uint8Array) if (byte === 10) rows += 1;
    most = Math.max(most, process.memoryUsage().rss);
  }
  return { rows, took: performance.now() - from, memory: (most - before) / 1e6 };
}

/** How many lines of the same texts as files `grep` finds a word in; null where there is none. */
async function grepped(texts: readonly string[]): Promise<number | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-search-'));
  try {
    for (const [nth, text] of texts.entries()) await writeFile(path.join(folder, `${nth}.txt`), text);
    return await middle(() => execFileSync('grep', ['-rciw', 'sancties', folder], { maxBuffer: 10_000_000 }));
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const owner = await installation.owner();
  const study = await openStudy(owner, { text: textOf(0), tags: ['a', 'b', 'c', 'd'] });
  const { projectId } = study;
  const texts = await fillStudy(installation, study);
  const find = (query: string, over: object = {}) =>
    owner.query('search.find', { projectId, query, ...over });
  const cold = performance.now();
  const whole = await find('sancties');
  if (whole.state !== 'ready') throw new Error('a query that cannot be read');
  say(
    `${whole.basis.documents} documents, ${whole.basis.characters} characters, ${documents * perDocument} annotations`,
  );
  tell('exact total, with no text kept', performance.now() - cold, null);
  // Each time another query, so that nothing of the answer is kept.
  let nth = 0;
  const other =
    (query: (nth: number) => string, over: object = {}) =>
    () => {
      nth += 1;
      return find(query(nth), over);
    };
  const first = await middle(other((at) => `sancties OR niet${at}`, { until: 'page' }));
  tell('first hits of `sancties`', first, bars.first);
  const total = await middle(other((at) => `sancties OR niet${at}`));
  tell('exact total of `sancties`', total, bars.total);
  tell(
    'exact total of `de`, which stands everywhere',
    await middle(other((at) => `de OR niet${at}`)),
    bars.total,
  );
  tell('exact total of a pattern', await middle(other((at) => `/sanct\\w+|niet${at}/`)), bars.total);
  tell(
    'sorted by the words before',
    await middle(() => find('sancties', { order: [{ by: 'left1' }] })),
    null,
  );
  await find('tag:a');
  tell('codes, `tag:a`', await middle(() => find('tag:a')), bars.codes);
  tell('codes, `Rusland WITHIN tag:a`', await middle(() => find('Rusland WITHIN tag:a')), bars.codes);
  const collocates = (query: string) =>
    owner.query('search.collocates', { projectId, query, window: { kind: 'words', left: 5, right: 5 } });
  const near = (query: (nth: number) => string) => () => {
    nth += 1;
    return collocates(query(nth));
  };
  tell('collocates of `sancties`', await middle(near((at) => `sancties OR niet${at}`)), bars.collocates);
  tell('collocates of `de`', await middle(near((at) => `de OR niet${at}`)), bars.collocates);
  tell('collocates of `tag:a`', await middle(near(() => 'tag:a')), bars.collocates);
  const csv = await streamed(owner, projectId);
  tell(
    `${csv.rows} hits as CSV, ${(csv.rows / csv.took).toFixed(0)} each ms; memory`,
    csv.memory,
    bars.memory,
    'MB',
  );
  const grep = await grepped(texts);
  if (grep !== null)
    say(`grep -rciw: ${grep.toFixed(0)} ms; the exact total takes ${(total / grep).toFixed(2)} of that`);
  const like = await middle(() =>
    installation.db.pool.query(
      `SELECT count(*) FROM document WHERE project_id = $1 AND text ILIKE '%sancties%'`,
      [projectId],
    ),
  );
  say(`ILIKE: ${like.toFixed(0)} ms; the exact total takes ${(total / like).toFixed(2)} of that`);
} finally {
  await installation.close();
  await cluster.stop();
}
process.exitCode = isGood ? 0 : 1;
