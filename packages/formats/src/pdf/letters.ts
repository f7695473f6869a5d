const ligatures = new Map([
  ['\uFB00', 'ff'],
  ['\uFB01', 'fi'],
  ['\uFB02', 'fl'],
  ['\uFB03', 'ffi'],
  ['\uFB04', 'ffl'],
  ['\uFB05', 'st'],
  ['\uFB06', 'st'],
]);

/** Symbol and Wingdings have their letters in the private use area; these are the bullets of word processors. */
const symbols = new Map([
  ['\uF0B7', '•'],
  ['\uF0A7', '▪'],
  ['\uF0D8', '➢'],
  ['\uF0FC', '✓'],
  ['\uF0A8', '□'],
  ['\uF06F', '□'],
  ['\uF0E0', '→'],
  ['\uF02D', '–'],
  ['\uE000', '•'],
]);

/**
 * The letters that a reader sees: ligatures apart, bullets of symbol fonts as bullets. Nothing else is changed. What
 * carries no meaning in a page (zero-width marks, the byte order mark, what XML forbids) is left out.
 */
export function plainLetters(text: string): string {
  return text
    .replace(/[\uFB00-\uFB06]/g, (letter) => ligatures.get(letter) ?? letter)
    .replace(/[\uE000-\uF8FF]/g, (letter) => symbols.get(letter) ?? letter)
    .replace(/[\u200B\u2060\uFEFF]/g, '')
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}
