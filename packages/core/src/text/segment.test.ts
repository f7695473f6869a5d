import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nastyText, seeded } from '../../testing/nasty-text.ts';
import { locateSpan } from './block.ts';
import { SEGMENTER_VERSION, segmentPlainText } from './segment.ts';

const letter = readFileSync(
  new URL('../../../../prisma/seed/nederland-koersvast-richting-rusland.txt', import.meta.url),
  'utf8',
);

describe('the letter of the sample project', () => {
  const { blocks, sentences } = segmentPlainText(letter, 'nl');

  test('has a headline and five numbered paragraphs', () => {
    expect(blocks.map(({ kind, paragraph }) => [kind, paragraph])).toEqual([
      ['heading', null],
      ['paragraph', 1],
      ['paragraph', 2],
      ['paragraph', 3],
      ['paragraph', 4],
      ['paragraph', 5],
    ]);
    expect(letter.slice(blocks[0]?.start, blocks[0]?.end)).toBe('Nederland koersvast richting Rusland');
    expect(blocks.at(-1)?.end).toBe(letter.length);
  });

  test('has these numbers of sentences in its blocks', () => {
    const counts = blocks.map(({ index }) => sentences.filter(({ block }) => block === index).length);
    expect(counts).toEqual([1, 2, 6, 2, 6, 3]);
  });

  test('quotations in it begin and end sentences with their marks', () => {
    const texts = sentences.map(({ start, end }) => letter.slice(start, end));
    expect(texts).toContain(
      '‘We kunnen niet naïef zijn over onze veiligheid en we moeten pal staan voor onze waarden.',
    );
    expect(texts.some((text) => text.endsWith('als de mensenrechten onder druk staan.’'))).toBe(true);
  });

  test('says where the headline’s two words of stance stand', () => {
    const start = letter.indexOf('druk en selectieve');
    expect(locateSpan(blocks, sentences, { start, end: start + 4 })).toEqual({
      block: 2,
      paragraph: 1,
      paragraphEnd: 1,
      sentence: 2,
      sentenceEnd: 2,
    });
  });
});

describe('any text', () => {
  test('blocks and sentences are in order, apart, trimmed, and hold every visible character once', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { blocks, sentences } = segmentPlainText(text, 'nl');
        for (const list of [blocks, sentences]) {
          let end = -1;
          for (const [position, item] of list.entries()) {
            expect(item.index).toBe(position + 1);
            expect(item.start).toBeGreaterThanOrEqual(Math.max(0, end));
            expect(item.end).toBeGreaterThan(item.start);
            const quote = text.slice(item.start, item.end);
            expect(quote).toMatch(/^(?:\S|\s\p{M})/u);
            expect(quote).toMatch(/\S$/u);
            end = item.end;
          }
          const inside = list.map(({ start, end: to }) => text.slice(start, to)).join('');
          expect(inside.replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        }
      }),
      seeded,
    );
  });

  test('each sentence lies in the block that it names', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { blocks, sentences } = segmentPlainText(text, 'nl');
        for (const sentence of sentences) {
          const block = blocks[sentence.block - 1];
          expect(sentence.start).toBeGreaterThanOrEqual(block?.start ?? Number.POSITIVE_INFINITY);
          expect(sentence.end).toBeLessThanOrEqual(block?.end ?? 0);
        }
      }),
      seeded,
    );
  });

  test('the same text is segmented the same way again', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(segmentPlainText(text, 'en')).toEqual(segmentPlainText(text, 'en'));
      }),
      { ...seeded, numRuns: 50 },
    );
  });
});

test('the version is stored with documents, so it is not empty', () => {
  expect(SEGMENTER_VERSION).toMatch(/^\d+$/);
});

test.each([['Dr. Jansen en '], ['1. '], ['druk 🙂 en dialoog. ']])(
  'a paragraph of a million characters of %j is read once, not once a sentence',
  (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length)).trimEnd();
    const { blocks, sentences } = segmentPlainText(text, 'nl');
    expect(blocks).toHaveLength(1);
    expect(sentences.at(-1)?.end).toBe(text.length);
  },
);
