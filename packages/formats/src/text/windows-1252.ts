/**
 * The characters of the bytes 0x80 to 0x9F; the other bytes are those of Latin-1. The five bytes that stand
 * for nothing are U+FFFD here. A table of our own, because runtimes differ on exactly these bytes.
 */
const upper = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

export function windows1252Character(byte: number): string {
  return byte >= 0x80 && byte <= 0x9f ? (upper[byte - 0x80] ?? '\uFFFD') : String.fromCharCode(byte);
}
