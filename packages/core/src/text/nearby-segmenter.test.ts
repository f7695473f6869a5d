import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { longUncleanText, seeded, uncleanText } from '../../testing/nasty-text.ts';
import { createCaret } from './move.ts';
import { isApart, NearbySegmenter } from './nearby-segmenter.ts';
import { segmentPlainText } from './segment.ts';
import { snapSelection } from './snap.ts';

const granularities = ['grapheme', 'word'] as const;

describe.each(granularities)('by %s', (granularity) => {
  const whole = (text: string) => [...new Intl.Segmenter('nl', { granularity }).segment(text)];

  test.each([
    ['a short text', uncleanText, seeded],
    ['a long text', longUncleanText, { ...seeded, numRuns: 60 }],
  ])('%s is segmented as if it were taken whole', (_name, texts, settings) => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, backwards) => {
        const nearby = new NearbySegmenter(text, 'nl', granularity);
        const segments = whole(text);
        if (backwards) segments.reverse();
        for (const { index, segment, isWordLike } of segments) {
          expect(nearby.at(index)).toEqual({
            start: index,
            end: index + segment.length,
            text: segment,
            isWord: isWordLike ?? false,
          });
        }
        expect(nearby.at(text.length)).toBeNull();
        expect(nearby.at(-1)).toBeNull();
      }),
      settings,
    );
  });

  test('a place that is apart is a boundary, and the text before it does not decide what follows', () => {
    fc.assert(
      fc.property(longUncleanText, (text) => {
        const starts = whole(text).map(({ index }) => index);
        for (let at = 1; at < text.length; at += 1) {
          if (!isApart(text, at)) continue;
          expect(starts).toContain(at);
        }
      }),
      { ...seeded, numRuns: 30 },
    );
  });
});

describe('in one paragraph of a million characters', () => {
  const text = 'druk 🙂 en dialoog. '.repeat(50_000);
  const { blocks, sentences } = segmentPlainText(text, 'nl');
  const middle = text.length / 2 + 1;

  /** How many code units the browser's segmenter is given while `work` runs. */
  function segmentedDuring(work: () => void): number {
    const { segment } = Intl.Segmenter.prototype;
    let units = 0;
    onTestFinished(() => {
      Intl.Segmenter.prototype.segment = segment;
    });
    Intl.Segmenter.prototype.segment = function count(input) {
      units += input.length;
      return segment.call(this, input);
    };
    work();
    return units;
  }

  test.each(['word', 'character'] as const)('a selection is snapped to a %s by what is near', (mode) => {
    const units = segmentedDuring(() => {
      expect(
        snapSelection(text, { start: middle, end: middle + 20 }, { mode, language: 'nl' }),
      ).not.toBeNull();
    });
    expect(units).toBeGreaterThan(0);
    expect(units).toBeLessThan(10_000);
  });

  test.each(['character', 'word', 'sentence', 'paragraph'] as const)(
    'a caret moves by %s by what is near',
    (unit) => {
      const caret = createCaret({ text, language: 'nl', blocks, sentences });
      const units = segmentedDuring(() => {
        let at = caret.place(middle);
        for (let step = 0; step < 10; step += 1) at = caret.move(at, unit, 'forward', false);
        for (let step = 0; step < 10; step += 1) at = caret.move(at, unit, 'backward', false);
      });
      expect(units).toBeLessThan(10_000);
    },
  );
});
