import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@koersvast/core/error';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxOf, p, table } from '../docx/testing/package.ts';
import { readFile } from '../index.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/files', name)));
const ascii = (text: string) => strToU8(text, true);
const nested = (times: number, open: string, close: string, inner: string) =>
  open.repeat(times) + inner + close.repeat(times);

async function outcome(bytes: Uint8Array, name: string): Promise<string> {
  try {
    return (await readFile(bytes, name, { encoding: null })).format;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** A Word document of the older kind with a password: one bit in its head says so. */
function locked(): Uint8Array {
  const bytes = fixture('brief-kort.doc');
  const at = bytes.findIndex(
    (byte, index) => byte === 0xec && bytes[index + 1] === 0xa5 && index % 512 === 0,
  );
  bytes[at + 11] = (bytes[at + 11] ?? 0) | 1;
  return bytes;
}

/** Says in its directory that its first file unpacks to 150 MB. */
function bomb(): Uint8Array {
  const bytes = docxOf({ body: p('Tekst') });
  const view = new DataView(bytes.buffer);
  view.setUint32(view.getUint32(bytes.length - 6, true) + 24, 150_000_000, true);
  return bytes;
}

const half = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2));

describe('a file of a word processor that is not as it should be', () => {
  it.each<[string, string, () => Uint8Array, string]>([
    ['half a docx', 'a.docx', () => half(fixture('brief-kolom.docx')), 'file_damaged'],
    ['half an odt', 'a.odt', () => half(fixture('brief-kolom.odt')), 'file_damaged'],
    ['half a doc', 'a.doc', () => half(fixture('rapport.doc')), 'file_damaged'],
    ['half an rtf', 'a.rtf', () => half(fixture('brief-kolom.rtf')), 'file_damaged'],
    ['a docx that unpacks to 150 MB', 'a.docx', bomb, 'file_unpacks_too_large'],
    ['a doc with a password', 'a.doc', locked, 'file_encrypted'],
    ['a doc that is RTF', 'a.doc', () => fixture('brief-kort.rtf'), 'rtf'],
    ['a docx that is a doc', 'a.docx', () => fixture('brief-kort.doc'), 'doc'],
    ['a doc that is a docx', 'a.doc', () => fixture('brief-kort.docx'), 'docx'],
    [
      'a docx without its main part',
      'a.docx',
      () => zipSync({ '[Content_Types].xml': ascii('wordprocessingml.document.main+xml') }),
      'file_damaged',
    ],
    ['a docx without words', 'a.docx', () => docxOf({ body: p('') }), 'file_empty'],
    [
      'a docx of which the main part is cut off',
      'a.docx',
      () => docxOf({ body: '', document: '<w:document><w:body>' }),
      'xml_not_well_formed',
    ],
    [
      'a docx with entities of its own',
      'a.docx',
      () => docxOf({ body: '', document: '<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>' }),
      'file_defines_entities',
    ],
    [
      'a docx with elements 20,000 deep',
      'a.docx',
      () => docxOf({ body: nested(20_000, '<w:sdt>', '</w:sdt>', '') }),
      'file_too_deep',
    ],
    [
      'tables in tables',
      'a.docx',
      () => docxOf({ body: nested(100, '<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', p('diep')) }),
      'docx',
    ],
    [
      'an rtf of groups in groups',
      'a.rtf',
      () => ascii(`{\\rtf1 ${nested(20_000, '{', '}', 'x')}}`),
      'file_too_deep',
    ],
    ['an rtf without words', 'a.rtf', () => ascii('{\\rtf1\\ansi }'), 'file_empty'],
    [
      'an odt with a password',
      'a.odt',
      () =>
        zipSync({
          mimetype: ascii('application/vnd.oasis.opendocument.text'),
          'META-INF/manifest.xml': ascii(
            '<manifest:manifest><manifest:encryption-data/></manifest:manifest>',
          ),
          'content.xml': ascii('????'),
        }),
      'file_encrypted',
    ],
    [
      'a table of 2,000 rows',
      'a.docx',
      () =>
        docxOf({ body: table(...Array.from({ length: 2000 }, () => `<w:tr><w:tc>${p('x')}</w:tc></w:tr>`)) }),
      'docx',
    ],
  ])('%s', async (_, name, make, expected) => {
    expect(await outcome(make(), name)).toBe(expected);
  });

  it.each([
    'brief-eindnoten.doc',
    'brief-tabellen.doc',
    'toezeggingen.rtf',
    'brief-kort.docx',
    'brief-kort.odt',
  ])('is read or refused in words, wherever it is damaged: %s', async (name) => {
    const whole = fixture(name);
    let seed = 20_251_129;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    for (let round = 0; round < 40; round += 1) {
      const bytes = whole.slice();
      for (let hits = 1 + random(8); hits > 0; hits -= 1) bytes[random(bytes.length)] = random(256);
      expect(await outcome(bytes, name)).toMatch(/^[a-z_]+$/);
    }
  });
});
