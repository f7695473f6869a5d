import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { peek } from './peek.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/files', name)));
const details = (of: Readonly<Record<string, string>>) =>
  strToU8(
    `<?xml version="1.0"?><metadata_gegevens>${Object.entries(of)
      .map(([name, content]) => `<metadata name="${name}" scheme="" content="${content}"/>`)
      .join('')}</metadata_gegevens>`,
  );
const publication = strToU8(
  '\uFEFF<?xml version="1.0"?><officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" content="https://zoek.officielebekendmakingen.nl/kst-36600-VII-4/metadata.xml"/></metadata></officiele-publicatie>',
);

describe('peek', () => {
  it.each<[string, Uint8Array, ReturnType<typeof peek>]>([
    ['brief.pdf', fixture('brief-kort.pdf'), { kind: 'pdf', tagged: false, refusal: null }],
    ['brief.pdf', fixture('brief-kort.tagged.pdf'), { kind: 'pdf', tagged: true, refusal: null }],
    ['brief.docx', fixture('brief-kort.docx'), { kind: 'docx', refusal: null }],
    [
      'kst.xml',
      publication,
      { kind: 'op-xml', refusal: null, stated: { identifier: 'kst-36600-VII-4', attachments: [] } },
    ],
    [
      'metadata.xml',
      details({
        'DC.identifier': 'kst-36600-VII-4',
        'OVERHEIDop.bijlage': 'blg-1234567; https://x.nl/blg-1234568',
      }),
      {
        kind: 'details',
        refusal: null,
        stated: { identifier: 'kst-36600-VII-4', attachments: ['blg-1234567', 'blg-1234568'] },
      },
    ],
    [
      'metadata.xml',
      strToU8('<metadata_gegevens><a></metadata_gegevens>'),
      { kind: 'details', refusal: null, stated: null },
    ],
    [
      'blad.xlsx',
      zipSync({ '[Content_Types].xml': strToU8('spreadsheetml'), 'xl/workbook.xml': strToU8('x') }),
      { kind: null, refusal: { code: 'file_not_supported', details: { extension: 'zip' } } },
    ],
    ['leeg.pdf', new Uint8Array(), { kind: null, refusal: { code: 'file_empty', details: {} } }],
  ])('looks at %s', (path, bytes, expected) => {
    expect(peek(bytes, path, false)).toEqual(expected);
  });

  it.each<[string, string, boolean]>([
    ['a structure', '1 0 2 50 <</Type/Catalog/StructTreeRoot 5 0 R>> <<>>', true],
    ['none', '1 0 2 50 <</Type/Catalog/Pages 5 0 R>> <<>>', false],
  ])('looks into packed objects for a catalogue with %s', (_, objects, tagged) => {
    const packed = zlibSync(strToU8(objects + ' '.repeat(9_000)));
    const head = strToU8('%PDF-1.7\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode/N 2/First 10>>\nstream\r\n');
    const broken = strToU8('\nendstream\n2 0 obj <</Type/ObjStm>>\nstream\nniets\nendstream');
    expect(peek(Uint8Array.from([...head, ...packed, ...broken]), 'a.pdf', false).tagged).toBe(tagged);
  });

  it('takes for an index what is said to be one', () => {
    expect(peek(strToU8('bestand;titel'), 'index.csv', true)).toEqual({ kind: 'index', refusal: null });
  });
});
