import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { odtReader } from './read.ts';

const urn = 'urn:oasis:names:tc:opendocument:xmlns';
const namespaces = [
  ['office', 'office'],
  ['style', 'style'],
  ['text', 'text'],
  ['table', 'table'],
  ['draw', 'drawing'],
  ['fo', 'xsl-fo-compatible'],
]
  .map(([prefix, name]) => `xmlns:${prefix}="${urn}:${name}:1.0"`)
  .join(' ');

interface Parts {
  readonly text: string;
  readonly automatic?: string;
  readonly styles?: string;
  readonly masters?: string;
}

function odtOf({ text, automatic = '', styles = '', masters = '' }: Parts): Uint8Array {
  const content = `<office:document-content ${namespaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${text}</office:text></office:body></office:document-content>`;
  const common = `<office:document-styles ${namespaces}><office:styles>${styles}</office:styles><office:master-styles>${masters}</office:master-styles></office:document-styles>`;
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8(content),
    'styles.xml': strToU8(common),
  });
}

async function read(given: string | Parts) {
  const bytes = odtOf(typeof given === 'string' ? { text: given } : given);
  const { text, blocks, notes, notices, margins } = await odtReader.read(bytes, { encoding: null });
  return {
    text,
    margins,
    blocks: (blocks ?? []).map(({ kind, level, start, end }) => [
      level === undefined ? kind : `${kind} ${level}`,
      text.slice(start, end),
    ]),
    notes: notes.map(({ mark, start, end, at }) => [mark, text.slice(start, end), at]),
    notices: Object.fromEntries(notices.map(({ code, count }) => [code, count])),
  };
}

const p = (content: string, style = '') =>
  `<text:p${style === '' ? '' : ` text:style-name="${style}"`}>${content}</text:p>`;
const li = (...content: string[]) => `<text:list-item>${content.join('')}</text:list-item>`;
const note = (mark: string, text: string) =>
  `<text:note text:note-class="footnote"><text:note-citation>${mark}</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;

describe('the words of an odt', () => {
  it('have signs of a font of pictures as the characters that look so', async () => {
    const font = (name: string, family: string) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties style:font-name="${family}"/></style:style>`;
    const { text } = await read({
      automatic: font('T1', 'Wingdings1') + font('T2', 'Symbol'),
      text: p(
        '<text:span text:style-name="T1">\uF0FC <text:span>\uF0FB</text:span></text:span> ja <text:span text:style-name="T2">\uF0B7</text:span> \uF0B3 5',
      ),
    });
    expect(text).toBe('✓ ✗ ja • ≥ 5');
  });

  it.each([
    ['spaces, tabs and line breaks', p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), 'a b c\nd'],
    ['spans and links', p('Rus<text:span>land</text:span><text:a>strategie</text:a>'), 'Ruslandstrategie'],
    [
      'a page that ends within a word',
      p('Rus<text:soft-page-break/>land en ver\u00ADbinding'),
      'Rusland en verbinding',
    ],
    ['fields', p('Blad <text:page-number>3</text:page-number>'), 'Blad 3'],
    [
      'ruby',
      p(
        '<text:ruby><text:ruby-base>onder</text:ruby-base><text:ruby-text>boven</text:ruby-text></text:ruby>',
      ),
      'onder',
    ],
    [
      'sections and indexes',
      `<text:section>${p('a')}</text:section><text:table-of-content><text:table-of-content-source><text:index-title-template>weg</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>${p('Inhoud')}</text:index-title>${p('1 Kop')}</text:index-body></text:table-of-content>`,
      'a\n\nInhoud\n\n1 Kop',
    ],
    ['a marked number, which is made from the list', p('<text:number>9.</text:number>Tekst'), 'Tekst'],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).text).toBe(expected);
  });
});

describe('the blocks of an odt', () => {
  const number = (level: number, more: string) =>
    `<text:list-level-style-number text:level="${level}" style:num-format="1" style:num-suffix="." ${more}/>`;
  const automatic =
    `<text:list-style style:name="L">${number(1, '')}${number(2, 'text:display-levels="2"')}<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>` +
    `<text:list-style style:name="M">${number(1, 'text:start-value="3" style:num-prefix="("')}</text:list-style>` +
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/><style:style style:name="P2" style:family="paragraph" style:parent-style-name="Kop_20_3"/>';

  it.each([
    [
      'levels',
      `<text:list text:style-name="L">${li(p('a'), `<text:list>${li(p('b'))}${li(p('c'), `<text:list>${li(p('d'))}</text:list>`)}</text:list>`)}${li(p('e'), `<text:list>${li(p('f'))}</text:list>`)}</text:list>`,
      ['1. a', '1.1. b', '1.2. c', 'd', '2. e', '2.1. f'],
    ],
    [
      'another start, and what surrounds a number',
      `<text:list text:style-name="M">${li(p('a'))}<text:list-item text:start-value="7">${p('b')}</text:list-item>${li(p('c'), p('vervolg'))}</text:list>`,
      ['(3. a', '(7. b', '(8. c', 'vervolg'],
    ],
    [
      'a list that goes on, and one that begins anew',
      `<text:list xml:id="x" text:style-name="L">${li(p('a'))}</text:list><text:list text:style-name="L">${li(p('b'))}</text:list><text:list text:continue-list="x" text:style-name="L">${li(p('c'))}</text:list><text:list text:continue-numbering="true" text:style-name="L">${li(p('d'))}</text:list>`,
      ['1. a', '1. b', '2. c', '3. d'],
    ],
    [
      'a head of a list',
      `<text:list text:style-name="L"><text:list-header>${p('kop')}</text:list-header>${li(p('a'))}</text:list>`,
      ['kop', '1. a'],
    ],
  ])('of lists: %s', async (_, text, expected) => {
    expect((await read({ text, automatic })).blocks.map(([, words]) => words)).toEqual(expected);
  });

  it('are told by element and by style', async () => {
    const styles =
      '<style:style style:name="Quotations" style:family="paragraph"/><style:style style:name="Kop_20_3" style:family="paragraph"/>' +
      `<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>`;
    const text = `<text:h text:outline-level="1">Een</text:h><text:h text:outline-level="2">Onder</text:h><text:h text:outline-level="1" text:is-list-header="true">Los</text:h>${p('Citaat', 'P1')}${p('Derde', 'P2')}`;
    expect((await read({ text, styles, automatic })).blocks).toEqual([
      ['heading 1', '1 Een'],
      ['heading 2', '1.1 Onder'],
      ['heading 1', 'Los'],
      ['quote', 'Citaat'],
      ['heading 3', 'Derde'],
    ]);
  });

  it('are the cells of tables', async () => {
    const cell = (content: string) => `<table:table-cell>${p(content)}</table:table-cell>`;
    const text = `<table:table><table:table-header-rows><table:table-row>${cell('a')}<table:covered-table-cell>${p('weg')}</table:covered-table-cell></table:table-row></table:table-header-rows><table:table-row>${cell('b')}${cell('c')}</table:table-row></table:table>`;
    expect((await read(text)).text).toBe('a\nb\tc');
  });

  it('keep the columns of tables where cells cover others, or are empty', async () => {
    const cell = (content: string, more = '') => `<table:table-cell${more}>${content}</table:table-cell>`;
    const covered = '<table:covered-table-cell/>';
    const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
    const wide = ' table:number-columns-spanned="2"';
    const tables = [
      row(cell(p('a'), wide), covered, cell(p('b'))),
      row(covered, cell('<text:p/>'), cell(p('c'))),
      row(cell('<text:p/>', ' table:number-columns-repeated="2"'), cell(p('d'))),
      row(cell('<text:p/>', ' table:number-columns-repeated="99999"'), cell(p('e'))),
    ];
    expect((await read(`<table:table>${tables.join('')}</table:table>`)).text).toBe(
      `a\t\tb\n\t\tc\n\t\td\n${'\t'.repeat(63)}e`,
    );
    expect((await read(`<table:table>${row(cell(p('Tekst'), wide), covered)}</table:table>`)).text).toBe(
      'Tekst',
    );
  });
});

describe('what stands beside the text of an odt', () => {
  it('is a note, with the mark that the file gives it', async () => {
    expect(await read(p(`Woord${note('1', 'Noot.')}, en${note('*', 'Ster.')}.`))).toMatchObject({
      text: 'Woord, en.\n\nNoot.\n\nSter.',
      notes: [
        ['1', 'Noot.', 5],
        ['*', 'Ster.', 9],
      ],
    });
  });

  it('is left out and told, or follows', async () => {
    const automatic =
      '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>';
    const text =
      `<text:tracked-changes><text:changed-region><text:deletion>${p('weg')}</text:deletion></text:changed-region></text:tracked-changes>` +
      p(
        'Tekst<office:annotation><text:p>Opmerking</text:p></office:annotation><text:span text:style-name="T1">geheim</text:span><draw:frame><draw:image/></draw:frame>',
      ) +
      p(`Anker<draw:frame><draw:text-box>${p('In een kader')}</draw:text-box></draw:frame>`) +
      `<text:section text:display="none">${p('Verborgen deel')}</text:section>`;
    const masters = `<style:master-page><style:header>${p('Ons kenmerk: 1')}</style:header><style:footer>${p('')}</style:footer></style:master-page>`;
    expect(await read({ text, automatic, masters })).toMatchObject({
      text: 'Tekst\n\nAnker\n\nIn een kader',
      margins: ['Ons kenmerk: 1'],
      notices: {
        changes_accepted: 1,
        comments_left_out: 1,
        hidden_left_out: 2,
        pictures_left_out: 1,
        text_boxes_moved: 1,
        heads_left_out: 1,
      },
    });
  });
});
