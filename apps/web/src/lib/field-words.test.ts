import { changePasswordInput, documentMetadata, email, line, tagKey } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { common as en } from '../i18n/en/common.ts';
import { common as nl } from '../i18n/nl/common.ts';
import { fieldWordsOf } from './field-words.ts';

const { date, language, sourceUrl, title } = documentMetadata.shape;

describe('what is said at a field', () => {
  it.each<[string, z.ZodType, unknown, string, number]>([
    ['an empty name', line(80), '', 'required', 0],
    ['a name of white space', line(80), '  ', 'required', 0],
    ['a name that is too long', line(80), 'x'.repeat(81), 'tooLong', 80],
    ['a name of two lines', line(80), 'a\nb', 'one_line', 0],
    ['a name with NUL', line(80), 'a\u0000b', 'forbidden_character', 0],
    ['a password that is too short', changePasswordInput.shape.next, 'kort', 'tooShort', 10],
    ['a password that is too long', changePasswordInput.shape.next, 'x'.repeat(129), 'tooLong', 128],
    ['an address without an at sign', email, 'eva.example.org', 'email', 0],
    ['a date in words', date, 'ergens in 2021', 'date', 0],
    ['a language in words', language, 'Nederlands!', 'language', 0],
    ['a source that is no address', sourceUrl, 'tweedekamer', 'url', 0],
    ['a source on a disk', sourceUrl, 'file:///brief.txt', 'url', 0],
    ['a title that is too long', title, 'x'.repeat(301), 'tooLong', 300],
    ['a key of two signs', tagKey, '??', 'tag_key', 0],
    ['a number that is too large', z.int().max(20), 21, 'tooLarge', 20],
    ['a number that is too small', z.int().min(1), 0, 'tooSmall', 1],
    ['too many of something', z.array(z.string()).max(1), ['a', 'b'], 'tooMany', 1],
    ['none of something', z.array(z.string()).min(1), [], 'required', 1],
    ['a field without a name', documentMetadata.shape.fields, { '': 'x' }, 'nameless', 0],
    ['something else', z.literal('a'), 'b', 'notValid', 0],
  ])('of %s', (_name, schema, value, key, count) => {
    const issue = schema.safeParse(value).error?.issues[0];
    if (issue === undefined) throw new Error('nothing is wrong with it');
    expect(fieldWordsOf(issue, value)).toEqual({ key, count });
    expect(en).toHaveProperty([`field.${key}`]);
    expect(nl).toHaveProperty([`field.${key}`]);
  });
});
