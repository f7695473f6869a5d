import { DomainError } from '@koersvast/core/error';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { xlsxWriter } from '../xlsx/write.ts';
import { columnsOf } from './index-columns.ts';
import { mayBeIndex, readIndex } from './read-index.ts';

const read = (text: string, path: string) => readIndex(strToU8(text), path);
const rows = (text: string, path: string) => read(text, path)?.rows ?? null;

describe('columnsOf', () => {
  it.each<[string, string]>([
    ['Titel', 'title'],
    ['title', 'title'],
    ['Datum brief', 'date'],
    ['datum (dd-mm-jjjj)', 'date'],
    ['document_date', 'date'],
    ['Afzender(s)', 'sender'],
    ['Dossiernummer', 'dossier'],
    ['Dossier nr.', 'dossier'],
    ['Ondernummer', 'number'],
    ['Documentnummer', 'document_number'],
    ['Ons kenmerk', 'our_reference'],
    ['Uw kenmerk', 'your_reference'],
    ['Geadresseerde', 'addressee'],
    ['Link', 'source_url'],
    ['Bestandsnaam', 'file'],
    ['file name', 'file'],
    ['document_id', 'document'],
    ['Ministerie', 'ministry'],
    ['Gecodeerd door', 'field: Gecodeerd door'],
    ['', 'field: '],
  ])('takes the column %j for %s', (header, expected) => {
    const [column] = columnsOf([header]);
    const { target } = column ?? { target: { kind: 'file' as const } };
    expect(
      target.kind === 'detail' ? target.key : target.kind === 'field' ? `field: ${target.name}` : target.kind,
    ).toBe(expected);
  });

  it('takes a second of the same for a field of its own', () => {
    expect(columnsOf(['Titel', 'Title']).map(({ target }) => target)).toEqual([
      { kind: 'detail', key: 'title' },
      { kind: 'field', name: 'Title' },
    ]);
  });
});

describe('readIndex', () => {
  it('reads a spreadsheet as Excel saves it in Dutch', () => {
    expect(
      read(
        '\uFEFFBestand;Titel;Datum;Dossier;Nr;Afzender;Thema\r\nkst-36600-V-12.pdf;Voortgang;4 juli 2025;36 600 V;12;"Bruins Slot; Van Weel";zorg\r\n;;;;;;\r\nmap\\b.docx;Tweede;geen idee;;;;\r\n',
        'index.csv',
      ),
    ).toMatchObject({
      source: 'csv',
      rows: [
        {
          line: 2,
          files: ['kst-36600-V-12.pdf'],
          identifiers: ['kst-36600-v-12'],
          metadata: {
            title: 'Voortgang',
            date: '2025-07-04',
            dossier: '36600-V',
            number: '12',
            sender: 'Bruins Slot; Van Weel',
          },
          fields: { Thema: 'zorg' },
          notDates: [],
        },
        {
          files: ['map/b.docx'],
          metadata: { title: 'Tweede' },
          notDates: [{ key: 'date', value: 'geen idee' }],
        },
      ],
    });
  });

  it.each<[string, string]>([
    ['2025-07-04', '2025-07-04'],
    ['4-7-2025', '2025-07-04'],
    ['04/07/2025', '2025-07-04'],
    ['4 juli 2025', '2025-07-04'],
    ['July 4, 2025', '2025-07-04'],
    ['juli 2025', '2025-07'],
    ['2025', '2025'],
    ['2025-07-04T00:00:00+02:00', '2025-07-04'],
    ['4-7-2025 12:30', '2025-07-04'],
  ])('reads the date %j', (written, expected) => {
    expect(rows(`titel,datum\nA,"${written}"`, 'i.csv')?.[0]?.metadata.date).toBe(expected);
  });

  it.each<[string, string]>([
    ['figures', 'a,b\n1,2'],
    ['nothing', 'titel'],
  ])('takes %s for no list', (_, text) => {
    expect(read(text, 'cijfers.csv')).toBeNull();
  });

  it('takes a column that counts its rows for no numbers of letters', () => {
    const list = (...numbers: string[]) =>
      rows(`nr,titel\n${numbers.map((each) => `${each},T`).join('\n')}`, 'i.csv')?.map(
        ({ metadata }) => metadata.number,
      );
    expect(list('1', '2', '3')).toEqual([undefined, undefined, undefined]);
    expect(list('1', '2', '4')).toEqual(['1', '2', '4']);
    expect(list('12', '13', '14')).toEqual(['12', '13', '14']);
  });

  it('finds the head of a spreadsheet below its title', () => {
    expect(rows('Mijn brieven,,\n,,\nTitel,Datum,Afzender\nA,2025-01-02,B', 'i.csv')).toMatchObject([
      { line: 4, metadata: { title: 'A', date: '2025-01-02', sender: 'B' } },
    ]);
  });

  it('finds it below what a list is called, and of which version it is', () => {
    const found = rows('Overzicht,,\nVersie,1.2,\n\nBestand,Datum,Thema\na.pdf,2021-03-01,zorg\n', 'x.csv');
    expect(found).toMatchObject([
      { files: ['a.pdf'], metadata: { date: '2021-03-01' }, fields: { Thema: 'zorg' } },
    ]);
  });

  it('reads a workbook: texts, numbers, days, formulas', () => {
    const sheet = (cells: string) =>
      `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${cells}</x:sheetData></x:worksheet>`;
    const part = (body: string) => strToU8(`<?xml version="1.0"?>${body}`);
    const bytes = zipSync({
      '[Content_Types].xml': part(
        '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
      ),
      'xl/workbook.xml': part(
        '<workbook xmlns:r="r"><sheets><sheet name="Leeg" sheetId="1" r:id="rId1"/><sheet name="Geheim" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Brieven" sheetId="3" r:id="rId3"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': part(
        '<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/><Relationship Id="rId2" Target="worksheets/b.xml"/><Relationship Id="rId3" Target="/xl/worksheets/c.xml"/></Relationships>',
      ),
      'xl/styles.xml': part(
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-413]d\\ mmmm\\ yyyy"/><numFmt numFmtId="165" formatCode="0&quot; dagen&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
      ),
      'xl/sharedStrings.xml': part(
        '<sst><si><t>Titel</t></si><si><t>Datum</t></si><si><r><t>Brief </t></r><r><t>over zorg</t></r><rPh><t>kana</t></rPh></si><si><t>a_x000A_b</t></si></sst>',
      ),
      'xl/worksheets/a.xml': strToU8(sheet('')),
      'xl/worksheets/b.xml': strToU8(sheet('<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'.repeat(9))),
      'xl/worksheets/c.xml': strToU8(
        sheet(
          '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c><x:c r="D1" t="inlineStr"><x:is><x:t>Dagen</x:t></x:is></x:c><x:c r="E1" t="inlineStr"><x:is><x:t>Dossier</x:t></x:is></x:c><x:c r="F1" t="inlineStr"><x:is><x:t>Ja</x:t></x:is></x:c></x:row>' +
            '<x:row r="3"><x:c r="A3" t="s"><x:v>2</x:v></x:c><x:c r="C3" s="2"><x:v>45842</x:v></x:c><x:c r="D3" s="3"><x:v>12</x:v></x:c><x:c r="E3" t="str"><x:f>x</x:f><x:v>36600</x:v></x:c><x:c r="F3" t="b"><x:v>1</x:v></x:c></x:row>' +
            '<x:row r="4"><x:c r="A4" t="s"><x:v>3</x:v></x:c><x:c r="C4" s="1"><x:v>59.5</x:v></x:c><x:c r="D4" t="e"><x:v>#N/A</x:v></x:c></x:row>',
        ),
      ),
    });
    expect(readIndex(bytes, 'lijst.xlsx')).toMatchObject({
      source: 'xlsx',
      rows: [
        {
          line: 3,
          metadata: { title: 'Brief over zorg', date: '2025-07-04', dossier: '36600' },
          fields: { Dagen: '12', Ja: 'true' },
        },
        { line: 4, metadata: { title: 'a b', date: '1900-02-28' }, fields: {} },
      ],
    });
  });

  it('reads the workbooks that this program writes', () => {
    const writer = xlsxWriter([
      { name: 'document_title' },
      { name: 'document_date', moment: true },
      { name: 'dossier' },
    ]);
    const chunks = [
      ...writer.rows([
        ['A\nB', '2025-07-04', '0012'],
        ['C', '2025-07', '=1'],
      ]),
      ...writer.end(),
    ];
    expect(readIndex(new Uint8Array(Buffer.concat(chunks)), 'documenten.xlsx')).toMatchObject({
      rows: [
        { line: 2, metadata: { title: 'A B', date: '2025-07-04', dossier: '0012' } },
        { line: 3, metadata: { title: 'C', date: '2025-07' } },
      ],
    });
  });

  it('reads what the House answers', () => {
    const answer = {
      '@odata.context': 'https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/$metadata#Document',
      value: [
        {
          Id: '0a1b2c3d-0000-4000-8000-000000000001',
          Soort: 'Brief regering',
          DocumentNummer: '2025D12345',
          Titel: 'Voortgang',
          Onderwerp: 'Voortgang van het beleid',
          Datum: '2025-03-26T00:00:00+01:00',
          Vergaderjaar: '2024-2025',
          Kamer: 2,
          Volgnummer: 12,
          Aanhangselnummer: null,
          KenmerkAfzender: 'BZ-1',
          Verwijderd: false,
          DocumentActor: [
            {
              ActorNaam: 'C.C.J. Veldkamp',
              Functie: 'minister van Buitenlandse Zaken',
              Relatie: 'Eerste ondertekenaar',
            },
            { ActorNaam: 'De Voorzitter', Functie: null, Relatie: 'Geadresseerde' },
          ],
          Kamerstukdossier: [{ Nummer: 36600, Toevoeging: 'V', Titel: 'Begroting' }],
          BijlageDocument: [{ DocumentNummer: '2025D12346' }],
        },
        { Id: 'x', DocumentNummer: '2025D1', Verwijderd: true },
        {
          DocumentNummer: '2025D54321',
          Titel: 'Antwoord',
          Volgnummer: -1,
          Aanhangselnummer: '242501244',
          Kamer: 2,
        },
      ],
    };
    expect(read(JSON.stringify(answer), 'tk.json')).toMatchObject({
      source: 'odata',
      rows: [
        {
          line: 1,
          files: ['0a1b2c3d-0000-4000-8000-000000000001'],
          identifiers: ['2025d12345', 'kst-36600-v-12'],
          attachments: ['2025d12346'],
          metadata: {
            title: 'Voortgang',
            subject: 'Voortgang van het beleid',
            date: '2025-03-26',
            session: '2024-2025',
            chamber: 'Tweede Kamer',
            dossier: '36600-V',
            dossier_title: 'Begroting',
            number: '12',
            our_reference: 'BZ-1',
            sender: 'C.C.J. Veldkamp',
            sender_function: 'minister van Buitenlandse Zaken',
            addressee: 'De Voorzitter',
          },
        },
        { line: 3, identifiers: ['2025d54321', 'ah-tk-20242025-1244'], metadata: { number: '1244' } },
      ],
    });
    const alone = JSON.stringify({ DocumentNummer: '2025D12345', Titel: 'A' });
    expect(rows(alone, 'tk.json')).toMatchObject([{ identifiers: ['2025d12345'], metadata: { title: 'A' } }]);
  });

  it('reads the feed of the House, also with its content packed', () => {
    const document =
      '<ns1:document xmlns:ns1="http://www.tweedekamer.nl/xsd/tkData/v1-0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="0a1b2c3d" ns1:verwijderd="false"><ns1:soort>Brief regering</ns1:soort><ns1:documentNummer>2026D00001</ns1:documentNummer><ns1:onderwerp>State task</ns1:onderwerp><ns1:datum>2026-04-26T00:00:00Z</ns1:datum><ns1:volgnummer>-1</ns1:volgnummer><ns1:titel xsi:nil="true"/><ns1:kamer>2</ns1:kamer></ns1:document>';
    const entry = (content: string) =>
      `<entry><id>x</id><content type="application/xml">${content}</content></entry>`;
    const expected = {
      files: ['0a1b2c3d'],
      identifiers: ['2026d00001'],
      metadata: {
        kind: 'Brief regering',
        subject: 'State task',
        date: '2026-04-26',
        chamber: 'Tweede Kamer',
      },
    };
    const feed = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${entry(document)}${entry(`<![CDATA[${document}]]>`)}${entry(document.replace('"false"', '"true"'))}<entry/></feed>`;
    expect(read(feed, 'feed.xml')).toMatchObject({ source: 'syncfeed', rows: [expected, expected] });
    expect(rows(document, 'document.xml')).toMatchObject([expected]);
    expect(mayBeIndex(strToU8(document), 'document.xml')).toBe(true);
  });

  it('reads what a search in official publications answers', () => {
    const answer = `<?xml version="1.0"?><sru:searchRetrieveResponse xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse"><sru:numberOfRecords>1</sru:numberOfRecords><sru:records><sru:record><sru:recordData><gzd:gzd xmlns:gzd="http://standaarden.overheid.nl/sru" xmlns:d="http://purl.org/dc/terms/" xmlns:o="http://standaarden.overheid.nl/wetgeving/"><gzd:originalData><o:meta><o:owmskern><d:identifier>kst-36228-7</d:identifier><d:title>Brief van de minister</d:title><d:type>Kamerstuk</d:type><d:creator>Tweede Kamer der Staten-Generaal</d:creator></o:owmskern><o:owmsmantel><d:issued>2023-05-02</d:issued></o:owmsmantel><o:tpmeta><o:dossiernummer>36228</o:dossiernummer><o:ondernummer>7</o:ondernummer><o:vergaderjaar>2022-2023</o:vergaderjaar><o:indiener>H.G.J. Bruins Slot</o:indiener></o:tpmeta></o:meta></gzd:originalData><gzd:enrichedData><gzd:itemUrl manifestation="xml">https://repository.overheid.nl/frbr/kst-36228-7/1/xml/kst-36228-7.xml</gzd:itemUrl><gzd:preferredUrl>https://zoek.officielebekendmakingen.nl/kst-36228-7.html</gzd:preferredUrl></gzd:enrichedData></gzd:gzd></sru:recordData></sru:record></sru:records></sru:searchRetrieveResponse>`;
    expect(read(answer, 'sru.xml')).toMatchObject({
      source: 'sru',
      rows: [
        {
          files: ['kst-36228-7.xml'],
          identifiers: ['kst-36228-7'],
          metadata: {
            title: 'Brief van de minister',
            kind: 'Kamerstuk',
            published: '2023-05-02',
            dossier: '36228',
            number: '7',
            sender: 'H.G.J. Bruins Slot',
            source_url: 'https://zoek.officielebekendmakingen.nl/kst-36228-7.html',
          },
        },
      ],
    });
  });

  it('reads what open.overheid.nl answers, as a list and alone', () => {
    const list = {
      totaal: 1,
      resultaten: [
        {
          document: {
            id: 'ronl-1',
            pid: 'https://open.overheid.nl/documenten/ronl-1',
            titel: 'Besluit',
            openbaarmakingsdatum: '2024-01-05',
            publisher: 'ministerie van Financiën',
            weblocatie: 'https://x.nl',
          },
          bestandsType: 'application/pdf',
        },
      ],
    };
    expect(read(JSON.stringify(list), 'zoek.json')).toMatchObject({
      source: 'open-overheid',
      rows: [
        {
          files: ['ronl-1', 'ronl-1'],
          metadata: {
            title: 'Besluit',
            published: '2024-01-05',
            publisher: 'ministerie van Financiën',
            source_url: 'https://x.nl',
          },
        },
      ],
    });
    const one = {
      document: {
        titelcollectie: { officieleTitel: 'Test' },
        classificatiecollectie: { documentsoorten: [{ label: 'brief' }] },
      },
      versies: [
        {
          openbaarmakingsdatum: '2023-01-01',
          bestanden: [
            { gepubliceerd: false, bestandsnaam: 'metadata.json' },
            { gepubliceerd: true, bestandsnaam: 'document.pdf' },
          ],
        },
      ],
    };
    expect(rows(JSON.stringify(one), 'een.json')).toMatchObject([
      { files: ['document.pdf'], metadata: { title: 'Test', kind: 'brief', published: '2023-01-01' } },
    ]);
  });

  it('reads the metadata of open.overheid.nl in XML, alone and in a list of addresses', () => {
    const document = (title: string) =>
      `<diwoo:Document xmlns:diwoo="https://standaarden.overheid.nl/diwoo/metadata/"><diwoo:DiWoo><diwoo:publisher resource="https://identifier.overheid.nl/tooi/id/ministerie/mnre1013">ministerie van Buitenlandse Zaken</diwoo:publisher><diwoo:titelcollectie><diwoo:officieleTitel>${title}</diwoo:officieleTitel></diwoo:titelcollectie><diwoo:classificatiecollectie><diwoo:documentsoorten><diwoo:documentsoort resource="x">Kamerbrief</diwoo:documentsoort></diwoo:documentsoorten></diwoo:classificatiecollectie><diwoo:documenthandelingen><diwoo:documenthandeling><diwoo:soortHandeling resource="y">ontvangst</diwoo:soortHandeling><diwoo:atTime>2019-12-21T10:00:00+01:00</diwoo:atTime></diwoo:documenthandeling><diwoo:documenthandeling><diwoo:soortHandeling resource="z">ondertekening</diwoo:soortHandeling><diwoo:atTime>2019-12-20T00:00:00</diwoo:atTime></diwoo:documenthandeling></diwoo:documenthandelingen></diwoo:DiWoo></diwoo:Document>`;
    const metadata = {
      title: 'Rusland',
      kind: 'Kamerbrief',
      publisher: 'ministerie van Buitenlandse Zaken',
      date: '2019-12-20',
      received: '2019-12-21',
    };
    expect(mayBeIndex(strToU8(document('Rusland')), 'metadata.xml')).toBe(true);
    expect(read(document('Rusland'), 'metadata.xml')).toMatchObject({
      source: 'open-overheid',
      rows: [{ metadata }],
    });
    const list = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.nl/brief-1.pdf</loc><lastmod>2024-01-01</lastmod>${document('Rusland')}</url><url><loc>https://x.nl/over-ons</loc></url><url><loc>https://x.nl/2.pdf</loc>${document('China')}</url></urlset>`;
    expect(mayBeIndex(strToU8(list), 'sitemap.xml')).toBe(true);
    expect(rows(list, 'sitemap.xml')).toMatchObject([
      { line: 1, files: ['brief-1.pdf'], metadata: { ...metadata, source_url: 'https://x.nl/brief-1.pdf' } },
      { line: 3, files: ['2.pdf'], metadata: { title: 'China' } },
    ]);
    expect(read('<urlset><url><loc>https://x.nl</loc></url></urlset>', 'sitemap.xml')).toBeNull();
  });

  it('reads an answer of official publications whose records are XML as text, and one without any', () => {
    const answer = (records: string) =>
      `<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.2</version><numberOfRecords>1</numberOfRecords>${records}</searchRetrieveResponse>`;
    const record =
      '&lt;gzd&gt;&lt;meta xmlns:d=&quot;http://purl.org/dc/terms/&quot;&gt;&lt;d:identifier&gt;kst-36228-7&lt;/d:identifier&gt;&lt;d:title&gt;Brief &amp;amp; bijlage&lt;/d:title&gt;&lt;/meta&gt;&lt;/gzd&gt;';
    expect(
      rows(
        answer(
          `<records><record><recordPacking>string</recordPacking><recordData>${record}</recordData></record></records>`,
        ),
        'sru.xml',
      ),
    ).toMatchObject([{ identifiers: ['kst-36228-7'], metadata: { title: 'Brief & bijlage' } }]);
    expect(
      read(answer('<diagnostics><diagnostic><message>fout</message></diagnostic></diagnostics>'), 'sru.xml'),
    ).toBeNull();
  });

  it('reads references', () => {
    expect(
      read(
        'TY  - GEN\nTI  - Besluit\nAU  - Ministerie\nAU  - Ander\nPY  - 2018\nDA  - 2018-01-16\nID  - stcrt-2018-2742\nER  -\n\nTY  - GEN\nTI  - B\nPY  - 2024\nER  - \n',
        'x.ris',
      ),
    ).toMatchObject({
      source: 'ris',
      rows: [
        {
          metadata: { title: 'Besluit', author: 'Ministerie; Ander', date: '2018-01-16' },
          files: ['stcrt-2018-2742'],
        },
        { metadata: { title: 'B', date: '2024' } },
      ],
    });
  });

  it.each<[string, string, string]>([
    ['nothing at all', '', 'x.csv'],
    ['JSON that is cut off', '{"value": [', 'x.json'],
    ['a quote that is not closed', 'titel,datum\n"A,2', 'x.csv'],
    ['XML that is cut off', '<feed><entry>', 'x.xml'],
    ['entities', '<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>', 'x.xml'],
  ])('refuses %s', (_, text, path) => {
    expect(() => read(text, path)).toThrow(DomainError);
  });

  it('refuses in words what is damaged, or more than a list', () => {
    const writer = xlsxWriter([{ name: 'titel' }, { name: 'datum', moment: true }]);
    const whole = new Uint8Array(Buffer.concat([...writer.rows([['A', '2025-07-04']]), ...writer.end()]));
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      try {
        readIndex(damaged, 'x.xlsx');
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }
    const many = `titel,nr\n${'A,7\n'.repeat(20_001)}`;
    expect(() => read(many, 'x.csv')).toThrow('over_limit');
    expect(() => readIndex(new Uint8Array(25_000_001).fill(0x41), 'x.csv')).toThrow('over_limit');
    expect(() => read(`${'['.repeat(100_000)}`, 'x.json')).toThrow(DomainError);
    expect(read(`${'a,'.repeat(5_000)}titel\n${'b,'.repeat(5_000)}c`, 'x.csv')).toBeNull();
  });

  it.each<[string, string, boolean]>([
    ['brief.pdf', '%PDF-1.7', false],
    ['brief.xml', '<officiele-publicatie/>', false],
    ['sru.xml', '<?xml version="1.0"?><sru:searchRetrieveResponse>', true],
    ['a.csv', '', true],
    ['a.txt', 'titel', false],
  ])('looks at %s', (path, text, expected) => {
    expect(mayBeIndex(strToU8(text), path)).toBe(expected);
  });
});
