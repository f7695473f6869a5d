/**
 * `npm run bench:agreement -w apps/server`: how far five coders agree on 200 letters (100,000 annotations, 40 tags), with
 * intervals: from nothing, again, with a change of each filter, and when one more letter is finished; and how long
 * somebody else's coding waits meanwhile. Bars: 5 s cold, 1 s warm and for a filter, 500 ms for a letter, and 1.3 times
 * the 95th percentile of `annotation.create`. `-- --example` measures the example project in its place, in which nobody
 * can sign in to finish one letter more.
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
/** Writes of which the 95th percentile is taken, with and without overviews by turns: a machine has moods. */
const writes = 400;
const turns = 8;

/** What is asked of a project. */
type Asked = Pick<CodedProject, 'owner' | 'projectId' | 'roundId' | 'memberIds' | 'tagIds' | 'text'>;

let isGood = true;

function tell(what: string, took: number, bar: number, unit = 'ms'): void {
  isGood &&= took <= bar;
  const digits = unit === 'ms' ? 0 : 2;
  say(`${what}: ${took.toFixed(digits)} ${unit} (${bar}${took <= bar ? '' : ', NOT MET'})`);
}

/** Asks for the overview of a part of the round; how long that took. */
async function ask({ owner, projectId, roundId }: Asked, selection: object = {}): Promise<number> {
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

/** Somebody who codes in another project: how long they waited for each of so many writes more. */
function coder(owner: Browser, { projectId, documentId, roundId, tagIds, text }: Study) {
  const place = { projectId, documentId, roundId };
  const deed = coding(owner, { place, tagId: tagIds[0] ?? '', text });
  let nth = 0;
  return async (times: number): Promise<number[]> => {
    const waited: number[] = [];
    for (const end = nth + times; nth < end; nth += 1) {
      const begun = performance.now();
      const answer = await deed(nth);
      if (answer?.status !== 200) throw new Error(answer?.text);
      waited.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return waited;
  };
}

async function filters(project: Asked): Promise<void> {
  const { memberIds, tagIds } = project;
  const contains = { kind: 'filter', conditions: [['title', 'contains', '1']] };
  const chosen: Readonly<Record<string, object>> = {
    'documents by a filter': { documents: contains },
    'some of the coders': { coderIds: memberIds.slice(0, Math.ceil(memberIds.length / 2)) },
    'a quarter of the tags': { tagIds: tagIds.slice(0, tagIds.length / 4) },
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

/** Selections of two coders and a quarter of the tags, each another one, so that nothing of it is kept. */
function* selections({ memberIds, tagIds }: Asked): Generator<object> {
  const some = tagIds.length / 4;
  for (let from = 0; ; from = (from + 1) % (tagIds.length - some))
    for (const [nth, memberId] of memberIds.entries())
      yield {
        coderIds: [memberId, memberIds[(nth + 1) % memberIds.length]],
        tagIds: tagIds.slice(from, from + some),
      };
}

async function besides(project: Asked): Promise<void> {
  const { owner, text } = project;
  const write = coder(owner, await openStudy(owner, { name: 'Another', text }));
  await write(writes);
  const alone: number[] = [];
  const together: number[] = [];
  const asking = selections(project);
  let asked = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    alone.push(...(await write(writes / turns)));
    let going = true;
    const overviews = (async () => {
      for (; going; asked += 1) await ask(project, asking.next().value);
    })();
    together.push(...(await write(writes / turns)));
    going = false;
    await overviews;
  }
  const [before, beside] = [percentile95(alone), percentile95(together)];
  say(
    `annotation.create, 95th percentile: ${before.toFixed(1)} ms alone, ${beside.toFixed(1)} beside ${asked} overviews`,
  );
  tell('that is', beside / before, bars.wait, 'times');
}

async function example(owner: Browser): Promise<Asked> {
  const { projectId } = await owner.mutate('demo.add', {});
  const { rounds, members, tags } = await owner.query('project.get', { projectId });
  const round = rounds.find((each) => each.blind && each.repeats === null);
  if (round === undefined) throw new Error('the example has no blind round');
  return {
    owner,
    projectId,
    roundId: round.id,
    memberIds: members.flatMap(({ id, role }) => (role === 'coder' ? [id] : [])),
    tagIds: tags.map(({ id }) => id),
    text: 'Het kabinet zet druk op Rusland en zoekt samenwerking met de Kamer. '.repeat(50),
  };
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
try {
  const isExample = process.argv.includes('--example');
  const tags = Array.from({ length: 40 }, (_, nth) => `tag ${nth}`);
  const coded = isExample ? null : await codedProject(installation, { tags, firstPasses: true });
  const project = coded ?? (await example(await installation.owner()));
  say(
    isExample
      ? 'the example project'
      : `${letters} letters, ${coders} coders, ${annotations} annotations, ${tags.length} tags`,
  );
  // Of the connection and the compiler, and not of agreement.
  await project.owner.query('project.get', { projectId: project.projectId });
  tell('overview with intervals, cold', await ask(project), bars.cold);
  tell('overview with intervals, warm', await ask(project), bars.warm);
  await filters(project);
  if (coded !== null) {
    await finish(coded);
    tell('one more letter is finished', await ask(project), bars.letter);
  }
  await besides(project);
  say(`memory: ${(process.memoryUsage().rss / 1_048_576).toFixed(0)} MB`);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await installation.close();
  await cluster.stop();
}
