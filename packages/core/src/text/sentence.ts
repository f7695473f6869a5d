import { goesOn } from './abbreviation.ts';
import type { Block, Sentence } from './block.ts';
import type { Utf16Offset } from './offset.ts';
import type { RawSpan } from './span.ts';
import { trimRange } from './trim.ts';

const strayClosing = /^[”’»"')\]]+(?=\s|$)/u;
const lowerCaseStart = /^\p{Ll}/u;

/**
 * What may end a sentence inside a block, in any language: the terminals of Unicode, the full stops that go on, the
 * Greek question mark, and what separates paragraphs.
 */
const mayEnd = /[\p{Sentence_Terminal}.․﹒．;\u037E\r\v\f\u0085\u2028\u2029]/u;

/** The ends that the segmenter proposes, corrected for closing quotes that it would begin a sentence with. */
function proposedEnds(text: string, segmenter: Intl.Segmenter): number[] {
  // A segmenter costs far more to ask than a short line is long, and a list has many of those.
  if (!mayEnd.test(text)) return [text.length];
  const ends: number[] = [];
  for (const { index, segment } of segmenter.segment(text.replaceAll('\n', ' '))) {
    const closing = strayClosing.exec(segment)?.[0].length ?? 0;
    const end = index + segment.length;
    if (closing > 0 && ends.length > 0) {
      ends[ends.length - 1] = index + closing;
      if (segment.slice(closing).trim() !== '') ends.push(end);
    } else {
      ends.push(end);
    }
  }
  return ends;
}

/**
 * The sentences of one block's text as ranges in it, in order, without the white space around them. Line breaks
 * inside the block count as spaces. Every character that is not white space lies in exactly one sentence.
 */
export function sentencesIn(text: string, segmenter: Intl.Segmenter): RawSpan[] {
  const found: RawSpan[] = [];
  let from = 0;
  for (const end of proposedEnds(text, segmenter)) {
    const piece = text.slice(from, end);
    const after = text.slice(end).trimStart();
    if (after !== '' && (lowerCaseStart.test(after) || goesOn(piece.trim(), after.slice(0, 60)))) continue;
    const sentence = trimRange(text, from, end);
    if (sentence.start < sentence.end) found.push(sentence);
    from = end;
  }
  return found;
}

/** Numbers the sentences of all blocks through the document, from 1. `language` is a BCP 47 tag. */
export function findSentences(text: string, blocks: readonly Block[], language: string): Sentence[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const sentences: Sentence[] = [];
  for (const block of blocks) {
    for (const { start, end } of sentencesIn(text.slice(block.start, block.end), segmenter)) {
      sentences.push({
        index: sentences.length + 1,
        block: block.index,
        start: (block.start + start) as Utf16Offset,
        end: (block.start + end) as Utf16Offset,
      });
    }
  }
  return sentences;
}
