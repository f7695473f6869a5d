import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { letters } from '../../fixtures/letters/index.ts';
import type { PlaceOnPage, ReadDocument } from '../reader.ts';
import { readFile } from '../readers.ts';
import { carryOver, carryOverInLetter, wordsOfMend } from './carry-over.ts';
import { documentOf } from './document.ts';
import { layoutOf } from './layout.ts';
import { type Mend, mendReading } from './mend.ts';

const kindOf = (text: string) => (text.startsWith('# ') ? ('heading' as const) : ('paragraph' as const));

/** A letter of so many paragraphs, one below the other on a page; without places when it has none. */
function letter(paragraphs: readonly string[], dropped: readonly string[] = [], paged = true): ReadDocument {
  const pieces = paragraphs.map((text, place) => ({
    kind: kindOf(text),
    ...(kindOf(text) === 'heading' ? { level: 1 } : {}),
    runs: [{ text: text.replace('# ', ''), place }],
  }));
  const { placed, ...document } = documentOf({ pieces });
  const places = placed.map(
    ({ place, ...at }): PlaceOnPage => ({
      ...at,
      page: 1,
      box: [72, 100 + place * 20, 500, 112 + place * 20],
    }),
  );
  return {
    ...document,
    ...(paged ? { places } : {}),
    dropped: dropped.map((text, at) => ({
      text,
      why: 'running',
      at: 0,
      page: paged ? at + 1 : null,
      box: paged ? [72, 20, 300, 32] : null,
    })),
  };
}

const first = [
  '# Ministerie',
  'Den Haag, 4 juli 2025',
  'Betreft: zorg Geachte Voorzitter,',
  'Eerste alinea over zorg.',
  'Hoogachtend,',
];
const second = [
  '# Ministerie',
  'Den Haag, 12 mei 2024',
  'Betreft: wonen Geachte Voorzitter,',
  'Heel iets anders.',
  'Hoogachtend,',
];
const heads = ['Pagina 1 van 2', 'Pagina 2 van 2'];

function carried(mends: Mend[], other: readonly string[] = second, paged = true) {
  const to = letter(other, ['Pagina 1 van 7'], paged);
  const { mends: found, left } = carryOver(mends, letter(first, heads, paged), to);
  const { text, blocks } = mendReading(to, found);
  return { blocks: blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`), left };
}

describe('carryOver', () => {
  it('finds blocks by their words, numbers and months apart', () => {
    const { blocks, left } = carried([
      { kind: 'kind', block: 2, to: 'quote', level: null },
      { kind: 'drop', block: 5 },
    ]);
    expect(blocks[1]).toBe('quote: Den Haag, 12 mei 2024');
    expect(blocks.length).toBe(4);
    expect(left).toEqual([]);
  });

  it('finds blocks by their place on the page', () => {
    expect(carried([{ kind: 'kind', block: 4, to: 'quote', level: null }]).blocks[3]).toBe(
      'quote: Heel iets anders.',
    );
  });

  it('finds blocks at the head of a letter by their number where there are no pages', () => {
    expect(carried([{ kind: 'drop', block: 4 }], second, false).blocks.length).toBe(4);
    const other = carried([{ kind: 'drop', block: 4 }], ['Geen kop', ...second], false);
    expect([other.blocks.length, other.left]).toEqual([6, [{ number: 1, why: 'nothing_like_it' }]]);
  });

  it('splits between the same words, and goes on with what that makes', () => {
    const { blocks, left } = carried([
      { kind: 'split', block: 3, at: 14 },
      { kind: 'kind', block: 3, to: 'heading', level: 2 },
      { kind: 'drop', block: 4 },
    ]);
    expect(blocks.slice(1, 4)).toEqual([
      'paragraph: Den Haag, 12 mei 2024',
      'heading: Betreft: wonen',
      'paragraph: Heel iets anders.',
    ]);
    expect(left).toEqual([]);
  });

  it('keeps what was left out, joins and moves', () => {
    const { blocks, left } = carried([
      { kind: 'keep', dropped: 1, to: 1 },
      { kind: 'join', block: 2 },
      { kind: 'move', block: 5, to: 1 },
    ]);
    expect(blocks[0]).toBe('paragraph: Hoogachtend,');
    expect(blocks[2]).toBe('heading: Ministerie Den Haag, 12 mei 2024');
    expect(left).toEqual([]);
  });

  it('says what it could not carry over, and does the rest', () => {
    const { blocks, left } = carried(
      [
        { kind: 'keep', dropped: 2, to: null },
        { kind: 'drop', block: 4 },
        { kind: 'drop', block: 1 },
      ],
      ['# Ministerie', 'Hoogachtend,'],
    );
    expect(left).toEqual([
      { number: 1, why: 'nothing_like_it' },
      { number: 2, why: 'nothing_like_it' },
    ]);
    expect(blocks).toEqual(['paragraph: Hoogachtend,']);
  });

  it('takes what stands several times in order, and none where it stands less often', () => {
    const twice = ['Ja.', 'Nee.', 'Ja.'];
    const from = letter(twice);
    const drop: Mend[] = [{ kind: 'drop', block: 3 }];
    expect(carryOver(drop, from, letter(['Ja.', 'Ander.', 'Ja.'])).mends).toEqual(drop);
    const { mends, left } = carryOver(
      drop,
      letter(twice, [], false),
      letter(['Ja.', 'Ja.', 'Ja.'], [], false),
    );
    expect([mends, left]).toEqual([[], [{ number: 1, why: 'several_like_it' }]]);
  });

  it('carries the mends of a file over to itself unchanged', async () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/files/brief-kop.pdf'));
    const read = await readFile(new Uint8Array(bytes), 'brief-kop.pdf', { encoding: null });
    const mends: Mend[] = [
      { kind: 'keep', dropped: 1, to: 1 },
      { kind: 'drop', block: 2 },
      { kind: 'join', block: 3 },
    ];
    expect(carryOver(mends, read, read)).toEqual({ mends, left: [] });
  });
});

describe('layoutOf', () => {
  it('names letters of one layout alike, and others otherwise', async () => {
    const names = letters
      .map(({ id }) => id)
      .filter((id) => id.startsWith('brief-') || id === 'letter-columns');
    const layouts = new Map<string, string | null>();
    for (const id of ['brief-kort', 'brief-citaten', 'letter-columns'].filter((each) =>
      names.includes(each),
    )) {
      for (const extension of ['pdf', 'tagged.pdf', 'docx']) {
        const name = `${id}.${extension}`;
        const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/files', name));
        layouts.set(name, layoutOf(await readFile(new Uint8Array(bytes), name, { encoding: null })));
      }
    }
    expect(layouts.get('brief-kort.pdf')).toBe(layouts.get('brief-citaten.pdf'));
    expect(layouts.get('brief-kort.tagged.pdf')).toBe(layouts.get('brief-citaten.tagged.pdf'));
    expect(layouts.get('brief-kort.pdf')).not.toBe(layouts.get('brief-kort.tagged.pdf'));
    expect(layouts.get('brief-kort.pdf')).not.toBe(layouts.get('letter-columns.pdf'));
    expect(layouts.get('brief-kort.docx')).not.toBe(layouts.get('letter-columns.docx'));
  });

  it('gives none for plain text', async () => {
    const read = await readFile(new TextEncoder().encode('Een brief.'), 'a.txt', { encoding: null });
    expect(layoutOf(read)).toBeNull();
  });
});

describe('mends in another reading of the same letter', () => {
  const mends: Mend[] = [
    { kind: 'drop', block: 2 },
    { kind: 'kind', block: 2, to: 'quote', level: null },
    { kind: 'keep', dropped: 1, to: null },
  ];

  it('are the same in the same reading', () => {
    const read = letter(first, heads);
    expect(carryOverInLetter(mends, read, read)).toEqual({ mends, left: [] });
  });

  it('find their words where these stand now', () => {
    const now = letter(['# Ministerie', 'Nieuw', ...first.slice(1)], heads);
    expect(carryOverInLetter(mends, letter(first, heads), now)).toEqual({
      mends: [{ kind: 'drop', block: 3 }, { kind: 'kind', block: 3, to: 'quote', level: null }, mends[2]],
      left: [],
    });
  });

  it('are left, and never done to what has come to stand in their place', () => {
    const read = letter(first, heads);
    // The reader of today leaves out by itself what a person had dropped, and keeps another foot.
    const now = letter([...first.slice(0, 1), ...first.slice(2)], ['Pagina 2 van 2']);
    expect(carryOverInLetter(mends, read, now)).toEqual({
      mends: [{ kind: 'kind', block: 2, to: 'quote', level: null }],
      left: [
        { number: 1, why: 'nothing_like_it' },
        { number: 3, why: 'nothing_like_it' },
      ],
    });
    expect([1, 2, 3, 4].map((number) => wordsOfMend(mends, number, read))).toEqual([
      'Den Haag, 4 juli 2025',
      'Betreft: zorg Geachte Voorzitter,',
      'Pagina 1 van 2',
      '',
    ]);
  });
});
