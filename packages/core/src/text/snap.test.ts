import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nastyText, seeded, uncleanText, withRange } from '../../testing/nasty-text.ts';
import { graphemeEnd, graphemeStart, NearbySegmenter } from './nearby-segmenter.ts';
import { snapSelection } from './snap.ts';
import { checkSpan } from './span.ts';

const word = { mode: 'word', language: 'nl' } as const;
const character = { mode: 'character', language: 'nl' } as const;

/** The selection stands between square brackets; so does the result. */
function snapped(marked: string, options: { mode: 'word' | 'character'; language: string }): string | null {
  const start = marked.indexOf('[');
  const end = marked.lastIndexOf(']') - 1;
  const text = marked.replace('[', '').replace(/\]([^\]]*)$/, '$1');
  const span = snapSelection(text, { start, end }, options);
  return span && `${text.slice(0, span.start)}[${text.slice(span.start, span.end)}]${text.slice(span.end)}`;
}

describe('to words', () => {
  test.each([
    ['a whole word', 'onder [druk] staan', 'onder [druk] staan'],
    ['inside a word', 'onder d[ru]k staan', 'onder [druk] staan'],
    ['from inside one word into another', 'combin[atie van dr]uk en', '[combinatie van druk] en'],
    ['spaces around', 'onder[ druk ]staan', 'onder [druk] staan'],
    ['the comma next to it is not taken', 'van d[ru]k, dus', 'van [druk], dus'],
    ['a selected comma is kept', 'van d[ruk,] dus', 'van [druk,] dus'],
    ['a whole sentence with its full stop', '[De druk is hoog.] Meer', '[De druk is hoog.] Meer'],
    ['quotation marks next to it', '‘d[ru]k’', '‘[druk]’'],
    ['selected quotation marks', '[‘druk’] en', '[‘druk’] en'],
    ['touching the word before', 'onder[ druk]', 'onder [druk]'],
    ['touching the word after', '[druk ]staan', '[druk] staan'],
    ['words joined by hyphens', 'vis-[a]-vis', '[vis-a-vis]'],
    ['from the hyphen on', 'EU[-lid]staten', '[EU-lidstaten]'],
    ['a dash between words is no hyphen', 'druk – [s]amen', 'druk – [samen]'],
    ['a hyphen at the end of a word', 'in- en u[it]voer', 'in- en [uitvoer]'],
    ['a soft hyphen', 'samen\u00adw[erk]ing', '[samen\u00adwerking]'],
    ['an apostrophe', 'fot[o’]s', '[foto’s]'],
    ['a straight apostrophe', "fot[o']s", "[foto's]"],
    ['a decimal number', 'is 1[2,]5 procent', 'is [12,5] procent'],
    ['no-break space', 'artikel\u00a0[5\u00a0]EU', 'artikel\u00a0[5]\u00a0EU'],
    ['a letter with a combining accent', 'cafe[\u0301] is', '[cafe\u0301] is'],
    ['the Dutch ligature', 'b[ĳ]na', '[bĳna]'],
    ['the fi ligature', 'de[ﬁ]nitie', '[deﬁnitie]'],
    ['Hebrew', 'של[ו]ם עולם', '[שלום] עולם'],
    ['an emoji', 'ja [😀] nee', 'ja [😀] nee'],
    ['half an emoji', 'ja [\ud83d]\ude00 nee', 'ja [😀] nee'],
    ['punctuation alone', 'ja [–] nee', 'ja [–] nee'],
    ['across blocks', 'eerste al[inea.\n\nTweede al]inea', 'eerste [alinea.\n\nTweede alinea]'],
    ['ending in the next block', 'de [eerste.\n\n]Tweede', 'de [eerste.]\n\nTweede'],
    ['starting in the blank line', 'eerste.[\n\nTweede]', 'eerste.\n\n[Tweede]'],
  ])('%s', (_name, marked, expected) => {
    expect(snapped(marked, word)).toBe(expected);
  });
});

describe('to characters', () => {
  test.each([
    ['inside a word', 'onder d[ru]k', 'onder d[ru]k'],
    ['spaces around', 'onder[ dr]uk', 'onder [dr]uk'],
    ['half an emoji', 'a[\ud83d]\ude00b', 'a[😀]b'],
    ['a family joined by zero width joiners', '👩‍[👩‍]👧‍👦!', '[👩‍👩‍👧‍👦]!'],
    ['half a flag', 'x[🇳]🇱x', 'x[🇳🇱]x'],
    ['the second of two flags', '🇳🇱🇧[🇪]', '🇳🇱[🇧🇪]'],
    ['a skin tone', '👍[🏽] ok', '[👍🏽] ok'],
    ['an accent alone', 'caf[e]\u0301', 'caf[e\u0301]'],
    ['between CR and LF', 'a[\r]\nb', null],
    ['Devanagari', 'नम[स्]ते', 'नम[स्ते]'],
  ])('%s', (_name, marked, expected) => {
    expect(snapped(marked, character)).toBe(expected);
  });
});

describe('nothing to select', () => {
  test.each([
    ['empty', 'de [] druk'],
    ['spaces', 'de[  ]druk'],
    ['line breaks', 'een[\n\n]twee'],
    ['no-break and zero width space', 'een[\u00a0\u200b]twee'],
    ['an empty text', '[]'],
  ])('%s', (_name, marked) => {
    expect(snapped(marked, word)).toBeNull();
    expect(snapped(marked, character)).toBeNull();
  });
});

test('takes the ends in either order and outside the text', () => {
  expect(snapSelection('de druk', { start: 5, end: 4 }, word)).toEqual({ start: 3, end: 7 });
  expect(snapSelection('de druk', { start: 99, end: -5 }, word)).toEqual({ start: 0, end: 7 });
});

describe('for any text', () => {
  const modes = fc.constantFrom(word, character);

  test('a result is a span at grapheme boundaries, without white space at its ends', () => {
    fc.assert(
      fc.property(withRange(uncleanText), modes, ({ text, start, end }, options) => {
        const span = snapSelection(text, { start, end }, options);
        if (span === null) return;
        expect(checkSpan(text, span).ok).toBe(true);
        const graphemes = new NearbySegmenter(text, 'nl', 'grapheme');
        expect(graphemeStart(graphemes, span.start)).toBe(span.start);
        expect(graphemeEnd(graphemes, span.end)).toBe(span.end);
        const first = graphemes.at(span.start)?.text ?? '';
        const last = graphemes.at(span.end - 1)?.text ?? '';
        expect(first.trim()).not.toBe('');
        expect(last.trim()).not.toBe('');
      }),
      seeded,
    );
  });

  test('everything selected that is not white space stays selected', () => {
    fc.assert(
      fc.property(withRange(nastyText), modes, ({ text, start, end }, options) => {
        const span = snapSelection(text, { start, end }, options);
        const visible = [...text.slice(start, end).matchAll(/[^\s\u200b]/gu)].map(
          ({ index }) => start + index,
        );
        for (const at of visible) {
          expect(span).not.toBeNull();
          expect(at).toBeGreaterThanOrEqual(span?.start ?? Number.POSITIVE_INFINITY);
          expect(at).toBeLessThan(span?.end ?? 0);
        }
      }),
      seeded,
    );
  });

  test('snapping twice is snapping once', () => {
    fc.assert(
      fc.property(withRange(uncleanText), modes, ({ text, start, end }, options) => {
        const once = snapSelection(text, { start, end }, options);
        if (once !== null) expect(snapSelection(text, once, options)).toEqual(once);
      }),
      seeded,
    );
  });

  test('words hold at least the characters', () => {
    fc.assert(
      fc.property(withRange(nastyText), ({ text, start, end }) => {
        const inWords = snapSelection(text, { start, end }, word);
        const inCharacters = snapSelection(text, { start, end }, character);
        expect(inWords === null).toBe(inCharacters === null);
        if (inWords === null || inCharacters === null) return;
        expect(inWords.start).toBeLessThanOrEqual(inCharacters.start);
        expect(inWords.end).toBeGreaterThanOrEqual(inCharacters.end);
      }),
      seeded,
    );
  });
});
