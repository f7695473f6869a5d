import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@koersvast/core/error';
import { blockKinds } from '@koersvast/core/text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPastedText } from '../plain-text.ts';
import type { PlaceOnPage, ReadDocument } from '../reader.ts';
import { readFile } from '../readers.ts';
import { documentOf } from './document.ts';
import { type Mend, type MendedReading, mendReading } from './mend.ts';
import type { Piece } from './piece.ts';

const paragraph = (...runs: Piece['runs']): Piece => ({ kind: 'paragraph', runs });
const cell = (text: string, opens?: Piece['opens']): Piece => ({
  kind: 'table_cell',
  runs: [text],
  ...(opens === undefined ? {} : { opens }),
});

/** A letter of two pages: a line each, at the same place of each page. */
function letter(): ReadDocument {
  const box = [72, 100, 500, 112] as const;
  const { placed, ...document } = documentOf({
    pieces: [
      { kind: 'heading', level: 1, runs: [{ text: 'Inleiding', place: 0 }] },
      paragraph({ text: 'Eerste woord', place: 1 }, { note: 'a' }, { text: ' van de samen-', place: 1 }),
      paragraph({ text: 'werking hier.', place: 2 }),
      { kind: 'list_item', runs: ['1. Een'] },
      { kind: 'list_item', runs: ['2. Twee'], data: { 'xml:id': 'li2' } },
      cell('a', 'table'),
      cell('b'),
      cell('c', 'row'),
      cell('d'),
      { kind: 'heading', level: 2, runs: ['Slot'] },
      paragraph('Hoogachtend', { note: 'b' }),
    ],
    notes: [
      { id: 'a', mark: '1', paragraphs: [['Noot een.']] },
      { id: 'b', mark: '2', paragraphs: [['Noot twee. 3 Noot drie.']] },
    ],
  });
  const places = placed.map(({ place, ...at }): PlaceOnPage => ({ ...at, page: place < 2 ? 1 : 2, box }));
  return {
    ...document,
    places,
    metadata: {
      subject: {
        value: 'samen',
        start: document.text.indexOf('samen'),
        end: document.text.indexOf('samen') + 5,
      },
    },
    dropped: [
      { text: 'Pagina 1 van 2', why: 'running', at: 0, page: 1, box },
      { text: 'Kop van de brief', why: 'running', at: document.text.indexOf('werking'), page: 2, box },
    ],
  };
}

const shown = ({ text, blocks, notes }: MendedReading) => ({
  text,
  blocks: blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`),
  notes: notes.map(({ mark, start, end, at }) => [
    mark,
    text.slice(start, end),
    at === null ? null : text.slice(0, at).slice(-6),
  ]),
});
const after = (...mends: Mend[]) => shown(mendReading(letter(), mends));

describe('mendReading', () => {
  it('changes nothing without mends', () => {
    expect(mendReading(letter(), [])).toEqual(letter());
    const pasted = readPastedText('\n  Beste,\n\n\nEen brief.\nMet regels.\n\n- een\n- twee\n\n');
    expect(mendReading(pasted, []).text).toBe(pasted.text);
  });

  it.each<[string, Mend[], string]>([
    [
      'another kind',
      [{ kind: 'kind', block: 3, to: 'list_item', level: null }],
      'Inleiding\n\nEerste woord van de samen-\n\nwerking hier.\n1. Een\n2. Twee\n\na',
    ],
    [
      'paragraphs that are items',
      [2, 3].map((block) => ({ kind: 'kind', block, to: 'list_item', level: null })),
      'Inleiding\n\nEerste woord van de samen-\nwerking hier.',
    ],
    [
      'a split',
      [{ kind: 'split', block: 2, at: 7 }],
      'Inleiding\n\nEerste\n\nwoord van de samen-\n\nwerking',
    ],
    ['a split in white space', [{ kind: 'split', block: 2, at: 6 }], 'Inleiding\n\nEerste\n\nwoord van'],
    [
      'a join of a broken word',
      [{ kind: 'join', block: 2 }],
      'Inleiding\n\nEerste woord van de samenwerking hier.\n\n1. Een',
    ],
    ['a join', [{ kind: 'join', block: 1 }], 'Inleiding Eerste woord van de samen-\n\nwerking'],
    [
      'a join with a note',
      [{ kind: 'join', block: 3 }],
      'Inleiding\n\nEerste woord van de samen-\n\nwerking hier. 1. Een\n\n2. Twee',
    ],
    [
      'a move up',
      [{ kind: 'move', block: 3, to: 1 }],
      'werking hier.\n\nInleiding\n\nEerste woord van de samen-\n\n1. Een',
    ],
    [
      'a move down',
      [{ kind: 'move', block: 1, to: 3 }],
      'Eerste woord van de samen-\n\nwerking hier.\n\nInleiding\n\n1. Een',
    ],
    ['a dropped heading', [{ kind: 'drop', block: 1 }], 'Eerste woord van de samen-\n\nwerking'],
    [
      'a head that is kept',
      [{ kind: 'keep', dropped: 2, to: 3 }],
      'Inleiding\n\nEerste woord van de samen-\n\nKop van de brief\n\nwerking',
    ],
    [
      'what was dropped and kept',
      [
        { kind: 'drop', block: 2 },
        { kind: 'keep', dropped: 3, to: 2 },
      ],
      'Inleiding\n\nEerste woord van de samen-\n\nwerking',
    ],
  ])('takes %s', (_, mends, start) => {
    expect(after(...mends).text.slice(0, start.length)).toBe(start);
  });

  it('keeps the rows of a table when cells go, come and move', () => {
    const table = (...mends: Mend[]) => /2\. Twee\n\n([\s\S]*?)\n\nNoot een/.exec(after(...mends).text)?.[1];
    expect(table()).toBe('a\tb\nc\td');
    expect(table({ kind: 'drop', block: 6 })).toBe('b\nc\td');
    expect(table({ kind: 'drop', block: 8 })).toBe('a\tb\nd');
    expect(table({ kind: 'move', block: 9, to: 6 })).toBe('d\ta\tb\nc');
    expect(table({ kind: 'drop', block: 9 }, { kind: 'keep', dropped: 3, to: 8 })).toBe('a\tb\nd\tc');
    expect(table({ kind: 'join', block: 6 })).toBe('a b\nc\td');
    expect(table({ kind: 'kind', block: 7, to: 'paragraph', level: null })).toBe('a\n\nb\n\nc\td');
  });

  it('takes notes along, and what becomes one or is one no more', () => {
    expect(after().notes).toEqual([
      ['1', 'Noot een.', ' woord'],
      ['2', 'Noot twee. 3 Noot drie.', 'achtend'.slice(-6)],
    ]);
    const moved = after({ kind: 'move', block: 2, to: 4 });
    expect(moved.notes[0]).toEqual(['1', 'Noot een.', ' woord']);
    expect(after({ kind: 'drop', block: 2 }).notes[0]).toEqual(['1', 'Noot een.', null]);
    const split = after({ kind: 'split', block: 13, at: 11 });
    expect(split.notes.slice(1)).toEqual([
      ['2', 'Noot twee.', 'chtend'],
      ['3', 'Noot drie.', null],
    ]);
    const words = after({ kind: 'kind', block: 10, to: 'paragraph', level: null });
    expect(words.notes.length).toBe(1);
    expect(words.blocks[9]).toBe('paragraph: 1 Noot een.');
  });

  it('takes lines, passages and data along', () => {
    const { places, text, metadata, blocks, dropped } = mendReading(letter(), [
      { kind: 'move', block: 2, to: 1 },
      { kind: 'split', block: 1, at: 7 },
      { kind: 'drop', block: 4 },
      { kind: 'keep', dropped: 2, to: 1 },
    ]);
    expect(places.map(({ start, end, page }) => [page, text.slice(start, end)])).toEqual([
      [2, 'Kop van de brief'],
      [1, 'Eerste'],
      [1, 'woord'],
      [1, 'van de samen-'],
      [1, 'Inleiding'],
    ]);
    const { start, end, value } = metadata.subject ?? { start: null, end: null, value: '' };
    expect(text.slice(start ?? 0, end ?? 0)).toBe(value);
    expect(blocks.find(({ data }) => data !== undefined)).toMatchObject({
      kind: 'list_item',
      data: { 'xml:id': 'li2' },
    });
    expect(dropped.map(({ text: words, why, page }) => [words, why, page])).toEqual([
      ['Pagina 1 van 2', 'running', 1],
      ['werking hier.', 'person', 2],
    ]);
    const lost = mendReading(letter(), [{ kind: 'split', block: 2, at: 22 }]);
    expect(lost.metadata.subject).toEqual({ value: 'samen', start: null, end: null });
  });

  it.each<[string, Mend[]]>([
    ['a block that is not there', [{ kind: 'drop', block: 14 }]],
    ['a join of the last block', [{ kind: 'join', block: 13 }]],
    ['a split at the start', [{ kind: 'split', block: 1, at: 0 }]],
    ['a split behind the end', [{ kind: 'split', block: 1, at: 9 }]],
    ['a place that is not there', [{ kind: 'move', block: 1, to: 14 }]],
    ['nothing left out of this number', [{ kind: 'keep', dropped: 3, to: null }]],
    ['no words left', Array.from({ length: 13 }, (): Mend => ({ kind: 'drop', block: 1 }))],
  ])('refuses %s', (_, mends) => {
    expect(() => mendReading(letter(), mends)).toThrow(
      new DomainError('mend_not_valid', { number: mends.length }),
    );
  });

  it('splits no character in two', () => {
    const read = readPastedText('Een \u{1F600} hier.');
    expect(() => mendReading(read, [{ kind: 'split', block: 1, at: 5 }])).toThrow('mend_not_valid');
    expect(mendReading(read, [{ kind: 'split', block: 1, at: 4 }]).text).toBe('Een\n\n\u{1F600} hier.');
  });
});

const number = fc.integer({ min: 1, max: 16 });
const anyMend: fc.Arbitrary<Mend> = fc.oneof(
  fc.record({
    kind: fc.constant('kind' as const),
    block: number,
    to: fc.constantFrom(...blockKinds),
    level: fc.constantFrom(null, 1, 3),
  }),
  fc.record({ kind: fc.constant('split' as const), block: number, at: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('join' as const), block: number }),
  fc.record({ kind: fc.constant('move' as const), block: number, to: number }),
  fc.record({ kind: fc.constant('drop' as const), block: number }),
  fc.record({
    kind: fc.constant('keep' as const),
    dropped: fc.integer({ min: 1, max: 4 }),
    to: fc.option(number),
  }),
);

/** Those of the mends that can be done, one after the other. */
function possible(read: ReadDocument, mends: readonly Mend[]): Mend[] {
  const done: Mend[] = [];
  for (const mend of mends) {
    try {
      mendReading(read, [...done, mend]);
      done.push(mend);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return done;
}

/** All letters and figures, in no order: those of the text, of marks and of what was left out. */
const letters = ({ text, notes, dropped = [] }: ReadDocument) =>
  [text, ...notes.map(({ mark }) => mark), ...dropped.map((each) => `${each.text}${each.was?.mark ?? ''}`)]
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .split('')
    .sort()
    .join('');

function expectContract({ text, blocks, notes, places, metadata, dropped }: MendedReading): void {
  let last = -1;
  for (const { start, end } of blocks) {
    expect(start).toBeGreaterThan(last);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
    last = end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
  const between = blocks.reduce((rest, { start, end }) => rest - (end - start), text.length);
  expect(text.replace(/\S/gu, '').length).toBeGreaterThanOrEqual(between);
  const footnotes = blocks.filter(({ kind }) => kind === 'footnote').map(({ start }) => start);
  expect(footnotes).toEqual(expect.arrayContaining(notes.map(({ start }) => start)));
  for (const { at } of notes) expect(at === null || (at >= 0 && at <= text.length)).toBe(true);
  for (const { start, end } of places)
    expect(blocks.some((block) => block.start <= start && end <= block.end)).toBe(true);
  for (const { start, end } of Object.values(metadata))
    if (start !== null && end !== null) expect(text.slice(start, end).trim()).not.toBe('');
  for (const { at } of dropped) expect(at === null || (at >= 0 && at <= text.length)).toBe(true);
}

const withoutPlaces = ({ dropped, ...rest }: MendedReading) => ({
  ...rest,
  notes: rest.notes.map(({ at: _, ...note }) => note),
  metadata: {},
  dropped: dropped.map(({ at: _, was: __, page: ___, box: ____, ...each }) => each),
});

describe('mendReading, whatever is mended', () => {
  const readings: [string, () => ReadDocument][] = [
    ['a letter', letter],
    [
      'a pasted text',
      () => readPastedText('\n  Beste,\n\n\nEen brief.\nMet regels.\n\n- een\n- twee\n\n¹ Noot'),
    ],
  ];
  it.each(readings)('loses no word of %s but dropped ones, and gives a reading', (_, read) => {
    fc.assert(
      fc.property(fc.array(anyMend, { maxLength: 12 }), (mends) => {
        const mended = mendReading(read(), possible(read(), mends));
        expectContract(mended);
        expect(letters(mended)).toBe(letters(read()));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it.each(readings)('gives the same of %s in one go, in two, and once the last is taken back', (_, read) => {
    fc.assert(
      fc.property(fc.array(anyMend, { maxLength: 8 }), anyMend, (mends, last) => {
        const done = possible(read(), mends);
        const mended = mendReading(read(), done);
        expect(mendReading(mended, [])).toEqual(mended);
        const both = possible(read(), [...done, last]);
        mendReading(read(), both);
        expect(mendReading(read(), both.slice(0, done.length))).toEqual(mended);
        expect(withoutPlaces(mendReading(mended, both.slice(done.length)))).toEqual(
          withoutPlaces(mendReading(read(), both)),
        );
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it('keeps the lines of a PDF with their words', async () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/files/brief-kop.pdf'));
    const read = await readFile(new Uint8Array(bytes), 'brief-kop.pdf', { encoding: null });
    expect(read.dropped?.length).toBeGreaterThan(1);
    expect(mendReading(read, [])).toEqual(read);
    const squeezed = (text: string) => text.replace(/[-\s]/gu, '');
    const lines = (of: ReadDocument) =>
      (of.places ?? []).map(({ start, end }) => squeezed(of.text.slice(start, end))).sort();
    fc.assert(
      fc.property(
        fc.array(fc.record({ kind: fc.constant('move' as const), block: number, to: number }), {
          maxLength: 5,
        }),
        (mends) => {
          const mended = mendReading(read, possible(read, mends));
          expectContract(mended);
          expect(lines(mended)).toEqual(lines(read));
        },
      ),
      { seed: 14, numRuns: 20 },
    );
    const kept = mendReading(read, [{ kind: 'keep', dropped: 1, to: 1 }]);
    expect(kept.text.slice(0, kept.blocks[0]?.end)).toBe(read.dropped?.[0]?.text);
    expect(kept.places[0]).toMatchObject({
      start: 0,
      page: read.dropped?.[0]?.page,
      box: read.dropped?.[0]?.box,
    });
  });
});
