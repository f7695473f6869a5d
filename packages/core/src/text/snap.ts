import { graphemeEnd, graphemeStart, NearbySegmenter } from './nearby-segmenter.ts';
import type { Utf16Offset } from './offset.ts';
import type { RawSpan, Span } from './span.ts';

/** What a raw selection is widened to: whole words, or only whole characters as a reader sees them. */
export type SnapMode = 'word' | 'character';

const onlySpace = /^[\s\u200B]+$/u;
const wordJoiner = /^[-\u2010\u2011]$/u;

/** The start of the word that `offset` lies in or directly before; words joined by hyphens are one. */
function wordStart(words: NearbySegmenter, offset: number): number {
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
function wordEnd(words: NearbySegmenter, offset: number): number {
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
function trim(graphemes: NearbySegmenter, from: number, to: number): Span | null {
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
  const graphemes = new NearbySegmenter(text, options.language, 'grapheme');
  const trimmed = trim(graphemes, graphemeStart(graphemes, start), graphemeEnd(graphemes, end));
  if (trimmed === null || options.mode === 'character') return trimmed;
  const words = new NearbySegmenter(text, options.language, 'word');
  start = graphemeStart(graphemes, wordStart(words, trimmed.start));
  end = graphemeEnd(graphemes, wordEnd(words, trimmed.end));
  return trim(graphemes, start, end);
}
