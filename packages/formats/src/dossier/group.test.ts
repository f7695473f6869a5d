import { describe, expect, it } from 'vitest';
import { type FileToGroup, groupFiles } from './group.ts';
import { fileNameOf } from './name.ts';

const kinds: Readonly<Record<string, FileToGroup['kind']>> = {
  pdf: 'pdf',
  docx: 'docx',
  doc: 'doc',
  odt: 'odt',
  rtf: 'rtf',
  html: 'html',
  txt: 'text',
  xml: 'op-xml',
  csv: 'index',
};

/** By their names: `x.pdf!` is tagged, `x.pdf#a` has the bytes a, `metadata.xml` holds details. */
function file(given: string): FileToGroup {
  const [, path = '', tagged, sha256 = null] = /^([^#!]+)(!?)(?:#(.*))?$/.exec(given) ?? [];
  const kind = /metadata\.xml$/.test(path) ? 'details' : (kinds[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? null);
  return { path, kind, sha256, tagged: tagged === '!' };
}

const grouped = (given: readonly string[], together: readonly (readonly string[])[] = []) =>
  groupFiles(given.map(file), together).items.map(({ sources }) =>
    sources.map(({ path, role, why }) => `${path} ${role} ${why}`),
  );
const paths = (given: readonly string[]) =>
  groupFiles(given.map(file)).items.map(({ sources }) => sources.map(({ path }) => path));

describe('groupFiles', () => {
  it.each<[string, string[], string[][]]>([
    ['one file', ['brief.pdf'], [['brief.pdf text only_source']]],
    [
      'a publication with its details and picture',
      ['kst-36600-V-12.pdf', 'kst-36600-V-12/metadata.xml', 'kst-36600-V-12.xml', 'kst-36600-V-12.docx'],
      [
        [
          'kst-36600-V-12.xml text best_source',
          'kst-36600-V-12.pdf attached same_identifier',
          'kst-36600-V-12/metadata.xml details same_identifier',
          'kst-36600-V-12.docx attached same_identifier',
        ],
      ],
    ],
    [
      'the same name in several formats',
      ['Kamerbrief over zorg.pdf', 'Kamerbrief over zorg.docx', 'Kamerbrief over wonen.pdf'],
      [
        ['Kamerbrief over zorg.docx text best_source', 'Kamerbrief over zorg.pdf attached same_name'],
        ['Kamerbrief over wonen.pdf text only_source'],
      ],
    ],
    [
      'attachments that bear its name',
      ['2025D12345.docx', '2025D12345-bijlage-1.pdf', 'Beslisnota bij 2025D12345.pdf', '2025D12346.docx'],
      [
        [
          '2025D12345.docx text only_source',
          '2025D12345-bijlage-1.pdf attached named_attachment',
          'Beslisnota bij 2025D12345.pdf attached named_attachment',
        ],
        ['2025D12346.docx text only_source'],
      ],
    ],
    [
      'the same bytes twice',
      ['a.pdf#1', 'b.pdf#1', 'c.pdf#2'],
      [['a.pdf text best_source', 'b.pdf attached same_bytes'], ['c.pdf text only_source']],
    ],
    [
      'a folder of one letter',
      [
        'zorg/brief.pdf',
        'zorg/bijlage 1.pdf',
        'zorg/plaatje.png',
        'zorg/bijlagen/tabel.xlsx',
        'wonen/brief.pdf',
      ],
      [
        [
          'zorg/brief.pdf text only_source',
          'zorg/bijlage 1.pdf attached same_folder',
          'zorg/plaatje.png attached same_folder',
          'zorg/bijlagen/tabel.xlsx attached same_folder',
        ],
        ['wonen/brief.pdf text only_source'],
      ],
    ],
    [
      'a folder that bears the number of its letter',
      ['2025D12345/2025D12345.pdf', '2025D12345/toelichting.docx'],
      [['2025D12345/2025D12345.pdf text best_source', '2025D12345/toelichting.docx attached same_folder']],
    ],
  ])('puts together %s', (_, given, expected) => {
    expect(grouped(given)).toEqual(expected);
  });

  it.each<[string, string[], string[][]]>([
    ['copies in one format', ['brief.pdf', 'brief (1).pdf'], [['brief.pdf'], ['brief (1).pdf']]],
    ['a copy in another format', ['brief (1).pdf', 'brief.docx'], [['brief.docx', 'brief (1).pdf']]],
    [
      'names that differ in case and signs',
      ['Brief_over_A.docx', 'brief over a.pdf'],
      [['Brief_over_A.docx', 'brief over a.pdf']],
    ],
    [
      'folders by format',
      ['pdf/a.pdf', 'Word/a.docx', 'pdf/b.pdf'],
      [['Word/a.docx', 'pdf/a.pdf'], ['pdf/b.pdf']],
    ],
    ['folders by year', ['2024/brief.pdf', '2025/brief.docx'], [['2024/brief.pdf'], ['2025/brief.docx']]],
    [
      'numbers in every spelling',
      ['36600-V-12.pdf', 'kst_36600-v-12.docx', 'Kamerstuk 36600-V, nr. 12.txt', 'KST-36600-V-12 (1).html'],
      [['kst_36600-v-12.docx', '36600-V-12.pdf', 'Kamerstuk 36600-V, nr. 12.txt', 'KST-36600-V-12 (1).html']],
    ],
    [
      'what a letter is about',
      ['Reactie op motie 36600-V nr. 12.pdf', 'kst-36600-V-12.docx'],
      [['Reactie op motie 36600-V nr. 12.pdf'], ['kst-36600-V-12.docx']],
    ],
    [
      'a correction',
      ['kst-36600-V-12.pdf', 'kst-36600-V-12-n1.docx'],
      [['kst-36600-V-12.pdf'], ['kst-36600-V-12-n1.docx']],
    ],
    [
      'a document number in a title',
      ['Brief regering, 2025D00001.pdf', '2025D00001.docx'],
      [['2025D00001.docx', 'Brief regering, 2025D00001.pdf']],
    ],
    [
      'letters of the Senate',
      ['kst-36836-D.pdf', 'kst-36836-D.docx', 'kst-36836-E.docx'],
      [['kst-36836-D.docx', 'kst-36836-D.pdf'], ['kst-36836-E.docx']],
    ],
    [
      'answers to questions',
      ['ah-tk-20242025-100.pdf', 'ah-tk-20242025-100.odt', 'ah-tk-20242025-101.pdf'],
      [['ah-tk-20242025-100.odt', 'ah-tk-20242025-100.pdf'], ['ah-tk-20242025-101.pdf']],
    ],
    [
      'an attachment of nobody known',
      ['a.pdf', 'b.pdf', 'blg-1234567.pdf'],
      [['a.pdf'], ['b.pdf'], ['blg-1234567.pdf']],
    ],
    [
      'an attachment of one letter',
      ['Kamerbrief over A.pdf', 'blg-1234567.pdf'],
      [['Kamerbrief over A.pdf', 'blg-1234567.pdf']],
    ],
    ['an attachment alone', ['bijlage 1.pdf'], [['bijlage 1.pdf']]],
    [
      'attachments by a longer name',
      ['Brief A.pdf', 'Brief A en B.pdf', 'Brief A en B - bijlage 1.pdf'],
      [['Brief A.pdf'], ['Brief A en B.pdf', 'Brief A en B - bijlage 1.pdf']],
    ],
    [
      'an older way to number attachments',
      ['kst-31125-100.pdf', 'kst-31125-100-b1.pdf', 'kst-31125-101.pdf'],
      [['kst-31125-100.pdf', 'kst-31125-100-b1.pdf'], ['kst-31125-101.pdf']],
    ],
    ['a name that is a copy alone', ['(1).pdf', '(2).pdf'], [['(1).pdf'], ['(2).pdf']]],
  ])('tells apart or puts together: %s', (_, given, expected) => {
    expect(paths(given)).toEqual(expected);
  });

  it.each<[string[], string]>([
    [['a.txt', 'a.html', 'a.pdf', 'a.rtf', 'a.doc', 'a.odt', 'a.docx', 'a.xml'], 'a.xml'],
    [['a.txt', 'a.html', 'a.pdf!', 'a.odt', 'a.docx'], 'a.docx'],
    [['a.txt', 'a.html', 'a.pdf!', 'a.odt', 'a.doc'], 'a.pdf'],
    [['a.txt', 'a.html', 'a.pdf', 'a.rtf'], 'a.rtf'],
    [['a.txt', 'a.html', 'a.pdf'], 'a.pdf'],
    [['a.txt', 'a.html'], 'a.html'],
  ])('reads the surest of %j', (given, surest) => {
    expect(paths(given)[0]?.[0]).toBe(surest);
    expect(paths(given.toReversed())[0]?.[0]).toBe(surest);
  });

  it('believes an index, and what a publication says of its attachments', () => {
    expect(grouped(['x.docx', 'y.pdf', 'z.pdf'], [['x.docx', 'y.pdf', 'unknown.pdf']])).toEqual([
      ['x.docx text best_source', 'y.pdf attached index_says'],
      ['z.pdf text only_source'],
    ]);
    const details = {
      ...file('map/metadata.xml'),
      stated: { identifier: 'kst-36600-V-12', attachments: ['blg-1234567'] },
    };
    const { items } = groupFiles([
      file('kst-36600-V-12.pdf'),
      file('a.pdf'),
      file('blg-1234567.pdf'),
      details,
    ]);
    expect(items.map(({ sources }) => sources)).toEqual([
      [
        { path: 'kst-36600-V-12.pdf', role: 'text', why: 'only_source' },
        { path: 'blg-1234567.pdf', role: 'attached', why: 'stated' },
        { path: 'map/metadata.xml', role: 'details', why: 'same_identifier' },
      ],
      [{ path: 'a.pdf', role: 'text', why: 'only_source' }],
    ]);
  });

  it('says which files list many, and which belong to no letter', () => {
    const { items, indexes, alone } = groupFiles(
      ['a.pdf', 'b.pdf', 'index.csv', 'foto.png', 'metadata.xml'].map(file),
    );
    expect(items.length).toBe(2);
    expect(indexes).toEqual(['index.csv']);
    expect(alone).toEqual(['foto.png', 'metadata.xml']);
  });

  it('has every file in one place, and stays quick with a folder of 5,000', () => {
    const many = Array.from(
      { length: 5_000 },
      (_, at) => `kst-36600-V-${at >> 1}.${at % 2 === 0 ? 'pdf' : 'docx'}`,
    );
    const begin = process.threadCpuUsage();
    const { items } = groupFiles(many.map(file));
    expect(process.threadCpuUsage(begin).user).toBeLessThan(3_000_000);
    expect(items.length).toBe(2_500);
    expect(items.flatMap(({ sources }) => sources.map(({ path }) => path)).sort()).toEqual(many.sort());
  });
});

describe('fileNameOf', () => {
  it.each<[string, Partial<ReturnType<typeof fileNameOf>>]>([
    ['a/Kamerbrief_over X (1).pdf', { folder: 'a', base: 'kamerbrief over x', copy: true }],
    ['Kopie van brief.docx', { base: 'brief', copy: true }],
    ['brief - kopie (2).docx', { base: 'brief', copy: true }],
    ['brief - Copy.docx', { base: 'brief', copy: true }],
    ['Brief (2025).pdf', { base: 'brief (2025)', copy: false }],
    ['kst-36600-V-12.metadata.xml', { base: 'kst-36600-v-12', identifiers: ['kst-36600-v-12'] }],
    ['21501-02-3174.pdf', { identifiers: ['kst-21501-02-3174'] }],
    ['31125-100.pdf', { identifiers: ['kst-31125-100'] }],
    ['stcrt-2018-2742.pdf', { identifiers: ['stcrt-2018-2742'] }],
    ['stb-2024-12-n1.xml', { identifiers: ['stb-2024-12-n1'] }],
    ['kst-1268678.pdf', { identifiers: ['kst-1268678'] }],
    ['h-tk-20172018-50-1.xml', { identifiers: ['h-tk-20172018-50-1'] }],
    ['2021D10575-digitale-toegang-26643-750.cp1252-crlf.txt', { identifiers: ['2021d10575'] }],
    ['Bijlage 2 Rapport.pdf', { attachment: true, identifiers: [] }],
    ['Bijlagenboek van een minister.pdf', { attachment: false }],
  ])('%s', (path, expected) => {
    expect(fileNameOf(path)).toMatchObject(expected);
  });
});
