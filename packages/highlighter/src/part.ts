import {
  type Block,
  graphemeStart,
  isApart,
  lastStartingAt,
  NearbySegmenter,
  type Sentence,
  type Utf16Offset,
} from '@koersvast/core/text';

/**
 * A browser breaks a paragraph into lines as a whole, for every change in it anew, and for some texts in a time that
 * grows with the square of its length. A longer block than this is therefore shown in parts.
 */
const longestWhole = 12_000;
const usualPart = 4_000;
/** No part is made much shorter than the others only to end with a sentence. */
const shortestPart = 2_000;

/**
 * What the view lays out as one paragraph: a block, or a stretch of one that is too long for that. The parts of a
 * block touch and carry its number and kind, so that to everything in the view a part is a block.
 */
export interface Part extends Block {
  /** Where in its block a part is; a whole block has nothing to say here. */
  readonly within?: { readonly opens: boolean; readonly closes: boolean; readonly keepsSpace: boolean };
}

export interface PartedText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  readonly language: string;
}

/** Runs of spaces and tabs mean something, but not where line breaks say that the text was hard-wrapped. */
const spaced = /^(?=.*(?:\t| {2}))[^\n]*$/;

export function keepsSpace(text: string, { start, end, within }: Part): boolean {
  return within?.keepsSpace ?? spaced.test(text.slice(start, end));
}

/** Where a part that starts at `from` ends: with a sentence, else with a word, else with a character. */
function endOfPart({ text, sentences }: PartedText, from: number, graphemes: NearbySegmenter): number {
  const least = from + shortestPart;
  const most = from + usualPart;
  const sentence = sentences[lastStartingAt(sentences, most)]?.start ?? 0;
  if (sentence >= least) return sentence;
  for (let at = most; at >= least; at -= 1) if (isApart(text, at)) return at;
  const start = graphemeStart(graphemes, most);
  return start > from ? start : most;
}

/** The parts of all blocks, in text order. */
export function partsOf(parted: PartedText): Part[] {
  const { text, blocks, language } = parted;
  const graphemes = new NearbySegmenter(text, language, 'grapheme');
  return blocks.flatMap((block): Part | Part[] => {
    if (block.end - block.start <= longestWhole) return block;
    const parts: Part[] = [];
    const spaces = keepsSpace(text, block);
    for (let start: number = block.start; start < block.end; ) {
      const left = block.end - start;
      const end = left <= usualPart + shortestPart ? block.end : endOfPart(parted, start, graphemes);
      parts.push({
        ...block,
        start: start as Utf16Offset,
        end: end as Utf16Offset,
        within: { opens: start === block.start, closes: end === block.end, keepsSpace: spaces },
      });
      start = end;
    }
    return parts;
  });
}
