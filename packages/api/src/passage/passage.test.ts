import { randomUUIDv7 } from 'node:crypto';
import type { ListPassagesInput, PassageSelection } from '@koersvast/contracts';
import { buildAssignment, buildDocument, buildRound, buildTag } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';

let api: TestApi;
let study: Study;
let threat: { readonly id: string };
let second: { readonly id: string };
const family = '👨‍👩‍👧';
const words = `één ${family} woord`;
const { length } = words;

type Coding = ReturnType<Study['coding']>;

async function code({ personId }: { readonly personId: string }, input: Coding, over: object = {}) {
  const annotation = { ...input.annotation, ...over };
  await api.as(personId).annotation.create({ ...input, annotation });
  return annotation;
}

/** Two letters: one coded by coder and colleague, a later one by the coder alone. */
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
  const { project, coder, colleague, coding, cooperation, pressure } = study;
  const under = { name: 'threat', key: 't', appearance: 2, parentId: pressure.id };
  threat = await buildTag(api.db, project, under);
  second = await buildDocument(api.db, project, { text: `${family.repeat(60)}${words}${family.repeat(60)}` });
  await owner().document.edit({
    ...{ opId: randomUUIDv7(), projectId: project.id, documentId: second.id, version: 1 },
    change: { date: '2019-12-20', author: 'Blok' },
  });
  await code(coder, coding('kabinet'), { memo: 'Zie de brief van VÖRIG jaar (50%)', certainty: 1 });
  await code(colleague, coding('Rusland'), { certainty: 3 });
  await code(coder, coding('nodig', cooperation));
  const start = family.length * 60;
  const at = { start, end: start + length, quote: words, madeAt: '2020-01-01T00:00:00.000Z' };
  await code(coder, { ...coding('druk', threat as typeof pressure), documentId: second.id }, at);
});
afterAll(() => api.close());

const owner = () => api.as(study.project.owner.personId);
const list = (selection: PassageSelection = {}, over: Partial<ListPassagesInput> = {}) =>
  owner().passage.list({ projectId: study.project.id, selection, ...over });
const quotes = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).passages.map(({ quote }) => quote);
/** In the order of the first letter. */
const inText = (...some: string[]) =>
  some.toSorted((one, other) => study.text.indexOf(one) - study.text.indexOf(other));

it('shows what is coded with a tag and those below it, in the order of the texts', async () => {
  const { pressure } = study;
  const found = await list({ tags: [pressure.id] });
  expect(found.total).toEqual({ passages: 3, documents: 2, coders: 2 });
  expect(found.passages.map(({ quote }) => quote)).toEqual([...inText('kabinet', 'Rusland'), words]);
  expect(found.tags?.toSorted()).toEqual([pressure.id, threat.id].sort());
  expect(found.ownOnly).toBe(0);
  expect(await quotes({ tags: [pressure.id], only: true })).toEqual(inText('kabinet', 'Rusland'));
});

it('counts what the codebook counts', async () => {
  const usage = await owner().tag.usage({ projectId: study.project.id });
  for (const { tagId, annotations, documents, coders } of usage) {
    const { total } = await list({ tags: [tagId], only: true });
    expect(total).toEqual({ passages: annotations, documents, coders });
  }
});

it('quotes with the words beside, cut between characters', async () => {
  const [passage] = (await list({ documents: [second.id] })).passages;
  const { before = '', after = '' } = passage ?? {};
  for (const beside of [before, after]) {
    expect(beside.length).toBeLessThanOrEqual(120);
    expect(beside.replaceAll(family, '')).toBe('');
    expect(beside).not.toBe('');
  }
});

const asked: readonly (readonly [string, PassageSelection | (() => PassageSelection), readonly string[]])[] =
  [
    ['a coder', () => ({ coders: [study.colleague.id] }), ['Rusland']],
    ['certainty', { certainty: ['1'] }, ['kabinet']],
    ['certainty or none', { certainty: ['3', 'none'] }, ['Rusland', 'nodig', words]],
    ['a memo', { memo: 'with' }, ['kabinet']],
    ['no memo', { memo: 'without' }, ['Rusland', 'nodig', words]],
    ['words of a memo without case and accents', { words: 'vorig  JAAR' }, ['kabinet']],
    ['signs of a memo', { words: '(50%)' }, ['kabinet']],
    ['words that stand in none', { words: '.*' }, []],
    ['no verdict', { verdicts: ['none'], certainty: ['1'] }, ['kabinet']],
    ['a verdict', { verdicts: ['accept'] }, []],
    ['threads', { thread: 'open' }, []],
    ['conditions', { where: [['author', 'one_of', 'blok']] }, [words]],
    [
      'documents and conditions',
      () => ({ documents: [study.document.id], where: [['author', 'filled']] }),
      [],
    ],
    ['a part of a text', () => ({ documents: [second.id], part: [480, 481] }), [words]],
    ['another part', () => ({ documents: [second.id], part: [0, 480] }), []],
    ['first passes', { layer: 'first-pass' }, []],
  ];

it.each(asked)('narrows by %s', async (_name, selection, expected) => {
  const found = await list(typeof selection === 'function' ? selection() : selection);
  expect(found.passages.map(({ quote }) => quote).toSorted()).toEqual([...expected].toSorted());
  expect(found.total.passages).toBe(expected.length);
});

const groups = ['tag', 'coder', 'document', 'year', 'author', 'round', 'certainty', 'verdict'];
const orders: readonly Partial<ListPassagesInput>[] = [
  ...groups.map((group) => ({ group })),
  ...(['text', 'date', 'title', 'tag', 'coder', 'made'] as const).flatMap((sort) => [
    { sort },
    { sort, down: true },
  ]),
  { group: 'coder', sort: 'made', down: true },
];

it('groups with counts, and gives any part of the list as the whole list has it', async () => {
  for (const over of orders) {
    const whole = await list({}, over);
    const ids = whole.passages.map(({ annotationId }) => annotationId);
    expect(new Set(ids).size).toBe(4);
    const sum = whole.groups.reduce((all, { passages }) => all + passages, 0);
    expect(sum).toBe(over.group ? 4 : 0);
    const part = await list({}, { ...over, from: 2, most: 1 });
    expect(part.passages.map(({ annotationId }) => annotationId)).toEqual(ids.slice(2, 3));
    expect(part.groups).toEqual(whole.groups);
  }
  const years = (await list({}, { group: 'year' })).groups;
  expect(years.map(({ key, from, passages }) => [key, from, passages])).toEqual([
    ['2019', 0, 1],
    [null, 1, 3],
  ]);
  expect((await quotes({}, { sort: 'made' }))[3]).not.toBe(words);
  expect((await quotes({}, { sort: 'made' }))[0]).toBe(words);
});

it('says what is said of each, and what waits for an answer', async () => {
  const { passages } = await list({ coders: [study.coder.id], certainty: ['1'] });
  const [passage] = passages;
  if (!passage) throw new Error('nothing found');
  const { annotationId, layerId, version, documentId, roundId } = passage;
  const there = { projectId: study.project.id, documentId, roundId, layerId, annotationId };
  const reviewId = randomUUIDv7();
  await owner().review.give({
    ...{ ...there, opId: randomUUIDv7(), id: reviewId, annotationVersion: version, supersedes: null },
    verdict: { kind: 'reject', reasonKind: 'boundary', reason: 'too short' },
  });
  const find = async (selection: PassageSelection) => (await list(selection)).passages;
  const [judged] = await find({ thread: 'open' });
  expect(judged).toMatchObject({ annotationId, open: true, verdict: { verdict: 'reject', stale: false } });
  expect(await find({ verdicts: ['reject'] })).toHaveLength(1);
  expect(await find({ verdicts: ['none'] })).toHaveLength(3);
  expect((await list({}, { group: 'verdict' })).groups.map(({ key }) => key)).toEqual(['reject', null]);
  await api.as(study.coder.personId).review.respond({
    ...{ opId: randomUUIDv7(), projectId: there.projectId, documentId, roundId, reviewId, version: 1 },
    response: 'kept',
    reason: 'it is long enough',
  });
  expect(await find({ thread: 'open' })).toEqual([]);
  await owner().reply.create({
    ...{ ...there, opId: randomUUIDv7() },
    ...{ id: randomUUIDv7(), text: 'and yet', mentions: [] },
  });
  expect(await find({ thread: 'open' })).toMatchObject([
    { open: true, replies: 1, lastReply: { memberId: study.project.owner.id, text: 'and yet' } },
  ]);
  expect(await find({ thread: 'any' })).toHaveLength(1);
});

it('shows of a letter that one codes blind one’s own work alone, and says of how many letters', async () => {
  const { project, document, coder, colleague } = study;
  const round = await buildRound(api.db, project, { blind: true, documentIds: [document.id] });
  await buildAssignment(api.db, project, { round, document, member: coder });
  const mine = await api.as(coder.personId).passage.list({ projectId: project.id, group: 'coder' });
  expect(mine.ownOnly).toBe(1);
  expect(mine.groups.map(({ key }) => key)).toEqual([coder.id]);
  expect(
    mine.passages.every(({ verdict, replies, open }) => verdict === null && replies === 0 && !open),
  ).toBe(true);
  const theirs = await api.as(colleague.personId).passage.list({ projectId: project.id });
  expect(theirs.total.passages).toBe(4);
});

it('knows no tag and no set of another project', async () => {
  for (const selection of [{ tags: [randomUUIDv7()] }, { set: randomUUIDv7() }])
    expect(await codeOf(list(selection))).toBe('not_found');
  expect(await codeOf(list({ part: [0, 1] }))).toBe('input_not_valid');
});
