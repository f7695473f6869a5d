import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';

// A letter with everything that Word puts into RTF beside the words, written by hand: its tables of fonts, styles and
// lists, its groups for other programs, its fields, notes and tracked changes.

const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/by-hand/word.rtf')));
const read = () => readFile(bytes, 'brief.rtf', { encoding: null });

describe('RTF as Word writes it', () => {
  it('is read with its headings, lists, table and note', async () => {
    const { text, blocks, notes, title } = await read();
    expect(
      (blocks ?? []).map(({ kind, level, start, end }) => [
        level === undefined ? kind : `${kind} ${level}`,
        text.slice(start, end),
      ]),
    ).toEqual([
      ['paragraph', 'Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018'],
      ['paragraph', 'Den Haag, 4 juli 2025'],
      ['heading 1', 'Coördinatie en geld: € 12 miljoen'],
      ['paragraph', 'Eerste alinea met een noot, en verder “citaat” en Rutte’s brief – zie deze pagina.'],
      ['list_item', '1. Eerste punt'],
      ['list_item', '2. Tweede punt'],
      ['list_item', 'Een streepje'],
      ['paragraph', 'Zichtbaar erbij'],
      ['table_cell', 'Jaar'],
      ['table_cell', 'Bedrag'],
      ['table_cell', '2024'],
      ['table_cell', '12,5'],
      ['paragraph', 'Hoogachtend,'],
      ['paragraph', 'De Minister van Buitenlandse Zaken,'],
      ['paragraph', 'C.C.J. Veldkamp'],
      ['footnote', 'Kamerstukken II 2024/25, 36600-V, nr. 12.'],
    ]);
    expect(notes.map(({ mark, at }) => [mark, text.slice(0, at ?? 0).slice(-4)])).toEqual([['1', 'noot']]);
    expect(title).toBe('Voortgang van het beleid');
  });

  it('takes no details of the letter from its notes', async () => {
    const { metadata } = await read();
    expect(Object.fromEntries(Object.entries(metadata).map(([key, { value }]) => [key, value]))).toEqual({
      addressee: 'de Voorzitter van de Tweede Kamer der Staten-Generaal',
      place: 'Den Haag',
      date: '2025-07-04',
      sender: 'C.C.J. Veldkamp',
      sender_function: 'Minister van Buitenlandse Zaken',
      our_reference: 'BZ2512345',
    });
  });

  it('says what was left out', async () => {
    const { notices, dropped } = await read();
    expect(notices.map(({ code, count }) => [code, count])).toEqual([
      ['hidden_left_out', 1],
      ['changes_accepted', 2],
      ['heads_left_out', 2],
    ]);
    expect(dropped?.map(({ text }) => text)).toEqual(['Ons kenmerk BZ2512345', 'Pagina 1']);
  });
});
