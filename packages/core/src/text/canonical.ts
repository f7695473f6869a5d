/**
 * What the making of a canonical text changed, to be told to the person who imports. `count` is the number of
 * places; a CRLF is one place.
 */
export type TextNotice =
  | { readonly code: 'byte_order_mark_dropped'; readonly count: 1 }
  | { readonly code: 'line_breaks_changed'; readonly count: number }
  | {
      readonly code: 'characters_replaced';
      readonly count: number;
      /** Each forbidden character in the order of its code, with how often it occurred. */
      readonly characters: readonly { readonly codePoint: number; readonly count: number }[];
    };

export interface CanonicalText {
  readonly text: string;
  readonly notices: readonly TextNotice[];
}

const replacement = '\uFFFD';

/**
 * What ends a line elsewhere: the page break (programs that take text out of a PDF put one at the head of each page),
 * the line break inside a paragraph of word processors, and the line ends of Unicode (standard annex 14).
 */
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Everything outside the production `Char` of XML 1.0; with the `u` flag a lone surrogate is one code point. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The text that is frozen at import, made from decoded text: one byte order mark at the start is dropped, CRLF,
 * CR and every other line break (VT, FF, NEL, LS, PS) become LF, one for one, and each character that XML 1.0 forbids (NUL, other controls, lone surrogates, U+FFFE,
 * U+FFFF) becomes U+FFFD, one for one. Nothing else changes; above all there is no Unicode normalisation.
 * Applied to its own result it changes nothing, except that a text with several byte order marks loses one
 * each time.
 */
export function canonicalText(decoded: string): CanonicalText {
  const notices: TextNotice[] = [];
  let text = decoded;
  if (text.startsWith('\uFEFF')) {
    text = text.slice(1);
    notices.push({ code: 'byte_order_mark_dropped', count: 1 });
  }
  let breaks = 0;
  text = text.replace(lineBreaks, () => {
    breaks += 1;
    return '\n';
  });
  if (breaks > 0) notices.push({ code: 'line_breaks_changed', count: breaks });
  const counts = new Map<number, number>();
  let replaced = 0;
  text = text.replace(forbidden, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    counts.set(codePoint, (counts.get(codePoint) ?? 0) + 1);
    replaced += 1;
    return replacement;
  });
  if (replaced > 0) {
    const characters = [...counts]
      .sort(([a], [b]) => a - b)
      .map(([codePoint, count]) => ({ codePoint, count }));
    notices.push({ code: 'characters_replaced', count: replaced, characters });
  }
  return { text, notices };
}
