import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';

/** As the README says it, a character at a time. */
function plainly(character: string): string {
  const bare = character
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\u00AD]/gu, '');
  const apart: Record<string, string> = {
    ß: 'ss',
    ﬀ: 'ff',
    ﬁ: 'fi',
    ﬂ: 'fl',
    ﬃ: 'ffi',
    ﬄ: 'ffl',
    ﬅ: 'st',
    ﬆ: 'st',
    ĳ: 'ij',
    '’': "'",
    '‘': "'",
    ʼ: "'",
    ς: 'σ',
    ſ: 's',
  };
  return [...bare].map((each) => apart[each] ?? each).join('');
}

/** Where there are characters: beyond are only those of nobody. */
const BLOCKS = Array.from({ length: 0x30000 / 0x400 }, (_, at) => at * 0x400);

test('every character of Unicode, lone surrogates too', () => {
  for (const from of BLOCKS) {
    const characters = Array.from({ length: 0x400 }, (_, at) => String.fromCodePoint(from + at));
    // A high surrogate and a low one after it would be a character.
    const text = characters.join('x');
    expect(fold(text).folded, from.toString(16)).toBe(characters.map(plainly).join('x'));
  }
});

test('what is folded is folded', () => {
  for (const from of BLOCKS) {
    const text = Array.from({ length: 0x400 }, (_, at) => String.fromCodePoint(from + at)).join('x');
    const { folded } = fold(text);
    expect(fold(folded).folded, from.toString(16)).toBe(folded);
  }
});

describe('the way back', () => {
  test('there is none where both count alike', () => {
    for (const text of ['', 'Één ‘brief’', '😀\ud800x\udc00', 'İΣς']) expect(fold(text).map, text).toBeNull();
  });

  test.each<[text: string, folded: string, map: number[]]>([
    ['a\u0301b', 'ab', [0, 2, 3]],
    ['\u0301a', 'a', [1, 2]],
    ['a\u00AD', 'a', [0, 2]],
    ['aßb', 'assb', [0, 1, 1, 2, 3]],
    ['ﬃ', 'ffi', [0, 0, 0, 1]],
    ['😀\u0301😀', '😀😀', [0, 1, 3, 4, 5]],
    ['\u{1E8D6}', '', [2]],
    ['\u{1D15E}\u0301a', '\u{1D157}a', [0, 1, 3, 4]],
    ['\u{2F800}a', '丽a', [0, 2, 3]],
    ['한', '\u1112\u1161\u11ab', [0, 0, 0, 1]],
    ['\u00AD', '', [1]],
    ['\ud801\u0301\udc28', '\ud801\ufffd', [0, 2, 3]],
  ])('%j', (text, folded, map) => {
    const made = fold(text);
    expect({ folded: made.folded, map: made.map && [...made.map] }).toEqual({ folded, map });
  });

  test('a place within a ligature is that of all of it, and what ends there ends behind its marks', () => {
    const text = fold('aﬃ\u0301\u00ADb');
    expect(text.folded).toBe('affib');
    expect([0, 1, 2, 3, 4].map((at) => text.startOf(at))).toEqual([0, 1, 1, 1, 4]);
    expect([0, 1, 2, 3, 4, 5].map((at) => text.endOf(at))).toEqual([0, 1, 4, 4, 4, 5]);
  });

  test('there is room for a text of ligatures alone', () => {
    expect(fold('ﬃ'.repeat(10_000)).folded).toBe('ffi'.repeat(10_000));
    expect(fold(`${'a'.repeat(100)}${'한'.repeat(10_000)}`).map?.length).toBe(30_101);
  });
});

describe('words', () => {
  const wordsOf = (typed: string) => {
    const { folded, wordStarts, wordEnds, text, words } = fold(typed);
    return {
      folded: Array.from(wordStarts, (start, at) => folded.slice(start, wordEnds[at])),
      text: Array.from(words.starts, (start, at) => text.slice(start, words.ends[at])),
    };
  };
  test.each<[text: string, folded: string[], text: string[]]>([
    ['', [], []],
    ["'t Is foto’s,x_y", ['t', 'is', "foto's", 'x', 'y'], ['t', 'Is', 'foto’s', 'x', 'y']],
    ["a''b'", ['a', 'b'], ['a', 'b']],
    ['e\u0301\u00AD n', ['e', 'n'], ['e\u0301\u00AD', 'n']],
    ['𐐔a\ud801 b\udc00', ['𐐼a', 'b'], ['𐐔a', 'b']],
    ['straße.', ['strasse'], ['straße']],
  ])('%j', (typed, folded, text) => {
    expect(wordsOf(typed)).toEqual({ folded, text });
  });

  test('more than there was room for', () => {
    expect(fold('a '.repeat(1_000)).wordStarts.length).toBe(1_000);
  });
});
