import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';

const read = (html: string, name = 'x.html') =>
  readFile(new TextEncoder().encode(html), name, { encoding: null });

async function blocksOf(html: string) {
  const { text, blocks } = await read(html);
  return blocks?.map(({ kind, level, start, end }) => [
    level === undefined ? kind : `${kind} ${level}`,
    text.slice(start, end),
  ]);
}

describe('htmlReader', () => {
  it('reads headings, lists with their numbers, quotes and tables', async () => {
    expect(
      await blocksOf(`<!doctype html><html lang=nl><head><title>Titel</title><style>p{}</style></head><body>
        <h1>Kop</h1><p>Een <b>vet</b>te <a href="https://example.org">schakel</a>.<br>Nieuwe regel<script>weg()</script>
        <ol start=3><li>drie<ol type=a><li>sub</ol><li value=7><p>zeven</p><p>en meer</p></ol><ul><li>punt</ul>
        <blockquote><p>Citaat</p></blockquote><table><caption>Tabel 1</caption><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td>e</table>
        <pre>een
twee</pre>Los<div>Ook los</div></body></html>`),
    ).toEqual([
      ['heading 1', 'Kop'],
      ['paragraph', 'Een vette schakel.\nNieuwe regel'],
      ['list_item', '3. drie'],
      ['list_item', 'a. sub'],
      ['list_item', '7. zeven'],
      ['list_item', 'en meer'],
      ['list_item', 'punt'],
      ['quote', 'Citaat'],
      ['paragraph', 'Tabel 1'],
      ['table_cell', 'a'],
      ['table_cell', 'b'],
      ['table_cell', 'c\nd'],
      ['table_cell', 'e'],
      ['paragraph', 'een\ntwee'],
      ['paragraph', 'Los'],
      ['paragraph', 'Ook los'],
    ]);
  });

  it('leaves out the hyphens of words that may be broken, in every kind of mark-up', async () => {
    const words = '<p>samen&#xAD;werking</p>';
    for (const [name, file] of [
      ['a.html', `<!doctype html><html><body>${words}</body></html>`],
      ['a.xml', `<r>${words}</r>`],
      ['tei.xml', `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>${words}</body></text></TEI>`],
      ['kst.xml', '<kamerstuk><al>samen&#xAD;werking</al></kamerstuk>'],
    ] as const)
      expect((await read(file, name)).text, name).toBe('samenwerking');
  });

  it('reads the numbers of publications, and the lists of Word and Outlook', async () => {
    const ignored = (marker: string) =>
      `<![if !supportLists]><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp; </span></span><![endif]>`;
    const { text, blocks, notices } = await read(
      `<ul><li class=li><p class="li.nr">b.</p><p class=al>Tweede</p></li><li><span><span class="li.nr">1°.</span></span><p>Eerste</p><p>En meer</p></li></ul>
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>${ignored('·')}Punt<o:p></o:p></p>
      <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>${ignored('3.')}Derde</p>`,
    );
    expect(blocks?.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['list_item', 'b. Tweede'],
      ['list_item', '1°. Eerste'],
      ['list_item', 'En meer'],
      ['list_item', 'Punt'],
      ['list_item', '3. Derde'],
    ]);
    expect(notices).toEqual([]);
  });

  it('does not number twice', async () => {
    expect(await blocksOf('<ol><li>1. een</li><li>2. twee</li></ol>')).toEqual([
      ['list_item', '1. een'],
      ['list_item', '2. twee'],
    ]);
  });

  it('reads the main text, and tells what stands around it', async () => {
    const { text, notices, title, metadata, dropped } = await read(
      `<html><head><title>Brief | Site</title><link rel=canonical href="https://example.org/brief"><meta name="DCTERMS.issued" content="2021-02-03T10:00"></head><body><header><a>Logo</a><nav>Menu</nav></header><div><main><nav>Kruimels</nav><h1>Brief</h1><p>Tekst <span style="display:none">geheim</span></p><img src=x><form><input></form></main><aside>Reclame</aside></div><footer>Voet</footer></body></html>`,
    );
    expect(text).toBe('Brief\n\nTekst');
    expect(title).toBe('Brief');
    expect(dropped?.map((each) => `${each.why}: ${each.text}`).sort()).toEqual([
      'outside_structure: Kruimels',
      'outside_structure: LogoMenu',
      'outside_structure: Reclame',
      'outside_structure: Voet',
    ]);
    expect(metadata).toMatchObject({
      published: { value: '2021-02-03' },
      source_url: { value: 'https://example.org/brief' },
    });
    expect(Object.fromEntries(notices.map(({ code, count }) => [code, count]))).toEqual({
      surroundings_left_out: 4,
      hidden_left_out: 1,
      pictures_left_out: 1,
      embedded_left_out: 1,
    });
    expect(notices[0]?.examples).toEqual(
      ['Logo Menu', 'Reclame', 'Voet', 'Kruimels'].map((each) => each.replace('Logo Menu', 'LogoMenu')),
    );
  });

  it.each([
    [
      'as browsers save them',
      '<p>Woord<sup>[<a href="#_ftn1" name="_ftnref1">1</a>]</sup>, verder.</p><h2>Kop</h2><p>Slot.</p><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> De noot.</p></div>',
    ],
    [
      'as an encyclopedia has them',
      '<p>Woord<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>, verder.</p><h2>Kop</h2><p>Slot.</p><ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> De noot.</li></ol>',
    ],
    [
      'as books have them',
      '<p>Woord<a epub:type="noteref" href="#n1">1</a>, verder.</p><h2>Kop</h2><p>Slot.</p><aside epub:type="footnote" id="n1"><p>De noot.</p></aside>',
    ],
    [
      'as text converters make them',
      '<p>Woord<a href="#fn1" id="fnref1"><sup>1</sup></a>, verder.</p><h2>Kop</h2><p>Slot.</p><section><ol><li id="fn1"><p>De noot.<a href="#fnref1">↩︎</a></p></li></ol></section>',
    ],
  ])('takes linked notes out of the text, %s', async (_, html) => {
    const { text, notes, notices } = await read(`<html><body>${html}</body></html>`);
    expect(text).toBe('Woord, verder.\n\nDe noot.\n\nKop\n\nSlot.');
    expect(notes).toEqual([{ mark: '1', start: 16, end: 24, at: 5 }]);
    expect(notices).toEqual([]);
  });

  it('leaves a link to a place on the page as it is', async () => {
    expect(
      await blocksOf('<p>Zie <a href="#a">1</a> en <a href="#b">b</a>.</p><h2 id=a>Een</h2><p id=b>Twee</p>'),
    ).toEqual([
      ['paragraph', 'Zie 1 en b.'],
      ['heading 2', 'Een'],
      ['paragraph', 'Twee'],
    ]);
  });

  it('keeps columns beside cells that cover several columns and rows', async () => {
    const table = `<table><thead><tr><th rowspan="2">Jaar<th colspan="2">Uitgaven<th>Som<tr><th>Rijk<th>EU<th>
      <tbody><tr><td rowspan="0">2024<td>1<td>2<td>3<tr><td colspan="2">samen<td>6<tbody><tr><td>2025<td>4<td>5<td>9</table>`;
    expect((await read(table)).text).toBe(
      'Jaar\tUitgaven\t\tSom\n\tRijk\tEU\n2024\t1\t2\t3\n\tsamen\t\t6\n2025\t4\t5\t9',
    );
  });

  it.each([
    [
      '<title>Kamerbrief over water | Kamerstuk | Rijksoverheid.nl</title><main><h1>Kamerbrief over water</h1>',
      'Kamerbrief over water',
    ],
    [
      '<title>Kamerbrief over water en lucht</title><h1>Kamerbrief over water</h1>',
      'Kamerbrief over water en lucht',
    ],
    ['<title>Brief – ministerie</title><h1>Iets anders</h1>', 'Brief – ministerie'],
  ])('has its own title, without that of the site: %s', async (page, title) => {
    expect((await read(`${page}<p>Woorden.</p>`)).title).toBe(title);
  });

  it('counts lists as their style says', async () => {
    const { text } = await read(
      '<ol style="list-style-type: lower-alpha"><li>een<li style="list-style:upper-roman">twee</ol>',
    );
    expect(text).toBe('a. een\nII. twee');
  });

  it('keeps a head that has the title, beside other headings of its level', async () => {
    const page = (head: string) => `<header>${head}</header><h1>Inleiding</h1><p>Woorden.</p>`;
    expect((await read(page('<h1>Brief</h1><p>14 maart</p>'))).text).toBe(
      'Brief\n\n14 maart\n\nInleiding\n\nWoorden.',
    );
    expect((await read(page('<h1>Krant</h1><a href="/">Voorpagina</a>'))).text).toBe('Inleiding\n\nWoorden.');
  });

  it('leaves out what stood at the head and foot of each page of a letter', async () => {
    const { text, notices } = await read(
      '<div title="header"><p>Ministerie</p></div><p>Geachte voorzitter,</p><div title="footer"><p>Pagina 1</p></div>',
    );
    expect(text).toBe('Geachte voorzitter,');
    expect(notices).toMatchObject([{ code: 'surroundings_left_out', count: 2 }]);
  });

  it('reads a page that is set in tables as text', async () => {
    expect(await blocksOf('<table><tr><td>Menu<td><h1>Kop</h1><p>Tekst</p></table>')).toEqual([
      ['paragraph', 'Menu'],
      ['heading 1', 'Kop'],
      ['paragraph', 'Tekst'],
    ]);
  });

  it('is read as what it is, under another name', async () => {
    const { format, notices } = await read('<html><p>Ja</html>', 'brief.pdf');
    expect([format, notices]).toEqual(['html', [{ code: 'kind_differs', count: 1, examples: ['html'] }]]);
  });

  it.each([
    ['what is too deep', '<div>'.repeat(20_000), 'file_too_deep'],
    ['what is too deep in letters', '<b>'.repeat(20_000), 'file_too_deep'],
    ['a page without text', '<html><body><script>1</script></body></html>', 'file_empty'],
  ])('refuses %s', async (_, html, code) => {
    await expect(read(`<html>${html}`)).rejects.toMatchObject({ code });
  });
});

const page = (body: string) =>
  `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="x"/></head><body>${body}</body></html>`;

function book(more: Record<string, string> = {}): Uint8Array {
  const files = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
    'O/p.opf': `<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Een boek</dc:title><dc:creator>A. Bakker</dc:creator><dc:language>nl</dc:language><dc:date>2019-03-04T00:00:00Z</dc:date></metadata><manifest><item id="b" href="t/2.xhtml" media-type="application/xhtml+xml"/><item id="a" href="t/een%201.xhtml" media-type="application/xhtml+xml"/><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="x" href="n.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>`,
    'O/nav.xhtml': page('<nav>Inhoud</nav>'),
    'O/t/een 1.xhtml': page(
      '<h1>Een</h1><p><a id="p1"/>Hier<a epub:type="noteref" href="../n.xhtml#n1">1</a>.</p>',
    ),
    'O/t/2.xhtml': page('<h1>Twee</h1><p>Daar <![CDATA[<&>]]>.</p>'),
    'O/n.xhtml': page('<aside epub:type="endnote" id="n1">Ver weg.</aside>'),
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

describe('epubReader', () => {
  it.each([
    [
      'paragraphs',
      '<p>Woord<sup>1</sup>, 5 m<sup>2</sup> groot.</p><h2>Kop</h2><p>Slot.</p><p><sup>1</sup> De noot.</p>',
      '1',
    ],
    [
      'signs in a list',
      '<p>Woord<sup>*</sup>, 5 m<sup>2</sup> groot.</p><h2>Kop</h2><p>Slot.</p><div><p><small><sup>*</sup> De noot.</small></p></div>',
      '*',
    ],
  ])('takes notes out of the text to which no link leads, %s', async (_, html, mark) => {
    const { text, notes } = await read(`<html><body>${html}</body></html>`);
    expect(text).toBe('Woord, 5 m2 groot.\n\nDe noot.\n\nKop\n\nSlot.');
    expect(notes).toEqual([{ mark, start: 20, end: 28, at: 5 }]);
  });

  it('reads the pages in the order of the spine, and notes on another page', async () => {
    const { text, notes, title, language, metadata, notices } = await readFile(book(), 'x.epub', {
      encoding: null,
    });
    expect(text).toBe('Een\n\nHier.\n\nVer weg.\n\nTwee\n\nDaar <&>.');
    expect(notes).toEqual([{ mark: '1', start: 12, end: 20, at: 9 }]);
    expect({ title, language }).toEqual({ title: 'Een boek', language: 'nl' });
    expect(metadata).toMatchObject({ author: { value: 'A. Bakker' }, date: { value: '2019-03-04' } });
    expect(notices).toEqual([{ code: 'surroundings_left_out', count: 1, examples: ['Inhoud'] }]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'locked pages',
      { 'META-INF/encryption.xml': '<encryption><CipherReference URI="O/t/2.xhtml"/></encryption>' },
      'file_encrypted',
    ],
    ['no package', { 'META-INF/container.xml': '<container/>' }, 'file_damaged'],
    ['no text', { 'O/p.opf': '<package/>' }, 'file_empty'],
    ['broken XML', { 'O/p.opf': '<package>' }, 'xml_not_well_formed'],
  ])('refuses %s', async (_, more, code) => {
    await expect(readFile(book(more), 'x.epub', { encoding: null })).rejects.toMatchObject({ code });
  });

  it('reads a book of which the fonts alone are locked', async () => {
    const locked = book({
      'META-INF/encryption.xml': '<encryption><CipherReference URI="O/f.otf"/></encryption>',
    });
    expect((await readFile(locked, 'x.epub', { encoding: null })).title).toBe('Een boek');
  });
});
