const SPACE = /\s/u;
/** So many characters are left out at most for the sake of a word: what has no spaces is cut where there is room. */
const WORD = 40;

/** The last place at or before this one where no word goes on. */
function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  for (let end = at; end > Math.max(0, at - WORD); end -= 1)
    if (SPACE.test(text.charAt(end)) || SPACE.test(text.charAt(end - 1)))
      return text.slice(0, end).trimEnd().length;
  return inPair(text, at) ? at - 1 : at;
}

/** The first place at or behind this one where a word begins. */
function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  for (let start = at; start < Math.min(text.length, at + WORD); start += 1)
    if (SPACE.test(text.charAt(start - 1))) return start;
  return inPair(text, at) ? at + 1 : at;
}

/** Whether this place lies within a character of two code units. */
const inPair = (text: string, at: number) => /^[\uDC00-\uDFFF]/.test(text.charAt(at));

/** The beginning of a text in whole words, of at most so many code units, and an ellipsis where it goes on. */
export function firstWords(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, wordEnd(text, most))} …`;
}

/** The end of a text in whole words, of at most so many code units, behind an ellipsis where more comes before. */
export function lastWords(text: string, most: number): string {
  return text.length <= most ? text : `… ${text.slice(wordStart(text, text.length - most))}`;
}
