import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream, readable } from './testing/two-worlds/look.ts';
import { Runner } from './testing/two-worlds/run.ts';
import { openTwoWorlds, type TwoWorlds } from './testing/two-worlds/worlds.ts';

/*
 * Blind means blind: nothing that a coder's browser receives depends on whether another coder works. Each script
 * is played in two worlds that differ in nothing else, and every byte that a watcher receives is compared.
 * `npm run proof:blind` plays many more and longer ones.
 */

const long = process.env.MODE === 'long';
/** Of a part of the run nobody can say what it must have come by. */
const whole = process.env.STUDIES === undefined;
/** Of the long run's studies these few show all that `tellsOfOthers` and `givenByOwners` name. */
const seeds =
  whole && !long
    ? [5, 10, 11]
    : Array.from({ length: Number(process.env.STUDIES ?? 100) }, (_, study) => study);
const studies = seeds.length;
const scriptsEach = long ? 50 : 18;
const length = long ? { hidden: 120, watched: 12 } : { hidden: 8, watched: 5 };

let two: TwoWorlds;
beforeAll(async () => {
  two = await openTwoWorlds(studies + 2);
}, 120_000);
afterAll(() => two.close(), 120_000);

const runnerOf = (at: number) => {
  const study = two.studies[at];
  if (!study) throw new Error('no such study');
  return { study, runner: new Runner(two, study) };
};

/** What told an owner who may see all whether the hidden coder works. */
const told = new Set<string>();
/** What watchers gave and were not refused. */
const done = new Set<string>();

test.for([...seeds.entries()])(
  'a watcher receives the same whether or not another coder works: study %d, seed %d',
  { timeout: long ? 3_600_000 : 240_000 },
  async ([at, seed]) => {
    const { runner, study } = runnerOf(at);
    for (let script = 0; script < scriptsEach; script += 1) await runner.run(seed * 1000 + script, length);
    await runner.finish();
    // Each watcher at all that there is, in the short run in a study of their own: to ask takes most of its time.
    const looking = study.watchers.filter((_, nth) => long || nth === at % study.watchers.length);
    await runner.lookAtAll(seed * 1000, looking);
    for (const what of await runner.tellsTheOnlooker()) told.add(what);
    for (const what of runner.done) done.add(what);
  },
);

test('whoever may see all is told otherwise: a condition of the scope that was missing would be noticed', () => {
  expect([...told].sort()).toEqual(expect.arrayContaining(whole ? tellsOfOthers : []));
});

test('owners among the watchers do what they may, and are not only refused', () => {
  expect([...done].sort()).toEqual(expect.arrayContaining(whole ? givenByOwners : []));
});

const givenByOwners = [
  'assignment.assign',
  'round.create',
  'round.openCoding',
  'round.setState closed',
  'round.setState running',
  'search.tagHits',
  'tag.edit',
  'tag.merge',
  'tag.split',
  // Adding letters to a round that is still blind is seldom drawn.
  ...(long ? ['round.edit'] : []),
];

/** Whatever shows something of others' work to somebody who may see it. */
const tellsOfOthers = [
  'agreement.overview 0',
  'agreement.overview 1',
  'csv agreement',
  'annotation.list 0',
  'annotation.list 1',
  'assignment.board 0',
  'csv annotations current',
  'csv coding current',
  'document.list 0',
  'export.preview 0',
  'export.preview 4',
  'history.documentAt 1',
  'history.list 0',
  'live.catchUp 0',
  'live.catchUp since',
  'operation.history 1',
  'project.get 0',
  'review.awaiting 0',
  'round.revealPreview 0',
  'tag.impact 0',
  'tag.passages 0',
  'tag.usage 0',
];

test('looks at every procedure that only reads', () => {
  expect(readable).toEqual(
    expect.arrayContaining(['annotation.list', 'installation.backups', 'project.get', 'tag.usage']),
  );
  expect(readable.length).toBeGreaterThan(20);
});

test('who codes a letter again receives the same whatever they coded in it before', {
  timeout: 60_000,
}, async () => {
  const { runner } = runnerOf(studies + 1);
  expect(await runner.repeatOfOwnWork(77)).toBeGreaterThan(5);
});

test('a live stream brings a watcher the same frames, with the same ids', { timeout: 60_000 }, async () => {
  const { study, runner } = runnerOf(studies);
  const [watcher] = study.watchers;
  if (!watcher) throw new Error('nobody watches');
  const streams = await Promise.all(two.worlds.map((world) => openStream(world, study, watcher.member)));
  const onlookers = await Promise.all(two.worlds.map((world) => openStream(world, study, study.onlooker)));
  // Who is here is told when the clock says so, in each world at its own moment.
  const heard = () => streams.map((stream) => stream.frames.filter((frame) => !frame.includes('"presence"')));
  const counts = () => heard().map((frames) => frames.length);
  for (let step = 0; step < 8; step += 1) {
    const before = counts();
    // The hidden coder works first, and then the watcher does one thing that is always told: each is one frame.
    await runner.work(900_000 + step, 6);
    await runner.note(watcher.member, `step ${step}`);
    await expect.poll(counts).toEqual(before.map((count) => count + 1));
  }
  await Promise.all([...streams, ...onlookers].map((stream) => stream.stop()));
  const [idle, busy] = heard();
  expect(busy).toEqual(idle);
  expect(idle).toHaveLength(8);
  expect(onlookers[1]?.frames.length).toBeGreaterThan(onlookers[0]?.frames.length ?? 0);
});
