import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Truth, wordsInPdf, wordsOf } from '../../fixtures/truth.ts';
import type { ReadDocument } from '../reader.ts';
import { wordOrder } from '../testing/word-order.ts';
import { pdfReader } from './reader.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);

/** All but the report, whose thirty pages `npm run order:pdf` reads. */
const letters = readdirSync(new URL('files/', fixtures))
  .filter((name) => name.endsWith('.tagged.pdf') && !name.startsWith('rapport.'))
  .map((name) => name.replace('.tagged.pdf', ''));

async function read(name: string): Promise<ReadDocument> {
  return pdfReader.read(await readFile(new URL(`files/${name}`, fixtures)), { encoding: null });
}

async function truthOf(letter: string): Promise<Truth> {
  return JSON.parse(await readFile(new URL(`truth/${letter}.json`, fixtures), 'utf8'));
}

/** The words of the running text, notes taken apart. */
function running({ text, blocks }: ReadDocument): string[] {
  return (blocks ?? [])
    .filter(({ kind }) => kind !== 'footnote')
    .flatMap(({ start, end }) => wordsOf(text.slice(start, end)));
}

function notesOf({ text, notes }: ReadDocument) {
  return notes.map(({ mark, start, end, at }) => ({
    mark,
    text: text.slice(start, end),
    after: at === null ? null : /\S*$/.exec(text.slice(0, at))?.[0],
  }));
}

describe('a tagged PDF', () => {
  it.each(letters)('is read in the order of its structure: %s', async (letter) => {
    const [found, truth] = [await read(`${letter}.tagged.pdf`), await truthOf(letter)];
    expect(running(found)).toEqual(truth.blocks.flatMap(({ text }) => wordsInPdf(text)));
    expect(notesOf(found)).toEqual(truth.notes);
  });
});

describe('a PDF without tags', () => {
  it.each(letters)('is read in the order that the eye follows: %s', async (letter) => {
    const [found, truth] = [await read(`${letter}.pdf`), await truthOf(letter)];
    // What stands beside the text comes after it.
    const beside = truth.blocks.filter(({ box }) => box);
    const words = [...truth.blocks.filter(({ box }) => !box), ...beside].flatMap(({ text }) =>
      wordsInPdf(text),
    );
    expect(wordOrder(running(found), words)).toBeGreaterThanOrEqual(0.99);
    expect(notesOf(found)).toEqual(truth.notes);
  });

  it('says where each line stands, which covers all words', async () => {
    const { text, places = [], notices } = await read('antwoorden.pdf');
    expect(text.slice(places[0]?.start, places[0]?.end)).toBe(
      'Aan de Voorzitter van de Tweede Kamer der Staten-Generaal',
    );
    expect(places[0]?.page).toBe(1);
    const covered = places.reduce(
      (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
      text,
    );
    expect(covered.trim()).toBe('');
    expect(notices.map(({ code }) => code)).toEqual(['order_guessed', 'headings_guessed', 'heads_left_out']);
  });
});

it('has fourteen letters to be read', () => expect(letters).toHaveLength(14));

it.each(['brief-afbreken.tagged.pdf', 'brief-afbreken.pdf'])(
  'says which words it joined: %s',
  async (name) => {
    const { notices } = await read(name);
    const joined = notices.find(({ code }) => code === 'words_joined');
    expect(joined).toEqual({
      code: 'words_joined',
      count: 51,
      examples: [
        'vice-/premier → vice-premier',
        'West-Euro-/pese → West-Europese',
        'e-/mailverkeer → e-mailverkeer',
        'e-/overheid → e-overheid',
        'auto-/industrie → auto-industrie',
      ],
    });
  },
);

it('refuses what is no PDF, or half of one', async () => {
  const whole = await readFile(new URL('files/brief-kort.pdf', fixtures));
  const read = (bytes: Uint8Array) => pdfReader.read(bytes, { encoding: null });
  await expect(read(new TextEncoder().encode('%PDF-1.7\nniets'))).rejects.toThrow('file_damaged');
  await expect(read(whole.subarray(0, 4000))).rejects.toThrow('file_damaged');
});

/** A file of these objects, of which the first is the catalogue. */
function fileOf(...objects: string[]): Uint8Array {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`;
  return new TextEncoder().encode(body + table + end);
}

const catalogue = '<</Type/Catalog/Pages 2 0 R>>';
const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>';

it.each([
  ['pages in a circle', fileOf(catalogue, '<</Type/Pages/Kids[2 0 R]/Count 5>>'), 'file_damaged'],
  ['a scan', fileOf(catalogue, '<</Type/Pages/Kids[3 0 R]/Count 1>>', page), 'file_without_text'],
  [
    '10,000 pages',
    fileOf(catalogue, `<</Type/Pages/Kids[${'3 0 R '.repeat(10_000)}]/Count 10000>>`, page),
    'over_limit',
  ],
  [
    'more pages by its own word than it has',
    fileOf(catalogue, '<</Type/Pages/Kids[3 0 R]/Count 999999999>>', page),
    'file_without_text',
  ],
])('refuses %s in words', async (_, bytes, code) => {
  await expect(pdfReader.read(bytes, { encoding: null })).rejects.toThrow(code);
});

type Drawn = readonly [x: number, y: number, text: string, size?: number];

const draw = ([x, y, text, size = 10]: Drawn) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;
const streamOf = (content: string) => `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
const drawnPage = (more = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R${more}>>`;
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';
const onePage = '<</Type/Pages/Kids[3 0 R]/Count 1>>';

const untagged = (lines: readonly Drawn[]) =>
  fileOf(catalogue, onePage, drawnPage(), streamOf(lines.map(draw).join('\n')), font);

/** Each group is a paragraph of the structure. */
function taggedOf(paragraphs: readonly (readonly Drawn[])[]): Uint8Array {
  const content = paragraphs.map((lines, id) => `/P <</MCID ${id}>> BDC ${lines.map(draw).join('\n')} EMC`);
  const refs = paragraphs.map((_, id) => `${id + 7} 0 R`).join(' ');
  return fileOf(
    '<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>',
    onePage,
    drawnPage('/StructParents 0'),
    streamOf(content.join('\n')),
    font,
    `<</Type/StructTreeRoot/K[${refs}]/ParentTree<</Nums[0[${refs}]]>>>>`,
    ...paragraphs.map((_, id) => `<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K ${id}>>`),
  );
}

async function blocksOf(bytes: Uint8Array): Promise<string[]> {
  const { text, blocks } = await pdfReader.read(bytes, { encoding: null });
  return (blocks ?? []).map(({ start, end }) => text.slice(start, end));
}

const head: readonly (readonly Drawn[])[] = [
  [
    [70, 780, 'Gemeente Rotterdam'],
    [70, 766, 'College van burgemeester en wethouders'],
    [70, 752, 'Coolsingel 40'],
  ],
  [
    [320, 720, 'Aan de voorzitter'],
    [320, 706, 'van de Eerste Kamer'],
    [320, 692, 'Postbus 20017'],
    [320, 678, '2500 EA Den Haag'],
  ],
  [
    [70, 640, 'Ons kenmerk 22/0012345-A'],
    [70, 626, 'Uw kenmerk 171234.01U'],
    [70, 612, 'Datum 7 februari 2022'],
  ],
  [[70, 580, 'Mijnheer de voorzitter,']],
  [[70, 550, 'Wij danken u voor de brief en zien de behandeling met vertrouwen tegemoet.']],
  [[70, 520, 'Met vriendelijke groet,']],
  [
    [70, 480, 'J.P. de Vries'],
    [70, 466, 'secretaris'],
  ],
];

describe('lines that their author broke', () => {
  it.each([
    ['with tags', taggedOf(head)],
    ['without tags', untagged(head.flat())],
  ])('stay lines in addresses, labels and signatures, %s', async (_, bytes) => {
    const wanted = head.map((lines) => lines.map(([, , text]) => text).join('\n'));
    expect(await blocksOf(bytes)).toEqual(wanted);
  });

  it('stay apart where an empty line parts them within one paragraph', async () => {
    const colophon: Drawn[] = [
      [430, 780, 'Ministerie EZK'],
      [430, 768, 'Korte Voorhout 7'],
      [430, 744, 'Kenmerk'],
      [430, 732, '2022-0000251234'],
    ];
    const [first] = await blocksOf(taggedOf([colophon, [[70, 700, 'Geachte voorzitter,']]]));
    expect(first).toBe('Ministerie EZK\nKorte Voorhout 7\nKenmerk\n2022-0000251234');
  });
});

it('reads each of the notes that one tagged paragraph has', async () => {
  const { text, notes } = await pdfReader.read(
    taggedOf([
      [
        [70, 700, 'De motie van het lid Bouchallikh'],
        [218, 704, '1', 6],
        [224, 700, 'en de motie-Van Ginneken c.s.'],
        [361, 704, '2', 6],
        [366, 700, 'vragen om een plan.'],
      ],
      [
        [70, 102, '1', 5],
        [76, 100, 'Kamerstuk 23 645, nr. 765', 7.5],
        [70, 92, '2', 5],
        [76, 90, 'Kamerstuk 35 925 XII, nr. 42', 7.5],
      ],
    ]),
    { encoding: null },
  );
  expect(notes.map(({ mark, start, end }) => [mark, text.slice(start, end)])).toEqual([
    ['1', 'Kamerstuk 23 645, nr. 765'],
    ['2', 'Kamerstuk 35 925 XII, nr. 42'],
  ]);
  expect(text).toMatch(/Bouchallikh en de motie-Van Ginneken c\.s\. vragen/);
});

/** What a file tagged by a program that knows no notes has: numbers that are raised, and their words in small paragraphs. */
const readTagged = async (paragraphs: readonly (readonly Drawn[])[]) => {
  const { text, notes, blocks } = await pdfReader.read(taggedOf(paragraphs), { encoding: null });
  return {
    notes: notes.map(({ mark, start, end, at }) => [
      mark,
      text.slice(start, end),
      /\S*$/.exec(text.slice(0, at ?? 0))?.[0],
    ]),
    running: (blocks ?? [])
      .filter(({ kind }) => kind !== 'footnote')
      .map(({ start, end }) => text.slice(start, end)),
  };
};

describe('notes that the tags do not call so', () => {
  const call: Drawn[] = [
    [70, 700, 'De motie van het lid Bouchallikh'],
    [218, 704, '1', 6],
    [224, 700, 'en die van het lid Van Ginneken'],
    [361, 704, '2', 6],
    [366, 700, 'vragen een plan.'],
  ];
  const running = ['De motie van het lid Bouchallikh en die van het lid Van Ginneken vragen een plan.'];
  const notes = [
    ['1', 'Kamerstuk 23 645, nr. 765.', 'Bouchallikh'],
    ['2', 'Zie het rapport.', 'Ginneken'],
  ];

  it.each<[string, Drawn[][]]>([
    [
      'with numbers and full stops',
      [[[70, 100, '1. Kamerstuk 23 645, nr. 765.', 8]], [[70, 90, '2. Zie het rapport.', 8]]],
    ],
    [
      'in one paragraph',
      [
        [
          [70, 100, '1. Kamerstuk 23 645, nr. 765.', 8],
          [70, 90, '2. Zie het rapport.', 8],
        ],
      ],
    ],
    [
      'at the end, as large as the text',
      [[[70, 300, '1. Kamerstuk 23 645, nr. 765.']], [[70, 286, '2. Zie het rapport.']]],
    ],
    [
      'hardly smaller, with raised numbers',
      [
        [
          [70, 104, '1', 6],
          [76, 100, 'Kamerstuk 23 645, nr. 765.', 9.6],
        ],
        [
          [70, 94, '2', 6],
          [76, 90, 'Zie het rapport.', 9.6],
        ],
      ],
    ],
  ])('are notes: %s', async (_, paragraphs) => {
    expect(await readTagged([call, ...paragraphs])).toEqual({ notes, running });
  });

  it('leave a list of the text alone', async () => {
    const list: Drawn[][] = [
      [[70, 650, '1. Meer toezicht;']],
      [[70, 636, '2. Meer geld.']],
      [[70, 600, 'De Minister van Defensie,']],
    ];
    const found = await readTagged([call, ...list]);
    expect(found.notes).toEqual([]);
    expect(found.running.slice(1)).toEqual(list.map(([line]) => line?.[2]));
  });
});

describe('notes without tags', () => {
  const call: Drawn[] = [
    [70, 700, 'De motie van het lid Bouchallikh'],
    [218, 704, '1', 6],
    [224, 700, 'en die van het lid Van Ginneken'],
    [361, 704, '2', 6],
    [366, 700, 'vragen een plan.'],
  ];

  it.each<[string, Drawn[], string[]]>([
    [
      'that end the text, as large as it',
      [
        [70, 300, '1. Kamerstuk 23 645, nr. 765.'],
        [70, 286, '2. Zie het rapport over het'],
        [82, 272, 'jaar ervoor.'],
      ],
      ['Kamerstuk 23 645, nr. 765.', 'Zie het rapport over het jaar ervoor.'],
    ],
    [
      'of which a line begins with a year',
      [
        [70, 104, '1', 5],
        [76, 100, 'De registratie is pas in', 8],
        [70, 90, '2024 begonnen.', 8],
        [70, 84, '2', 5],
        [76, 80, 'Zie het rapport.', 8],
      ],
      ['De registratie is pas in 2024 begonnen.', 'Zie het rapport.'],
    ],
  ])('are found: %s', async (_, lines, notes) => {
    const found = await pdfReader.read(untagged([...call, ...lines]), { encoding: null });
    expect(found.notes.map(({ start, end }) => found.text.slice(start, end))).toEqual(notes);
  });
});

it('keeps the hyphen that begins a word at a line end', async () => {
  const lines: Drawn[] = [
    [70, 713, 'Het rapport gaat in op de rol van verstrekkers en -'],
    [70, 700, 'aanvragers van krediet, en op wat banken doen om'],
    [70, 687, 'die te helpen.'],
  ];
  expect((await blocksOf(untagged(lines)))[0]).toMatch(/ en -aanvragers van krediet, .* om die te helpen\.$/);
});

it('reads pages that are all alike', async () => {
  const page =
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>';
  const pages = '<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>';
  const file = fileOf(catalogue, pages, page, font, streamOf(draw([70, 800, 'Leeg formulier'])), page);
  expect((await pdfReader.read(file, { encoding: null })).text).toContain('Leeg formulier');
});

it('keeps a table that stands at one height of several pages', async () => {
  const table = (page: number) =>
    [0, 1].flatMap((row) =>
      ['Jaar', 'Begroot', 'Besteed'].map(
        (word, at): Drawn => [70 + at * 150, 790 - row * 15, row === 0 ? word : `${page}${row}${at} mln.`],
      ),
    );
  const said = ['Zo was het.', 'Dat is niet meer.', 'Straks is het anders.'];
  const pages = said.map((words, at): Drawn[] => [...table(at + 1), [70, 700, words]]);
  const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ');
  const file = fileOf(
    catalogue,
    `<</Type/Pages/Kids[${kids}]/Count 3>>`,
    font,
    ...pages.flatMap((lines, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + at * 2} 0 R>>`,
      streamOf(lines.map(draw).join('\n')),
    ]),
  );
  const { text } = await pdfReader.read(file, { encoding: null });
  for (const page of [1, 2, 3]) expect(text).toContain(`${page}10 mln.\t${page}11 mln.\t${page}12 mln.`);
});

it.each([
  ['by their names', '/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[128/fi/fl/ffi]>>'],
  ['by a table of the font', '/Encoding/WinAnsiEncoding/ToUnicode 6 0 R'],
])('reads ligatures as their letters, known %s', async (_, known) => {
  const table = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <7E> <0020> endbfrange
3 beginbfchar <80> <FB01> <81> <FB02> <82> <FB03> endbfchar
endcmap end end`;
  const file = fileOf(
    catalogue,
    onePage,
    drawnPage(),
    streamOf(
      draw([70, 700, 'De \\200nanciering, de o\\202ciele in\\201atie en het pro\\200el van de bank.']),
    ),
    `<</Type/Font/Subtype/Type1/BaseFont/Helvetica${known}>>`,
    streamOf(table),
  );
  expect(await blocksOf(file)).toEqual([
    'De financiering, de officiele inflatie en het profiel van de bank.',
  ]);
});

it('finds the soft hyphens that a file draws, on a later page and within words too', async () => {
  const soft =
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[128/sfthyphen]>>>>';
  const page = (content: number) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents ${content} 0 R>>`;
  const first: Drawn[] = [[70, 700, 'Geachte voorzitter,']];
  const second: Drawn[] = [
    [70, 700, 'De start\\200ups zien dat de uitvoe\\200'],
    [70, 687, 'ring van de wet beter kan dan die nu gaat.'],
  ];
  const file = fileOf(
    catalogue,
    '<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>',
    page(5),
    soft,
    ...[streamOf(first.map(draw).join('\n')), page(7), streamOf(second.map(draw).join('\n'))],
  );
  expect((await blocksOf(file)).at(-1)).toBe(
    'De start-ups zien dat de uitvoering van de wet beter kan dan die nu gaat.',
  );
});

it.each([
  ['with tags', (lines: Drawn[]) => taggedOf([lines])],
  ['without tags', untagged],
])('puts a large first letter before its word, %s', async (_, fileOfLines) => {
  const lines: Drawn[] = [
    [70, 672, 'D', 48],
    [108, 700, 'it is hoe een boek begint waarvan de eerste letter'],
    [108, 687, 'voor drie regels staat en dan gaat de tekst gewoon'],
    [108, 674, 'verder zoals elke andere tekst dat doet, tot aan het'],
    [70, 661, 'einde van de alinea, die hier al is.'],
  ];
  const [text] = await blocksOf(fileOfLines(lines));
  expect(text).toMatch(/^Dit is hoe een boek begint .* tot aan het einde van de alinea, die hier al is\.$/);
});

it('puts a letter of another font, drawn after its line, where it stands', async () => {
  const lines: Drawn[] = [
    [70, 700, 'de uitstoot van CO'],
    [160, 700, 'daalt in 2030'],
    [153, 700, '2', 9.9],
  ];
  expect(await blocksOf(taggedOf([lines]))).toEqual(['de uitstoot van CO2 daalt in 2030']);
  expect(await blocksOf(untagged(lines))).toEqual(['de uitstoot van CO2 daalt in 2030']);
});

it('parts a raised number without a note from the words before it', async () => {
  const lines: Drawn[] = [
    [70, 700, 'Kamerstuk 33 529, nr. 1152.'],
    [191, 704, '7', 6],
    [198, 700, 'Nederland is 65 m'],
    [279, 704, '2', 6],
    [286, 700, 'groot.'],
  ];
  expect(await blocksOf(untagged(lines))).toEqual([
    'Kamerstuk 33 529, nr. 1152. 7 Nederland is 65 m2 groot.',
  ]);
});

it('reads a signature below two columns after both', async () => {
  const column = (x: number, top: number, words: readonly string[]) =>
    words.map((text, at): Drawn => [x, top - at * 13, text]);
  const left = [
    'The Government welcomes the report of the',
    'Committee, and is grateful for the evidence',
    'that was taken from more than forty people.',
    'We agree with the first recommendations and',
  ];
  const right = [
    'partly with the sixth of them. The review of',
    'the data that local authorities hold will be',
    'published by December at the latest, and the',
    'settlement for next year gives more room.',
  ];
  const text = (
    await blocksOf(
      untagged([
        ...column(70, 700, left),
        ...column(310, 700, right),
        [70, 636, 'Yours sincerely,'],
        [70, 610, 'Jane Smith'],
      ]),
    )
  ).join(' ');
  expect(text).toBe([...left, ...right, 'Yours sincerely,\nJane Smith'].join(' '));
});
