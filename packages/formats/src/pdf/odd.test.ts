import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { pdfReader } from './reader.ts';

// PDFs as they come beside what programs write from a text: protected, turned, of scans, in other scripts.

const guarded = new URL('../../fixtures/guarded/', import.meta.url);
const read = (bytes: Uint8Array) => pdfReader.read(bytes, { encoding: null });

/** A file of these objects, of which the first is the catalogue. */
function fileOf(...objects: readonly string[]): Uint8Array {
  let body = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const info = objects.at(-1)?.startsWith('<</Title') ? `/Info ${objects.length} 0 R` : '';
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${info}>>\nstartxref\n${body.length}\n%%EOF`;
  return new TextEncoder().encode(body + table + end);
}

const stream = (content: string, more = '') =>
  `<<${more}/Length ${content.length}>>\nstream\n${content}\nendstream`;
const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';

/** One page with this content; the objects that follow have numbers from 6 on. */
function onePage(content: string, page = '', font = helvetica, ...more: readonly string[]): Uint8Array {
  return fileOf(
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</Im1 6 0 R>>>>/Contents 4 0 R${page}>>`,
    stream(content),
    font,
    ...more,
  );
}

const line = (x: number, y: number, text: string, mode = 0) =>
  `BT ${mode} Tr /F1 11 Tf ${x} ${y} Td (${text}) Tj ET`;
const lines = ['Geachte Voorzitter,', 'Hierbij zend ik u de brief over de voortgang.', 'Hoogachtend,'];

describe('a PDF with a password', () => {
  it('is refused in words when it asks for it to be opened', async () => {
    const bytes = await readFile(new URL('brief-kort.password.pdf', guarded));
    await expect(read(bytes)).rejects.toThrow('file_encrypted');
  });

  it('is read like any other when it asks for it to be changed', async () => {
    const bytes = await readFile(new URL('brief-kort.restricted.pdf', guarded));
    const open = await readFile(new URL('../files/brief-kort.tagged.pdf', guarded));
    const [restricted, other] = [await read(bytes), await read(open)];
    expect(restricted.text).toBe(other.text);
    expect(restricted.blocks).toEqual(other.blocks);
  });
});

describe('a turned page', () => {
  const upright = lines.map((text, at) => line(70, 700 - at * 40, text)).join('\n');

  it.each([90, 180, 270])('is read as it is shown, turned by %i degrees', async (degrees) => {
    const { text } = await read(onePage(turned(degrees), `/Rotate ${degrees}`));
    expect(text).toBe(lines.join('\n\n'));
  });

  /** Words that are written so that a page which is shown turned has them upright. */
  function turned(degrees: number): string {
    const turns: Readonly<Record<number, readonly [matrix: string, height: number]>> = {
      90: ['0 1 -1 0 595 0', 595],
      180: ['-1 0 0 -1 595 842', 842],
      270: ['0 -1 1 0 0 842', 595],
    };
    const [matrix, height] = turns[degrees] ?? ['1 0 0 1 0 0', 842];
    const body = lines.map((text, at) => line(70, height - 100 - at * 40, text)).join('\n');
    return `q ${matrix} cm ${body} Q`;
  }

  it('has its lines where the page is shown', async () => {
    const { places = [] } = await read(onePage(turned(90), '/Rotate 90'));
    const [first, second] = places;
    expect(first?.box[0]).toBeCloseTo(70, 0);
    expect((second?.box[1] ?? 0) - (first?.box[1] ?? 0)).toBeCloseTo(40, 0);
    for (const { box } of places) expect([box[2] <= 842, box[3] <= 595]).toEqual([true, true]);
  });

  it('loses what is turned in the margin of each of its pages, as a running head', async () => {
    const margin = 'BT /F1 8 Tf 0 1 -1 0 30 200 Tm (kst-36600-VII-12) Tj ET';
    const words = ['Eerste bladzijde.', 'Tweede bladzijde.', 'Derde bladzijde.'];
    const page = (nth: number) =>
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + nth * 2} 0 R>>`;
    const { text, dropped, notices } = await read(
      fileOf(
        '<</Type/Catalog/Pages 2 0 R>>',
        '<</Type/Pages/Kids[4 0 R 6 0 R 8 0 R]/Count 3>>',
        helvetica,
        ...words.flatMap((each, nth) => [page(nth), stream(`${line(70, 600 - nth * 50, each)}\n${margin}`)]),
      ),
    );
    expect(text.split(/\s*\n+/)).toEqual(words);
    expect(dropped?.map(({ text: left, page: on }) => [left, on])).toEqual(
      words.map((_, nth) => ['kst-36600-VII-12', nth + 1]),
    );
    expect(notices.map(({ code }) => code)).not.toContain('rotated_kept');
  });

  it('keeps a stamp beside upright text, and says so', async () => {
    const stamp = 'BT /F1 8 Tf 0 1 -1 0 30 200 Tm (AFSCHRIFT 2025Z01234) Tj ET';
    const { text, notices } = await read(onePage(`${upright}\n${stamp}`));
    expect(text).toContain('AFSCHRIFT 2025Z01234');
    expect(text.replace(/\s*AFSCHRIFT 2025Z01234\s*/, '\n\n').trim()).toBe(lines.join('\n\n'));
    expect(notices).toContainEqual({ code: 'rotated_kept', count: 1 });
  });
});

test('numbers of a list stand with their words, though they are larger and a hair lower', async () => {
  const points = ['Het eerste punt.', 'Het tweede punt.'];
  const written = points.flatMap((words, at) => [
    `BT /F1 14 Tf 70 ${597.5 - at * 18} Td (${at + 1}.) Tj ET`,
    line(90, 600 - at * 18, words),
  ]);
  const { text } = await read(onePage([line(70, 640, lines[1] ?? ''), ...written].join('\n')));
  expect(text).toBe(`${lines[1]}\n\n1. ${points[0]}\n2. ${points[1]}`);
});

test('what a program calls a file, and whoever wrote it, is no title and no author', async () => {
  const content = line(70, 700, lines[1] ?? '');
  const of = async (info: string) => {
    const { title, metadata } = await read(onePage(content, '', helvetica, info));
    return [title, metadata];
  };
  expect(await of('<</Title(Microsoft Word - brief.doc)/Author(anonymous)>>')).toEqual([null, {}]);
  expect(await of('<</Title(Voortgang)/Author(A. Bakker)>>')).toMatchObject([
    'Voortgang',
    { author: { value: 'A. Bakker' } },
  ]);
});

test('lines of an address stand by themselves, though they fill their column', async () => {
  const address = [
    'De Voorzitter van de Tweede Kamer der Staten-Generaal',
    'Postbus 20018',
    '2500 EA Den Haag',
  ];
  const body = Array.from({ length: 4 }, () => 'Hierbij zend ik u de brief over de voortgang van het werk.');
  const written = [
    ...address.map((each, at) => line(70, 700 - at * 13, each)),
    ...body.map((each, at) => line(70, 600 - at * 13, each)),
  ];
  const { text } = await read(onePage(written.join('\n')));
  expect(text.startsWith(`${address.join('\n')}\n\n`)).toBe(true);
});

describe('a square of a unit', () => {
  const squared = (y: number, before: string, after: string) =>
    `BT /F1 11 Tf 70 ${y} Td (${before}) Tj /F1 7 Tf 4 Ts (2) Tj /F1 11 Tf 0 Ts (${after}) Tj ET`;

  it('makes no note of the second item of a list', async () => {
    const points = ['1. Het eerste punt.', '2. Het tweede punt.'];
    const { text, notes } = await read(
      onePage(
        [
          squared(700, 'Het is 5 m', ' groot.'),
          ...points.map((each, at) => line(70, 640 - at * 30, each)),
        ].join('\n'),
      ),
    );
    expect(notes).toEqual([]);
    expect(text.split(/\n+/)).toEqual(['Het is 5 m2 groot.', ...points]);
  });

  it('stays beside a note of the same number', async () => {
    const note = 'BT /F1 7 Tf 4 Ts 70 80 Td (2) Tj /F1 8 Tf 0 Ts ( Kamerstuk 36600.) Tj ET';
    const { text, notes } = await read(
      onePage(
        [
          line(70, 700, lines[1] ?? ''),
          squared(660, 'Gemeld.', ''),
          squared(620, 'Het is 5 m', ' groot.'),
          note,
        ].join('\n'),
      ),
    );
    expect(notes.map(({ mark }) => mark)).toEqual(['2']);
    expect(text).toContain('Gemeld.\n');
    expect(text).toContain('Het is 5 m2 groot.');
  });
});

describe('what lies over a page', () => {
  it('is left out, and told: what was filled in, and what somebody remarked', async () => {
    const field = (more: string) => `<</Type/Annot/Subtype/Widget/Rect[70 500 200 520]${more}>>`;
    const { text, notices } = await read(
      onePage(
        line(70, 700, lines[1] ?? ''),
        '/Annots[6 0 R 7 0 R 8 0 R 9 0 R]',
        helvetica,
        field('/FT/Tx/T(naam)/V(A. Bakker)'),
        field('/FT/Btn/T(akkoord)/V/Yes/AS/Yes'),
        '<</Type/Annot/Subtype/Text/Rect[300 600 320 620]/Contents(Klopt dit?)>>',
        '<</Type/Annot/Subtype/Link/Rect[70 690 200 710]/A<</S/URI/URI(https://example.org)>>>>',
      ),
    );
    expect(text).toBe(lines[1]);
    expect(notices.slice(1)).toEqual([
      { code: 'embedded_left_out', count: 1, examples: ['A. Bakker'] },
      { code: 'comments_left_out', count: 1, examples: ['Klopt dit?'] },
    ]);
  });
});

describe('a scan whose text was recognised', () => {
  const picture = stream(
    '\u0000',
    '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8',
  );
  const unseen = lines.map((text, at) => line(70, 700 - at * 40, text, 3)).join('\n');

  it('is read, though its words are drawn invisibly behind a picture', async () => {
    const { text, notices } = await read(
      onePage(`q 595 0 0 842 0 0 cm /Im1 Do Q\n${unseen}`, '', helvetica, picture),
    );
    expect(text).toBe(lines.join('\n\n'));
    expect(notices.map(({ code }) => code)).toEqual(['order_guessed']);
  });

  it('says which of its pages have no text', async () => {
    const bytes = fileOf(
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
      stream(unseen),
      helvetica,
      picture,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im1 6 0 R>>>>/Contents 8 0 R>>',
      stream('q 595 0 0 842 0 0 cm /Im1 Do Q'),
    );
    const { notices } = await read(bytes);
    expect(notices).toContainEqual({ code: 'pages_without_text', count: 1, examples: ['2'] });
  });
});

describe('a PDF in other scripts', () => {
  const composite = (encoding: string, ordering: string) => [
    `<</Type/Font/Subtype/Type0/BaseFont/KaiU/Encoding/${encoding}/DescendantFonts[7 0 R]>>`,
    'null',
    `<</Type/Font/Subtype/CIDFontType0/BaseFont/KaiU/CIDSystemInfo<</Registry(Adobe)/Ordering(${ordering})/Supplement 2>>/DW 1000/FontDescriptor 8 0 R>>`,
    '<</Type/FontDescriptor/FontName/KaiU/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>',
  ];
  const utf16 = (text: string) =>
    [...text].map((each) => (each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
  const hex = (x: number, y: number, text: string) => `BT /F1 12 Tf ${x} ${y} Td <${utf16(text)}> Tj ET`;

  it.each<[string, string, string, string[]]>([
    ['Chinese', 'UniGB-UCS2-H', 'GB1', ['致众议院议长', '关于气候政策进展的信']],
    ['Japanese', 'UniJIS-UCS2-H', 'Japan1', ['衆議院議長殿', '政策の進捗に関する書簡']],
    ['Korean', 'UniKS-UCS2-H', 'Korea1', ['국회의장 귀하', '정책 진행 상황에 관한 서한']],
  ])('is read in %s, whose fonts it does not carry', async (_, encoding, ordering, words) => {
    const [font = '', ...more] = composite(encoding, ordering);
    const content = words.map((text, at) => hex(70, 700 - at * 60, text)).join('\n');
    const { text } = await read(onePage(content, '', font, ...more));
    expect(text).toBe(words.join('\n\n'));
  });
});

describe('a table of two rows without lines around it', () => {
  const paragraph = (y: number) =>
    [
      'In onderstaande tabel staat wat er in deze periode is gedaan en wat er nog komt,',
      'met de bedragen die daarvoor zijn begroot en de stand van zaken aan het einde van',
      'het jaar, zoals die eerder aan uw Kamer is gemeld.',
    ].map((text, at) => line(70, y - at * 13, text));

  it.each<[string, [string, string][]]>([
    [
      'words',
      [
        ['Aanpak', 'Stand'],
        ['Toezicht', 'Loopt'],
      ],
    ],
    [
      'figures',
      [
        ['Jaar', 'Bedrag'],
        ['2024', '12,5'],
      ],
    ],
    [
      'sentences',
      [
        ['Maatregel voor de regio', 'Stand van zaken dit jaar'],
        ['Extra toezicht op de markt', 'Loopt volgens de planning'],
      ],
    ],
  ])('is read row by row: %s', async (_, rows) => {
    const cells = rows.flatMap(([left, right], at) => [
      line(70, 690 - at * 18, left),
      line(310, 690 - at * 18, right),
    ]);
    const { text, blocks } = await read(onePage([...paragraph(780), ...cells, ...paragraph(600)].join('\n')));
    expect((blocks ?? []).slice(1, -1).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual(
      rows.flat().map((cell) => ['table_cell', cell]),
    );
  });
});

describe('what stands at the top of a page', () => {
  /** Pages with these contents. */
  function pagesOf(...contents: readonly string[]): Uint8Array {
    const kids = contents.map((_, at) => `${4 + at * 2} 0 R`);
    return fileOf(
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${contents.length}>>`,
      helvetica,
      ...contents.flatMap((content, at) => [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + at * 2} 0 R>>`,
        stream(content),
      ]),
    );
  }
  const body = (nth: number) =>
    Array.from({ length: 20 }, (_, at) =>
      line(70, 670 - at * 16, `Regel ${'abcdefghijklmnopqrst'[at]}${'xyz'[nth]} van de tekst.`),
    );
  const row = (y: number, ...cells: readonly string[]) =>
    cells.map((cell, at) => line(70 + at * 160, y, cell)).join('\n');

  it('is a row of a table that goes on, whose figures are not the number of the page', async () => {
    const { text, dropped } = await read(
      pagesOf(
        ...[0, 1, 2].map((nth) =>
          [
            ...(nth === 2
              ? [
                  row(780, '2020', '749', 'deels afgerond in het voorjaar'),
                  row(756, '2021', '644', 'zie de bijlage bij deze brief'),
                  row(732, '2022', '432', 'deels afgerond in het voorjaar'),
                  row(708, '2023', '25', 'zie de bijlage bij deze brief'),
                ]
              : []),
            ...body(nth),
            line(290, 40, String(nth + 1)),
          ].join('\n'),
        ),
      ),
    );
    expect(text).toContain('2020\t749\tdeels afgerond in het voorjaar\n2021\t644\tzie de bijlage');
    expect(dropped?.map(({ text: words }) => words)).toEqual(['1', '2', '3']);
  });

  it('is text where it goes on with a sentence, though it comes again at the same height', async () => {
    const again = (nth: number) => [
      line(70, 780, `Pagina ${nth + 1} van 3`),
      line(70, 752, `Dit is alinea ${'abc'[nth]} van een brief die gaat over de veiligheid`),
      line(70, 738, 'van de instellingen zelf, en over de herkomst van het geld'),
      line(70, 724, 'waarmee zij worden betaald.'),
    ];
    const { text, dropped } = await read(
      pagesOf(...[0, 1, 2].map((nth) => [...again(nth), ...body(nth)].join('\n'))),
    );
    expect(text.split('over de herkomst van het geld')).toHaveLength(4);
    expect(dropped?.map(({ text: words }) => words)).toEqual([
      'Pagina 1 van 3',
      'Pagina 2 van 3',
      'Pagina 3 van 3',
    ]);
  });
});
