/**
 * `npm run bench:agreement -w apps/server`: how far five coders agree on 200 letters (100,000 annotations, 40 tags), with
 * intervals: from nothing, again, with a change of each filter, and when one more letter is finished; and how long
 * somebody else's coding waits meanwhile. Bars: 5 s cold, 1 s warm and for a filter, 500 ms for a letter, and 1.3 times
 * the 95th percentile of `annotation.create`.
 */
import { randomUUIDv7 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { startTestCluster } from '@koersvast/db/testing';
import type { Browser } from '../src/testing/browser.ts';
import { openInstallation } from '../src/testing/installation.ts';
import { openStudy, type Study } from '../src/testing/study.ts';
import { coding } from './bulk/writer.ts';
import { annotations, type CodedProject, codedProject, coders, letters } from './coded-project.ts';
import { say } from './say.ts';

const bars = { cold: 5_000, warm: 1_000, filter: 1_000, letter: 500, wait: 1.3 };
/** Writes of which the 95th percentile is taken. */
const writes = 300;

let isGood = true;

function tell(what: string, took: number, bar: number, unit = 'ms'): void {
  isGood &&= took <= bar;
  const digits = unit === 'ms' ? 0 : 2;
  say(`${what}: ${took.toFixed(digits)} ${unit} (${bar}${took <= bar ? '' : ', NOT MET'})`);
}

/** Asks for the overview of a part of the round; how long that took. */
async function ask({ owner, projectId, roundId }: CodedProject, selection: object = {}): Promise<number> {
  const from = performance.now();
  const report = await owner.query('agreement.overview', {
    projectId,
    selection: { roundId, onlyIndependent: false, ...selection },
  });
  if (report.state !== 'ready') throw new Error(JSON.stringify(report));
  return performance.now() - from;
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
}

/** How long somebody who codes in another project waits for each of so many writes. */
async function writing(
  owner: Browser,
  { projectId, documentId, roundId, tagIds, text }: Study,
  from: number,
) {
  const place = { projectId, documentId, roundId };
  const deed = coding(owner, { place, tagId: tagIds[0] ?? '', text });
  const waited: number[] = [];
  for (let nth = from; nth < from + writes; nth += 1) {
    const begun = performance.now();
    const answer = await deed(nth);
    if (answer?.status !== 200) throw new Error(answer?.text);
    waited.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return waited;
}

async function filters(project: CodedProject): Promise<void> {
  const { memberIds, tagIds } = project;
  const contains = { kind: 'filter', conditions: [['title', 'contains', '1']] };
  const chosen: Readonly<Record<string, object>> = {
    'documents by a filter': { documents: contains },
    'three coders of five': { coderIds: memberIds.slice(0, 3) },
    'ten tags of forty': { tagIds: tagIds.slice(0, 10) },
    'independent ones only': { onlyIndependent: true },
  };
  for (const [what, selection] of Object.entries(chosen))
    tell(`a change of filter, ${what}`, await ask(project, selection), bars.filter);
}

async function finish({ coders: browsers, projectId, roundId, documentIds }: CodedProject): Promise<void> {
  const place = { projectId, roundId, documentId: documentIds.at(-1) ?? '' };
  for (const coder of browsers)
    await coder.mutate('assignment.setState', { opId: randomUUIDv7(), ...place, state: 'done' });
}

async function besides(project: CodedProject): Promise<void> {
  const { owner, text } = project;
  const other = await openStudy(owner, { name: 'Another', text });
  await writing(owner, other, 0);
  const alone = percentile95(await writing(owner, other, writes));
  let going = true;
  let asked = 0;
  const { memberIds, tagIds } = project;
  const asking = (async () => {
    for (let nth = 0; going; nth += 1) {
      // Each another selection, so that nothing of it is kept.
      const pair = [memberIds[nth % coders], memberIds[(nth + 1) % coders]];
      await ask(project, { coderIds: pair, tagIds: tagIds.slice(nth % 30, (nth % 30) + 10) });
      asked += 1;
    }
  })();
  const together = percentile95(await writing(owner, other, 2 * writes));
  going = false;
  await asking;
  say(
    `annotation.create, 95th percentile: ${alone.toFixed(1)} ms alone, ${together.toFixed(1)} beside ${asked} overviews`,
  );
  tell('that is', together / alone, bars.wait, 'times');
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const tags = Array.from({ length: 40 }, (_, nth) => `tag ${nth}`);
  const project = await codedProject(installation, { tags, firstPasses: true });
  say(`${letters} letters, ${coders} coders, ${annotations} annotations, ${tags.length} tags`);
  // Of the connection and the compiler, and not of agreement.
  await project.owner.query('project.get', { projectId: project.projectId });
  tell('overview with intervals, cold', await ask(project), bars.cold);
  tell('overview with intervals, warm', await ask(project), bars.warm);
  await filters(project);
  await finish(project);
  tell('one more letter is finished', await ask(project), bars.letter);
  await besides(project);
  say(`memory: ${(process.memoryUsage().rss / 1_048_576).toFixed(0)} MB`);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await installation.close();
  await cluster.stop();
}
