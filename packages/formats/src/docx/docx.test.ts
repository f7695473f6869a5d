import { describe, expect, it } from 'vitest';
import { docxReader } from './read.ts';
import {
  abstractNum,
  box,
  cell,
  type DocxParts,
  docxOf,
  field,
  item,
  level,
  num,
  p,
  row,
  run,
  style,
  table,
} from './testing/package.ts';

async function read(given: string | DocxParts) {
  const parts = typeof given === 'string' ? { body: given } : given;
  const { text, blocks, notes, notices, title, margins } = await docxReader.read(docxOf(parts), {
    encoding: null,
  });
  return {
    text,
    title,
    margins,
    blocks: (blocks ?? []).map(({ kind, level: depth, start, end }) => [
      depth === undefined ? kind : `${kind} ${depth}`,
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

const note = (id: number, text: string) =>
  `<w:footnote w:id="${id}"><w:p><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>${run(` ${text}`)}</w:p></w:footnote>`;
const mark = (id: number, more = '') => `<w:r><w:footnoteReference w:id="${id}"${more}/></w:r>`;
const deleted = (text: string) =>
  `<w:del w:id="1" w:author="x"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
const inserted = (text: string) => `<w:ins w:id="2" w:author="x">${run(text)}</w:ins>`;

describe('the words of a docx', () => {
  it.each<[string, string, string]>([
    ['a word in several runs', p(`${run('Ruslands')}${run('trategie', '<w:b/>')}`), 'Ruslandstrategie'],
    [
      'tabs and line breaks',
      p('<w:r><w:t>Datum</w:t><w:tab/><w:t>4 juli</w:t><w:br/><w:t>Betreft</w:t></w:r>'),
      'Datum 4 juli\nBetreft',
    ],
    [
      'hyphens',
      p(
        '<w:r><w:t>koppel</w:t><w:noBreakHyphen/><w:t>teken en ver</w:t><w:softHyphen/><w:t>bin\u00ADding</w:t></w:r>',
      ),
      'koppel\u2011teken en verbinding',
    ],
    [
      'a large first letter',
      `${p(run('D'), '<w:framePr w:dropCap="drop" w:lines="3"/>')}${p(run('it is het.'))}`,
      'Dit is het.',
    ],
    [
      'symbols',
      p(
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 5% </w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
      ),
      '≥ 5% ✓',
    ],
    [
      'symbols among the words',
      p(
        run('\uF0FC gedaan ', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') +
          run('\uF0B7 punt ', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') +
          run('\uF0B3 5'),
      ),
      '✓ gedaan • punt ≥ 5',
    ],
    [
      'fields that show their own words',
      p(
        ['MACROBUTTON NoMacro [naam invullen]', 'SYMBOL 252 \\f "Wingdings" \\s 12']
          .map(
            (code) =>
              `${run(' ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`,
          )
          .join(''),
      ),
      '[naam invullen] ✓',
    ],
    [
      'links',
      p(`<w:hyperlink r:id="x">${run('www.rijksoverheid.nl')}</w:hyperlink>`),
      'www.rijksoverheid.nl',
    ],
    [
      'smart tags',
      p(`<w:smartTag w:uri="x" w:element="place">${run('Den')}</w:smartTag>${run(' Haag')}`),
      'Den Haag',
    ],
    [
      'controls',
      `<w:sdt><w:sdtPr><w:alias w:val="Naam"/></w:sdtPr><w:sdtContent>${p('In een blok')}</w:sdtContent></w:sdt>${p(`<w:sdt><w:sdtContent>${run('in een regel')}</w:sdtContent></w:sdt>`)}`,
      'In een blok\n\nin een regel',
    ],
    [
      'a ruby text',
      p(`<w:r><w:ruby><w:rt>${run('boven')}</w:rt><w:rubyBase>${run('onder')}</w:rubyBase></w:ruby></w:r>`),
      'onder',
    ],
    [
      'a formula',
      p(
        '<m:oMath><m:r><m:t>E=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>',
      ),
      'E=a/b',
    ],
    [
      'fields',
      p(
        `${run('Blad ')}${field(' PAGE ', run('3'))}${run(', zie ')}${field(` HYPERLINK "x" \\o ${field('REF y', 'z').slice(0, 0)}`, run('de brief'))}`,
      ),
      'Blad 3, zie de brief',
    ],
    [
      'a field in the instruction of another',
      p(
        field(
          `IF </w:instrText></w:r>${field('DOCPROPERTY taal', run('nl'))}<w:r><w:instrText> = "nl"`,
          run('Geachte'),
        ),
      ),
      'Geachte',
    ],
    [
      'a field that never ends',
      p(
        `${run('a ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>${run('b ')}${field('DATE', run('4 juli'))}`,
      ) + p('Wat volgt'),
      'a b 4 juli\n\nWat volgt',
    ],
    [
      'a field that ends in what was deleted',
      p(
        `${run('a ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:del w:id="1"><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>oud</w:delText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>${run('b')}`,
      ) + p('Wat volgt'),
      'a b\n\nWat volgt',
    ],
    ['a simple field', p(`<w:fldSimple w:instr=" DATE ">${run('4 juli 2025')}</w:fldSimple>`), '4 juli 2025'],
    [
      'a box that is ticked',
      p(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> ja</w:t></w:r>',
      ),
      '☒ ja',
    ],
    ['an unusual element with words', p(`<w:future>${run('Later')}</w:future>`), 'Later'],
    [
      'a symbol with a form for older programs',
      p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:t>x</w:t></mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>',
      ),
      '😀',
    ],
  ])('%s', async (_, body, text) => {
    expect((await read(body)).text).toBe(text);
  });

  it('are found whatever prefix a file gives its names', async () => {
    const document =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:w="urn:x"><x:body><x:p><x:pPr><x:outlineLvl x:val="0"/></x:pPr>' +
      '<x:r><x:t>Strikt</x:t></x:r></x:p><p xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><r><t>en gewoon</t></r></p></x:body></x:document>';
    expect((await read({ body: '', document })).blocks).toEqual([
      ['heading 1', 'Strikt'],
      ['paragraph', 'en gewoon'],
    ]);
  });
});

describe('changes that are tracked in a docx', () => {
  it('count as accepted, and are told', async () => {
    const body =
      p(`${run('Het is ')}${deleted('niet ')}${inserted('wel ')}${run('zo.')}`) +
      p(`<w:moveFrom w:id="3">${run('Weg.')}</w:moveFrom><w:moveTo w:id="4">${run('Hier.')}</w:moveTo>`) +
      p(deleted('Geheel weg'), '<w:rPr><w:del w:id="5"/></w:rPr>') +
      p(`${run('Eerste helft,')}`, '<w:rPr><w:del w:id="6"/></w:rPr>') +
      p(' tweede helft.');
    expect(await read(body)).toMatchObject({
      text: 'Het is wel zo.\n\nHier.\n\nEerste helft, tweede helft.',
      notices: { changes_accepted: 4 },
    });
  });

  it('take rows, cells and notes with them', async () => {
    const body =
      table(
        row(cell('a'), cell('b')),
        `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${cell('c')}${cell('d')}</w:tr>`,
        row(cell('e'), cell('f', '<w:cellDel w:id="2"/>')),
      ) + p(`${run('Slot')}<w:del w:id="1">${mark(1)}</w:del>${mark(2)}${run('.')}`);
    const { text, notes } = await read({ body, footnotes: note(1, 'Weg.') + note(2, 'Blijft.') });
    expect(text).toBe('a\tb\ne\n\nSlot.\n\nBlijft.');
    expect(notes).toEqual([['1', 'Blijft.', '\nSlot']]);
  });
});

describe('what a docx does not show', () => {
  it('is left out, and told', async () => {
    const body =
      p(
        `${run('Zichtbaar')}${run(' geheim', '<w:vanish/>')}${run(' en', '<w:vanish w:val="0"/>')}${run(' ook dit', '<w:rStyle w:val="Verborgen"/>')}`,
      ) +
      p(run('Alles verborgen', '<w:vanish/>'), '<w:rPr><w:vanish/></w:rPr>') +
      p(
        '<w:commentRangeStart w:id="1"/><w:r><w:t>Met opmerking</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
      ) +
      p('<w:r><w:drawing><pic:pic/></w:drawing></w:r>');
    const styles =
      '<w:style w:type="character" w:styleId="Verborgen"><w:name w:val="Verborgen"/><w:rPr><w:vanish/></w:rPr></w:style>';
    expect(await read({ body, styles })).toMatchObject({
      text: 'Zichtbaar en\n\nMet opmerking',
      notices: { hidden_left_out: 3, comments_left_out: 1, pictures_left_out: 1 },
    });
  });
});

describe('text boxes in a docx', () => {
  it('follow the paragraph that they are anchored in, once', async () => {
    const body =
      p(`${run('Aan de Voorzitter')}${box(p('Ons kenmerk') + p('BZ-1'))}${run(' van de Kamer')}`) +
      p('Geachte,');
    expect(await read(body)).toMatchObject({
      blocks: [
        ['paragraph', 'Aan de Voorzitter van de Kamer'],
        ['paragraph', 'Ons kenmerk'],
        ['paragraph', 'BZ-1'],
        ['paragraph', 'Geachte,'],
      ],
      notices: { text_boxes_moved: 1 },
    });
  });

  it('of older files are read too, and boxes in boxes', async () => {
    const old = `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p(`${run('buiten')}${box(p('binnen'))}`)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
    expect((await read(p(`${run('Tekst')}${old}`))).text).toBe('Tekst\n\nbuiten\n\nbinnen');
  });
});

describe('notes in a docx', () => {
  const footnotes =
    '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>' +
    note(7, 'Noot zeven.') +
    note(3, 'Noot drie.') +
    `<w:footnote w:id="5"><w:p>${run('* Met ster.')}</w:p><w:p>${run('Tweede alinea.')}</w:p></w:footnote>`;
  const endnotes = `<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r>${run(' Eind.')}</w:p></w:endnote>`;

  it('are numbered in the order of their places, and never glued to a word', async () => {
    const body = p(
      `${run('Sinds 2020')}${mark(3)}${run(' gold')}${mark(5, ' w:customMarkFollows="1"').replace('</w:r>', '<w:t>*</w:t></w:r>')}${run(', en nu.')}${mark(7)}${run(' Slot')}<w:r><w:endnoteReference w:id="2"/></w:r>`,
    );
    const { text, notes } = await read({ body, footnotes, endnotes });
    expect(text).toBe(
      'Sinds 2020 gold, en nu. Slot\n\nNoot drie.\n\nMet ster.\nTweede alinea.\n\nNoot zeven.\n\nEind.',
    );
    expect(notes).toEqual([
      ['1', 'Noot drie.', ' 2020'],
      ['*', 'Met ster.\nTweede alinea.', ' gold'],
      ['2', 'Noot zeven.', 'n nu.'],
      ['i', 'Eind.', ' Slot'],
    ]);
  });

  it('are numbered as the sections say', async () => {
    const section = (more: string) => `<w:sectPr><w:footnotePr>${more}</w:footnotePr></w:sectPr>`;
    const body =
      p(`${run('Een')}${mark(3)}`, section('<w:numFmt w:val="lowerLetter"/>')) +
      p(`${run('Twee')}${mark(7)}`) +
      section('<w:numFmt w:val="upperRoman"/><w:numRestart w:val="eachSect"/>');
    expect((await read({ body, footnotes })).notes.map(([number]) => number)).toEqual(['a', 'I']);
  });

  it('repeat their mark elsewhere without its becoming part of a word', async () => {
    const again = field(' NOTEREF _Ref1 \\f ', run('1', '<w:vertAlign w:val="superscript"/>'));
    const body = p(
      `${run('Een')}${mark(3)}${run(' en weer')}${again}${run(', zie noot ')}${field(' NOTEREF _Ref1 ', run('1'))}`,
    );
    expect((await read({ body, footnotes })).text).toBe('Een en weer, zie noot 1\n\nNoot drie.');
  });

  it('that nothing points at are not there, and places of notes that are not there are nothing', async () => {
    expect(await read({ body: p(`${run('Woord')}${mark(99)}`), footnotes })).toMatchObject({
      text: 'Woord',
      notes: [],
    });
  });
});

describe('lists in a docx', () => {
  const legal = abstractNum(
    1,
    level(0, 'decimal', '%1.'),
    level(1, 'decimal', '%1.%2'),
    level(2, 'lowerLetter', '%3)'),
  );
  const labels = async (numbering: string, body: string, styles = '') =>
    (await read({ numbering, body, styles })).blocks.map(([kind, text]) =>
      kind === 'list_item' ? text : `${kind}: ${text}`,
    );
  const x = (numId: number, ilvl = 0) => p('x', item(numId, ilvl));

  it.each<[string, string, string, string[]]>([
    [
      'levels, each beginning again under the next',
      legal + num(1, 1),
      x(1) + x(1, 1) + x(1, 2) + x(1, 2) + x(1, 1) + x(1, 2) + x(1) + x(1, 1),
      ['1. x', '1.1 x', 'a) x', 'b) x', '1.2 x', 'a) x', '2. x', '2.1 x'],
    ],
    [
      'a level below one that was not used',
      legal + num(1, 1),
      x(1, 1) + x(1, 1) + x(1),
      ['1.1 x', '1.2 x', '1. x'],
    ],
    [
      'paragraphs between items',
      legal + num(1, 1),
      x(1) + p('tussen') + x(1),
      ['1. x', 'paragraph: tussen', '2. x'],
    ],
    [
      'two lists of a kind count on, unless one begins anew',
      legal +
        num(1, 1) +
        num(2, 1) +
        num(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
      x(1) + x(2) + x(3) + x(3) + x(1),
      ['1. x', '2. x', '1. x', '2. x', '3. x'],
    ],
    [
      'another start',
      abstractNum(1, level(0, 'decimal', '(%1)', '<w:start w:val="5"/>')) + num(1, 1),
      x(1) + x(1),
      ['(5) x', '(6) x'],
    ],
    [
      'a level of its own in one list',
      legal + num(1, 1, `<w:lvlOverride w:ilvl="0">${level(0, 'upperRoman', '%1 -')}</w:lvlOverride>`),
      x(1) + x(1),
      ['I - x', 'II - x'],
    ],
    [
      'letters beyond z',
      abstractNum(1, level(0, 'lowerLetter', '%1.', '<w:start w:val="26"/>')) + num(1, 1),
      x(1) + x(1),
      ['z. x', 'aa. x'],
    ],
    [
      'roman numbers, zeros and ordinals',
      abstractNum(
        1,
        level(0, 'lowerRoman', '%1', '<w:start w:val="4"/>'),
        level(1, 'decimalZero', '%2', '<w:start w:val="9"/>'),
        level(2, 'ordinal', '%3'),
      ) + num(1, 1),
      x(1) + x(1, 1) + x(1, 1) + x(1, 2),
      ['iv x', '09 x', '10 x', '1e x'],
    ],
    [
      'all in figures, where the law wants it',
      abstractNum(
        1,
        level(0, 'upperRoman', 'Artikel %1'),
        level(1, 'decimal', '%1.%2', '<w:start w:val="1"/><w:isLgl/>'),
      ) + num(1, 1),
      x(1) + x(1) + x(1, 1),
      ['Artikel I x', 'Artikel II x', '2.1 x'],
    ],
    [
      'a level that never begins again',
      abstractNum(
        1,
        level(0, 'decimal', '%1.'),
        level(1, 'decimal', 'nr. %2', '<w:start w:val="1"/><w:lvlRestart w:val="0"/>'),
      ) + num(1, 1),
      x(1) + x(1, 1) + x(1) + x(1, 1),
      ['1. x', 'nr. 1 x', '2. x', 'nr. 2 x'],
    ],
    [
      'bullets, which are no words',
      abstractNum(1, level(0, 'bullet', '\uF0B7'), level(1, 'bullet', 'o')) + num(1, 1),
      x(1) + x(1, 1),
      ['x', 'x'],
    ],
    [
      'no number at all',
      abstractNum(1, level(0, 'none', '')) + num(1, 1),
      x(1) + p('y', item(0)) + p('z', item(42)),
      ['paragraph: x', 'paragraph: y', 'paragraph: z'],
    ],
    [
      'an item without words, which counts',
      legal + num(1, 1),
      x(1) + p('<w:r/>', item(1)) + x(1),
      ['1. x', '3. x'],
    ],
    [
      'a style of lists between',
      '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Lijst"/></w:abstractNum>' +
        abstractNum(2, level(0, 'decimal', '%1)')) +
        num(1, 1) +
        num(9, 2),
      x(1) + x(1),
      ['1) x', '2) x'],
    ],
  ])('%s', async (_, numbering, body, expected) => {
    const styles = `<w:style w:type="numbering" w:styleId="Lijst"><w:name w:val="Lijst"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>`;
    expect(await labels(numbering, body, styles)).toEqual(expected);
  });

  it('are told to be made, where they are words', async () => {
    const numbering = legal + abstractNum(2, level(0, 'bullet', '•')) + num(1, 1) + num(2, 2);
    expect((await read({ body: x(1) + x(1) + x(2), numbering })).notices).toEqual({ numbers_made: 2 });
  });

  it('are found by the style too, at the level that names it', async () => {
    const numbering =
      abstractNum(
        1,
        level(0, 'decimal', '%1'),
        level(1, 'decimal', '%1.%2', '<w:start w:val="1"/><w:pStyle w:val="Kop2"/>'),
      ) + num(1, 1);
    const numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>';
    const styles =
      style('Kop1', 'heading 1', numbered) +
      style('Kop2', 'heading 2', numbered) +
      style('Punt', 'Lijstnummering', `<w:basedOn w:val="Genummerd"/>`) +
      style('Genummerd', 'x', numbered);
    const body =
      p('Inleiding', '<w:pStyle w:val="Kop1"/>') +
      p('Aanleiding', '<w:pStyle w:val="Kop2"/>') +
      p('punt', '<w:pStyle w:val="Punt"/>');
    expect((await read({ body, numbering, styles })).blocks).toEqual([
      ['heading 1', '1 Inleiding'],
      ['heading 2', '1.1 Aanleiding'],
      ['list_item', '2 punt'],
    ]);
  });
});

describe('headings and quotes in a docx', () => {
  const styles =
    style('Kop1', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') +
    style('Kop2', 'Kop 2') +
    style('Eigen', 'Huisstijl tussenkop', '<w:basedOn w:val="Kop2"/>') +
    style('Geen', 'Geen kop', '<w:basedOn w:val="Kop1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>') +
    style('Niveau', 'Iets', '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>') +
    style('Titel', 'Title') +
    style('Citaat', 'Quote') +
    style('Rond', 'a', '<w:basedOn w:val="Rond2"/>') +
    style('Rond2', 'b', '<w:basedOn w:val="Rond"/>');

  it.each([
    ['Kop1', 'heading 1'],
    ['Kop2', 'heading 2'],
    ['Eigen', 'heading 2'],
    ['Geen', 'paragraph'],
    ['Niveau', 'heading 4'],
    ['Titel', 'heading 1'],
    ['Citaat', 'quote'],
    ['Rond', 'paragraph'],
    // What a template left out still says by its id what it was.
    ['Heading3', 'heading 3'],
    ['Onbekend', 'paragraph'],
  ])('%s is a %s', async (id, kind) => {
    const { blocks } = await read({ body: p('Tekst', `<w:pStyle w:val="${id}"/>`), styles });
    expect(blocks).toEqual([[kind, 'Tekst']]);
  });

  it('are told by the paragraph too', async () => {
    const body =
      p('Kop', '<w:outlineLvl w:val="1"/>') + p('Tekst', '<w:pStyle w:val="Kop1"/><w:outlineLvl w:val="9"/>');
    expect((await read({ body, styles })).blocks).toEqual([
      ['heading 2', 'Kop'],
      ['paragraph', 'Tekst'],
    ]);
  });
});

describe('tables in a docx', () => {
  it.each<[string, string, [string, string][]]>([
    [
      'cells in order, merged ones once',
      table(
        row(cell('a', '<w:vMerge w:val="restart"/>'), cell('b', '<w:gridSpan w:val="2"/>')),
        row(cell('<w:p/>', '<w:vMerge/>'), cell('c'), cell('d')),
      ),
      [
        ['table_cell', 'a'],
        ['table_cell', 'b'],
        ['table_cell', 'c'],
        ['table_cell', 'd'],
      ],
    ],
    [
      'several paragraphs in a cell',
      table(row(cell(p('een') + p('twee')), cell('b'))),
      [
        ['table_cell', 'een\ntwee'],
        ['table_cell', 'b'],
      ],
    ],
    [
      'a single cell, which is a frame',
      table(row(cell(p('Kop', '<w:outlineLvl w:val="0"/>') + p('Tekst')))),
      [
        ['heading 1', 'Kop'],
        ['paragraph', 'Tekst'],
      ],
    ],
    [
      'a cell that arranges the page',
      table(row(cell(p('Kop', '<w:outlineLvl w:val="0"/>') + p('Tekst')), cell('kolom'))),
      [
        ['heading 1', 'Kop'],
        ['paragraph', 'Tekst'],
        ['table_cell', 'kolom'],
      ],
    ],
    [
      'a table in a table',
      table(row(cell(p('voor') + table(row(cell('a'), cell('b')))), cell('c'))),
      [
        ['paragraph', 'voor'],
        ['table_cell', 'a'],
        ['table_cell', 'b'],
        ['table_cell', 'c'],
      ],
    ],
    [
      'rows in a control',
      table(`<w:sdt><w:sdtContent>${row(cell('a'), cell('b'))}</w:sdtContent></w:sdt>`),
      [
        ['table_cell', 'a'],
        ['table_cell', 'b'],
      ],
    ],
  ])('%s', async (_, body, blocks) => {
    expect((await read(body)).blocks).toEqual(blocks);
  });
});

describe('the columns of a table in a docx', () => {
  const columnsAndText = async (body: string) => {
    const { text, blocks } = await docxReader.read(docxOf({ body }), { encoding: null });
    return {
      text,
      columns: (blocks ?? []).map(({ start, end, data }) => [text.slice(start, end), data?.column ?? null]),
    };
  };
  const none = cell('<w:p/>');
  it.each<[string, string[], string, [string, string | null][]]>([
    [
      'empty cells within, before and after',
      [row(cell('a'), none, cell('b')), row(none, none, cell('c')), row(cell('d'), none, none)],
      'a\t\tb\n\t\tc\nd',
      [
        ['a', null],
        ['b', '3'],
        ['c', '3'],
        ['d', null],
      ],
    ],
    [
      'cells that the one above covers',
      [
        row(cell('a', '<w:vMerge w:val="restart"/>'), cell('b')),
        row(cell('<w:p/>', '<w:vMerge/>'), cell('c')),
      ],
      'a\tb\n\tc',
      [
        ['a', null],
        ['b', null],
        ['c', '2'],
      ],
    ],
    [
      'cells over several columns, and rows that begin later',
      [
        row(cell('a', '<w:gridSpan w:val="2"/>'), cell('b')),
        `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${cell('c')}</w:tr>`,
      ],
      'a\t\tb\n\t\tc',
      [
        ['a', null],
        ['b', '3'],
        ['c', '3'],
      ],
    ],
    [
      'a width that no table has',
      [row(cell('a', '<w:gridSpan w:val="999999999"/>'), cell('b'))],
      `a${'\t'.repeat(63)}b`,
      [
        ['a', null],
        ['b', '64'],
      ],
    ],
    [
      'a row without words',
      [row(cell('a'), cell('b')), row(none, none), row(none, cell('c'))],
      'a\tb\n\tc',
      [
        ['a', null],
        ['b', null],
        ['c', '2'],
      ],
    ],
  ])('stay where they are on paper: %s', async (_, rows, text, columns) => {
    expect(await columnsAndText(table(...rows))).toEqual({ text, columns });
  });

  it('of a single cell that is as wide as two are none', async () => {
    expect(await read(table(row(cell('Tekst', '<w:gridSpan w:val="2"/>'))))).toMatchObject({
      blocks: [['paragraph', 'Tekst']],
    });
  });
});

describe('what stands around the text of a docx', () => {
  it('is kept apart', async () => {
    const section =
      '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/></w:sectPr>';
    const heads = {
      h1: p(`${run('Pagina ')}${field('PAGE', run('2'))}`),
      h2: p('Ons kenmerk: BZ-1') + p('Datum: 4 juli 2025'),
    };
    expect(await read({ body: p('Tekst', section) + section, heads })).toMatchObject({
      text: 'Tekst',
      margins: ['Pagina 2', 'Ons kenmerk: BZ-1\n\nDatum: 4 juli 2025'],
      notices: { heads_left_out: 2 },
    });
  });

  it.each([
    ['Uitvoering van de strategie', 'Uitvoering van de strategie'],
    ['Microsoft Word - brief.doc', null],
    ['Sjabloon brief', null],
    ['Document1', null],
    ['brief kamer v2.docx', null],
    ['  ', null],
  ])('the title %j', async (title, expected) => {
    expect((await read({ body: p('Tekst'), title })).title).toBe(expected);
  });
});
