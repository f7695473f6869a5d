import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nastyText, seeded, uncleanText, withRange } from '../../testing/nasty-text.ts';
import { checkSpan, compareSpans, contains, contextLength, describeSpan, overlaps, quoteOf } from './span.ts';

const text = 'a😀bc';

describe('checkSpan', () => {
  test.each([
    ['a character', 0, 1],
    ['an emoji', 1, 3],
    ['the whole text', 0, 5],
    ['the last character', 4, 5],
  ])('accepts %s', (_name, start, end) => {
    expect(checkSpan(text, { start, end })).toEqual({ ok: true, span: { start, end } });
  });

  test.each([
    ['empty at the start', 0, 0, 'span_empty'],
    ['empty at the end', 5, 5, 'span_empty'],
    ['inverted', 3, 1, 'span_inverted'],
    ['inverted and too far', 9, 7, 'span_inverted'],
    ['one beyond the end', 0, 6, 'span_out_of_range'],
    ['empty beyond the end', 6, 6, 'span_out_of_range'],
    ['before the start', -1, 1, 'span_out_of_range'],
    ['not whole', 0.5, 1, 'span_out_of_range'],
    ['not a number', Number.NaN, 1, 'span_out_of_range'],
    ['without end', 0, Number.POSITIVE_INFINITY, 'span_out_of_range'],
    ['starting in a pair', 2, 4, 'span_splits_surrogate'],
    ['ending in a pair', 0, 2, 'span_splits_surrogate'],
    ['half an emoji', 1, 2, 'span_splits_surrogate'],
  ])('refuses a span that is %s', (_name, start, end, code) => {
    expect(checkSpan(text, { start, end })).toEqual({ ok: false, code });
  });

  test('an accepted span has a quote of its own length that is whole in code points', () => {
    fc.assert(
      fc.property(withRange(nastyText), ({ text: any, start, end }) => {
        const checked = checkSpan(any, { start, end });
        if (!checked.ok) return;
        const quote = quoteOf(any, checked.span);
        expect(quote.length).toBe(end - start);
        expect(quote.isWellFormed()).toBe(true);
      }),
      seeded,
    );
  });
});

describe('text order', () => {
  test.each([
    ['by start', [0, 2], [1, 2], -1],
    ['the longer first', [0, 5], [0, 2], -1],
    ['the shorter later', [0, 2], [0, 5], 1],
    ['equal', [1, 2], [1, 2], 0],
  ] as const)('%s', (_name, [aStart, aEnd], [bStart, bEnd], sign) => {
    const order = compareSpans({ start: aStart, end: aEnd }, { start: bStart, end: bEnd });
    expect(Math.sign(order)).toBe(sign);
  });
});

describe('overlap and containment', () => {
  test.each([
    ['apart', [0, 2], [3, 4], false, false],
    ['touching', [0, 2], [2, 4], false, false],
    ['crossing', [0, 3], [2, 4], true, false],
    ['nested', [0, 4], [1, 3], true, true],
    ['nested at the start', [0, 4], [0, 3], true, true],
    ['identical', [0, 4], [0, 4], true, true],
    ['the other way round', [1, 3], [0, 4], true, false],
  ] as const)('%s', (_name, [aStart, aEnd], [bStart, bEnd], overlapping, containing) => {
    const a = { start: aStart, end: aEnd };
    const b = { start: bStart, end: bEnd };
    expect(overlaps(a, b)).toBe(overlapping);
    expect(overlaps(b, a)).toBe(overlapping);
    expect(contains(a, b)).toBe(containing);
  });
});

describe('describeSpan', () => {
  test('gives 32 code points on either side', () => {
    const long = `${'x'.repeat(50)}druk${'y'.repeat(50)}`;
    expect(describeSpan(long, { start: 50, end: 54 })).toEqual({
      quote: 'druk',
      prefix: 'x'.repeat(32),
      suffix: 'y'.repeat(32),
    });
  });

  test('counts an emoji as one and never halves it', () => {
    const long = `${'😀'.repeat(40)}druk${'😀'.repeat(40)}`;
    const { prefix, suffix } = describeSpan(long, { start: 80, end: 84 });
    expect(prefix).toBe('😀'.repeat(32));
    expect(suffix).toBe('😀'.repeat(32));
  });

  test('is shorter at the ends of the text', () => {
    expect(describeSpan('druk', { start: 0, end: 4 })).toEqual({ quote: 'druk', prefix: '', suffix: '' });
    expect(describeSpan('de druk.', { start: 3, end: 7 })).toEqual({
      quote: 'druk',
      prefix: 'de ',
      suffix: '.',
    });
  });

  test('prefix, quote and suffix stand in the text one after the other', () => {
    fc.assert(
      fc.property(withRange(uncleanText), ({ text: any, start, end }) => {
        const checked = checkSpan(any, { start, end });
        if (!checked.ok) return;
        const { prefix, quote, suffix } = describeSpan(any, checked.span);
        const from = start - prefix.length;
        expect(any.slice(from, end + suffix.length)).toBe(prefix + quote + suffix);
        expect([...prefix].length).toBe(Math.min(contextLength, [...any.slice(0, start)].length));
        expect([...suffix].length).toBe(Math.min(contextLength, [...any.slice(end)].length));
      }),
      seeded,
    );
  });
});
