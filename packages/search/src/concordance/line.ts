import { graphemeEnd, graphemeStart, NearbySegmenter } from '@koersvast/core/text';
import type { FoldedText } from '../fold/folded-text.ts';
import { placesBelow } from '../relation/asked.ts';

/** How much of a text stands on each side of a hit. */
export interface ContextLimit {
  /** Words at most; what stands between them and the hit comes along. */
  readonly words: number;
  /** UTF-16 code units at most, whatever the words: a word may be as long as a text. */
  readonly characters: number;
}

/** One line of a concordance: what is shown of a hit, as places of the text. */
export interface ConcordanceLine {
  /** Where the left context begins; it ends where the hit does begin. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  /** Where the right context ends. */
  readonly to: number;
  /** Whether a word is cut at that side, for want of room. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
}

/**
 * The context of a hit: so many words on each side, whole. Where these take more characters than there is room for, it is
 * cut between two characters as readers see them (grapheme clusters), the nearest to the hit that fit.
 */
export function concordanceLine(
  text: FoldedText,
  start: number,
  end: number,
  { words, characters }: ContextLimit,
): ConcordanceLine {
  const { starts, ends } = text.words;
  const { length } = text.text;
  // The last word that begins before the hit may reach into it: it is shown as far as it stands before.
  const before = placesBelow(starts, start);
  const after = placesBelow(ends, end + 1);
  const wordsFrom = words === 0 ? start : before < words ? 0 : (starts[before - words] ?? 0);
  const wordsTo = words === 0 ? end : (ends[after + words - 1] ?? length);
  const isCutLeft = start - wordsFrom > characters;
  const isCutRight = wordsTo - end > characters;
  return {
    from: isCutLeft ? Math.min(start, characterEnd(text.text, start - characters)) : wordsFrom,
    start,
    end,
    to: isCutRight ? Math.max(end, characterStart(text.text, end + characters)) : wordsTo,
    isCutLeft,
    isCutRight,
  };
}

const first = 0x300;

/** Below U+0300 nothing joins what stands before it, but a line feed a carriage return. */
function isPlain(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) < first && text.charCodeAt(at) < first && text.charCodeAt(at) !== 10;
}

/** This place, or the nearest one behind it that is not within a character. */
function characterEnd(text: string, at: number): number {
  if (at <= 0 || at >= text.length || isPlain(text, at)) return at;
  return graphemeEnd(new NearbySegmenter(text, 'nl', 'grapheme'), at);
}

/** This place, or the nearest one before it that is not within a character. */
function characterStart(text: string, at: number): number {
  if (at <= 0 || at >= text.length || isPlain(text, at)) return at;
  return graphemeStart(new NearbySegmenter(text, 'nl', 'grapheme'), at);
}
