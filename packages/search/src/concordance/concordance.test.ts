import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/random.ts';
import { drawText } from '../../testing/random-text.ts';
import { fold } from '../fold/fold.ts';
import { concordanceLine } from './line.ts';
import { compareWords, rankWords, sortWord } from './sort-word.ts';

const shown = (text: string, hit: string, words: number, characters = 1_000): readonly string[] => {
  const start = text.indexOf(hit);
  const line = concordanceLine(fold(text), start, start + hit.length, { words, characters });
  return [
    (line.isCutLeft ? '<' : '') + text.slice(line.from, line.start),
    text.slice(line.start, line.end),
    text.slice(line.end, line.to) + (line.isCutRight ? '>' : ''),
  ];
};

describe('a line', () => {
  const text = '“Zware sancties”, zei de minister, tegen Rusland/Oekraïne.';
  test.each([
    [text, 'zei', 2, ['Zware sancties”, ', 'zei', ' de minister']],
    [text, 'minister', 1, ['de ', 'minister', ', tegen']],
    [text, 'zei', 9, ['“Zware sancties”, ', 'zei', ' de minister, tegen Rusland/Oekraïne.']],
    [text, 'zei', 0, ['', 'zei', '']],
    [text, '“Zware', 1, ['', '“Zware', ' sancties']],
    // A hit within a word: the rest of the word is the first one of its context.
    [text, 'nist', 1, ['mi', 'nist', 'er']],
    [text, 'nist', 2, ['de mi', 'nist', 'er, tegen']],
    ['', '', 3, ['', '', '']],
  ])('%s: %s with %i words', (of, hit, words, expected) => {
    expect(shown(of, hit, words)).toEqual(expected);
  });

  test.each([
    ['aaa bb cc ddd', 'bb', 2, ['<a ', 'bb', ' c>']],
    ['e\u0301e\u0301 x e\u0301', 'x', 2, ['< ', 'x', ' >']],
    ['👩‍👧👩‍👧 x 👩‍👧', 'x', 6, ['<👩‍👧 ', 'x', ' 👩‍👧']],
    ['a\r\nx\r\nb', 'x', 1, ['<', 'x', '>']],
    ['a😀x😀', 'x', 1, ['<', 'x', '>']],
  ])('%j: %s with %i characters', (of, hit, characters, expected) => {
    expect(shown(of, hit, 5, characters)).toEqual(expected);
  });

  test('never cuts a character that readers see, nor takes more than it may', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const { text: of } = drawText(random);
      const folded = fold(of);
      const { starts, ends } = folded.words;
      if (starts.length === 0) continue;
      const at = random.whole(starts.length);
      const [start, end] = [starts[at] ?? 0, ends[at] ?? 0];
      const limit = { words: random.whole(5), characters: random.whole(20) };
      const line = concordanceLine(folded, start, end, limit);
      const borders = new Set([...new Intl.Segmenter('nl').segment(of)].map(({ index }) => index)).add(
        of.length,
      );
      if (line.isCutLeft && line.from < start) expect(borders.has(line.from)).toBe(true);
      if (line.isCutRight && line.to > end) expect(borders.has(line.to)).toBe(true);
      expect(start - line.from).toBeLessThanOrEqual(limit.characters);
      expect(line.to - end).toBeLessThanOrEqual(limit.characters);
      const whole = starts.filter((from, index) => from >= line.from && (ends[index] ?? 0) <= start).length;
      expect(whole).toBeLessThanOrEqual(limit.words);
    }
  });
});

describe('sorting', () => {
  const text = fold('FIjn, de ÉÉN zei x tegen Zo’n man');
  const hit = { start: text.text.indexOf('x'), end: text.text.indexOf('x') + 1 };

  test('is by the first, second and third word of a side, folded', () => {
    const words = (['left', 'right'] as const).map((side) =>
      [1, 2, 3, 4, 5].map((n) => sortWord(text, hit, side, n)),
    );
    expect(words).toEqual([
      ['zei', 'een', 'de', 'fijn', ''],
      ['tegen', "zo'n", 'man', '', ''],
    ]);
  });

  test('takes a word that reaches into the hit as part of it', () => {
    const within = { start: text.text.indexOf('egen'), end: text.text.indexOf('egen') + 2 };
    expect(sortWord(text, within, 'left', 1)).toBe('x');
    expect(sortWord(text, within, 'right', 1)).toBe("zo'n");
  });

  test('is as in a Dutch dictionary, numbers by their value, nothing first', () => {
    const words = ['zee', '10', '9', 'œuvre', "zo'n", '', 'aap', 'øst', 'zon', 'мир'];
    const sorted = ['', '9', '10', 'aap', 'œuvre', 'øst', 'zee', "zo'n", 'zon', 'мир'];
    expect(words.toSorted(compareWords)).toEqual(sorted);
    expect([...rankWords([...words, 'aap']).keys()]).toEqual(sorted);
  });
});
