import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string, metadata?: string) =>
  readFile(utf8(text), 'kst-36600-VII-4.xml', {
    encoding: null,
    ...(metadata === undefined ? {} : { metadata: utf8(metadata) }),
  });

const paper = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <metadata><meta name="OVERHEIDop.externMetadataRecord" scheme="" content="https://zoek.officielebekendmakingen.nl/kst-36600-VII-4/metadata.xml"/></metadata>
  <kamerstuk>
    <kamerstukkop><tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>
    <dossier><dossiernummer><dossiernr>36 600</dossiernr><begrotingshoofdstuk>VII</begrotingshoofdstuk></dossiernummer><titel>Vaststelling van de begroting</titel></dossier>
    <stuk><stuknr><ondernummer kamer="2">4</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER</titel><datumtekst>Den Haag, <datum isodatum="2024-10-03">3 oktober 2024</datum></datumtekst>
      <algemeen><vrije-tekst><tekst status="goed">
        <al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al>
        <al>De UZI-server<?xpp afbm?>certificaten zijn <nadruk type="vet">vernieuwd</nadruk>,<noot id="n1" type="voet"><noot.nr>1</noot.nr><noot.al>Kamerstuk <extref doc="kst-1">36 600</extref>.</noot.al></noot> zie onder.</al>
        <divisie><kop><nr>1</nr><titel>Terugblik</titel></kop>
          <lijst type="expliciet"><li><li.nr>a.</li.nr><al>eerste, met<lijst><li><li.nr>–</li.nr><al>een streepje</al></li></lijst></al><al>en nog iets</al></li><li><li.nr>b.</li.nr><al>tweede</al></li></lijst>
          <divisie><kop><titel>Cijfers</titel></kop>
            <table><title>Tabel 1</title><tgroup cols="2"><colspec colname="a"/><thead><row><entry>Jaar</entry><entry><al>Bedrag</al><al>(euro)</al></entry></row></thead><tbody><row><entry/><entry>5</entry></row></tbody></tgroup></table>
            <plaatje><illustratie naam="a.png"/></plaatje>
            <nieuw-element>Blijft <nog-iets>staan</nog-iets></nieuw-element>
          </divisie>
        </divisie>
      </tekst></vrije-tekst>
      <tekst-sluiting><ondertekening><functie>De Minister,</functie><naam><voornaam>A.</voornaam><achternaam>de Vries</achternaam></naam></ondertekening></tekst-sluiting></algemeen>
    </stuk>
  </kamerstuk>
</officiele-publicatie>`;

const details = (name: string, content: string) =>
  `<metadata name="${name}" scheme="" content="${content}"/>`;
const beside = (identifier: string) =>
  `<?xml version="1.0"?><metadata_gegevens>${details('DC.identifier', identifier)}${details('OVERHEIDop.indiener', 'A. de Vries')}${details('OVERHEIDop.indiener', 'B. Bakker')}${details('OVERHEIDop.datumBrief', '2024-10-02')}${details('OVERHEIDop.dossiernummer', '36600;VII')}</metadata_gegevens>`;

describe('publicationReader', () => {
  it('keeps columns beside entries that cover several columns and rows', async () => {
    const spec = ['a', 'b', 'c'].map((name) => `<colspec colname="${name}"/>`).join('');
    const table = `<table><tgroup cols="3">${spec}<thead><row><entry morerows="1">Jaar</entry><entry namest="b" nameend="c">Uitgaven</entry></row>
      <row><entry>Rijk</entry><entry>EU</entry></row></thead><tbody><row><entry colname="a">2024</entry><entry colname="c">2</entry></row></tbody></tgroup></table>`;
    const { text } = await read(
      `<officiele-publicatie><kamerstuk><algemeen><vrije-tekst><tekst>${table}</tekst></vrije-tekst></algemeen></kamerstuk></officiele-publicatie>`,
    );
    expect(text).toBe('Jaar\tUitgaven\n\tRijk\tEU\n2024\t\t2');
  });

  it('keeps the number of a paper with the word before it', async () => {
    const { text, metadata } = await read(paper.replace('<ondernummer', 'Nr. <ondernummer'));
    expect(text).toContain('\n\nNr. 4\n\n');
    const { value, start, end } = metadata.number ?? {};
    expect([value, text.slice(start ?? 0, end ?? 0)]).toEqual(['4', '4']);
  });

  it('reads a paper of parliament', async () => {
    const { text, blocks, notes, ...file } = await read(paper);
    expect(
      blocks?.map(({ kind, level, start, end }) => [kind, level ?? null, text.slice(start, end)]),
    ).toEqual([
      ['paragraph', null, 'Tweede Kamer der Staten-Generaal'],
      ['paragraph', null, '36 600 VII'],
      ['heading', 1, 'Vaststelling van de begroting'],
      ['paragraph', null, '4'],
      ['heading', 1, 'BRIEF VAN DE MINISTER'],
      ['paragraph', null, 'Den Haag, 3 oktober 2024'],
      ['paragraph', null, 'Aan de Voorzitter van de Tweede Kamer der Staten-Generaal'],
      ['paragraph', null, 'De UZI-servercertificaten zijn vernieuwd, zie onder.'],
      ['footnote', null, 'Kamerstuk 36 600.'],
      ['heading', 1, '1 Terugblik'],
      ['list_item', null, 'a. eerste, met'],
      ['list_item', null, '– een streepje'],
      ['list_item', null, 'en nog iets'],
      ['list_item', null, 'b. tweede'],
      ['heading', 2, 'Cijfers'],
      ['paragraph', null, 'Tabel 1'],
      ['table_cell', null, 'Jaar'],
      ['table_cell', null, 'Bedrag\n(euro)'],
      ['table_cell', null, '5'],
      ['paragraph', null, 'Blijft staan'],
      ['paragraph', null, 'De Minister,'],
      ['paragraph', null, 'A. de Vries'],
    ]);
    expect(
      notes.map(({ mark, start, end, at }) => [
        mark,
        text.slice(start, end),
        text.slice((at ?? 0) - 11, at ?? 0),
      ]),
    ).toEqual([['1', 'Kamerstuk 36 600.', ' vernieuwd,']]);
    expect(file).toMatchObject({
      title: 'BRIEF VAN DE MINISTER',
      format: 'op-xml',
      language: 'nl',
      metadata: {
        identifier: { value: 'kst-36600-VII-4', start: null, end: null },
        dossier: { value: '36600-VII' },
        dossier_title: { value: 'Vaststelling van de begroting' },
        number: { value: '4' },
        date: { value: '2024-10-03', start: text.indexOf('3 oktober'), end: text.indexOf('3 oktober') + 14 },
      },
    });
    expect(file.notices).toEqual([
      { code: 'pictures_left_out', count: 1 },
      { code: 'elements_unknown', count: 2, examples: ['nieuw-element', 'nog-iets'] },
    ]);
  });

  it('takes the details of a file beside it, and not those of another', async () => {
    const { metadata } = await read(paper, beside('kst-36600-VII-4'));
    expect(metadata).toMatchObject({
      date: { value: '2024-10-02' },
      sender: { value: 'A. de Vries; B. Bakker' },
      dossier: { value: '36600-VII' },
    });
    const other = await read(paper, beside('kst-1-1'));
    expect(other.metadata.date?.value).toBe('2024-10-03');
    expect(other.notices).toContainEqual({
      code: 'metadata_not_of_this_file',
      count: 1,
      examples: ['kst-1-1'],
    });
  });

  it('says who speaks', async () => {
    const { text, blocks } = await read(
      `<handelingen><agendapunt><nr>3</nr><item-titel>Wlz</item-titel><spreekbeurt nieuw="ja"><spreker><voorvoegsels>Mevrouw</voorvoegsels> <naam> <achternaam>Ellemeet</achternaam> </naam> ( <politiek>GroenLinks</politiek>) :</spreker><tekst><al-groep><al>Dank u.</al></al-groep><motie id="M-1"><kop><titel>Motie</titel></kop><al>De Kamer,</al></motie></tekst></spreekbeurt><tekst><al>Gaat u verder.</al></tekst></agendapunt></handelingen>`,
    );
    expect(blocks?.map(({ start, end, data }) => [text.slice(start, end), data ?? null])).toEqual([
      ['3 Wlz', null],
      [
        'Mevrouw Ellemeet (GroenLinks):',
        { speaker: 'Mevrouw Ellemeet (GroenLinks)', party: 'GroenLinks', role: 'speaker' },
      ],
      ['Dank u.', { speaker: 'Mevrouw Ellemeet (GroenLinks)', party: 'GroenLinks' }],
      ['Motie', { speaker: 'Mevrouw Ellemeet (GroenLinks)', party: 'GroenLinks', id: 'M-1' }],
      ['De Kamer,', { speaker: 'Mevrouw Ellemeet (GroenLinks)', party: 'GroenLinks', id: 'M-1' }],
      ['Gaat u verder.', null],
    ]);
  });
});
