import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded, uncleanText } from '../../testing/nasty-text.ts';
import { canonicalText } from './canonical.ts';

describe('canonicalText', () => {
  test.each([
    ['plain text', 'De brief.\nEn meer.', 'De brief.\nEn meer.'],
    ['one byte order mark', '\ufeffDe brief', 'De brief'],
    ['only the first of two byte order marks', '\ufeff\ufeffDe brief', '\ufeffDe brief'],
    ['a byte order mark inside', 'De\ufeffbrief', 'De\ufeffbrief'],
    ['CRLF', 'a\r\nb\r\n', 'a\nb\n'],
    ['CR', 'a\rb', 'a\nb'],
    ['CR CR LF', 'a\r\r\nb', 'a\n\nb'],
    ['LF CR', 'a\n\rb', 'a\n\nb'],
    ['NUL', 'a\u0000b', 'a\ufffdb'],
    ['other controls', '\u0001\u0008\u001f', '\ufffd\ufffd\ufffd'],
    ['tab, DEL and C1, which XML allows', '\t\u007f\u0084', '\t\u007f\u0084'],
    ['a page break', 'a\n\f1. b', 'a\n\n1. b'],
    ['a line break of a word processor', 'a\vb', 'a\nb'],
    ['the next line of a mainframe', 'a\u0085b', 'a\nb'],
    ['a lone high surrogate', 'a\ud800b', 'a\ufffdb'],
    ['a lone low surrogate at the end', 'a\udfff', 'a\ufffd'],
    ['surrogates the wrong way round', '\udc00\ud800', '\ufffd\ufffd'],
    ['a whole pair', '😀', '😀'],
    ['noncharacters', '\ufffe\uffff', '\ufffd\ufffd'],
    ['a noncharacter beyond the first plane, which XML allows', '\u{1fffe}', '\u{1fffe}'],
    ['text that could be normalised', 'e\u0301 ﬁ ĳ \u212b', 'e\u0301 ﬁ ĳ \u212b'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\nb\nc'],
    ['nothing', '', ''],
  ])('%s', (_name, decoded, text) => {
    expect(canonicalText(decoded).text).toBe(text);
  });

  test('says nothing when nothing changed', () => {
    expect(canonicalText('De brief.\n').notices).toEqual([]);
  });

  test('tells what changed and how often', () => {
    expect(canonicalText('\ufeffa\r\nb\rc\u0000\ud800\u0000').notices).toEqual([
      { code: 'byte_order_mark_dropped', count: 1 },
      { code: 'line_breaks_changed', count: 2 },
      {
        code: 'characters_replaced',
        count: 3,
        characters: [
          { codePoint: 0, count: 2 },
          { codePoint: 0xd800, count: 1 },
        ],
      },
    ]);
  });

  test('every other line break is told as one', () => {
    expect(canonicalText('a\fb\vc\u0085d\u2028e\u2029f\r\ng').notices).toEqual([
      { code: 'line_breaks_changed', count: 6 },
    ]);
  });

  test('the result is well-formed, has no CR, and becomes no other by a second round', () => {
    fc.assert(
      fc.property(uncleanText, (decoded) => {
        const { text } = canonicalText(decoded);
        expect(text.isWellFormed()).toBe(true);
        for (const forbidden of ['\r', '\f', '\v', '\u0085', '\u2028', '\u0000', '\ufffe', '\uffff'])
          expect(text).not.toContain(forbidden);
        expect(canonicalText(`x${text}`)).toEqual({ text: `x${text}`, notices: [] });
      }),
      seeded,
    );
  });

  test('replacing keeps the number of code points, apart from the mark and CRLF', () => {
    fc.assert(
      fc.property(uncleanText, (decoded) => {
        const { text } = canonicalText(decoded);
        const expected = [...decoded.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')].length;
        expect([...text].length).toBe(expected);
      }),
      seeded,
    );
  });

  test('the notices account for every difference', () => {
    fc.assert(
      fc.property(uncleanText, (decoded) => {
        const { text, notices } = canonicalText(decoded);
        expect(notices.length === 0).toBe(text === decoded);
      }),
      seeded,
    );
  });
});
