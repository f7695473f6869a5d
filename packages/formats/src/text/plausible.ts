/**
 * What Western European texts have beyond ASCII, without the capitals and rare signs that a text read in another
 * encoding than its own is full of.
 */
const usual = new Set('àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßÉ“”‘’„«»–—…•·€£§°²½\u00A0');

export function isUsualInWesternText(character: string): boolean {
  return usual.has(character);
}

const scripts = [
  /\p{Script=Arabic}/gu,
  /\p{Script=Hebrew}/gu,
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  /\p{Script=Hangul}/gu,
  /\p{Script=Thai}/gu,
  /\p{Script=Devanagari}/gu,
  /\p{Script=Armenian}/gu,
  /\p{Script=Georgian}/gu,
];

/**
 * Whether a text is one in a script of its own: nearly all is letters of that script, or what stands between words
 * everywhere, and some of the latter is there. Two bytes of something else make a letter of some script by chance, but
 * seldom the same script, and never a space or a full stop.
 */
export function isOneScript(text: string): boolean {
  const length = Array.from(text).length;
  const between = text.match(/[\s\u0021-\u0040\u2010-\u2026\u3000-\u3011\uFF01-\uFF1F،؛؟۔]/gu)?.length ?? 0;
  const letters = Math.max(...scripts.map((script) => text.match(script)?.length ?? 0));
  return between > 0 && letters * 2 > length && (letters + between) * 20 >= length * 19;
}
