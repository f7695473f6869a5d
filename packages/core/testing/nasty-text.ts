import fc from 'fast-check';

/** Pieces of text that break naive code: every one has been somebody's bug. */
const nastyPieces = [
  'druk',
  'de minister',
  'naïef',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '. ',
  ', ',
  '! ',
  '-',
  'vis-a-vis',
  '😀',
  '👩‍👩‍👧‍👦',
  '👍🏽',
  '🇳🇱',
  '🇳🇱🇧🇪',
  'e\u0301',
  '\u0301',
  '\u00a0',
  'co\u00adde',
  '\u200b',
  'ĳ',
  'ﬁ',
  'שלום',
  'مرحبا',
  '한국어',
  '漢字',
  'नमस्ते',
  '𝒜',
  '’',
  '‘',
  '"',
  '(',
  ')',
  '1. ',
  'd.w.z. ',
  '\ufeff',
] as const;

/** Canonical text made of nasty pieces. */
export const nastyText = fc
  .array(fc.constantFrom(...nastyPieces), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

function uncleanTextOf(constraints: fc.ArrayConstraints) {
  const unclean = ['\r\n', '\r', '\u0000', '\ud800', '\udc00', '\ufffe', '\uffff', '\u0085'];
  return fc.array(fc.constantFrom(...nastyPieces, ...unclean), constraints).map((pieces) => pieces.join(''));
}

/** Text that no import would leave as it is: lone surrogates, controls, CR and byte order marks as well. */
export const uncleanText = uncleanTextOf({ maxLength: 40 });

/** The same, far longer than what is looked at around one place. */
export const longUncleanText = uncleanTextOf({ minLength: 400, maxLength: 800 });

/** A text and two offsets in it, in order, both possibly equal or at the ends. */
export function withRange(text: fc.Arbitrary<string>) {
  return text.chain((value) =>
    fc.tuple(fc.nat(value.length), fc.nat(value.length)).map(([a, b]) => ({
      text: value,
      start: Math.min(a, b),
      end: Math.max(a, b),
    })),
  );
}

/** Fixed, so that a failure in one run is a failure in every run. */
export const seeded = { seed: 20190322, numRuns: 500 };
