/**
 * `npm run bench:bulk -w apps/server -- 100000`: what touches many rows, on 200 letters that five coders have coded
 * (100,000 annotations, or as many as are named), while two others go on coding: one in the same round, one in another.
 * Bars: reveal 5 s (30 s from 500,000 on), merge of 40,000 and its undo and redo 5 s each, "done" of 5,000 in a
 * megabyte 1 s; meanwhile nobody's write waits longer than 500 ms, and memory grows by 200 MB at most.
 */
import { randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyTagContent } from '@koersvast/contracts';
import { backUp, checkDatabase, findProject, purgeProject, restore } from '@koersvast/db';
import { createEmptyDatabaseUrl, dropTestDatabase, startTestCluster } from '@koersvast/db/testing';
import { type Installation, openInstallation } from '../src/testing/installation.ts';
import { isAllGood, measure } from './bulk/measure.ts';
import { othersAtWork } from './bulk/others.ts';
import { type FilledStudy, fillStudy } from './bulk/study.ts';
import { coding, Writer } from './bulk/writer.ts';
import { say } from './say.ts';

const annotations = Number(process.argv[2] ?? 100_000);
const size = {
  letters: 200,
  coders: 5,
  annotations,
  merged: Math.min(40_000, annotations / 2),
  long: { characters: 1_000_000, annotations: 5_000 },
};
const huge = annotations >= 500_000;
/** In milliseconds. */
const bars = { reveal: huge ? 30_000 : 5_000, merge: 5_000, done: 1_000, keeping: huge ? 300_000 : 60_000 };

type Commands = ReturnType<typeof commandsIn>;

/** A command in the project, and the undo of one. */
function commandsIn({ projectId, owner }: FilledStudy) {
  const command = () => ({ opId: randomUUIDv7(), projectId });
  const versionOf = async (tagId: string) =>
    (await owner.query('tag.list', { projectId })).find(({ id }) => id === tagId)?.version ?? 0;
  return {
    command,
    versionOf,
    undo: (target: string) => owner.mutate('operation.undo', { ...command(), target }),
    merge: async (tagId: string, intoId: string) =>
      owner.mutate('tag.merge', { ...command(), tagId, version: await versionOf(tagId), intoId }),
  };
}

/** The merge before and after the reveal, and the reveal. */
async function mergeAndReveal(study: FilledStudy, { command, merge, undo }: Commands, writers: Writer[]) {
  const { projectId, owner, places, tags } = study;
  const mergeAway = () => merge(tags.goes, tags.stays);
  const merging = await measure('merge, before the reveal', bars.merge, writers, mergeAway);
  await measure('undo of it', bars.merge, writers, () => undo(merging.opId));
  const { roundId } = places.first;
  const round = (await owner.query('project.get', { projectId })).rounds.find(({ id }) => id === roundId);
  await measure('reveal', bars.reveal, writers, () =>
    owner.mutate('round.reveal', { ...command(), roundId, version: round?.version ?? 1 }),
  );
  const later = await measure('merge, after it (first passes are kept)', bars.merge, writers, mergeAway);
  const back = await measure('undo of it', bars.merge, writers, () => undo(later.opId));
  await measure('redo of it', bars.merge, writers, () => undo(back.opId));
}

/** A part of the tag's annotations under a tag of their own. */
async function split(
  { db }: Installation,
  study: FilledStudy,
  { command, versionOf }: Commands,
  writers: Writer[],
) {
  const { owner, tags } = study;
  const halves = await db.pool.query<{ layerId: string; annotationId: string }>(
    `SELECT layer_id AS "layerId", id AS "annotationId" FROM annotation WHERE tag_id = $1 AND deleted_at IS NULL LIMIT 10000`,
    [tags.stays],
  );
  const version = await versionOf(tags.stays);
  await measure('split of 10,000', bars.merge, writers, () =>
    owner.mutate('tag.split', {
      ...command(),
      tagId: tags.stays,
      version,
      tag: { ...emptyTagContent, id: randomUUIDv7(), name: 'part' },
      annotations: halves.rows,
    }),
  );
}

/** What is finished, judged and decided of a whole letter at once. */
async function finishAndJudge(study: FilledStudy, { command, undo }: Commands, writers: Writer[]) {
  const { owner, finisher, places } = study;
  await measure('done of 5,000 in a megabyte', bars.done, writers, () =>
    finisher.browser.mutate('assignment.setState', { ...command(), ...places.long, state: 'done' }),
  );
  const accepting = { ...command(), ...places.second };
  await measure('accept alike, one letter of five coders', bars.merge, writers, () =>
    owner.mutate('review.acceptAlike', accepting),
  );
  const starting = { ...command(), ...places.second };
  await measure('start of its final version', bars.merge, writers, () =>
    owner.mutate('adjudication.start', { ...starting, rule: { kind: 'unanimous' } }),
  );
  await measure('undo of that', bars.merge, writers, () => undo(starting.opId));
  await measure('undo of the accepting', bars.merge, writers, () => undo(accepting.opId));
}

/** A merge while somebody works in the very things that it writes. */
async function mergeAmongOthers(
  study: FilledStudy,
  { command, versionOf, undo }: Commands,
  writing: Writer[],
) {
  const { owner, tags } = study;
  for (const [name, deed] of Object.entries(await othersAtWork(study))) {
    const worker = new Writer(deed);
    writing.push(worker);
    const [tagId, intoId] = name === 'finishing' ? [tags.other, tags.stays] : [tags.stays, tags.other];
    const merging = { ...command(), tagId, version: await versionOf(tagId), intoId };
    await measure(`merge, with somebody ${name} in it`, bars.merge, [worker], () =>
      owner.mutate('tag.merge', merging),
    );
    await worker.stop();
    say(`    of theirs were refused: ${JSON.stringify(Object.fromEntries(worker.refused))}`);
    // What was edited since is not taken back: that one comes last.
    if (name !== 'editing') await undo(merging.opId);
  }
}

/** All of it copied, put back elsewhere, and thrown away. */
async function keepAndPurge({ db }: Installation, projectId: string, folder: string) {
  const file = path.join(folder, 'backup');
  await measure('backup', 60_000, [], () => backUp({ directUrl: db.url, file }));
  const url = await createEmptyDatabaseUrl();
  await measure('restore', bars.keeping, [], () => restore({ directUrl: url, file }));
  await dropTestDatabase(url);
  const target = await findProject(db, projectId);
  await measure('purge', bars.keeping, [], () => purgeProject(db, target));
  const { problems } = await checkDatabase(db);
  const found = JSON.stringify(problems.slice(0, 3));
  say(problems.length === 0 ? 'the check finds nothing in what is left' : found);
}

const writing: Writer[] = [];
const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const installation = await openInstallation();
const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-bulk-'));
try {
  const study = await fillStudy(installation, size);
  const commands = commandsIn(study);
  const { places, tags, text } = study;
  const inRound = new Writer(coding(study.same.browser, { place: places.first, tagId: tags.other, text }));
  const inOther = new Writer(
    coding(study.elsewhere.browser, { place: places.open, tagId: tags.stays, text }),
  );
  writing.push(inRound, inOther);
  const writers = [...writing];
  await measure('nothing: what the others wait anyhow', 5_000, writers, async () => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  });
  await mergeAndReveal(study, commands, writers);
  await split(installation, study, commands, writers);
  await finishAndJudge(study, commands, writers);
  // Whose own annotation is edited next.
  await inOther.stop();
  await mergeAmongOthers(study, commands, writing);
  await inRound.stop();
  say(`refused meanwhile: ${JSON.stringify(writers.map(({ refused }) => Object.fromEntries(refused)))}`);
  await keepAndPurge(installation, study.projectId, folder);
  process.exitCode = isAllGood() ? 0 : 1;
} catch (error) {
  say(String(error));
  process.exitCode = 1;
} finally {
  for (const writer of writing) await writer.stop();
  await installation.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
