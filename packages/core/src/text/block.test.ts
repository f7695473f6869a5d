import { describe, expect, test } from 'vitest';
import type { Sentence } from './block.ts';
import { type BlockDraft, lastStartingAt, locateSpan, numberBlocks } from './block.ts';
import { utf16 } from './offset.ts';

const drafts: BlockDraft[] = [
  { kind: 'heading', level: 1, start: 0, end: 5 },
  { kind: 'paragraph', start: 7, end: 30 },
  { kind: 'list_item', start: 31, end: 40 },
  { kind: 'heading', level: 2, start: 42, end: 50 },
  { kind: 'footnote', start: 52, end: 60 },
];

const blocks = numberBlocks(drafts);

const sentences: Sentence[] = [
  [1, 0, 5],
  [2, 7, 18],
  [2, 19, 30],
  [3, 31, 40],
  [4, 42, 50],
  [5, 52, 60],
].map(([block = 0, start = 0, end = 0], position) => ({
  index: position + 1,
  block,
  start: utf16(start),
  end: utf16(end),
}));

test('a note tells its block its mark and its place, and what a file says of a block stays with it', () => {
  const told = numberBlocks(
    [
      { kind: 'paragraph', start: 0, end: 5, data: { speaker: 'Blok' } },
      { kind: 'footnote', start: 7, end: 30, data: {} },
      { kind: 'footnote', start: 32, end: 40 },
      { kind: 'quote', start: 42, end: 50 },
    ],
    [
      { mark: '1', start: 7, at: 5 },
      { mark: '', start: 32, at: null },
      { mark: '3', start: 42, at: 3 },
    ],
  );
  expect(told.map(({ mark, at, data }) => [mark, at, data])).toEqual([
    [undefined, undefined, { speaker: 'Blok' }],
    ['1', 5, undefined],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

test('blocks are counted from 1, paragraphs too but without headings', () => {
  expect(blocks.map(({ index, kind, paragraph }) => [index, kind, paragraph])).toEqual([
    [1, 'heading', null],
    [2, 'paragraph', 1],
    [3, 'list_item', 2],
    [4, 'heading', null],
    [5, 'footnote', 3],
  ]);
  expect(blocks[0]).toHaveProperty('level', 1);
  expect(blocks[1]).not.toHaveProperty('level');
});

test.each([
  [-1, -1],
  [0, 0],
  [6, 0],
  [7, 1],
  [8, 1],
  [52, 4],
  [999, 4],
])('the last block that starts at or before %d is at %d', (offset, position) => {
  expect(lastStartingAt(blocks, offset)).toBe(position);
});

describe('locateSpan', () => {
  test.each([
    ['in the first sentence of a paragraph', 8, 12, [2, 1, 1, 2, 2]],
    ['a whole paragraph', 7, 30, [2, 1, 1, 2, 3]],
    ['up to the end of a sentence', 10, 18, [2, 1, 1, 2, 2]],
    ['with the space after a sentence', 10, 19, [2, 1, 1, 2, 2]],
    ['starting in the space between sentences', 18, 22, [2, 1, 1, 3, 3]],
    ['only the space between sentences', 18, 19, [2, 1, 1, 3, 3]],
    ['in a heading', 1, 3, [1, null, null, 1, 1]],
    ['from a heading into a paragraph', 2, 9, [1, null, 1, 1, 2]],
    ['from a paragraph into a heading', 35, 45, [3, 2, null, 4, 5]],
    ['over several blocks', 20, 55, [2, 1, 3, 3, 6]],
    ['starting in the gap before a block', 5, 9, [2, 1, 1, 2, 2]],
    ['only in a gap', 40, 42, [4, null, null, 5, 5]],
    ['behind the last block', 60, 62, [5, 3, 3, 6, 6]],
    ['the whole text', 0, 60, [1, null, 3, 1, 6]],
  ] as const)('%s', (_name, start, end, [block, paragraph, paragraphEnd, sentence, sentenceEnd]) => {
    expect(locateSpan(blocks, sentences, { start, end })).toEqual({
      block,
      paragraph,
      paragraphEnd,
      sentence,
      sentenceEnd,
    });
  });

  test('everything is null in a text without blocks', () => {
    expect(locateSpan([], [], { start: 0, end: 1 })).toEqual({
      block: null,
      paragraph: null,
      paragraphEnd: null,
      sentence: null,
      sentenceEnd: null,
    });
  });
});
