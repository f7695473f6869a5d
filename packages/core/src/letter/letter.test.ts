import { describe, expect, test } from 'vitest';
import { commitmentsIn, datesIn, type LetterFields, papersIn, readLetter } from './index.ts';

/** The value of each field, and the passage where it is written otherwise. */
function said(text: string, margins: readonly string[] = []): Record<string, string> {
  const fields: LetterFields = readLetter(text, margins);
  return Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value]));
}

const ministry = `Ministerie van Buitenlandse Zaken

> Retouradres Postbus 20061 2500 EB Den Haag

Aan de Voorzitter van de
Tweede Kamer der Staten-Generaal
Binnenhof 4
Den Haag

Directie Europa
Rijnstraat 8
2515 XP Den Haag
Contactpersoon
A. Jansen
T 070-1234567
Onze referentie
BZDOC-1201234567-89
Uw referentie
2020D12345
Bijlage(n)
1

Datum   4 februari 2021
Betreft   Voortgang van het sanctiebeleid ten aanzien van
de Russische Federatie

Geachte voorzitter,

Op 12 januari 2020 schreef ik u over dossier 35 373 (Kamerstuk 35 373, nr. 12). Het onderwerp van die brief was druk.

Hoogachtend,

De Minister van Buitenlandse Zaken,

S.A. Blok
`;

describe('readLetter', () => {
  test('a letter of a ministry', () => {
    expect(said(ministry)).toEqual({
      addressee: 'de Voorzitter van de Tweede Kamer der Staten-Generaal',
      date: '2021-02-04',
      ministry: 'Ministerie van Buitenlandse Zaken',
      our_reference: 'BZDOC-1201234567-89',
      salutation: 'Geachte voorzitter',
      sender: 'S.A. Blok',
      sender_function: 'Minister van Buitenlandse Zaken',
      subject: 'Voortgang van het sanctiebeleid ten aanzien van de Russische Federatie',
      your_reference: '2020D12345',
    });
  });

  test('each value has the passage that it was read from', () => {
    const fields = readLetter(ministry);
    const passages = Object.entries(fields).map(([field, { start, end }]) => [
      field,
      ministry.slice(start ?? 0, end ?? 0),
    ]);
    expect(Object.fromEntries(passages)).toMatchObject({
      date: '4 februari 2021',
      addressee: 'de Voorzitter van de\nTweede Kamer der Staten-Generaal',
      our_reference: 'BZDOC-1201234567-89',
      sender: 'S.A. Blok',
      sender_function: 'De Minister van Buitenlandse Zaken',
    });
  });

  test('an official publication', () => {
    const text = `36 600 VII Vaststelling van de begrotingsstaten van het Ministerie van Binnenlandse Zaken (VII)

Nr. 46 BRIEF VAN DE STAATSSECRETARIS VAN BINNENLANDSE ZAKEN

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

's-Gravenhage, 21 februari 2025

In deze brief informeer ik u.

De Staatssecretaris van Binnenlandse Zaken,
E. van Marum`;
    expect(said(text)).toEqual({
      addressee: 'de Voorzitter van de Tweede Kamer der Staten-Generaal',
      date: '2025-02-21',
      dossier: '36600-VII',
      number: '46',
      place: "'s-Gravenhage",
      sender: 'E. van Marum',
      sender_function: 'STAATSSECRETARIS VAN BINNENLANDSE ZAKEN',
    });
  });

  test('papers that are named in the body or under it are not its own', () => {
    const body =
      'De Kamer is hierover eerder geïnformeerd, en het kabinet houdt vast aan de koers die toen is uitgezet. '.repeat(
        3,
      );
    const text = `36 600 V Vaststelling van de begroting\n\nNr. 12 BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN\n\n${body}\n\nKamerstuk 22 054, nr. 412.\n\nKamerstuk: 35 373`;
    expect(said(text)).toMatchObject({ dossier: '36600-V', number: '12' });
    expect(
      said(`Aan de Voorzitter van de Tweede Kamer\n\n${body}\n\nKamerstuk 22 054, nr. 412.`).dossier,
    ).toBeUndefined();
  });

  test('an English letter', () => {
    const text = `Ministry of Foreign Affairs

To the Speaker of the House of Representatives
of the States General
The Hague

Date: 4 July 2025
Our reference: MinBuza-2025.1234
Your reference: 36045-200
Re: Support for Ukraine

Dear Mr Speaker,

I wrote to you on 1 May 2025.

Yours sincerely,

Caspar Veldkamp
Minister of Foreign Affairs`;
    expect(said(text)).toEqual({
      addressee: 'the Speaker of the House of Representatives of the States General',
      date: '2025-07-04',
      ministry: 'Ministry of Foreign Affairs',
      our_reference: 'MinBuza-2025.1234',
      salutation: 'Dear Mr Speaker',
      sender: 'Caspar Veldkamp',
      sender_function: 'Minister of Foreign Affairs',
      subject: 'Support for Ukraine',
      your_reference: '36045-200',
    });
  });

  test.each<[string, string, Record<string, string>]>([
    [
      'labels in one row, values in the next',
      'Datum\tOns kenmerk\tUw kenmerk\n3 maart 2020\t2020-0000123\t2020Z01234\n\nGeachte voorzitter,',
      { date: '2020-03-03', our_reference: '2020-0000123', your_reference: '2020Z01234' },
    ],
    [
      'labels below each other, then their values',
      'Datum\nOns kenmerk\nBetreft\n\n3 maart 2020\n2020-0000123\nWapenexport\n\nGeachte voorzitter,',
      { date: '2020-03-03', our_reference: '2020-0000123', subject: 'Wapenexport' },
    ],
    [
      'a label and its value in a row of cells',
      'Ons kenmerk\tA/12-b\nBetreft\tReactie op motie\n\nGeachte voorzitter,',
      { our_reference: 'A/12-b', subject: 'Reactie op motie' },
    ],
    [
      'two labels on a line',
      'Ons kenmerk: 2020-1 Uw kenmerk: B-7\n\nGeachte heer Jansen,',
      { our_reference: '2020-1', your_reference: 'B-7' },
    ],
    [
      'lines that were joined',
      'De voorzitter van de Tweede Kamer der Staten-Generaal Postbus 20018 2500 EA Den Haag\nOns kenmerk A-1/b Uw kenmerk 2020Z01\nDatum 3 maart 2020 Betreft Wapenexport\nGeachte voorzitter,\nHoogachtend,\nDe minister van Onderwijs, Cultuur en Wetenschap, mr. dr. G.A. Brouwer',
      {
        addressee: 'De voorzitter van de Tweede Kamer der Staten-Generaal',
        our_reference: 'A-1/b',
        your_reference: '2020Z01',
        date: '2020-03-03',
        subject: 'Wapenexport',
        sender: 'mr. dr. G.A. Brouwer',
        sender_function: 'minister van Onderwijs, Cultuur en Wetenschap',
      },
    ],
    [
      'an office and a name without initials in one line',
      'Geachte voorzitter,\nHoogachtend,\nDe Minister van Buitenlandse Zaken, Caspar Veldman',
      { sender: 'Caspar Veldman', sender_function: 'Minister van Buitenlandse Zaken' },
    ],
    [
      'an empty label',
      'Uw kenmerk\nOns kenmerk\n2020-1\nBijlage(n)\n\nGeachte voorzitter,',
      { our_reference: '2020-1' },
    ],
    [
      'the date of another letter',
      'Uw brief van 3 mei 2019\nDatum 4 mei 2019\n\nGeachte voorzitter,',
      { date: '2019-05-04' },
    ],
    ['a day that is on no calendar', 'Datum 31 februari 2021\n\nGeachte voorzitter,', {}],
    [
      'a dossier in the subject',
      'Betreft: Voortgang MH17 (Kamerstuk 33 997, nr. 12)\n\nGeachte voorzitter,',
      { dossier: '33997', number: '12' },
    ],
    [
      'a paper on a line of its own',
      'Kamerstukken II 2020/21, 21 501-02, nr. 2300\n\nGeachte voorzitter,',
      { dossier: '21501-02', number: '2300' },
    ],
    [
      'prose that begins with a label',
      'Betreft deze brief ook u? Dan volgt antwoord. Onze referentie is oud.',
      {},
    ],
    ['the day of something else', 'Ontvangen 12 november 2024\nGepubliceerd 1 mei 2024', {}],
    ['dates in sentences', 'Op 3 mei 2019 schreef ik u. Den Haag is mooi.', {}],
    ['nothing', '', {}],
    [
      'a dossier in brackets without a word for it',
      'Betreft: Energiebeleid (36 600 XVI)\n\nGeachte voorzitter,',
      { subject: 'Energiebeleid (36 600 XVI)', dossier: '36600-XVI' },
    ],
    [
      'an addressee in paragraphs',
      'De voorzitter van de Tweede Kamer\n\nder Staten-Generaal\n\nPostbus 20018\n\nGeachte voorzitter,',
      { addressee: 'De voorzitter van de Tweede Kamer der Staten-Generaal' },
    ],
    [
      'an addressee without an article, and a year of two figures',
      'Voorzitter van de Tweede Kamer der Staten-Generaal\nDatum 05/06/23\n\nGeachte voorzitter,',
      { addressee: 'Voorzitter van de Tweede Kamer der Staten-Generaal', date: '2023-06-05' },
    ],
    [
      'a subject with the salutation behind it',
      'Onderwerp: Voortgang woningbouw Geachte voorzitter,\n\nHierbij.',
      { subject: 'Voortgang woningbouw' },
    ],
    [
      'colons in cells of their own',
      'Datum\t:\t12 april 2021\nOns nummer\t: AB/12\nBetr.\t:\tIets nieuws\n\nGeachte voorzitter,',
      { date: '2021-04-12', our_reference: 'AB/12', subject: 'Iets nieuws' },
    ],
    [
      'a reference behind the date of the letter that it answers',
      'Uw brief (kenmerk): 3 maart 2021 (2021Z03456)\n\nGeachte voorzitter,',
      { your_reference: '2021Z03456' },
    ],
    [
      'an office that is stated, and who holds it',
      'Aan: de Voorzitter van de Tweede Kamer\nVan: de Minister van Defensie\n\nGeachte voorzitter,\nHoogachtend,\nDe Minister van Defensie,\n(w.g.)\nR.P. Brekers',
      { sender: 'R.P. Brekers', sender_function: 'Minister van Defensie' },
    ],
    [
      'an office for others too, in one line',
      'Geachte voorzitter,\nHoogachtend,\nDe Minister van Defensie, mede namens de Minister van Financiën,\nR.P. Brekers',
      { sender: 'R.P. Brekers', sender_function: 'Minister van Defensie' },
    ],
    [
      'two who sign without closing words',
      'Geachte voorzitter,\n\nDe Minister van Defensie,\nR.P. Brekers\n\nDe Minister van Financiën,\nA. de Wit',
      { sender: 'R.P. Brekers; A. de Wit' },
    ],
    [
      'the kind and date of a page of the government',
      'Kamerstuk: Kamerbrief | 12-04-2021\n\nAan de Voorzitter van de Tweede Kamer',
      { date: '2021-04-12' },
    ],
  ])('%s', (_, text, expected) => {
    const { salutation: _salutation, ...fields } = said(text);
    expect(fields).toMatchObject(expected);
    if (Object.keys(expected).length === 0) expect(fields).toEqual({});
  });

  test('an amount in the subject is no dossier', () => {
    expect(said('Betreft: Subsidie van 31 778 euro (2024)').dossier).toBeUndefined();
  });

  test('the head of a page tells what the text does not, and has no place in it', () => {
    const fields = readLetter('Geachte voorzitter,\n\nHierbij.', [
      'Ons kenmerk 2020-0000123\nPagina 1 van 2',
      'Datum 3 maart 2020',
    ]);
    expect(fields).toMatchObject({
      our_reference: { value: '2020-0000123', start: null, end: null },
      date: { value: '2020-03-03', start: null, end: null },
    });
    expect(readLetter('Datum 4 maart 2020\n\nGeachte voorzitter,', ['Datum 3 maart 2020']).date?.value).toBe(
      '2020-03-04',
    );
  });

  test('a long text takes time in proportion', () => {
    const long = `${ministry}${'Datum en kenmerk, Aan de voorzitter van de, 12 345 nr Betreft: '.repeat(20_000)}`;
    expect(said(long).date).toBe('2021-02-04');
  });
});

describe('a paper that is no letter', () => {
  const senate = (lines: string) =>
    `36 836 Regels omtrent de weerbaarheid van kritieke entiteiten\n\nD NADERE MEMORIE VAN ANTWOORD\n\n${lines}\n\n1 Inleiding\n\nDe regering heeft kennisgenomen van het verslag. Op 3 maart 2020 schreef zij anders.`;

  test.each<[string, string | undefined]>([
    ['Ontvangen 13 oktober 2025', '2025-10-13'],
    ['Ontvangen op 13 oktober 2025.', '2025-10-13'],
    ['Den Haag, 12 oktober 2025\n\nOntvangen 13 oktober 2025', '2025-10-12'],
    ['Ontvangen 13 oktober 2025 en doorgezonden', undefined],
    ['Ontvangen door de commissie op 13 oktober 2025', undefined],
    ['Gepubliceerd 13 oktober 2025', undefined],
  ])('is of the day on which it came in where it bears no other: %s', (lines, date) => {
    expect(said(senate(lines)).date).toBe(date);
  });

  test('has no such day where nothing says which paper it is, or where it greets somebody', () => {
    expect(said('Ontvangen 13 oktober 2025\n\nBeste mensen in het land, dit is een verslag.').date).toBe(
      undefined,
    );
    expect(said(`${senate('Ontvangen 13 oktober 2025')}\n\nGeachte voorzitter,\n\nTekst.`).date).toBe(
      undefined,
    );
  });

  test.each<[string, string, string | undefined]>([
    ['Voortgangsrapportage weerbaarheid 2025', 'Bijlage bij Kamerstuk 36 045, nr. 188', 'title'],
    ['Voortgangsrapportage weerbaarheid 2025', 'Kamerstuk 36 045, nr. 188', undefined],
    ['Bijlage 1', 'Bijlage bij Kamerstuk 36 045, nr. 188', undefined],
    ['Ministerie van Defensie', 'Bijlage bij Kamerstuk 36 045, nr. 188', undefined],
    ['Het kabinet wil dit.', 'Bijlage bij Kamerstuk 36 045, nr. 188', undefined],
  ])('is about what it is called, where it is an annex that says so: %s / %s', (title, below, subject) => {
    const text = `${title}\n\n${below}\n\nDen Haag, 6 oktober 2025\n\n1 Inleiding\n\nEr was eens een rapport.`;
    expect(said(text).subject).toBe(subject && title);
  });
});

describe('papersIn', () => {
  test.each<[string, (string | null)[]]>([
    ['kst-36600-VII-1', ['36600-VII', '1', null, null, 'kst-36600-VII-1']],
    ['kst-34851-4', ['34851', '4', null, null, 'kst-34851-4']],
    ['kst-1268678', [null, null, null, null, 'kst-1268678']],
    ['36600-VII, nr. 1', ['36600-VII', '1', null, null, 'kst-36600-VII-1']],
    ['36 600 VII nr 1', ['36600-VII', '1', null, null, 'kst-36600-VII-1']],
    ['36\u00A0600 (VII), nr.\u00A01', ['36600-VII', '1', null, null, 'kst-36600-VII-1']],
    ['Kamerstukken II 2024/25, 36600-VII, nr. 1', ['36600-VII', '1', 'II', '2024-2025', 'kst-36600-VII-1']],
    ['Kamerstukken I 2023–2024, 36 410, B', ['36410', 'B', 'I', '2023-2024', 'kst-36410-B']],
    ['21501-02 nr. 3174', ['21501-02', '3174', null, null, 'kst-21501-02-3174']],
    ['Kamerstuk 36836 D', ['36836', 'D', null, null, 'kst-36836-D']],
    ['Kamerstuk 36 600 A, nr. 12', ['36600-A', '12', null, null, 'kst-36600-A-12']],
    ['Kamerstuk 34300-VII-60', ['34300-VII', '60', null, null, 'kst-34300-VII-60']],
    ['dossier 31 778', ['31778', null, null, null, null]],
    ['blg-1184123', [null, null, null, null, 'blg-1184123']],
    ['ah-tk-20242025-100', [null, null, null, null, 'ah-tk-20242025-100']],
    ['Aanhangsel Handelingen II 2020/21, nr. 123', [null, '123', 'II', '2020-2021', 'ah-tk-20202021-123']],
    ['2024D40329', [null, null, null, null, '2024D40329']],
  ])('%s', (written, expected) => {
    const text = `Zie ${written}.`;
    const papers = papersIn(text);
    expect(papers.map(({ start, end }) => text.slice(start, end))).toEqual([written]);
    expect(
      papers.map((paper) => [paper.dossier, paper.number, paper.chamber, paper.year, paper.identifier]),
    ).toEqual([expected]);
  });

  test.each(['36 600 euro', '12 345 inwoners', '2500 EB Den Haag', 'nr. 12', '070-1234567', 'in 2019-2020'])(
    '%s is none',
    (text) => {
      expect(papersIn(text)).toEqual([]);
    },
  );
});

describe('datesIn', () => {
  test.each<[string, string[]]>([
    ['op 4 juli 2025 en 5 juli 2025', ['2025-07-04', '2025-07-05']],
    ['July 4th, 2025; 4th of July 2025', ['2025-07-04', '2025-07-04']],
    ['4-7-2025, 04/07/2025, 4.7.2025, 2025-07-04', ['2025-07-04', '2025-07-04', '2025-07-04', '2025-07-04']],
    ['4\u00A0juli\u00A02025', ['2025-07-04']],
    ['31 februari 2021, 12-2025, 1-2-20251, v1.2.2020.3', []],
  ])('%s', (text, days) => {
    expect(datesIn(text).map(({ value }) => value)).toEqual(days);
  });
});

test('commitmentsIn', () => {
  const text =
    'Toezegging 1: een brief. Zie TZ202402-123 (T03456).\n  Commitment 2\nDe toezegging 3 staat in T0345678.';
  expect(commitmentsIn(text).map(({ number, start, end }) => [number, text.slice(start, end)])).toEqual([
    ['1', 'Toezegging 1'],
    ['TZ202402-123', 'TZ202402-123'],
    ['T03456', 'T03456'],
    ['2', 'Commitment 2'],
  ]);
});

describe('several who sign', () => {
  const letter = (signed: string) => `Geachte voorzitter,\n\nEen zin.\n\nHoogachtend,\n\n${signed}`;
  const both = {
    sender: 'C.C.J. Veldman; R.P. Brekers',
    sender_function: 'Minister van Buitenlandse Zaken; Minister van Defensie',
  };

  test.each<[string, string]>([
    [
      'one below the other',
      'De Minister van Buitenlandse Zaken,\n\nC.C.J. Veldman\n\nDe Minister van Defensie,\n\nR.P. Brekers',
    ],
    [
      'with the name first',
      'C.C.J. Veldman\nMinister van Buitenlandse Zaken\nR.P. Brekers\nMinister van Defensie',
    ],
    [
      'side by side',
      'De Minister van Buitenlandse Zaken,\tDe Minister van Defensie,\nC.C.J. Veldman\tR.P. Brekers',
    ],
  ])('are told together: %s', (_, signed) => {
    const { sender, sender_function } = readLetter(letter(signed));
    expect({ sender: sender?.value, sender_function: sender_function?.value }).toEqual(both);
    const passage = letter(signed).slice(sender?.start ?? 0, sender?.end ?? 0);
    expect(passage).toMatch(/^C\.C\.J\. Veldman[\s\S]*R\.P\. Brekers$/);
  });

  test.each<[string, string]>([
    [
      'one who signs for another too',
      'De Minister van Buitenlandse Zaken,\nmede namens de Minister van Defensie,\nC.C.J. Veldman',
    ],
    [
      'an office without a name below',
      'De Minister van Buitenlandse Zaken,\nC.C.J. Veldman\nDe Minister van Defensie,',
    ],
    [
      'who else gets a copy',
      'De Minister van Buitenlandse Zaken,\nC.C.J. Veldman\nAfschrift aan de heer A. de Vries, secretaris.',
    ],
  ])('are not taken from %s', (_, signed) => {
    expect(readLetter(letter(signed)).sender?.value).toBe('C.C.J. Veldman');
  });
});
