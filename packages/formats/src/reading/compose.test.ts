import { describe, expect, it } from 'vitest';
import { compose } from './compose.ts';
import type { Piece } from './piece.ts';

const paragraph = (...runs: Piece['runs']): Piece => ({ kind: 'paragraph', runs });
const heading = (text: string): Piece => ({ kind: 'heading', level: 1, runs: [text] });
const item = (text: string): Piece => ({ kind: 'list_item', runs: [text] });
const cell = (text: string, opens?: Piece['opens']): Piece => ({
  kind: 'table_cell',
  runs: [text],
  ...(opens === undefined ? {} : { opens }),
});

function spoken(...given: Parameters<typeof compose>) {
  const { text, blocks, notes } = compose(...given);
  return {
    text,
    blocks: blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
    notes: notes.map(({ mark, start, end, at }) => [
      mark,
      text.slice(start, end),
      at === null ? null : text.slice(0, at),
    ]),
  };
}

describe('compose', () => {
  it.each<[string, Piece[], string]>([
    ['paragraphs, an empty line between them', [paragraph('Een'), paragraph('Twee')], 'Een\n\nTwee'],
    [
      'items of a list, a line each',
      [item('1. Een'), item('2. Twee'), paragraph('Na')],
      '1. Een\n2. Twee\n\nNa',
    ],
    [
      'two tables of two rows',
      [cell('a', 'table'), cell('b'), cell('c', 'row'), cell('d'), cell('e', 'table')],
      'a\tb\nc\td\n\ne',
    ],
    ['a row of which the first cell is empty', [cell('a', 'table'), cell('', 'row'), cell('d')], 'a\n\td'],
    [
      'a table of which the first row is empty',
      [cell('a', 'table'), cell('', 'table'), cell(' '), cell('b')],
      'a\n\n\t\tb',
    ],
    [
      'a table after words of which the first cell is empty',
      [paragraph('a'), cell('', 'table'), cell('b')],
      'a\n\n\tb',
    ],
    ['white space of the file', [paragraph(' Een \n\t twee', ' ', ' drie ')], 'Een twee drie'],
    ['a no-break space', [paragraph('36\u00A0600')], '36\u00A0600'],
    [
      'no-break spaces at the ends',
      [paragraph('\u00A0 a \u00A0'), paragraph('\u00A0'), paragraph('b')],
      'a\n\nb',
    ],
    ['no-break spaces among others', [paragraph('a \u00A0\u00A0 \n b')], 'a \u00A0\u00A0 b'],
    [
      'a line break of the author',
      [paragraph('Straat 1', { lineBreak: true }, ' Den Haag ')],
      'Straat 1\nDen Haag',
    ],
    ['line breaks at the ends', [paragraph({ lineBreak: true }, 'Een', { lineBreak: true })], 'Een'],
    ['a word in two runs', [paragraph('UZI-server', 'certificaten')], 'UZI-servercertificaten'],
    ['nothing', [paragraph(' '), paragraph()], ''],
  ])('%s', (_, pieces, text) => {
    expect(compose(pieces).text).toBe(text);
  });

  it('puts notes behind the section in which their place is', () => {
    const notes = [
      { id: 'a', mark: '1', paragraphs: [['Noot een.'], ['Tweede alinea.']] },
      { id: 'b', mark: '2', paragraphs: [['Noot twee.']] },
      { id: 'c', mark: '*', paragraphs: [['Zonder plaats.']] },
    ];
    const pieces = [
      heading('Kop'),
      paragraph('Woord', { note: 'a' }, ', verder.'),
      paragraph('Nog wat.'),
      heading('Volgende'),
      paragraph('Slot.', { note: 'b' }, { note: 'a' }, { note: 'unknown' }),
    ];
    expect(spoken(pieces, notes)).toEqual({
      text: 'Kop\n\nWoord, verder.\n\nNog wat.\n\nNoot een.\nTweede alinea.\n\nVolgende\n\nSlot.\n\nNoot twee.\n\nZonder plaats.',
      blocks: [
        ['heading', 'Kop'],
        ['paragraph', 'Woord, verder.'],
        ['paragraph', 'Nog wat.'],
        ['footnote', 'Noot een.\nTweede alinea.'],
        ['heading', 'Volgende'],
        ['paragraph', 'Slot.'],
        ['footnote', 'Noot twee.'],
        ['footnote', 'Zonder plaats.'],
      ],
      notes: [
        ['1', 'Noot een.\nTweede alinea.', 'Kop\n\nWoord'],
        [
          '2',
          'Noot twee.',
          'Kop\n\nWoord, verder.\n\nNog wat.\n\nNoot een.\nTweede alinea.\n\nVolgende\n\nSlot.',
        ],
        ['*', 'Zonder plaats.', null],
      ],
    });
  });

  it('says where words of a known place came to stand', () => {
    const { text, placed } = compose([
      paragraph({ text: 'Eerste regel die ', place: 1 }, { text: ' doorloopt. ', place: 2 }),
      paragraph({ text: ' ', place: 3 }, { text: 'Derde', place: 4 }),
    ]);
    expect(placed.map(({ place, start, end }) => [place, text.slice(start, end)])).toEqual([
      [1, 'Eerste regel die'],
      [2, 'doorloopt.'],
      [4, 'Derde'],
    ]);
  });

  it('keeps what the file says of a block', () => {
    expect(compose([{ kind: 'paragraph', runs: ['Ja.'], data: { speaker: 'De heer A' } }]).blocks).toEqual([
      { kind: 'paragraph', start: 0, end: 3, data: { speaker: 'De heer A' } },
    ]);
  });
});

describe('the columns of a table', () => {
  it('are told where empty cells make no block, and have their tabs', () => {
    const { blocks, text } = compose([
      ...[cell('a', 'table'), cell('b'), cell('c')],
      ...[cell('', 'row'), cell('d'), cell('e')],
      ...[cell('f', 'row'), cell(''), cell('g')],
      ...[cell('h', 'row'), cell('i')],
      ...[cell('', 'table'), cell('j')],
    ]);
    const columns = blocks.map(({ start, end, data }) => [text.slice(start, end), data?.column ?? null]);
    expect(columns).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
      ['d', '2'],
      ['e', null],
      ['f', null],
      ['g', '3'],
      ['h', null],
      ['i', null],
      ['j', '2'],
    ]);
    expect(text).toBe('a\tb\tc\n\td\te\nf\t\tg\nh\ti\n\n\tj');
  });
});
