import { randomUUIDv7 } from 'node:crypto';
import { createAnnotationInput, editAnnotationInput } from '@koersvast/contracts';
import { type LimitName, limits } from '@koersvast/core/limit';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, wordsOf } from './error-mapping.ts';
import { measureInput } from './measure-input.ts';
import { buildStudy, openTestApi, refusalFrom, type Study, type TestApi } from './testing/study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const owner = () => api.as(study.project.owner.personId);
const preview = (text: string) =>
  owner().document.preview({
    projectId: study.project.id,
    source: { kind: 'pasted', text },
    encoding: null,
  });
const entries = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, each) => [`key ${each}`, 'x']));
const setKeys = (count: number) =>
  owner().session.setPreferences({ language: null, theme: 'auto', singleKeys: true, keys: entries(count) });
const code = (quote: string) => {
  const good = study.coding('kabinet');
  return owner().annotation.create({ ...good, annotation: { ...good.annotation, quote } });
};
const resize = (quote: string) =>
  owner().annotation.edit({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: randomUUIDv7(),
    version: 1,
    change: { start: 0, end: 1, quote },
  });
const rename = (name: string) =>
  owner().project.edit({ opId: randomUUIDv7(), projectId: study.project.id, version: 1, change: { name } });
const order = (count: number) =>
  owner().tag.order({
    opId: randomUUIDv7(),
    projectId: study.project.id,
    tagIds: Array.from({ length: count }, () => randomUUIDv7()),
  });

const tag = (count: number) => {
  const { projectId, roundId, documentId } = study.place;
  return owner().search.tagHits({
    ...{ opId: randomUUIDv7(), projectId, roundId, tagId: study.pressure.id, search: { query: 'a' } },
    madeAt: '2026-11-29T16:00:00.000Z',
    hits: Array.from({ length: count }, () => ({ documentId, start: 0, end: 1 })),
  });
};

/** Something that is too much, the limit that it is told by, and the largest that there may be. */
const tooMuch: readonly (readonly [string, () => Promise<unknown>, LimitName, number])[] = [
  ['a text', () => preview('x'.repeat(limits.text + 1)), 'text', limits.text],
  ['a list of 400,000 lines', () => preview('- a\n'.repeat(400_000)), 'lines', limits.lines],
  ['a list', () => preview('- a\n'.repeat(limits.blocks + 1)), 'blocks', limits.blocks],
  ['sentences', () => preview('Zo. '.repeat(limits.sentences + 1)), 'sentences', limits.sentences],
  ['hits', () => tag(limits.hits + 1), 'hits', limits.hits],
  ['keys', () => setKeys(limits.keys + 1), 'keys', limits.keys],
  ['140,000 keys', () => setKeys(140_000), 'entries', limits.entries],
  ['a passage', () => code('x'.repeat(limits.passage + 1)), 'passage', limits.passage],
  ['another passage', () => resize('x'.repeat(limits.passage + 1)), 'passage', limits.passage],
  ['a name', () => rename('x'.repeat(121)), 'characters', 120],
  ['a list', () => order(1001), 'entries', 1000],
];

test.each(tooMuch)(
  '%s too many is refused by the name of the limit, in one sentence',
  async (_, call, of, maximum) => {
    const from = process.threadCpuUsage();
    const refusal = await refusalFrom(call());
    expect(refusal).toMatchObject({ code: 'over_limit', details: { of, maximum } });
    expect(wordsOf(refusal)).toMatch(/^[A-Z][^\n!]{20,120}\.$/);
    expect(wordsOf(refusal)).toContain(maximum.toLocaleString('en'));
    // Of work, whatever else the machine does.
    expect(process.threadCpuUsage(from).user).toBeLessThan(5_000_000);
  },
);

test('what is wrong in another way as well is not told as too large', async () => {
  const edit = { projectId: study.project.id, opId: randomUUIDv7(), version: 1 };
  const call = owner().project.edit({ ...edit, change: { name: 'x'.repeat(121), archived: 1 } as never });
  expect((await refusalFrom(call)).code).toBe('input_not_valid');
});

describe('an input is measured before anything looks into it', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);
  const refusedAs = (input: unknown) => {
    try {
      measureInput(input);
      return null;
    } catch (error) {
      return refusalOf(new TRPCError({ code: 'BAD_REQUEST', cause: error })).details.of;
    }
  };

  test.each<[string, unknown, LimitName | null]>([
    ['nothing', undefined, null],
    ['a text', 'x', null],
    ['as deep as may be', nested(limits.depth), null],
    ['deeper', nested(limits.depth + 1), 'depth'],
    ['as long as may be', Array.from({ length: limits.entries }, () => 1), null],
    ['longer', Array.from({ length: limits.entries + 1 }, () => 1), 'entries'],
    ['lists in lists', Array.from({ length: 9 }, () => Array.from({ length: 10_000 }, () => 1)), 'values'],
  ])('%s', (_, input, of) => {
    expect(refusedAs(input)).toBe(of);
  });
});

test('whole chapters can be coded, and no schema takes less than the limits say', () => {
  const annotation = {
    ...study.coding('kabinet').annotation,
    quote: 'x'.repeat(limits.passage),
    memo: 'm'.repeat(limits.characters),
  };
  expect(createAnnotationInput.safeParse({ ...study.coding('kabinet'), annotation }).success).toBe(true);
  const edit = { opId: randomUUIDv7(), ...study.place, annotationId: randomUUIDv7(), version: 1 };
  expect(
    editAnnotationInput.safeParse({
      ...edit,
      change: { start: 0, end: limits.passage, quote: annotation.quote },
    }).success,
  ).toBe(true);
});
