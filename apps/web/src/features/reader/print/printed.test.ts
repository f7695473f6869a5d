import type { Block } from '@koersvast/core/text';
import { expect, it } from 'vitest';
import { numbered, printedBlocks, printedRows } from './printed.ts';

const text = 'Een kop\nNederland houdt druk en werkt samen.';
const blocks = [
  { index: 0, kind: 'heading', level: 1, paragraph: null, start: 0, end: 7 },
  { index: 1, kind: 'paragraph', paragraph: 1, start: 8, end: text.length },
] as unknown as Block[];
const span = (id: string, words: string) => {
  const start = text.indexOf(words);
  return { id, start, end: start + words.length };
};

it('prints every word once, whatever covers it', () => {
  const notes = numbered([
    span('across', 'kop\nNederland'),
    span('a', 'houdt druk en'),
    span('b', 'druk en werkt'),
    span('same', 'druk en werkt'),
  ]);
  const printed = printedBlocks(text, blocks, notes);
  expect(printed.map(({ pieces }) => pieces.map((piece) => piece.text).join(''))).toEqual([
    'Een kop',
    'Nederland houdt druk en werkt samen.',
  ]);
  expect(printed.map((each) => each.notes)).toEqual([[1], [2, 3, 4]]);
});

it('says where an annotation ends only where the underline does not', () => {
  const notes = numbered([span('alone', 'Nederland'), span('a', 'houdt druk'), span('b', 'druk en')]);
  const [, paragraph] = printedBlocks(text, blocks, notes);
  const told = paragraph?.pieces.map((piece) => [piece.text, piece.opens, piece.closes, piece.marks.length]);
  expect(told).toEqual([
    ['Nederland', [1], [], 1],
    [' ', [], [], 0],
    ['houdt ', [2], [], 1],
    ['druk', [3], [2], 2],
    [' en', [], [3], 1],
    [' werkt samen.', [], [], 0],
  ]);
});

it('keeps lanes within what a line of print has room for', () => {
  const notes = numbered(Array.from({ length: 9 }, (_, each) => span(`n${each}`, 'druk')));
  const [, paragraph] = printedBlocks(text, blocks, notes);
  const lanes = paragraph?.pieces.flatMap(({ marks }) => marks.map(({ lane }) => lane));
  expect(lanes).toEqual([0, 1, 2, 3, 3, 3, 3, 3, 3]);
});

it('prints cells beside each other, who speaks, and the marks of notes where they belong', () => {
  const words = 'Een zin.\n\nJaar\tBedrag\n2024\t3\n\nEen noot.';
  const block = (kind: string, part: string, more: object = {}) => {
    const start = words.indexOf(part);
    return { index: start, kind, paragraph: 1, start, end: start + part.length, ...more };
  };
  const made = [
    block('paragraph', 'Een zin.', { data: { speaker: 'Jansen' } }),
    block('table_cell', 'Jaar'),
    block('table_cell', 'Bedrag'),
    block('table_cell', '2024'),
    block('table_cell', '3'),
    block('footnote', 'Een noot.', { mark: '1', at: words.indexOf(' zin') }),
  ] as unknown as Block[];
  const notes = numbered([{ id: 'a', start: 0, end: 8 }]);
  const rows = printedRows(printedBlocks(words, made, notes));
  expect(rows.map((row) => row.map(({ pieces }) => pieces.map((piece) => piece.text).join('')))).toEqual([
    ['Een zin.'],
    ['Jaar', 'Bedrag'],
    ['2024', '3'],
    ['Een noot.'],
  ]);
  const [first] = rows[0] ?? [];
  expect(first?.speaker).toBe('Jansen');
  expect(first?.pieces.map((piece) => [piece.text, piece.signs, piece.opens.length])).toEqual([
    ['Een', ['1'], 1],
    [' zin.', [], 0],
  ]);
  expect(rows[3]?.[0]?.sign).toBe('1');
});
