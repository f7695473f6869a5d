import { describe, expect, it } from 'vitest';
import { rtfReader } from './read.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const head =
  '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset238 Arial CE;}{\\f3\\fcharset128 MS Mincho;}}' +
  '{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 Kop 2;}{\\s3 Quote;}{\\*\\cs9 Strong;}}{\\*\\generator Iets;}';

async function read(rtf: string) {
  const { text, blocks, notes, notices, title, margins } = await rtfReader.read(bytesOf(`${head}${rtf}}`), {
    encoding: null,
  });
  return {
    text,
    title,
    margins,
    blocks: (blocks ?? []).map(({ kind, level, start, end }) => [
      level === undefined ? kind : `${kind} ${level}`,
      text.slice(start, end),
    ]),
    notes: notes.map(({ mark, start, end, at }) => [
      mark,
      text.slice(start, end),
      at === null ? null : text.slice(Math.max(0, at - 5), at),
    ]),
    notices: Object.fromEntries(notices.map(({ code, count }) => [code, count])),
  };
}

describe('the words of an RTF', () => {
  it.each([
    [
      'bytes of the encoding that the file names',
      "Re\\'ebel \\'80 5,- \\'93citaat\\'94",
      'Reëel € 5,- “citaat”',
    ],
    [
      'bytes of the encoding of a font',
      "{\\f2 Dvo\\'f8\\'e1k} en {\\f3\\'93\\'fa\\'96\\'7b}",
      'Dvořák en 日本',
    ],
    ['signs of a font of pictures', "{\\f1\\'b3} 5%", '≥ 5%'],
    [
      'Unicode, with what stands for it in older programs',
      "\\u8364? 5 \\uc2\\u321\\'a3\\'41ukasz\\uc0\\u-10179\\u-8704.",
      '€ 5 Łukasz😀.',
    ],
    ['a form for older programs', '{\\upr{oud}{\\*\\ud{nieuw}}}', 'oudnieuw'],
    [
      'signs with a name',
      '\\lquote a\\rquote  \\ldblquote b\\rdblquote  c\\emdash d\\endash e\\bullet',
      '‘a’ “b” c—d–e•',
    ],
    [
      'hyphens and spaces',
      'koppel\\_teken ver\\-binding 36\\~600',
      'koppel\u2011teken verbinding 36\u00A0600',
    ],
    ['braces and backslashes', '\\{a\\} \\\\ b', '{a} \\ b'],
    [
      'line breaks, tabs and paragraphs',
      'Straat 1\\line Den Haag\\tab x\\par Twee\\\nDrie',
      'Straat 1\nDen Haag x\n\nTwee\n\nDrie',
    ],
    ['a word that lines of the file break', 'Rusland\nstrategie', 'Ruslandstrategie'],
    ['groups that may be ignored', 'Een{\\*\\onbekend weg {\\b ook} weg} twee', 'Een twee'],
    [
      'the result of a field',
      '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt de {\\ul brief}}}',
      'de brief',
    ],
    [
      'a field in an instruction',
      '{\\field{\\*\\fldinst IF {\\field{\\*\\fldinst A}{\\fldrslt nl}} = nl}{\\fldrslt Geachte}}',
      'Geachte',
    ],
    ['bytes of a picture', 'Voor{\\pict\\wmetafile8\\bin5 }{\\}x}na', 'Voorna'],
    ['a bookmark', '{\\*\\bkmkstart _Toc}Kop{\\*\\bkmkend _Toc}', 'Kop'],
  ])('%s', async (_, rtf, text) => {
    expect((await read(`\\pard ${rtf}\\par`)).text).toBe(text);
  });
});

describe('the blocks of an RTF', () => {
  it('are told by style and by level', async () => {
    const rtf =
      '\\pard\\s1 Kop\\par\\pard\\s2 Onder\\par\\pard\\s3 Citaat\\par\\pard\\outlinelevel2 Derde\\par\\pard\\s1\\outlinelevel9 Tekst\\par\\pard Gewoon\\par';
    expect((await read(rtf)).blocks).toEqual([
      ['heading 1', 'Kop'],
      ['heading 2', 'Onder'],
      ['quote', 'Citaat'],
      ['heading 3', 'Derde'],
      ['paragraph', 'Tekst'],
      ['paragraph', 'Gewoon'],
    ]);
  });

  it('have the numbers of lists, and no bullets', async () => {
    const rtf =
      "\\pard{\\listtext\\tab 1.\\tab}Een\\par\\pard{\\pntext a)\\tab}Twee\\par\\pard{\\listtext\\f1\\'b7\\tab}Drie\\par{\\listtext o\\tab}Vier\\par\\pard{\\listtext\\tab}Vijf\\par";
    expect((await read(rtf)).blocks).toEqual([
      ['list_item', '1. Een'],
      ['list_item', 'a) Twee'],
      ['list_item', 'Drie'],
      ['list_item', 'Vier'],
      ['paragraph', 'Vijf'],
    ]);
  });

  it('have the numbers of lists that were typed before a tab, and no bullets', async () => {
    const rtf =
      '{\\pard\\li720\\fi-360 a.\\tx360\\tab Een\\par}{\\pard\\li360\\fi-360 \\bullet\\tx360\\tab Twee\\par}{\\pard\\li1000\\fi-1000 Datum\\tab 4 juli\\par}{\\pard 1.\\tab Drie\\par}';
    expect((await read(rtf)).blocks).toEqual([
      ['list_item', 'a. Een'],
      ['list_item', 'Twee'],
      ['paragraph', 'Datum 4 juli'],
      ['paragraph', '1. Drie'],
    ]);
  });

  it('stand in the columns that they have on paper, beside cells that cover others', async () => {
    const row = (edges: string, ...cells: string[]) =>
      `\\trowd${edges}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row `;
    const table = [
      row('\\cellx1000\\cellx2000\\cellx3000', 'a', 'b', 'c'),
      row('\\cellx2002\\cellx3001', 'over two', 'd'),
      row('\\trleft1001\\cellx2000\\cellx2999', 'e', 'f'),
      row('\\cellx3000', 'over three'),
    ].join('');
    expect((await read(`${table}\\pard Na\\par`)).text).toBe(
      'a\tb\tc\nover two\t\td\n\te\tf\nover three\n\nNa',
    );
  });

  it('are the cells of tables, and of tables in them', async () => {
    const rtf =
      'Voor\\par\\trowd\\cellx1\\cellx2\\pard\\intbl a\\par a2\\cell b\\cell\\row\\pard\\intbl c\\cell \\pard\\intbl\\itap2 x\\nestcell{\\nonesttables\\par}y\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}\\pard\\intbl\\itap1 d\\cell\\row\\pard Na\\par';
    expect((await read(rtf)).blocks).toEqual([
      ['paragraph', 'Voor'],
      ['table_cell', 'a\na2'],
      ['table_cell', 'b'],
      ['table_cell', 'c'],
      ['table_cell', 'x'],
      ['table_cell', 'y'],
      ['paragraph', 'd'],
      ['paragraph', 'Na'],
    ]);
  });
});

describe('what stands beside the text of an RTF', () => {
  it('is a note at its place, with its mark', async () => {
    const rtf =
      '\\aftnnrlc\\pard Sinds 2020{\\super\\chftn{\\footnote\\pard{\\super\\chftn} Noot een.\\par Meer.}} en{\\super *{\\footnote\\pard{\\super *} Ster.}}, nu{\\super\\chftn{\\*\\footnote\\ftnalt{\\super\\chftn} Eind.}}.\\par';
    expect(await read(rtf)).toMatchObject({
      text: 'Sinds 2020 en, nu.\n\nNoot een.\nMeer.\n\nSter.\n\nEind.',
      notes: [
        ['1', 'Noot een.\nMeer.', ' 2020'],
        ['*', 'Ster.', '20 en'],
        ['i', 'Eind.', 'n, nu'],
      ],
    });
  });

  it('is left out and told, or follows', async () => {
    const rtf =
      '{\\info{\\title Een {\\*\\x weg}brief}{\\author A}}{\\header\\pard Ons kenmerk: 1\\par}{\\footerf Pagina {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}' +
      '\\pard Tekst {\\v geheim }{\\deleted weg }{\\revised erbij}{\\*\\atnid A}{\\*\\annotation\\pard Opmerking}' +
      '{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt\\pard In een kader\\par}}{\\shprslt oud}}.\\par{\\deleted Weg\\par}Slot\\par{\\pict 00}';
    expect(await read(rtf)).toMatchObject({
      text: 'Tekst erbij.\n\nIn een kader\n\nSlot',
      title: 'Een brief',
      margins: ['Ons kenmerk: 1', 'Pagina 1'],
      notices: {
        hidden_left_out: 1,
        changes_accepted: 3,
        comments_left_out: 1,
        text_boxes_moved: 1,
        pictures_left_out: 1,
        heads_left_out: 2,
      },
    });
  });
});
