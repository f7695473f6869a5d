import { randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { buildRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { buildCoded } from './testing/coded.ts';

let api: TestApi;
let coded: Awaited<ReturnType<typeof buildCoded>>;

/*
 * Three coders and four letters of 100 characters in a blind round. Anna and Bert finish the first three, of which the
 * third holds nothing for them; Carla has begun the first, and has finished none. The last is Anna's alone.
 */
beforeAll(async () => {
  api = await openTestApi();
  coded = await buildCoded(api, { lengths: [100, 100, 100, 100], coders: 3, tags: 4 });
  const { documents, members, assign, code, done } = coded;
  const [first, second, third, last] = documents;
  const [anna, bert, carla] = members;
  if (!first || !second || !third || !last || !anna || !bert || !carla) throw new Error('not built');
  for (const document of [first, second, third])
    for (const member of [anna, bert]) await assign(member, document);
  await assign(carla, first);
  await assign(anna, last);
  await code(first, [
    [0, 10, 20, 0],
    [1, 10, 20, 0],
    [0, 40, 60, 1],
    [1, 45, 60, 1],
    [2, 0, 99, 2],
  ]);
  await code(second, [
    [0, 10, 30, 0],
    [1, 50, 70, 3],
  ]);
  await code(last, [[0, 5, 9, 0]]);
  await done(first, [anna, bert]);
  await done(second, [anna, bert]);
  await done(third, [anna, bert]);
  await done(last, [anna]);
});
afterAll(() => api.close());

const overview = async (selection: object = {}, person = coded.project.owner) => {
  const report = await coded.overview({ roundId: coded.round.id, ...selection }, person);
  if (report.state !== 'ready') throw new Error(JSON.stringify(report));
  return report;
};
const spansOf = (report: Awaited<ReturnType<typeof overview>>) => report.tags.map(({ own }) => own.spans);

test('unfinished work never counts as empty; what is finished and holds nothing does', async () => {
  const now = await overview({ layers: 'current' });
  // The third letter has two empty layers that were never made: nothing applies.
  expect(now.basis).toMatchObject({ documents: 4, doubleCoded: 3, characters: 300, spans: 6 });
  expect(now.basis.leftOut).toMatchObject({ unfinished: 1, notIndependent: 0, oneCoder: 1, noFinal: 0 });
  expect(now.basis.coders.map(({ name: _, ...coder }) => coder)).toEqual([
    { id: coded.members[0]?.id, left: false, documents: 3, spans: 3 },
    { id: coded.members[1]?.id, left: false, documents: 3, spans: 3 },
  ]);
  expect(spansOf(now)).toEqual([3, 2, 0, 1]);
  // Nobody used it: with the reason, and never 0 or 1.
  expect(now.tags[2]?.own).toMatchObject({
    alpha: { value: null, reason: 'category-not-used', low: null, noInterval: 'category-not-used' },
    f1: { value: null, reason: 'category-not-used' },
    verdict: { word: 'cannot-tell', reason: 'undefined' },
    help: { kind: 'none', other: null },
  });
  expect(now.tags[1]?.own.help).toEqual({ kind: 'where', other: null });
});

test('after the reveal first passes are measured, whatever is changed later; current work on request', async () => {
  await coded.reveal();
  const before = await overview();
  expect(before.basis).toMatchObject({ doubleCoded: 3, spans: 6 });
  const [first] = coded.documents;
  const [, , carla] = coded.members;
  if (!first || !carla) throw new Error('not built');
  // Carla finishes only now that she sees what the others did.
  await coded.done(first, [carla]);
  const after = await overview();
  expect(spansOf(after)).toEqual(spansOf(before));
  expect(after.basis.leftOut).toMatchObject({ unfinished: 0, notIndependent: 1 });
  expect(spansOf(await overview({ layers: 'current' }))).toEqual([3, 2, 1, 1]);
  expect(spansOf(await overview({ onlyIndependent: false }))).toEqual([3, 2, 1, 1]);
});

test('documents by a filter or a set, tags and coders narrow it', async () => {
  const { owner, project, documents, members, tagIds } = coded;
  const id = randomUUIDv7();
  const set = { conditions: null, documentIds: [documents[0]?.id ?? ''] };
  await owner.set.create({ opId: randomUUIDv7(), projectId: project.id, id, name: 'One', members: set });
  expect((await overview({ documents: { kind: 'set', setId: id } })).basis.doubleCoded).toBe(1);
  const nowhere = [['title', 'contains', 'no such title']];
  const meets = { kind: 'set', setId: id, conditions: [['title', 'filled']] };
  expect((await overview({ documents: meets })).basis.doubleCoded).toBe(1);
  const neither = await overview({ documents: { ...meets, conditions: nowhere } });
  expect(neither.basis).toMatchObject({ documents: 0, doubleCoded: 0 });
  const none = { kind: 'filter', conditions: nowhere };
  const empty = await overview({ documents: none });
  expect(empty.basis).toMatchObject({ documents: 0, doubleCoded: 0, spans: 0 });
  expect(empty.pooled).toMatchObject({ value: null, reason: 'nothing-pairable' });
  const one = await overview({ tagIds: [tagIds[1]] });
  expect(one.tags.map(({ tagId }) => tagId)).toEqual([tagIds[1]]);
  expect(one.pooled.value).toBe(one.tags[0]?.own.alpha.value);
  const alone = await overview({ coderIds: [members[0]?.id] });
  expect(alone.basis).toMatchObject({ documents: 4, doubleCoded: 0, coders: [], leftOut: { oneCoder: 4 } });
  expect(alone.pooled.value).toBeNull();
});

test('a tag stands for those below it too; one that was merged away is what it became', async () => {
  const { owner, project, tagIds } = coded;
  const [top = '', other = '', , goes = ''] = tagIds;
  const versionOf = async (tagId: string) =>
    (await owner.tag.list({ projectId: project.id })).find(({ id }) => id === tagId)?.version ?? 0;
  const edit = { opId: randomUUIDv7(), projectId: project.id, tagId: other, version: await versionOf(other) };
  await owner.tag.edit({ ...edit, change: { parentId: top } });
  const tree = await overview();
  expect(tree.tags[0]).toMatchObject({ own: { spans: 3 }, withChildren: { spans: 5, documents: 2 } });
  expect(tree.tags[1]).toMatchObject({ parentId: top, withChildren: null });
  const merge = { opId: randomUUIDv7(), projectId: project.id, tagId: goes, version: await versionOf(goes) };
  await owner.tag.merge({ ...merge, intoId: top });
  const merged = await overview();
  expect(merged.tags.map(({ tagId }) => tagId)).not.toContain(goes);
  // First passes keep what they were coded with; it is measured as what it became.
  expect(merged.tags[0]?.own.spans).toBe(4);
  expect((await overview({ tagIds: [goes] })).tags[0]?.tagId).toBe(top);
});

test('a document in which nobody marked anything says that, and not that a tag was not used', async () => {
  const { owner, project, documents } = coded;
  const answer = await owner.agreement.documents({
    projectId: project.id,
    selection: { roundId: coded.round.id },
  });
  if (answer.state !== 'ready') throw new Error('missing');
  const none = { value: null, reason: 'nothing-marked' };
  expect(answer.documents.find(({ documentId }) => documentId === documents[2]?.id)).toMatchObject({
    ...{ spans: 0, pooled: none, relevance: none, f1: none },
  });
});

test('whoever has left still counts, and is said to have left', async () => {
  const { owner, project, members } = coded;
  const [, bert] = members;
  const seen = await owner.project.get({ projectId: project.id });
  const version = seen.members.find(({ id }) => id === bert?.id)?.version ?? 0;
  const leaves = { opId: randomUUIDv7(), projectId: project.id, memberId: bert?.id ?? '', version };
  await owner.member.edit({ ...leaves, change: { removed: true } });
  const { coders } = (await overview()).basis;
  expect(coders.map(({ left }) => left)).toEqual([false, true]);
});

test('a letter in two rounds is compared in each, and never with itself; who codes it blind again gets no figure', async () => {
  const { documents, members, project, assign, code, done, overview: ask } = coded;
  const [first] = documents;
  const [anna, , carla] = members;
  if (!first || !anna || !carla) throw new Error('not built');
  const again = await buildRound(api.db, project, { blind: true });
  await assign(anna, first, again);
  await assign(carla, first, again);
  const missing = { kind: 'coded_blind', documents: 1, documentIds: [first.id] };
  expect(await ask({ roundId: coded.round.id }, anna)).toEqual({ state: 'missing', missing: [missing] });
  // Not in the selection: nothing keeps her from it.
  const rest = { kind: 'filter', conditions: [['title', 'contains', 'no such title']] };
  expect(await ask({ roundId: coded.round.id, documents: rest }, anna)).toMatchObject({ state: 'ready' });
  const both = await ask({}, anna);
  expect(both).toMatchObject({
    state: 'missing',
    missing: [{ kind: 'round_not_revealed', number: again.number }, missing],
  });
  await code(first, [[2, 10, 20, 0]], again);
  await done(first, [anna, carla], again);
  await coded.reveal(again);
  const all = await ask({ onlyIndependent: false });
  if (all.state !== 'ready') throw new Error('not ready');
  expect(all.basis).toMatchObject({ doubleCoded: 3, leftOut: { notRevealed: [] } });
  const alone = await ask({ roundId: again.id, onlyIndependent: false });
  expect(alone).toMatchObject({ state: 'ready', basis: { doubleCoded: 1, spans: 1 } });
});

test('whoever could see others at work is counted apart, and that is said', async () => {
  const { documents, members, project, assign, code, done } = coded;
  const [, second] = documents;
  const [anna, , carla] = members;
  if (!second || !anna || !carla) throw new Error('not built');
  const open = project.round;
  for (const member of [anna, carla]) await assign(member, second, open);
  await code(second, [[0, 10, 30, 0]], open);
  await code(second, [[2, 10, 30, 0]], open);
  await done(second, [anna, carla], open);
  const apart = await overview({ roundId: open.id });
  expect(apart.basis).toMatchObject({ doubleCoded: 0, leftOut: { notIndependent: 2 } });
  const all = await overview({ roundId: open.id, onlyIndependent: false });
  expect(all.basis).toMatchObject({ doubleCoded: 1, leftOut: { notIndependent: 0 } });
  expect(all.tags[0]?.own.alpha.value).toBe(1);
});

test('what is reckoned is kept, told of while it goes on, and given up when nobody waits', async () => {
  const asked: string[] = [];
  const work: typeof workHere = {
    run: (person, name, ...input) => {
      asked.push(name);
      return workHere.run(person, name, ...input);
    },
  };
  const { project, round } = coded;
  const input = { projectId: project.id, selection: { roundId: round.id, tagIds: [coded.tagIds[2] ?? ''] } };
  const caller = api.as(project.owner.personId, { work });
  // Who asks for the same at the same time waits for the one answer.
  const ask = () => caller.agreement.overview(input);
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second).toEqual(first);
  expect(asked).toEqual(['agreement.tally', 'agreement.overview']);
  // What does not count changes nothing of what was reckoned: Carla has not finished.
  const [document] = coded.documents;
  if (!document) throw new Error('not built');
  await coded.code(document, [[2, 20, 30, 2]]);
  expect(await ask()).toEqual(first);
  expect(asked).toHaveLength(2);
  expect(await caller.agreement.progress({ projectId: project.id, watch: randomUUIDv7() })).toBeNull();
  const gone = AbortSignal.abort();
  const other = { ...input, selection: { ...input.selection, tagIds: [coded.tagIds[1] ?? ''] } };
  await expect(api.as(project.owner.personId, { work }, gone).agreement.overview(other)).rejects.toThrow();
  expect(asked).toHaveLength(2);
});

test('every two coders are a task of their own, and what takes too much is said in the words of figures', async () => {
  const { project } = coded;
  const asked: string[] = [];
  const work: typeof workHere = {
    run: (person, name, ...input) => {
      asked.push(name);
      if (name === 'agreement.confusion') throw new DomainError('reading_too_long');
      return workHere.run(person, name, ...input);
    },
  };
  const input = { projectId: project.id, selection: { onlyIndependent: false } };
  const caller = api.as(project.owner.personId, { work });
  const answer = await caller.agreement.pairs(input);
  if (answer.state !== 'ready') throw new Error('not ready');
  expect(answer.pairs.length).toBeGreaterThan(1);
  expect(asked.filter((name) => name === 'agreement.pairs')).toHaveLength(answer.pairs.length);
  await expect(caller.agreement.confusion({ ...input, unit: 'span' })).rejects.toMatchObject({
    cause: { code: 'agreement_too_large' },
  });
});

test('tells of the course of a coder, and of what more documents would bring', async () => {
  const { owner, project, members, round, tagIds } = coded;
  const given = { projectId: project.id, selection: { roundId: round.id } };
  const drift = await owner.agreement.drift(given);
  if (drift.state !== 'ready') throw new Error('not ready');
  expect(
    drift.coders.map(({ coderId, documentIds, drifts }) => [coderId, documentIds.length, drifts]),
  ).toEqual([
    [members[0]?.id, 3, false],
    [members[1]?.id, 3, false],
  ]);
  const plan = await owner.agreement.plan({ ...given, tagId: tagIds[0] ?? '', share: 0.25, target: 0.8 });
  if (plan.state !== 'ready') throw new Error('not ready');
  expect(plan.formula).toEqual({
    share: 0.25,
    coders: 2,
    units: [
      { alpha: 0.8, units: 139 },
      { alpha: 0.667, units: 81 },
    ],
  });
  expect(plan.plan ?? plan.noPlan).not.toBeNull();
});
