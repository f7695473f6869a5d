import { DomainError } from '@koersvast/core/error';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { asCharacters } from './decode-start.ts';
import { kindOf, nameDiffers } from './kind.ts';

const utf16 = (text: string) =>
  new Uint8Array([0xff, 0xfe, ...[...text].flatMap((each) => [each.charCodeAt(0), 0])]);
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const contentTypes = (part: string) => ({
  '[Content_Types].xml': `<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.${part}"/></Types>`,
});

/** A compound file with these names in its directory, which is in its second sector. */
function ole(...names: string[]): Uint8Array {
  const bytes = new Uint8Array(512 * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, 1, true);
  view.setUint32(76, 0, true);
  view.setUint32(512 + 4, 0xfffffffe, true);
  for (const [at, name] of names.entries()) {
    for (const [unit, character] of [...name].entries())
      view.setUint16(1024 + at * 128 + unit * 2, character.charCodeAt(0), true);
    view.setUint16(1024 + at * 128 + 64, name.length * 2 + 2, true);
  }
  return bytes;
}

const kindOrCode = (bytes: Uint8Array, name: string) => {
  try {
    return kindOf(bytes, name);
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('kindOf', () => {
  it.each<[string, string, Uint8Array]>([
    ['docx', 'brief.docx', zip(contentTypes('wordprocessingml.document.main+xml'))],
    ['docx', 'brief', zip(contentTypes('wordprocessingml.template.main+xml'))],
    ['file_not_supported', 'x.xlsx', zip(contentTypes('spreadsheetml.sheet.main+xml'))],
    ['odt', 'brief.odt', zip({ mimetype: 'application/vnd.oasis.opendocument.text' })],
    ['file_not_supported', 'x.ods', zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })],
    ['epub', 'boek.docx', zip({ mimetype: 'application/epub+zip\n' })],
    ['epub', 'boek.epub', zip({ 'META-INF/container.xml': '<container/>' })],
    ['file_not_supported', 'x.zip', zip({ 'a.txt': 'A' })],
    ['file_damaged', 'x.docx', strToU8('PK\u0003\u0004 cut off')],
    ['doc', 'brief.doc', ole('Root Entry', '1Table', 'WordDocument')],
    ['file_encrypted', 'brief.docx', ole('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
    ['file_not_supported', 'x.xls', ole('Root Entry', 'Workbook')],
    ['pdf', 'brief.txt', strToU8('%PDF-1.7\n')],
    ['pdf', 'brief.pdf', strToU8('\n\u0000junk%PDF-1.4\n')],
    ['html', 'brief.pdf', strToU8('<!-- %PDF-1.4 --><html>')],
    ['rtf', 'brief.doc', strToU8('{\\rtf1\\ansi}')],
    ['html', 'x', strToU8('\uFEFF \n<!DOCTYPE html>\n<p>Ja')],
    ['html', 'x', strToU8('<?xml version="1.0"?><!-- een --><html xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['html', 'x.txt', strToU8('<p>Een stukje</p>')],
    ['html', 'x.html', strToU8('Eerst tekst<br>en dan')],
    ['html', 'x.htm', utf16('<html><body>Ja</body></html>')],
    ['op-xml', 'x.xml', strToU8('\u00EF\u00BB\u00BF\n<?xml version="1.0"?>\n<officiele-publicatie/>')],
    ['op-xml', 'x.xml', strToU8('<kamerstuk><al/></kamerstuk>')],
    ['tei', 'x.xml', strToU8('<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"/>')],
    ['tei', 'x.xml', strToU8('<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0"/>')],
    ['akoma-ntoso', 'x.xml', strToU8('<!DOCTYPE akomaNtoso [<!ENTITY a "b">]><an:akomaNtoso/>')],
    ['file_is_metadata', 'metadata.xml', strToU8('<?xml version="1.0"?><metadata_gegevens/>')],
    ['xml', 'x', strToU8('<brief><al>Ja</al></brief>\n')],
    ['xml', 'x.xml', strToU8('<brief><al>Ja</al>')],
    ['text', 'x', strToU8('<brief> is geen element')],
    ['text', 'x', strToU8('Een brief <b>zonder</b> kop')],
    ['text', 'brief.exe', strToU8('Een brief.')],
    ['text', 'brief.html', strToU8('Een brief, 3 < 4.')],
    ['markdown', 'brief.md', strToU8('# Kop\n\nTekst')],
    ['archive_not_supported', 'x.7z', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4])],
    ['archive_not_supported', 'brief.rar', new Uint8Array([...strToU8('Rar!'), 0x1a, 7, 1, 0])],
    ['archive_not_supported', 'brieven.tar.gz', new Uint8Array([0x1f, 0x8b, 8, 0])],
    ['text', 'x.txt', strToU8('Rar! riep hij.')],
    ['file_not_supported', 'x.csv', strToU8('a;b\n1;2')],
    ['file_not_supported', 'x.json', strToU8('{"a":1}')],
    [
      'file_not_supported',
      'x.doc',
      strToU8('From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related'),
    ],
    ['text', 'x.txt', strToU8('MIME: een brief over post')],
    ['file_empty', 'brief.pdf', new Uint8Array()],
  ])('%s: %s', (expected, name, bytes) => {
    expect(kindOrCode(bytes, name)).toBe(expected);
  });

  it('survives compound files that are damaged', () => {
    const whole = ole('Root Entry', 'WordDocument');
    for (let at = 8; at < 1100; at += 3) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      expect(['doc', 'file_damaged', 'file_not_supported']).toContain(kindOrCode(damaged, 'x.doc'));
    }
  });
});

describe('nameDiffers', () => {
  it.each<[string, Parameters<typeof nameDiffers>[1], boolean]>([
    ['brief.pdf', 'html', true],
    ['BRIEF.PDF', 'pdf', false],
    ['brief nr. 12', 'pdf', false],
    ['brief.docx', 'text', true],
    ['brief.xml', 'html', false],
    ['brief.xml', 'text', true],
    ['brief.txt', 'pdf', true],
    ['brief.constructor', 'pdf', false],
  ])('%s as %s: %s', (name, kind, expected) => {
    expect(nameDiffers(name, kind)).toBe(expected);
  });
});

describe('asCharacters', () => {
  it('gives each byte as the character of that number, however many there are', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256);
    const text = asCharacters(bytes);
    expect(text).toHaveLength(bytes.length);
    expect([...text].every((character, at) => character.charCodeAt(0) === at % 256)).toBe(true);
    expect(asCharacters(new Uint8Array())).toBe('');
  });
});
