import type { IntakeText, Mend } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { aReading } from '../../testing/intake.ts';
import { droppedOnPages, mendFor, nearestPlace, partsOf, passageIn, placesToSplit } from './mending.ts';

const keys = (read: IntakeText) => partsOf(read).map(({ key }) => key);
const dropped = (text: string, at: number | null) => ({ text, why: 'running', at, page: null });

describe('the parts of a reading', () => {
  it.each<[string, IntakeText['dropped'], string[]]>([
    [
      'what was left out stands where it stood',
      [dropped('Page 1', 11)],
      ['block 1', 'dropped 1', 'block 2', 'block 3'],
    ],
    ['within a block: after it', [dropped('Page 1', 20)], ['block 1', 'block 2', 'dropped 1', 'block 3']],
    [
      'nobody knows where: at the end',
      [dropped('a', null), dropped('b', 0)],
      ['dropped 2', 'block 1', 'block 2', 'block 3', 'dropped 1'],
    ],
    [
      'several at one place, in their order',
      [dropped('a', 35), dropped('b', 35)],
      ['block 1', 'block 2', 'dropped 1', 'dropped 2', 'block 3'],
    ],
  ])('%s', (_name, left, expected) => {
    expect(keys({ ...aReading, dropped: left })).toEqual(expected);
  });

  it('has all of a text of which nothing was left out', () => {
    expect(keys({ ...aReading, dropped: [] })).toEqual(['block 1', 'block 2', 'block 3']);
  });
});

describe('what was left out and stands on a page', () => {
  it('is named as in the text, and kept where it stood', () => {
    const box: [number, number, number, number] = [70, 20, 300, 32];
    const left = [
      { ...dropped('Page 2', null), page: 2, box },
      { ...dropped('elsewhere', 11), page: 1, box: null },
      { ...dropped('Page 1', 11), page: 1, box },
      dropped('of what has no pages', 35),
    ];
    expect(droppedOnPages(partsOf({ ...aReading, dropped: left }))).toEqual([
      { id: 'dropped 3', page: 1, box, keep: { kind: 'keep', dropped: 3, to: 2 } },
      { id: 'dropped 1', page: 2, box, keep: { kind: 'keep', dropped: 1, to: null } },
    ]);
  });
});

describe('what somebody asks for', () => {
  const parts = partsOf(aReading);
  const [first, left, second, last] = [0, 1, 2, 3];
  it.each<[string, number, Parameters<typeof mendFor>[2], Mend | null]>([
    [
      'another kind',
      second,
      { kind: 'kind', to: 'quote', level: null },
      { kind: 'kind', block: 2, to: 'quote', level: null },
    ],
    ['the kind that it is', second, { kind: 'kind', to: 'paragraph', level: null }, null],
    [
      'another level',
      first,
      { kind: 'kind', to: 'heading', level: 2 },
      { kind: 'kind', block: 1, to: 'heading', level: 2 },
    ],
    ['two of one', second, { kind: 'split', at: 7 }, { kind: 'split', block: 2, at: 7 }],
    ['two of one, of which one is empty', second, { kind: 'split', at: 0 }, null],
    ['one with the next', first, { kind: 'join' }, { kind: 'join', block: 1 }],
    ['one with the next of the last', last, { kind: 'join' }, null],
    ['up', second, { kind: 'up' }, { kind: 'move', block: 2, to: 1 }],
    ['up from the first', first, { kind: 'up' }, null],
    ['down from the last', last, { kind: 'down' }, null],
    ['without it', second, { kind: 'drop' }, { kind: 'drop', block: 2 }],
    ['with what was left out', left, { kind: 'drop' }, { kind: 'keep', dropped: 1, to: 2 }],
    ['another kind of what was left out', left, { kind: 'kind', to: 'quote', level: null }, null],
    ['something of nothing', 9, { kind: 'drop' }, null],
  ])('%s', (_name, at, asked, expected) => {
    expect(mendFor(parts, at, asked)).toEqual(expected);
  });

  it('leaves a text its last block', () => {
    const [block] = aReading.blocks;
    if (block === undefined) throw new Error('It has blocks');
    expect(mendFor(partsOf({ ...aReading, blocks: [block], dropped: [] }), 0, { kind: 'drop' })).toBeNull();
  });
});

describe('where words are split', () => {
  it.each<[string, readonly number[]]>([
    ['one two  three', [4, 9]],
    ['one', []],
    ['', []],
    [' one two', [5]],
    ['één \u{1F642} twee', [4, 7]],
  ])('%s', (words, places) => {
    expect(placesToSplit(words)).toEqual(places);
  });

  it.each<[string, number, number | null]>([
    ['one two three', 5, 4],
    ['one two three', 99, 8],
    ['one', 1, null],
  ])('%s at %i', (words, offset, place) => {
    expect(nearestPlace(words, offset)).toBe(place);
  });
});

it.each<[string, { start: number; end: number } | null, readonly string[] | null]>([
  ['within', { start: 18, end: 33 }, ['Hague, ', '4 February 2021', '']],
  ['over its end', { start: 26, end: 40 }, ['Hague, 4 Februa', 'ry 2021', '']],
  ['all of it', { start: 0, end: 99 }, ['', 'Hague, 4 February 2021', '']],
  ['elsewhere', { start: 35, end: 40 }, null],
  ['none', null, null],
])('marks a passage %s', (_name, passage, expected) => {
  const part = partsOf(aReading)[2];
  if (part?.kind !== 'block') throw new Error('It is a block');
  expect(passageIn(part.block, part.words, passage)).toEqual(expected);
});
