import type { DocumentField } from '@koersvast/core/document-field';
import { describe, expect, it } from 'vitest';
import { columnsOf } from './index-columns.ts';
import { changesOf, type MatchedDocument, matchSheet } from './match.ts';
import { sheetTargets } from './sheet-columns.ts';

const document = (id: string, over: Partial<MatchedDocument>): MatchedDocument => ({
  id,
  title: `Brief ${id}`,
  fileName: null,
  date: null,
  author: null,
  addressee: null,
  dossier: null,
  documentNumber: null,
  sourceUrl: null,
  licence: null,
  language: 'nl',
  fields: {},
  ...over,
});

const documents = [
  document('a', {
    title: 'Voortgang van het beleid',
    fileName: 'kst-36600-V-12.pdf',
    dossier: '36600-V',
    documentNumber: '12',
  }),
  document('b', {
    title: 'Antwoord',
    fileName: 'Antwoord (2).docx',
    dossier: '36600-V',
    documentNumber: '13',
    date: '2025-01-02',
  }),
  document('c', {
    title: 'Antwoord',
    fileName: 'map/antwoord van mei.docx',
    dossier: '31778',
    documentNumber: '13',
  }),
  document('d', { title: 'Coördinatie: één', documentNumber: '2025D12345' }),
];
const fields: DocumentField[] = [
  { name: 'Thema', kind: 'choice', values: ['Zorg', 'Wonen'] },
  { name: 'Bedrag', kind: 'number', values: [] },
  { name: 'Ontvangen', kind: 'date', values: [] },
  { name: 'Openbaar', kind: 'yes_no', values: [] },
];

function match(header: string[], ...rows: string[][]) {
  const targets = sheetTargets(columnsOf(header), fields);
  const sheet = rows.map((each, at) => ({ line: at + 2, fields: each }));
  return { targets, ...matchSheet(sheet, targets, documents, 'nl') };
}
const matched = (header: string[], row: string[]) => {
  const { rows, ambiguous } = match(header, row);
  if (ambiguous[0] !== undefined) return `several: ${ambiguous[0].ids.join(' ')}`;
  return rows[0] === undefined ? null : `${rows[0].id} by ${rows[0].by}${rows[0].folded ? ', folded' : ''}`;
};

describe('matchSheet', () => {
  it.each<[string[], string[], string | null]>([
    [['document_id'], ['c'], 'c by id'],
    [['bestand'], ['kst-36600-V-12.pdf'], 'a by file'],
    [['bestand'], ['C:\\brieven\\kst-36600-V-12.pdf'], 'a by file'],
    [['bestand'], ['KST_36600-V-12.docx'], 'a by number'],
    [['bestand'], ['2025D12345.pdf'], 'd by number'],
    [['bestand'], ['antwoord.docx'], 'b by file, folded'],
    [['bestand'], ['onbekend.docx'], null],
    [['dossier', 'nummer'], ['36600-V', '13'], 'b by number'],
    [['dossier', 'nummer'], ['36 600 V', '13'], 'b by number'],
    [['nummer'], ['13'], 'several: b c'],
    [['nummer'], ['12'], 'a by number, folded'],
    [['dossier', 'nummer'], ['99999', '12'], null],
    [['nummer'], ['Kamerstuk 36600-V, nr. 13'], 'b by number, folded'],
    [['nummer'], ['kst-36600-V-12'], 'a by number, folded'],
    [['documentnummer'], ['2025D12345'], 'd by number, folded'],
    [['titel'], ['Voortgang van het beleid'], 'a by title'],
    [['titel'], ['voortgang van het  BELEID.'], 'a by title, folded'],
    [['titel'], ['Coordinatie een'], 'd by title, folded'],
    [['titel'], ['Antwoord'], 'several: b c'],
    [['titel', 'bestand'], ['Antwoord', 'map/antwoord van mei.docx'], 'c by file'],
    [['titel', 'dossier', 'nummer'], ['Antwoord', '31778', '13'], 'c by number'],
    [['titel', 'nummer'], ['Antwoord', '13'], 'several: b c'],
    [['titel'], ['Iets anders'], null],
    [['titel'], [''], null],
  ])('finds by %j %j', (header, row, expected) => {
    expect(matched(header, row)).toBe(expected);
  });

  it('says of each cell what it would change', () => {
    const { rows, targets } = match(
      [
        'Bestand',
        'Titel',
        'Datum',
        'Afzender',
        'Thema',
        'Bedrag',
        'Ontvangen',
        'Openbaar',
        'Link',
        'Taal',
        'Opmerking',
        'Leeg',
      ],
      [
        'Antwoord (2).docx',
        'Antwoord',
        '3 januari 2025',
        'Van Weel',
        'zorg',
        '1.234,5',
        '1-2-2025',
        'ja',
        'https://x.nl/a',
        'Engels',
        'let op',
        '',
      ],
      [
        'kst-36600-V-12.pdf',
        'Nieuwe titel',
        'ooit',
        'x'.repeat(201),
        'Vis',
        'veel',
        'morgen',
        'misschien',
        'x.nl',
        'het Engels',
        'y',
        '',
      ],
    );
    expect(rows.map(({ cells }) => cells.map(({ value, outcome }) => [outcome, value]))).toEqual([
      [
        ['kept', 'Antwoord'],
        ['changed', '2025-01-03'],
        ['filled', 'Van Weel'],
        ['filled', 'Zorg'],
        ['filled', '1234.5'],
        ['filled', '2025-02-01'],
        ['filled', 'yes'],
        ['filled', 'https://x.nl/a'],
        ['changed', 'en'],
        ['filled', 'let op'],
      ],
      [
        ['changed', 'Nieuwe titel'],
        ['not_date', null],
        ['too_long', null],
        ['not_choice', null],
        ['not_number', null],
        ['not_date', null],
        ['not_yes_no', null],
        ['not_address', null],
        ['not_language', null],
        ['filled', 'y'],
      ],
    ]);
    const [first] = rows;
    expect(first === undefined ? null : changesOf(first, targets)).toEqual({
      details: { date: '2025-01-03', author: 'Van Weel', sourceUrl: 'https://x.nl/a', language: 'en' },
      fields: {
        Thema: 'Zorg',
        Bedrag: '1234.5',
        Ontvangen: '2025-02-01',
        Openbaar: 'yes',
        Opmerking: 'let op',
      },
    });
  });

  it('keeps the first of two rows about one document, and tells of the rest', () => {
    expect(
      match(
        ['titel', 'thema'],
        ['Voortgang van het beleid', 'Zorg'],
        ['Onbekend', 'Zorg'],
        ['voortgang van het beleid', 'Wonen'],
      ),
    ).toMatchObject({
      rows: [{ line: 2, id: 'a' }],
      unmatched: [3],
      twice: [{ line: 4, id: 'a', first: 2 }],
    });
  });

  it('changes no title by which a document was found', () => {
    expect(match(['titel'], ['VOORTGANG van het beleid']).rows[0]?.cells).toMatchObject([
      { outcome: 'kept', value: 'Voortgang van het beleid' },
    ]);
  });

  it('lays 5,000 rows over 5,000 documents in little time', () => {
    const many = Array.from({ length: 5_000 }, (_, at) =>
      document(`${at}`, { title: `Brief nummer ${at}`, fileName: `b${at}.pdf` }),
    );
    const rows = many.map((_, at) => ({ line: at + 2, fields: [`brief NUMMER ${at}`, '2025-01-01'] }));
    const begin = process.threadCpuUsage();
    expect(matchSheet(rows, sheetTargets(columnsOf(['titel', 'datum']), []), many).rows.length).toBe(5_000);
    expect(process.threadCpuUsage(begin).user).toBeLessThan(3_000_000);
  });
});

describe('sheetTargets', () => {
  it('lets a field of the project go before what a heading usually means', () => {
    const own: DocumentField[] = [{ name: 'Afzender', kind: 'text', values: [] }];
    expect(sheetTargets(columnsOf(['Afzender', 'auteur', 'Auteur 2', '', 'Thema', 'thema']), own)).toEqual([
      { kind: 'field', field: own[0] },
      { kind: 'detail', column: 'author' },
      { kind: 'field', field: { name: 'Auteur 2', kind: 'text', values: [] } },
      { kind: 'ignored' },
      { kind: 'field', field: { name: 'Thema', kind: 'text', values: [] } },
      { kind: 'ignored' },
    ]);
  });
});
