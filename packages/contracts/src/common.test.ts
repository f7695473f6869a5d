import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createAnnotationInput, editAnnotationInput } from './annotation.ts';
import { id, languageTag, line, moment, offset, optionalLine, partialDate, text, version } from './common.ts';
import { documentMetadata, unknownMetadata } from './document.ts';
import { password, signInInput } from './session.ts';
import { tagKey } from './tag.ts';

const uuid = '0190a000-0000-7000-8000-000000000001';

const accepted: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['an id', id, uuid],
  ['offset 0', offset, 0],
  ['version 1', version, 1],
  ['a line with an emoji', line(20), 'druk 🙂'],
  ['an empty text', text(10), ''],
  ['a text of two lines', text(10), 'a\nb'],
  ['no line', optionalLine(5), null],
  ['a year', partialDate, '2019'],
  ['a month', partialDate, '2019-12'],
  ['a day', partialDate, '2019-12-20'],
  ['a language with a country', languageTag, 'en-GB'],
  ['a moment with an offset', moment, '2026-11-23T21:00:00+01:00'],
  ['a moment far from Greenwich', moment, '2026-11-23T21:00:00+14:00'],
  ['a letter as key', tagKey, 'p'],
  ['two letters as key', tagKey, 'ps'],
  ['a long password of spaces', password, ' '.repeat(12)],
];

const refused: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['an id that is not one', id, 'annotation-1'],
  ['an id in capitals that is no id', id, `${uuid}0`],
  ['a negative offset', offset, -1],
  ['half an offset', offset, 1.5],
  ['an offset as text', offset, '1'],
  ['an offset beyond the column', offset, 2 ** 31],
  ['version 0', version, 0],
  ['an empty line', line(20), ''],
  ['a line of spaces', line(20), '   '],
  ['a line of nothing to see', line(20), '\u200B\u00AD\u2800'],
  ['two lines as one', line(20), 'a\nb'],
  ['a line separator', line(20), 'a\u2028b'],
  ['a line that is too long', line(3), 'druk'],
  ['a NUL', text(10), 'a\0b'],
  ['a lone high surrogate', text(10), 'a\ud83d'],
  ['a lone low surrogate', line(10), '\ude42a'],
  ['a form feed', text(10), 'a\fb'],
  ['an operator in place of a text', text(10), { not: '' }],
  ['a list in place of a line', line(10), ['a']],
  ['the thirteenth month', partialDate, '2019-13'],
  ['31 February', partialDate, '2019-02-31'],
  ['the year nought', partialDate, '0000'],
  ['a year of two digits', partialDate, '20-12-19'],
  ['a moment without an offset', moment, '2026-11-23T21:00:00'],
  ['a moment in the year 0', moment, '0000-06-01T00:00:00Z'],
  ['a moment that is before the year 1 in Greenwich', moment, '0001-01-01T00:00:00+05:00'],
  ['a moment after the year 9999 in Greenwich', moment, '9999-12-31T23:00:00-05:00'],
  ['a moment that is a day from Greenwich', moment, '2026-11-23T21:00:00+23:00'],
  ['three letters as key', tagKey, 'psa'],
  ['a letter and a digit as key', tagKey, 'p1'],
  ['a capital as key', tagKey, 'P'],
  ['a short password', password, '123456789'],
];

describe('what crosses the wire', () => {
  test.each(accepted)('takes %s', (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(true);
  });
  test.each(refused)('refuses %s', (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
  test('takes from a line what is not to be seen', () => {
    expect(line(20).parse('  druk \u00a0 en\u200B druk ')).toBe('druk en druk');
  });
});

test.each([
  ['a Dutch date', partialDate, '4 februari 2021', '2021-02-04'],
  ['a language in capitals', languageTag, 'NL', 'nl'],
  ['a language in capitals with its country', languageTag, 'EN-GB', 'en-GB'],
])('takes %s for what is meant', (_, schema, value, meant) => {
  expect(schema.parse(value)).toBe(meant);
});

describe('an object with a field too many is refused', () => {
  const place = { opId: uuid, projectId: uuid, documentId: uuid, roundId: uuid };
  const annotation = {
    id: uuid,
    tagId: uuid,
    start: 0,
    end: 4,
    quote: 'druk',
    memo: null,
    certainty: null,
    madeAt: '2026-11-23T21:00:00Z',
  };
  const metadata = {
    title: 'Brief',
    ...unknownMetadata,
    language: 'nl',
  };
  const objects: readonly (readonly [string, z.ZodType, object])[] = [
    ['a new annotation', createAnnotationInput, { ...place, annotation }],
    ['a sign-in', signInInput, { email: 'els@example.org', password: 'x' }],
    ['the metadata of a document', documentMetadata, metadata],
    ['an edit', editAnnotationInput, { ...place, annotationId: uuid, version: 1, change: { memo: 'm' } }],
  ];
  test.each(objects)('%s', (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(true);
    for (const field of ['role', 'ownerId', 'version2', 'constructor']) {
      expect(schema.safeParse({ ...value, [field]: 1 }).success).toBe(false);
    }
  });

  test('an edit changes one thing at a time', () => {
    const change = { memo: 'm', tagId: uuid };
    const input = { ...place, annotationId: uuid, version: 1, change };
    expect(editAnnotationInput.safeParse(input).success).toBe(false);
  });

  test('a source that could run a script is no address', () => {
    for (const sourceUrl of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
      expect(documentMetadata.safeParse({ ...metadata, sourceUrl }).success).toBe(false);
    }
    expect(documentMetadata.safeParse({ ...metadata, sourceUrl: 'https://example.org/brief' }).success).toBe(
      true,
    );
  });
});
