/**
 * How wide letters are, roughly, in those typefaces in which letters are set: between Times and Arial, in parts of the
 * size. A file says how wide its lines are and not where each letter of them stands. Pure.
 */
const widths: readonly (readonly [letters: string, width: number])[] = [
  ["iljI|'’‘.,;:! ", 0.27],
  ['ftr()[]{}/\\-"“”°`', 0.33],
  ['acekszvxy', 0.47],
  ['mM', 0.82],
  ['wWÆŒæœ@%…—', 0.8],
  ['ABCDEFGHJKLNOPQRSTUVXYZ&', 0.68],
];
const byLetter = new Map(widths.flatMap(([letters, width]) => [...letters].map((each) => [each, width])));
const usual = 0.52;

const none = /\p{M}|\p{Cf}/u;
const full = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]|\p{Emoji_Presentation}/u;

function widthOf(letter: string): number {
  const known = byLetter.get(letter);
  if (known !== undefined) return known;
  if (letter <= '\u007f') return usual;
  if (none.test(letter)) return 0;
  if (full.test(letter)) return 1;
  // A letter with a sign over it is as wide as without.
  const [base = letter] = letter.normalize('NFD');
  return byLetter.get(base) ?? usual;
}

/** Where each code unit of some words ends, from their beginning; the last is how wide they are together. */
export function endsOf(words: string): readonly number[] {
  const ends: number[] = [];
  let width = 0;
  for (const letter of words) {
    width += widthOf(letter);
    for (let unit = 0; unit < letter.length; unit += 1) ends.push(width);
  }
  return ends;
}
