/** How far around an offset a text is segmented at least: longer than any word, a small part of a long line. */
const reach = 256;

const startsWord = /^(?![\u0e33\u0eb3])[\p{Lu}\p{Ll}\p{Lo}\p{Nd}]/u;

/**
 * True when no character and no word goes on over `offset`, whatever stands around it: after a line break, and
 * between a space and a letter or digit. On both sides of such a place the text can be segmented by itself. (The
 * two letters that are left out are vowels of Thai and Lao, which join what stands before them.)
 */
export function isApart(text: string, offset: number): boolean {
  const before = text.charAt(offset - 1);
  if (before === '\n') return true;
  return before === ' ' && startsWord.test(text.slice(offset, offset + 2));
}

/**
 * Segments a text around the places that are asked for, so that a question costs as much in a long document, and
 * in a paragraph as long as a document, as in a letter. The segments are those of the whole text; CRLF stays
 * together.
 */
export class NearbySegmenter {
  readonly #text: string;
  readonly #language: string;
  readonly #granularity: 'grapheme' | 'word';
  #segmenter: Intl.Segmenter | null = null;
  #from = 0;
  #to = 0;
  #segments: Intl.Segments | null = null;

  constructor(text: string, language: string, granularity: 'grapheme' | 'word') {
    this.#text = text;
    this.#language = language;
    this.#granularity = granularity;
  }

  /** The segment that holds the code unit at `offset`; null outside the text. */
  at(offset: number): { start: number; end: number; text: string; isWord: boolean } | null {
    if (offset < 0 || offset >= this.#text.length) return null;
    if (this.#segments === null || offset < this.#from || offset >= this.#to) this.#segmentAround(offset);
    const found = this.#segments?.containing(offset - this.#from);
    if (found === undefined) return null;
    const start = this.#from + found.index;
    return {
      start,
      end: start + found.segment.length,
      text: found.segment,
      isWord: found.isWordLike ?? false,
    };
  }

  #segmentAround(offset: number): void {
    const text = this.#text;
    let from = Math.max(0, offset - reach);
    while (from > 0 && !isApart(text, from)) from -= 1;
    let to = Math.min(text.length, offset + reach);
    while (to < text.length && !isApart(text, to)) to += 1;
    this.#from = from;
    this.#to = to;
    this.#segmenter ??= new Intl.Segmenter(this.#language, { granularity: this.#granularity });
    this.#segments = this.#segmenter.segment(text.slice(from, to));
  }
}

/** The nearest grapheme boundary at or before `offset`. */
export function graphemeStart(graphemes: NearbySegmenter, offset: number): number {
  return graphemes.at(offset)?.start ?? offset;
}

/** The nearest grapheme boundary at or after `offset`. */
export function graphemeEnd(graphemes: NearbySegmenter, offset: number): number {
  const found = graphemes.at(offset);
  return found === null || found.start === offset ? offset : found.end;
}
