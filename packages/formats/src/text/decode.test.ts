import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { DomainError } from '@koersvast/core/error';
import { canonicalText } from '@koersvast/core/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, low: 0 | 1) =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, at) => {
      const unit = text.charCodeAt(at);
      const pair = [unit & 0xff, unit >> 8];
      return low === 0 ? pair : pair.reverse();
    }).flat(),
  );

function refusal(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error';
  }
}

describe('decodeText', () => {
  const table: [string, Uint8Array, string, string, string[]][] = [
    ['UTF-8', utf8('Één café, 👍🏽'), 'utf-8', 'Één café, 👍🏽', []],
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'utf-8', '\uFEFFa', []],
    ['a replacement character that is really there', utf8('a\uFFFDb'), 'utf-8', 'a\uFFFDb', []],
    [
      'windows-1252',
      bytes(0x93, 0x80, 0x35, 0x94, 0x20, 0xe9),
      'windows-1252',
      '“€5” é',
      ['encoding_guessed'],
    ],
    [
      'bytes that mean nothing',
      bytes(0x61, 0xe9, 0x81),
      'windows-1252',
      'aé\uFFFD',
      ['encoding_guessed', 'bytes_replaced'],
    ],
    ['UTF-16LE with a mark', bytes(0xff, 0xfe, 0x61, 0x00), 'utf-16le', '\uFEFFa', []],
    ['UTF-16BE with a mark', bytes(0xfe, 0xff, 0x00, 0x61), 'utf-16be', '\uFEFFa', []],
    ['UTF-16LE without a mark', utf16('De brief van 2019', 0), 'utf-16le', 'De brief van 2019', []],
    ['UTF-16BE without a mark', utf16('De brief van 2019', 1), 'utf-16be', 'De brief van 2019', []],
    [
      'UTF-8 with one byte of another encoding',
      Uint8Array.from([...utf8('Eén zin met café. '.repeat(20)), 0xe9]),
      'utf-8',
      `${'Eén zin met café. '.repeat(20)}\uFFFD`,
      ['encoding_guessed', 'bytes_replaced'],
    ],
    [
      'UTF-8 that was cut in the middle of a character',
      utf8('de politiek van het café en de één').subarray(0, -2),
      'utf-8',
      'de politiek van het café en de é\uFFFD',
      ['encoding_guessed', 'bytes_replaced'],
    ],
    [
      'what an older Mac wrote',
      bytes(0x45, 0x8e, 0x6e, 0x20, 0xd2, 0x63, 0x61, 0x66, 0x8e, 0xd3, 0x2e),
      'macintosh',
      'Eén “café”.',
      ['encoding_guessed'],
    ],
    [
      'UTF-16LE without a mark in Chinese',
      utf16('荷兰继续对俄罗斯施加压力，并选择性合作。内阁没有理由改变立场。', 0),
      'utf-16le',
      '荷兰继续对俄罗斯施加压力，并选择性合作。内阁没有理由改变立场。',
      ['encoding_guessed'],
    ],
    [
      'UTF-16BE without a mark in Arabic',
      utf16('إن هولندا تواصل الضغط على روسيا. هذا هو موقف الحكومة.', 1),
      'utf-16be',
      'إن هولندا تواصل الضغط على روسيا. هذا هو موقف الحكومة.',
      ['encoding_guessed'],
    ],
    ['line breaks of a word processor', utf8('a\u000Bb\u000Bc'), 'utf-8', 'a\u000Bb\u000Bc', []],
    ['pages', utf8('een\f\ftwee'), 'utf-8', 'een\f\ftwee', []],
    [
      'an odd last byte of UTF-16',
      bytes(0xff, 0xfe, 0x61, 0x00, 0x62),
      'utf-16le',
      '\uFEFFa\uFFFD',
      ['bytes_replaced'],
    ],
    [
      'one NUL in a text',
      utf8(`${'een tekst '.repeat(10)}\u0000`),
      'utf-8',
      `${'een tekst '.repeat(10)}\u0000`,
      [],
    ],
  ];
  test.each(table)('reads %s', (_name, input, encoding, text, notices) => {
    const decoded = decodeText(input);
    expect(decoded).toMatchObject({ encoding, text });
    expect(decoded.notices.map((notice) => notice.code)).toEqual(notices);
  });

  test('reads as it is told, and counts what does not fit', () => {
    const input = bytes(0x63, 0x61, 0x66, 0xe9);
    expect(decodeText(input, 'utf-8')).toEqual({
      text: 'caf\uFFFD',
      encoding: 'utf-8',
      notices: [{ code: 'bytes_replaced', count: 1 }],
    });
    expect(decodeText(utf8('café'), 'windows-1252').text).toBe('cafÃ©');
    expect(decodeText(bytes(0xf3, 0xea), 'iso-8859-2').text).toBe('óę');
    expect(decodeText(bytes(0x9c, 0xb9), 'windows-1250').text).toBe('śą');
    expect(decodeText(bytes(0xc4, 0xe0), 'windows-1251').text).toBe('Да');
  });

  const western =
    'Één brief, “koersvast”, over de coördinatie van beëindigde à-la-carte-maatregelen: € 5 – é.';
  test.each([
    ['windows-1252', Uint8Array.from(Buffer.from(western.replace(/[“”€–]/g, '-'), 'latin1'))],
    ['windows-1252', bytes(...Buffer.from('De co\u00f6rdinatie. '.repeat(50), 'latin1'))],
  ])('takes what it always took for %s', (encoding, input) => {
    expect(decodeText(input).encoding).toBe(encoding);
  });

  const refused: [string, Uint8Array, string][] = [
    ['no bytes', bytes(), 'file_empty'],
    ['a PDF', utf8('%PDF-1.7 and more'), 'file_is_binary'],
    ['a zip', bytes(0x50, 0x4b, 3, 4, 20, 0, 0, 0), 'file_is_binary'],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'file_is_binary'],
    [
      'noise',
      Uint8Array.from({ length: 4096 }, (_, at) => (at * 167 + (at >> 3) * 91) % 256),
      'file_is_binary',
    ],
    ['zeros', new Uint8Array(64), 'file_is_binary'],
  ];
  test.each(refused)('refuses %s', (_name, input, code) => {
    expect(refusal(() => decodeText(input))).toBe(code);
  });

  test('gives back any text that was written as UTF-8', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((each) => each.isWellFormed());
    fc.assert(
      fc.property(text, (value) => {
        const read = () => decodeText(utf8(`koersvast ${value}`)).text;
        const code = refusal(read);
        if (code === null) expect(read()).toBe(`koersvast ${value}`);
        else expect(code).toBe('file_is_binary');
      }),
      { seed: 20191220 },
    );
  });
});

const letters = new URL('../../../../../shared/samples/nl-kamerbrief-excerpts/', import.meta.url);
if (existsSync(letters)) {
  test('decodeText reads sample letters in windows-1252 and in UTF-8 as one text', () => {
    const twins = readdirSync(new URL('derived-windows-1252/', letters));
    expect(twins.length).toBeGreaterThan(0);
    for (const name of twins) {
      const read = (file: string) => decodeText(new Uint8Array(readFileSync(new URL(file, letters))));
      const western = read(`derived-windows-1252/${name}`);
      expect(western.encoding).toBe('windows-1252');
      expect(western.text).not.toContain('\uFFFD');
      const plain = name.replace('.cp1252-crlf', '');
      if (!existsSync(new URL(plain, letters))) continue;
      expect(canonicalText(western.text).text).toBe(canonicalText(read(plain).text).text);
    }
    for (const name of readdirSync(letters).filter((each) => each.endsWith('.txt'))) {
      const decoded = decodeText(new Uint8Array(readFileSync(new URL(name, letters))));
      expect([name, decoded.encoding]).toEqual([name, 'utf-8']);
    }
  });
} else process.stdout.write('Left out: sample letters in two encodings, ../shared/samples is not here.\n');
