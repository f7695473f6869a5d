import type { Block } from '@koersvast/core/text';
import { expect, it } from 'vitest';
import { numbered, printedBlocks } from './printed.ts';

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
