import type { Utf16Offset } from './offset.ts';
import type { RawSpan, Span } from './span.ts';

/** What a raw selection is widened to: whole words, or only whole characters as a reader sees them. */
export type SnapMode = 'word' | 'character';

const onlySpace = /^[\s\u200B]+$/u;
const wordJoiner = /^[-\u2010\u2011]$/u;

/**
 * Segments a text one line at a time, so that a question costs a line and not the document. The line of an
 * offset includes its line break; CRLF stays together.
 */
export class LineSegmenter {
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
    if (this.#segments === null || offset < this.#from || offset >= this.#to) {
      const next = this.#text.indexOf('\n', offset);
      this.#from = offset === 0 ? 0 : this.#text.lastIndexOf('\n', offset - 1) + 1;
      this.#to = next === -1 ? this.#text.length : next + 1;
      this.#segmenter ??= new Intl.Segmenter(this.#language, { granularity: this.#granularity });
      this.#segments = this.#segmenter.segment(this.#text.slice(this.#from, this.#to));
    }
    const found = this.#segments.containing(offset - this.#from);
    if (found === undefined) return null;
    const start = this.#from + found.index;
    return {
      start,
      end: start + found.segment.length,
      text: found.segment,
      isWord: found.isWordLike ?? false,
    };
  }
}

/** The nearest grapheme boundary at or before `offset`. */
export function graphemeStart(graphemes: LineSegmenter, offset: number): number {
  return graphemes.at(offset)?.start ?? offset;
}

/** The nearest grapheme boundary at or after `offset`. */
export function graphemeEnd(graphemes: LineSegmenter, offset: number): number {
  const found = graphemes.at(offset);
  return found === null || found.start === offset ? offset : found.end;
}

/** The start of the word that `offset` lies in or directly before; words joined by hyphens are one. */
function wordStart(words: LineSegmenter, offset: number): number {
  let word = words.at(offset);
  if (word !== null && wordJoiner.test(word.text)) {
    const before = words.at(word.start - 1);
    if (before?.isWord && words.at(word.end)?.isWord) word = before;
  }
  if (!word?.isWord) return offset;
  for (;;) {
    const joiner = words.at(word.start - 1);
    if (joiner === null || !wordJoiner.test(joiner.text)) return word.start;
    const before = words.at(joiner.start - 1);
    if (!before?.isWord) return word.start;
    word = before;
  }
}

/** The end of the word that `offset` lies in or directly after; words joined by hyphens are one. */
function wordEnd(words: LineSegmenter, offset: number): number {
  let word = words.at(offset - 1);
  if (word !== null && wordJoiner.test(word.text)) {
    const after = words.at(word.end);
    if (after?.isWord && words.at(word.start - 1)?.isWord) word = after;
  }
  if (!word?.isWord) return offset;
  for (;;) {
    const joiner = words.at(word.end);
    if (joiner === null || !wordJoiner.test(joiner.text)) return word.end;
    const after = words.at(joiner.end);
    if (!after?.isWord) return word.end;
    word = after;
  }
}

/** Without the white space at its ends, which a word may have in the shape of a mark of no width. */
function trim(graphemes: LineSegmenter, from: number, to: number): Span | null {
  let start = from;
  let end = to;
  while (start < end) {
    const first = graphemes.at(start);
    if (first === null || !onlySpace.test(first.text)) break;
    start = first.end;
  }
  while (end > start) {
    const last = graphemes.at(end - 1);
    if (last === null || !onlySpace.test(last.text)) break;
    end = last.start;
  }
  return start < end ? { start: start as Utf16Offset, end: end as Utf16Offset } : null;
}

/**
 * From a raw selection to the span that it means: whole graphemes, without the white space at its ends, and in
 * mode `word` each end that lies in a word moves out to the side of that word. Punctuation is kept when it was
 * selected and never added. The two offsets may come in either order and lie outside the text. Null when
 * nothing but white space is selected. Snapping a result again changes nothing.
 */
export function snapSelection(
  text: string,
  raw: RawSpan,
  options: { readonly mode: SnapMode; readonly language: string },
): Span | null {
  const clamp = (offset: number) => Math.max(0, Math.min(text.length, Math.trunc(offset)));
  let start = clamp(Math.min(raw.start, raw.end));
  let end = clamp(Math.max(raw.start, raw.end));
  if (start === end) return null;
  const graphemes = new LineSegmenter(text, options.language, 'grapheme');
  const trimmed = trim(graphemes, graphemeStart(graphemes, start), graphemeEnd(graphemes, end));
  if (trimmed === null || options.mode === 'character') return trimmed;
  const words = new LineSegmenter(text, options.language, 'word');
  start = graphemeStart(graphemes, wordStart(words, trimmed.start));
  end = graphemeEnd(graphemes, wordEnd(words, trimmed.end));
  return trim(graphemes, start, end);
}
