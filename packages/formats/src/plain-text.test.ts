import { DomainError } from '@koersvast/core/error';
import { describe, expect, test } from 'vitest';
import { plainTextReader, readPastedText, titleFrom } from './plain-text.ts';
import { readerFor } from './reader.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('plainTextReader', () => {
  test('makes a canonical text and tells what it changed', () => {
    const read = plainTextReader.read(bytes('\uFEFFKoersvast\r\n\r\nDit is een\u0000brief.\r\n'), {
      encoding: null,
    });
    expect(read).toEqual({
      title: 'Koersvast',
      text: 'Koersvast\n\nDit is een\uFFFDbrief.\n',
      blocks: null,
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

describe('readerFor', () => {
  test.each([
    'brief.txt',
    'BRIEF.TXT',
    'brief',
    'a.b.text',
    'brief nr. 12',
    '35 373-nr. 12',
    '2019.12.20',
    'brief van 4 feb. 2021',
    'notitie.md',
    '.brief',
    'brief.',
    'map.met.punten/brief',
  ])('reads %s as plain text', (name) => {
    expect(readerFor(name).id).toBe('plain-text');
  });
  test.each(['brief.docx', 'brief.txt.exe', 'BRIEF.PDF', 'brief nr. 12.docx'])('refuses %s', (name) => {
    expect(() => readerFor(name)).toThrow(DomainError);
  });
});
