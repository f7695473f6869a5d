import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';
import type { XmlMapping } from './mapping.ts';

const read = (text: string, mapping?: XmlMapping) =>
  readFile(new TextEncoder().encode(text), 'x.xml', {
    encoding: null,
    ...(mapping === undefined ? {} : { mapping }),
  });

async function blocksOf(text: string, mapping?: XmlMapping) {
  const file = await read(text, mapping);
  return file.blocks?.map(({ kind, level, start, end }) => [
    level === undefined ? kind : `${kind} ${level}`,
    file.text.slice(start, end),
  ]);
}

describe('TEI', () => {
  it('reads a debate with a paragraph for each seg, and who said it', async () => {
    const { text, blocks, metadata, title } = await read(
      `<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="P-1" xml:lang="nl"><teiHeader><fileDesc><titleStmt><title xml:lang="en">Debates</title><title xml:lang="nl">Debatten</title></titleStmt><sourceDesc><bibl><date when="2020-02-03"/></bibl></sourceDesc></fileDesc></teiHeader><text><body><div type="debateSection"><head>Opening</head><note type="speaker">De voorzitter:</note><u who="#Arib" ana="#chair" xml:id="u1"><seg xml:id="s1">Goedemorgen <kinesic><desc>(applaus)</desc></kinesic> allen.<note place="foot" n="1">Een noot.</note></seg><vocal><desc>Gelach</desc></vocal></u><gap reason="inaudible"/></div></body></text></TEI>`,
    );
    expect(blocks?.map(({ kind, start, end, data }) => [kind, text.slice(start, end), data ?? null])).toEqual(
      [
        ['heading', 'Opening', null],
        ['paragraph', 'De voorzitter:', { role: 'speaker' }],
        [
          'paragraph',
          'Goedemorgen (applaus) allen.',
          { speaker: 'De voorzitter', who: 'Arib', speaker_role: 'chair', 'xml:id': 's1' },
        ],
        [
          'paragraph',
          'Gelach',
          { speaker: 'De voorzitter', who: 'Arib', speaker_role: 'chair', role: 'vocal' },
        ],
        ['footnote', 'Een noot.', null],
      ],
    );
    expect(metadata).toMatchObject({ date: { value: '2020-02-03' }, identifier: { value: 'P-1' } });
    expect(title).toBe('Debatten');
  });

  it('puts words together that were cut apart', async () => {
    const word = (text: string, more = '') => `\n<w${more} lemma="x">${text}</w>`;
    expect(
      await blocksOf(
        `<TEI><text><body><u><seg><s>${word('Dank')}${word('u', ' join="right"')}\n<pc join="right">,</pc>${word('voorzitter', ' join="right"')}<pc>.</pc>\n<linkGrp><link/></linkGrp></s><s>\n<name>${word('Den')}${word('Haag')}</name></s></seg></u></body></text></TEI>`,
      ),
    ).toEqual([['paragraph', 'Dank u,voorzitter. Den Haag']]);
  });
});

describe('Akoma Ntoso', () => {
  it('reads an act with its numbers, and its notes apart', async () => {
    expect(
      await blocksOf(
        `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><x>weg</x></meta><body><chapter eId="c1"><num>1.</num><heading>Begin</heading><article><num>Art. 1</num><paragraph><num>1.</num><content><p>Eerste lid<authorialNote marker="a"><p>Noot.</p></authorialNote>.</p></content></paragraph><list><intro><p>Namelijk:</p></intro><point><num>(a)</num><content><p>dit;</p></content></point></list></article></chapter></body></act></akomaNtoso>`,
      ),
    ).toEqual([
      ['heading 1', '1. Begin'],
      ['paragraph', 'Art. 1'],
      ['paragraph', '1. Eerste lid.'],
      ['paragraph', 'Namelijk:'],
      ['paragraph', '(a) dit;'],
      ['footnote', 'Noot.'],
    ]);
  });
});

describe('XML of no known format', () => {
  const letter = `<brief><kop><datum iso="2021-05-06">6 mei</datum><titel>Een <b>brief</b></titel></kop><inhoud><tekst>Hier<voetje nr="2">Onderaan.</voetje> staat <i>iets</i>.</tekst><opsomming><punt>een</punt><punt>twee</punt></opsomming><intern>weg</intern></inhoud></brief>`;

  it('is read by what lies in it', async () => {
    expect(await blocksOf(letter)).toEqual([
      ['paragraph', '6 mei'],
      ['heading 1', 'Een brief'],
      ['paragraph', 'HierOnderaan. staat iets.'],
      ['paragraph', 'een'],
      ['paragraph', 'twee'],
      ['paragraph', 'weg'],
    ]);
  });

  it('is read by what a person said of it', async () => {
    const mapping: XmlMapping = {
      blocks: { titel: 'heading', punt: 'list_item' },
      notes: ['voetje'],
      ignored: ['intern'],
      metadata: { date: 'kop/datum@iso', title: 'titel', number: 'nergens' },
    };
    expect(await blocksOf(letter, mapping)).toEqual([
      ['paragraph', '6 mei'],
      ['heading 2', 'Een brief'],
      ['paragraph', 'Hier staat iets.'],
      ['list_item', 'een'],
      ['list_item', 'twee'],
      ['footnote', 'Onderaan.'],
    ]);
    const { metadata, notes, notices } = await read(letter, mapping);
    expect(metadata).toMatchObject({ date: { value: '2021-05-06' }, title: { value: 'Een brief' } });
    expect(notes.map(({ mark, at }) => [mark, at])).toEqual([['2', 22]]);
    expect(notices).toEqual([{ code: 'elements_left_out', count: 1, examples: ['weg'] }]);
  });

  it.each([
    ['<a/>', 'file_empty'],
    ['<a>', 'xml_not_well_formed'],
    ['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'file_defines_entities'],
    [`<?xml version="1.0"?>${'<a>'.repeat(20_000)}x`, 'file_too_deep'],
  ])('refuses %#', async (text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });
});
