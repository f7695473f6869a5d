import { DomainError } from '@koersvast/core/error';
import { describe, expect, test } from 'vitest';
import { plainTextReader, readPastedText, titleFrom } from './plain-text.ts';
import { readFile } from './readers.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('plainTextReader', () => {
  test('makes a canonical text and tells what it changed', async () => {
    const read = await plainTextReader.read(bytes('\uFEFFKoersvast\r\n\r\nDit is een\u0000brief.\r\n'), {
      encoding: null,
    });
    expect(read).toEqual({
      title: 'Koersvast',
      language: null,
      text: 'Koersvast\n\nDit is een\uFFFDbrief.\n',
      blocks: null,
      notes: [],
      metadata: {},
      encoding: 'utf-8',
      notices: [
        { code: 'byte_order_mark_dropped', count: 1 },
        { code: 'line_breaks_changed', count: 3 },
        { code: 'characters_replaced', count: 1 },
      ],
    });
  });

  test('has no title where the text begins with a sentence', () => {
    expect(readPastedText('Dit is een brief. Meer staat er niet in.').title).toBeNull();
  });

  test.each(['', ' \n\t \r\n', '\uFEFF'])('refuses %j', (text) => {
    expect(() => readPastedText(text)).toThrow(new DomainError('file_empty'));
  });
});

describe('titleFrom', () => {
  test('is one line and cut at a word', () => {
    expect(titleFrom(' Een \n titel ')).toBe('Een titel');
    const long = titleFrom('woord '.repeat(100)) ?? '';
    expect(long.length).toBeLessThanOrEqual(301);
    expect(long.endsWith('woord…')).toBe(true);
  });

  test('never cuts a character in two', () => {
    expect(titleFrom(`a${'👍'.repeat(300)}`)?.isWellFormed()).toBe(true);
  });
});

describe('readFile', () => {
  const read = (text: string, name: string) => readFile(bytes(text), name, { encoding: null });

  test.each([
    'brief.txt',
    'BRIEF.TXT',
    'brief',
    'a.b.text',
    'brief nr. 12',
    '35 373-nr. 12',
    '2019.12.20',
    '.brief',
    'brief.',
  ])('reads %s as plain text', async (name) => {
    expect(await read('Een brief.', name)).toMatchObject({
      format: 'text',
      reader: 'plain-text 2',
      notices: [],
    });
  });

  test('goes by the bytes, and tells where the name says something else', async () => {
    expect((await read('Een brief.', 'brief.pdf')).notices).toEqual([
      { code: 'kind_differs', count: 1, examples: ['text'] },
    ]);
  });

  test.each([
    ['', 'brief.txt', 'file_empty'],
    ['a;b', 'brief.csv', 'file_not_supported'],
  ])('%j in %s: %s', async (text, name, code) => {
    await expect(read(text, name)).rejects.toMatchObject({ code });
  });
});
