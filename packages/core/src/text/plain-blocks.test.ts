import { describe, expect, test } from 'vitest';
import { plainBlocks } from './plain-blocks.ts';

/** Kind (and level) with the text of each block, line breaks shown as `/`. */
function blocksOf(text: string): string[] {
  return plainBlocks(text).map(({ kind, level, start, end }) => {
    return `${kind}${level ?? ''}: ${text.slice(start, end).replaceAll('\n', '/')}`;
  });
}

describe('one paragraph to a line', () => {
  test('with blank lines between them', () => {
    expect(blocksOf('Titel van de brief\n\nEerste alinea.\n\n\nTweede alinea.\n')).toEqual([
      'heading1: Titel van de brief',
      'paragraph: Eerste alinea.',
      'paragraph: Tweede alinea.',
    ]);
  });

  test('without blank lines', () => {
    expect(blocksOf('Eerste alinea.\nTweede alinea, veel langer dan de eerste.\nDerde.')).toEqual([
      'paragraph: Eerste alinea.',
      'paragraph: Tweede alinea, veel langer dan de eerste.',
      'paragraph: Derde.',
    ]);
  });

  test('white space around a line belongs to no block', () => {
    expect(blocksOf('  Eerste alinea.  \n \t \n\u00a0Tweede alinea.\n')).toEqual([
      'paragraph: Eerste alinea.',
      'paragraph: Tweede alinea.',
    ]);
  });

  test.each([
    ['nothing', '', []],
    ['white space', ' \n\t\n', []],
    ['one line', 'Druk', ['paragraph: Druk']],
  ])('%s', (_name, text, expected) => {
    expect(blocksOf(text)).toEqual(expected);
  });
});

const wrapped = `De minister schrijft in een brief aan de Kamer dat het
kabinet geen reden ziet om de huidige houding tegenover
Rusland ingrijpend te wijzigen. Zij noemt druk en
samenwerking.
Een tweede alinea volgt zonder witregel en loopt ook weer
door op de volgende regel, tot het einde.

Na een witregel begint de derde alinea, die eveneens in
stukken is geknipt.`;

describe('hard-wrapped', () => {
  test('lines are joined until one is clearly short or blank', () => {
    const blocks = plainBlocks(wrapped).map(({ start, end }) => wrapped.slice(start, end));
    expect(blocks).toHaveLength(3);
    expect(blocks[0]).toMatch(/^De minister[\s\S]*samenwerking\.$/);
    expect(blocks[1]).toMatch(/^Een tweede[\s\S]*einde\.$/);
    expect(blocks[2]).toMatch(/^Na een witregel[\s\S]*geknipt\.$/);
  });

  test('list items begin a block and take the lines that run on', () => {
    const text = `${wrapped}\n- het eerste punt, dat langer is dan een regel en daarom\ndoorloopt;\n- het tweede punt.`;
    expect(blocksOf(text).slice(-2)).toEqual([
      'list_item: - het eerste punt, dat langer is dan een regel en daarom/doorloopt;',
      'list_item: - het tweede punt.',
    ]);
  });

  test('a short line without full stop after a full one is a block of its own', () => {
    const text = `${wrapped}\n\nDe inwerkingtreding is voorzien voor het komende jaar, en\nhet kabinet houdt daaraan vast zolang de Kamer instemt.\nTerugblik\nHet afgelopen jaar is er veel gebeurd in het stelsel van\ntoegang.`;
    expect(blocksOf(text).at(-2)).toBe('paragraph: Terugblik');
  });

  test('a line in capitals is not joined with one that is not', () => {
    const text = `BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN EN DEFENSIE\nAan de Voorzitter van de Tweede Kamer\n${wrapped}`;
    expect(blocksOf(text)[0]).toContain('BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN EN DEFENSIE');
    expect(blocksOf(text)[0]).not.toContain('Voorzitter');
  });
});

describe('hard-wrapped prose with dashes and numbers', () => {
  const dashes = `De regering heeft in haar brief van vorige week laten weten dat zij de druk
– en daarmee ook de selectieve samenwerking met dat land op deze terreinen –
wil voortzetten, zoals eerder al is gemeld aan de Kamer en aan de andere
lidstaten van de Europese Unie.

Einde van deze brief.`;
  const kindsOf = (text: string) => plainBlocks(text).map(({ kind }) => kind);

  test('a dash at the head of a line interrupts a sentence', () => {
    expect(kindsOf(dashes)).toEqual(['paragraph', 'paragraph']);
  });

  test.each([
    ['a number of another paragraph', 'in de paragraaf met het vaste nummer\n12. Daarmee wordt'],
    ['a name with an initial', 'zoals de voormalige minister, de heer\nv. Dijk al schreef en'],
    ['a note in the text', 'zoals het staat in de nota van 2018\n[12] en in de brief van'],
    ['a dash and a name', 'met de landen aan de Oostzee samen\n– Nederland en België ook –'],
  ])('%s', (_name, middle) => {
    const text = `De regering heeft in de brief laten weten\n${middle}\nwil voortzetten, zoals eerder al is gemeld\naan de Kamer en aan de andere lidstaten\nvan de Europese Unie.`;
    expect(kindsOf(text)).toEqual(['paragraph']);
  });

  test('two of them in one paragraph', () => {
    const text = `De regering heeft in haar brief van vorige week laten weten dat zij de druk
– en daarmee ook de samenwerking – wil voortzetten en dat de andere landen
– ook die aan de Oostzee – daaraan zullen meedoen, zoals eerder al is gemeld
aan de Kamer.`;
    expect(kindsOf(text)).toEqual(['paragraph']);
  });

  test.each([
    ['after a colon', 'De regering heeft in haar brief van vorige week deze maatregelen genoemd:'],
    ['after a line without one', 'De regering heeft in haar brief van vorige week laten weten dat zij kiest'],
  ])('a list stays a list %s', (_name, lead) => {
    const text = `Een eerste alinea.

${lead}
- het eerste punt, dat langer is dan een enkele regel van deze tekst en daarom
doorloopt op de volgende regel;
- het tweede punt;
- het derde punt.`;
    expect(kindsOf(text)).toEqual(['paragraph', 'paragraph', 'list_item', 'list_item', 'list_item']);
  });

  test('a long item of a list without any full stop is not run on into by the next', () => {
    const text = `De regering noemt in haar brief van vorige week deze drie maatregelen, die
zij met de andere landen heeft besproken:
- het eerste punt, dat langer is dan een enkele regel van deze tekst en daarop
doorloopt tot het einde van de regel die daarop volgt en daar ook nog eindigt
- het tweede punt`;
    expect(kindsOf(text)).toEqual(['paragraph', 'list_item', 'list_item']);
  });

  test('a sentence that goes on over a page break is one paragraph', () => {
    const text = `De regering heeft in haar brief van vorige week laten weten dat zij de druk
en daarmee ook de selectieve samenwerking met dat land op deze terreinen

wil voortzetten, zoals eerder al is gemeld aan de Kamer en aan de andere
lidstaten van de Europese Unie.`;
    expect(kindsOf(text)).toEqual(['paragraph']);
  });
});

describe('kinds', () => {
  test.each([
    ['- een punt', 'list_item'],
    ['– een punt', 'list_item'],
    ['• een punt', 'list_item'],
    ['* een punt', 'list_item'],
    ['1. een punt', 'list_item'],
    ['12) een punt', 'list_item'],
    ['a) een punt', 'list_item'],
    ['(b) een punt', 'list_item'],
    ['iv. een punt', 'list_item'],
    ['> een citaat', 'quote'],
    ['[1] Kamerstuk 35 373, nr. 1.', 'footnote'],
    ['¹ Kamerstuk 35 373, nr. 1.', 'footnote'],
    ['-1 graden was het.', 'paragraph'],
    ['1.000 euro is veel.', 'paragraph'],
    ['2019 was een jaar.', 'paragraph'],
    ['(Applaus)', 'paragraph'],
    ['“Een citaat in de tekst.”', 'paragraph'],
  ])('%s: %s', (line, kind) => {
    const text = `Een eerste alinea.\n\n${line}\n\nEen laatste alinea.`;
    expect(plainBlocks(text)[1]?.kind).toBe(kind);
  });
});

describe('headings', () => {
  test.each([
    ['a first line without full stop', 'Nederland koersvast\n\nTekst.', 'heading1'],
    ['a first line with a full stop', 'Nederland koersvast.\n\nTekst.', 'paragraph'],
    ['a first line with a colon', 'Aan de Voorzitter:\n\nTekst.', 'paragraph'],
    ['a first line that is very long', `${'Nederland '.repeat(13)}\n\nTekst.`, 'paragraph'],
    ['a first line that is alone', 'Nederland koersvast', 'paragraph'],
    ['a first line that is a list item', '- Nederland koersvast\n\nTekst.', 'list_item'],
    ['a first line without letters', '* * *\n\nTekst.', 'list_item'],
    ['a number as first line', '2019\n\nTekst.', 'paragraph'],
  ])('%s', (_name, text, expected) => {
    expect(blocksOf(text)[0]).toMatch(new RegExp(`^${expected}:`));
  });

  test.each([
    ['# Inleiding', 'heading1'],
    ['### Inleiding', 'heading3'],
    ['1. Inleiding', 'heading2'],
    ['2.1 Terugblik', 'heading3'],
    ['2.1.3 Terugblik op 2019', 'heading4'],
    ['Artikel 3', 'heading2'],
    ['Hoofdstuk IV', 'heading2'],
    ['Annex B', 'heading2'],
    ['1. Inleiding, met een punt.', 'list_item'],
    ['3 Nederlanders werden gehoord.', 'paragraph'],
    ['Artikel 3 van de wet bepaalt dit.', 'paragraph'],
    ['Terugblik', 'paragraph'],
  ])('%s among paragraphs: %s', (line, expected) => {
    const text = `Een eerste alinea.\n\n${line}\n\nEen laatste alinea.`;
    expect(blocksOf(text)[1]).toMatch(new RegExp(`^${expected}:`));
  });

  test('a short numbered line in a list is an item', () => {
    expect(blocksOf('Er zijn twee wegen.\n1. Druk\n2. Samenwerking\nMeer niet.')).toEqual([
      'paragraph: Er zijn twee wegen.',
      'list_item: 1. Druk',
      'list_item: 2. Samenwerking',
      'paragraph: Meer niet.',
    ]);
  });
});
