import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nastyText, seeded } from '../../testing/nasty-text.ts';
import { createCaret, type MoveDirection, type MoveUnit } from './move.ts';
import { NearbySegmenter } from './nearby-segmenter.ts';
import { segmentPlainText } from './segment.ts';

const text = 'Kop\n\nEen zin, vis-a-vis 😀. Nog een.\n\nTweede  alinea.';
const caret = createCaret({ text, language: 'nl', ...segmentPlainText(text, 'nl') });

/** The caret is `|` in the marked text, before and after. */
function moved(marked: string, unit: MoveUnit, direction: MoveDirection, extend: boolean): string {
  const from = marked.indexOf('|');
  const plain = marked.replace('|', '');
  const there = createCaret({ text: plain, language: 'nl', ...segmentPlainText(plain, 'nl') });
  const to = there.move(from, unit, direction, extend);
  return `${plain.slice(0, to)}|${plain.slice(to)}`;
}

describe('one step', () => {
  test.each([
    ['character', 'forward', 'a|b c', 'ab| c'],
    ['character', 'backward', 'ab| c', 'a|b c'],
    ['character', 'forward', 'a|😀b', 'a😀|b'],
    ['character', 'backward', 'a👩‍👩‍👧‍👦|b', 'a|👩‍👩‍👧‍👦b'],
    ['character', 'forward', 'caf|e\u0301 x', 'cafe\u0301| x'],
    ['character', 'forward', 'Een.|\n\nTwee.', 'Een.\n\n|Twee.'],
    ['character', 'backward', 'Een.\n\n|Twee.', 'Een.|\n\nTwee.'],
    ['character', 'forward', 'einde|', 'einde|'],
    ['character', 'backward', '|begin', '|begin'],
    ['word', 'forward', '|een twee', 'een |twee'],
    ['word', 'forward', 'e|en, twee', 'een, |twee'],
    ['word', 'backward', 'een twee|', 'een |twee'],
    ['word', 'backward', 'een tw|ee', 'een |twee'],
    ['word', 'backward', 'een |twee', '|een twee'],
    ['word', 'forward', 'een |twee', 'een twee|'],
    ['word', 'forward', 'Een |zin.\n\nTwee', 'Een zin.\n\n|Twee'],
    ['word', 'backward', 'Een.\n\n|Twee', '|Een.\n\nTwee'],
    ['sentence', 'forward', '|Een zin. Nog een.', 'Een zin. |Nog een.'],
    ['sentence', 'forward', 'Een zin. Nog| een.', 'Een zin. Nog een.|'],
    ['sentence', 'backward', 'Een zin. Nog| een.', 'Een zin. |Nog een.'],
    ['sentence', 'backward', 'Een zin. |Nog een.', '|Een zin. Nog een.'],
    ['paragraph', 'forward', 'Ee|n. Nog.\n\nTwee.', 'Een. Nog.\n\n|Twee.'],
    ['paragraph', 'backward', 'Een.\n\nTw|ee.', 'Een.\n\n|Twee.'],
    ['paragraph', 'backward', 'Een.\n\n|Twee.', '|Een.\n\nTwee.'],
    ['document', 'forward', 'Ee|n.\n\nTwee.', 'Een.\n\nTwee.|'],
    ['document', 'backward', 'Een.\n\nTw|ee.', '|Een.\n\nTwee.'],
  ] as const)('a caret by %s %s: %s', (unit, direction, from, to) => {
    expect(moved(from, unit, direction, false)).toBe(to);
  });

  test.each([
    ['word', '|een twee', 'een| twee'],
    ['word', 'een| twee', 'een twee|'],
    ['word', 'Een zin|.\n\nTwee', 'Een zin.\n\nTwee|'],
    ['sentence', '|Een zin. Nog een.', 'Een zin.| Nog een.'],
    ['sentence', 'Een zin.| Nog een.', 'Een zin. Nog een.|'],
    ['paragraph', '|Een. Nog.\n\nTwee.', 'Een. Nog.|\n\nTwee.'],
    ['paragraph', 'Een. Nog.|\n\nTwee.', 'Een. Nog.\n\nTwee.|'],
    ['paragraph', 'Twee.|', 'Twee.|'],
  ] as const)('the end of a selection by %s: %s', (unit, from, to) => {
    expect(moved(from, unit, 'forward', true)).toBe(to);
  });
});

describe('a place for a caret', () => {
  test.each([
    ['the start', -5, 0],
    ['the end', 999, text.length],
    ['between blocks', 4, 5],
    ['inside an emoji', text.indexOf('😀') + 1, text.indexOf('😀')],
    ['not whole', 6.7, 6],
  ])('%s', (_name, offset, expected) => {
    expect(caret.place(offset)).toBe(expected);
  });

  test('an empty text has one place', () => {
    const empty = createCaret({ text: '', language: 'nl', blocks: [], sentences: [] });
    for (const unit of ['character', 'word', 'sentence', 'paragraph', 'document'] as const) {
      expect(empty.move(0, unit, 'forward', false)).toBe(0);
      expect(empty.move(0, unit, 'backward', true)).toBe(0);
    }
  });
});

describe('in any text', () => {
  const units = fc.constantFrom<MoveUnit>('character', 'word', 'sentence', 'paragraph');

  test('repeated steps reach either end, always further, always between two graphemes', () => {
    fc.assert(
      fc.property(nastyText, units, fc.boolean(), (any, unit, extend) => {
        const { blocks, sentences } = segmentPlainText(any, 'nl');
        const there = createCaret({ text: any, language: 'nl', blocks, sentences });
        const graphemes = new NearbySegmenter(any, 'nl', 'grapheme');
        const first = there.move(0, 'document', 'backward', false);
        const last = there.move(0, 'document', 'forward', false);
        for (const [direction, from, to, sign] of [
          ['forward', first, last, 1],
          ['backward', last, first, -1],
        ] as const) {
          let at = from;
          for (let steps = 0; at !== to; steps += 1) {
            expect(steps).toBeLessThanOrEqual(any.length);
            const next = there.move(at, unit, direction, extend);
            expect(sign * (next - at)).toBeGreaterThan(0);
            const grapheme = graphemes.at(next);
            expect(grapheme === null ? any.length : grapheme.start).toBe(next);
            at = next;
          }
        }
      }),
      seeded,
    );
  });

  test('every place stays in or beside a block', () => {
    fc.assert(
      fc.property(nastyText, units, (any, unit) => {
        const { blocks, sentences } = segmentPlainText(any, 'nl');
        if (blocks.length === 0) return;
        const there = createCaret({ text: any, language: 'nl', blocks, sentences });
        for (let offset = 0; offset <= any.length; offset += 1) {
          for (const direction of ['forward', 'backward'] as const) {
            const to = there.move(offset, unit, direction, false);
            expect(blocks.some(({ start, end }) => start <= to && to <= end)).toBe(true);
          }
        }
      }),
      { ...seeded, numRuns: 150 },
    );
  });
});
