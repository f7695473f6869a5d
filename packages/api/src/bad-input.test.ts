import { randomUUIDv7 } from 'node:crypto';
import { unknownMetadata } from '@koersvast/contracts';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, wordsOf } from './error-mapping.ts';
import { buildStudy, hashDatabase, openTestApi, type Study, type TestApi } from './testing/study.ts';

// What somebody who does not use our own page may send. A body that is too large is refused by the server itself,
// and has its test there.

let api: TestApi;
let study: Study;
let other: Study;
let coded: ReturnType<Study['coding']>;

beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db, { text: 'Koersvast 🙂\n\nDruk en samenwerking.\n' });
  other = await buildStudy(api.db);
  coded = study.coding('samenwerking');
  await coder().annotation.create(coded);
  await edit({ memo: 'the first change' });
});
afterAll(() => api.close());

const coder = () => api.as(study.coder.personId);
const owner = () => api.as(study.project.owner.personId);

/** Codes a word, with something wrong about it. */
const create = (wrong: object, place: object = {}) => {
  const good = study.coding('Druk');
  return coder().annotation.create({ ...good, ...place, annotation: { ...good.annotation, ...wrong } });
};
const edit = (change: object, version = 1) =>
  coder().annotation.edit({
    opId: randomUUIDv7(),
    ...study.place,
    annotationId: coded.annotation.id,
    version,
    change: change as { memo: string },
  });
const rename = (name: unknown) =>
  owner().project.edit({
    opId: randomUUIDv7(),
    projectId: study.project.id,
    version: 1,
    change: { name: name as string },
  });
const add = (bytes: Uint8Array, title: string) =>
  owner().document.add({
    opId: randomUUIDv7(),
    projectId: study.project.id,
    id: randomUUIDv7(),
    source: { kind: 'file', name: 'brief.txt', base64: Buffer.from(bytes).toString('base64') },
    encoding: null,
    metadata: {
      title,
      ...unknownMetadata,
      language: 'nl',
    },
  });

const emoji = () => study.text.indexOf('🙂');
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

const sent: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['an empty span', () => create({ start: 4, end: 4, quote: 'x' }), 'span_empty'],
  ['an inverted span', () => create({ start: 6, end: 4, quote: 'x' }), 'span_inverted'],
  ['a span past the end', () => create({ start: 4, end: 9_999, quote: 'x' }), 'span_out_of_range'],
  ['a span before the start', () => create({ start: -1, end: 4, quote: 'x' }), 'input_not_valid'],
  [
    'a span that begins inside an emoji',
    () => create({ start: emoji() + 1, end: emoji() + 2, quote: 'x' }),
    'span_splits_surrogate',
  ],
  [
    'a span that ends inside an emoji',
    () => create({ start: 0, end: emoji() + 1, quote: 'x' }),
    'span_splits_surrogate',
  ],
  ['another quote', () => create({ quote: 'Drok' }), 'quote_does_not_match'],
  ['an unknown tag', () => create({ tagId: randomUUIDv7() }), 'not_found'],
  ['a tag of another project', () => create({ tagId: other.pressure.id }), 'not_found'],
  ['an unknown document', () => create({}, { documentId: randomUUIDv7() }), 'not_found'],
  ['a document of another project', () => create({}, { documentId: other.document.id }), 'not_found'],
  ['a project of others', () => create({}, { projectId: other.project.id }), 'not_found'],
  ['an extra field', () => create({ createdBy: other.coder.id }), 'input_not_valid'],
  ['an operator for a quote', () => create({ quote: { startsWith: '' } }), 'input_not_valid'],
  ['an operator for a version', () => edit({ memo: 'x' }, { gte: 0 } as never), 'input_not_valid'],
  ['a stale version', () => edit({ memo: 'x' }, 1), 'version_conflict'],
  [
    'an opId once more, with something else in it',
    () => coder().annotation.create({ ...study.coding('Druk'), opId: coded.opId }),
    'operation_id_reused',
  ],
  ['a quote with NUL', () => create({ quote: 'Dr\0k' }), 'quote_does_not_match'],
  ['a quote with half an emoji', () => create({ quote: 'Dru\ud83d' }), 'quote_does_not_match'],
  ['a memo with NUL', () => edit({ memo: 'a\0b' }, 2), 'input_not_valid'],
  ['a memo with half an emoji', () => edit({ memo: '\ude42 b' }, 2), 'input_not_valid'],
  ['a name with NUL', () => rename('a\0b'), 'input_not_valid'],
  ['a name with half an emoji', () => rename('a\ud83d'), 'input_not_valid'],
  ['an operator for a name', () => rename({ not: '' }), 'input_not_valid'],
  ['a binary file named .txt', () => add(png, 'Brief'), 'file_is_binary'],
  ['a title with NUL', () => add(Buffer.from('Een brief.'), 'a\0b'), 'input_not_valid'],
];

test.each(sent)('%s gets one sentence and a 4xx, and changes nothing', async (_what, call, code) => {
  const before = await hashDatabase(api.db);
  const error = await call().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCError)) throw new Error('it was not refused', { cause: error });
  const refusal = refusalOf(error);
  expect(refusal.code).toBe(code);
  expect(Math.floor(getHTTPStatusCodeFromError(error) / 100)).toBe(4);
  expect(wordsOf(refusal)).toMatch(/^[A-Z][^\n!]{5,120}\.$/);
  expect(await hashDatabase(api.db)).toBe(before);
});
