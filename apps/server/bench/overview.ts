/**
 * `npm run bench:overview -w apps/server`: what the server does for an overview, a board, a list of documents and the
 * lessons of a coder, of 200 letters that five coders have coded (100,000 annotations): from nothing, when nothing has
 * changed, and when somebody has given a verdict elsewhere.
 */
import { randomUUIDv7 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { annotations, codedProject, coders, letters } from './coded-project.ts';
import { say } from './say.ts';

const times = 15;

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const { owner, reviewer, projectId, roundId, documentIds } = await codedProject(installation);
  const here = { projectId };
  const calls = {
    overview: (who: Browser) => who.query('adjudication.overview', here),
    board: (who: Browser) => who.query('assignment.board', { ...here, roundId }),
    documents: (who: Browser) => who.query('document.list', { ...here, removed: false }),
    learning: (who: Browser) => who.query('adjudication.learning', { ...here, roundId: null }),
  };
  const timed = async (asked: readonly (keyof typeof calls)[]) => {
    const from = performance.now();
    for (const call of asked) await calls[call](owner);
    return performance.now() - from;
  };
  say(
    `${letters} letters, ${coders} coders, ${annotations} annotations; medians of ${times}, in milliseconds`,
  );
  // Of the connection and the compiler, and not of the overview.
  await owner.query('project.get', here);

  const both = ['overview', 'board'] as const;
  say(`overview + board, cold: ${(await timed(both)).toFixed(0)} (1500)`);
  const warm: number[] = [];
  for (let time = 0; time < times; time += 1) warm.push(await timed(both));
  say(`overview + board, warm: ${median(warm).toFixed(0)} (300)`);

  const [documentId = ''] = documentIds;
  const { annotations: rows } = await owner.query('annotation.list', { ...here, documentId });
  const after: Record<keyof typeof calls, number[]> = {
    overview: [],
    board: [],
    documents: [],
    learning: [],
  };
  const names = Object.keys(after) as (keyof typeof calls)[];
  for (const name of names) await timed([name]);
  for (const row of rows.slice(0, times)) {
    await reviewer.mutate('review.give', {
      opId: randomUUIDv7(),
      projectId,
      documentId,
      roundId,
      layerId: row.layerId,
      annotationId: row.id,
      annotationVersion: row.version,
      id: randomUUIDv7(),
      supersedes: null,
      verdict: { kind: 'accept' },
    });
    for (const name of names) after[name].push(await timed([name]));
  }
  for (const name of names)
    say(
      `${name}, after a verdict elsewhere: ${median(after[name]).toFixed(0)}${name === 'overview' ? ' (50)' : ''}`,
    );
} finally {
  await installation.close();
  await cluster.stop();
}
