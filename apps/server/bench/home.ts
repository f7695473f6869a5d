/**
 * `npm run bench:home -w apps/server`: what the server does for the home of a reviewer and of an owner, of 200 letters
 * that five coders have coded (100,000 annotations), beside what it did when a home began with the list of documents.
 */
import { performance } from 'node:perf_hooks';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { annotations, codedProject, coders, letters } from './coded-project.ts';
import { say } from './say.ts';

const times = 15;

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const { owner, reviewer, projectId, roundId } = await codedProject(installation);
  const here = { projectId };
  const calls = {
    list: (who: Browser) => who.query('document.list', { ...here, removed: false }),
    work: (who: Browser) => who.query('assignment.work', here),
    awaiting: (who: Browser) => who.query('review.awaiting', here),
    board: (who: Browser) => who.query('assignment.board', { ...here, roundId }),
  };
  const measure = async (name: string, who: Browser, asked: readonly (keyof typeof calls)[]) => {
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const from = performance.now();
      for (const call of asked) await calls[call](who);
      took.push(performance.now() - from);
    }
    const [fastest = 0, ...others] = took.toSorted((one, other) => one - other);
    const median = others[Math.floor(times / 2) - 1] ?? 0;
    say(
      `${name.padEnd(22)} ${asked.join(' + ').padEnd(24)} ${median.toFixed(0)} ms (at best ${fastest.toFixed(0)})`,
    );
  };
  say(`${letters} letters, ${coders} coders, ${annotations} annotations; the median of ${times}`);
  await measure('a reviewer, before', reviewer, ['list', 'work']);
  await measure('a reviewer', reviewer, ['work', 'awaiting']);
  await measure('an owner, before', owner, ['list', 'work', 'board']);
  await measure('an owner', owner, ['work', 'board', 'awaiting']);
} finally {
  await installation.close();
  await cluster.stop();
}
