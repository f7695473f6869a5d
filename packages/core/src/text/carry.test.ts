import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Carried, carrySpans } from './carry.ts';
import { splitsSurrogate } from './offset.ts';

const letter = [
  'Geachte voorzitter,',
  'Nederland houdt druk op Rusland 🙂, en werkt waar dat kan selectief samen.',
  'De sancties blijven van kracht zolang de afspraken van Minsk niet zijn nagekomen.',
  'Daarnaast spreekt het kabinet met Moskou over mensenrechten en over klimaat.',
].join('\n\n');

const span = (text: string, quote: string) => {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length };
};
function quoted(after: string, carried: Carried | undefined): string {
  return carried === undefined || carried.fate === 'lost'
    ? 'lost'
    : `${carried.fate}: ${after.slice(carried.start, carried.end)}`;
}
const carry = (before: string, after: string, ...quotes: string[]) =>
  carrySpans(
    before,
    after,
    quotes.map((quote) => span(before, quote)),
  ).map((each) => quoted(after, each));

describe('a span goes where its words went', () => {
  test.each<[string, string, string, string]>([
    ['a head that is gone', letter.slice(21), 'druk op Rusland', 'moved: druk op Rusland'],
    ['a line put before it', `Kenmerk 12\n\n${letter}`, 'Rusland 🙂', 'moved: Rusland 🙂'],
    ['part of a word', letter.replace('Geachte', 'Beste'), 'sanct', 'moved: sanct'],
    [
      'a word that is another',
      letter.replace('selectief', 'doelgericht'),
      'waar dat kan selectief samen',
      'changed: waar dat kan doelgericht samen',
    ],
    [
      'its first word, which is another',
      letter.replace('De sancties', 'Alle maatregelen'),
      'De sancties blijven van kracht',
      'changed: Alle maatregelen blijven van kracht',
    ],
    [
      'its last word, which is gone',
      letter.replace(' van kracht', ''),
      'sancties blijven van kracht zolang',
      'changed: sancties blijven zolang',
    ],
    [
      'a sentence that is gone',
      letter.slice(0, letter.indexOf('De sancties')),
      'afspraken van Minsk',
      'lost',
    ],
    [
      'words joined over a line end',
      letter.replace('van Minsk', 'van\nMinsk'),
      'afspraken van Minsk',
      'changed: afspraken van\nMinsk',
    ],
  ])('%s', (_name, after, quote, expected) => {
    expect(carry(letter, after, quote)).toEqual([expected]);
  });

  test('also when the columns were read in the wrong order', () => {
    const [head, ...rest] = letter.split('\n\n');
    const after = [head, ...rest.reverse()].join('\n\n');
    const quotes = ['druk op Rusland', 'De sancties blijven', 'mensenrechten en over klimaat.'];
    expect(carry(letter, after, ...quotes)).toEqual(quotes.map((quote) => `moved: ${quote}`));
  });

  test('by its context, where its words stand there several times, and not at all where nothing tells them apart', () => {
    const before = 'Eerst druk op A. Dan druk op B.';
    const after = 'Dan druk op B. Eerst druk op A.';
    const second = before.lastIndexOf('druk');
    const [carried] = carrySpans(before, after, [{ start: second, end: second + 4 }]);
    expect(carried).toEqual({ fate: 'moved', start: 4, end: 8 });
    expect(carry('x druk y', 'a druk b, c druk d', 'druk')).toEqual(['lost']);
  });
});

const word = fc.constantFrom(
  'druk',
  'op',
  'de',
  'Rusland',
  '🙂',
  'café',
  'een',
  'en',
  'samen',
  'brief',
  '12',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => `${words.join(' ')}.`);
const text = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((sentences) => sentences.join('\n\n'));
const withSpans = text.chain((words) =>
  fc.record({
    words: fc.constant(words),
    spans: fc.array(
      fc
        .tuple(fc.nat(words.length - 1), fc.nat(words.length - 1))
        .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) + 1 }))
        .filter(({ start, end }) => !splitsSurrogate(words, start) && !splitsSurrogate(words, end)),
      { maxLength: 5 },
    ),
  }),
);

describe('whatever the texts are', () => {
  test('a text carried over to itself keeps every span that has a word', () => {
    fc.assert(
      fc.property(withSpans, ({ words, spans }) => {
        for (const [at, carried] of carrySpans(words, words, spans).entries()) {
          const given = spans[at] ?? { start: 0, end: 0 };
          if (/\S/.test(words.slice(given.start, given.end).trim())) {
            if (/^\S.*\S$|^\S$/su.test(words.slice(given.start, given.end)))
              expect(carried).toEqual({ fate: 'moved', ...given });
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test('each span has one fate: its own words, other words, or none; and splits no sign', () => {
    fc.assert(
      fc.property(withSpans, text, ({ words, spans }, after) => {
        const carried = carrySpans(words, after, spans);
        expect(carried).toHaveLength(spans.length);
        for (const [at, each] of carried.entries()) {
          if (each.fate === 'lost') continue;
          const { start, end } = each;
          expect(0 <= start && start < end && end <= after.length).toBe(true);
          expect(splitsSurrogate(after, start) || splitsSurrogate(after, end)).toBe(false);
          const given = spans[at] ?? { start: 0, end: 0 };
          const isSame = after.slice(start, end) === words.slice(given.start, given.end);
          expect(each.fate).toBe(isSame ? 'moved' : 'changed');
        }
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });

  test('what is put before and behind a text moves its spans by so much', () => {
    const unlike = fc
      .array(fc.constantFrom('kop', 'voet', 'bladzijde'), { maxLength: 6 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(withSpans, unlike, unlike, ({ words, spans }, head, foot) => {
        const pre = head === '' ? '' : `${head}\n\n`;
        const after = `${pre}${words}\n\n${foot}`;
        for (const [at, carried] of carrySpans(words, after, spans).entries()) {
          const { start, end } = spans[at] ?? { start: 0, end: 0 };
          if (/^\S.*\S$|^\S$/su.test(words.slice(start, end)))
            expect(carried).toEqual({ fate: 'moved', start: start + pre.length, end: end + pre.length });
        }
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  test('a long text with many spans takes no longer than it must', () => {
    const long = Array.from({ length: 20_000 }, (_, nth) => `woord${nth % 7_000} en nog ${nth}.`).join(' ');
    const after = `Kop.\n\n${long.replaceAll('en nog 500', 'of al 500')}`;
    const spans = Array.from({ length: 5_000 }, (_, nth) => ({ start: nth * 80, end: nth * 80 + 40 }));
    const carried = carrySpans(long, after, spans);
    expect(carried.filter(({ fate }) => fate === 'lost').length).toBeLessThan(50);
  });
});
