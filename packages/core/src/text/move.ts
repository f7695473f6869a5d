import { type Block, lastStartingAt, type Sentence } from './block.ts';
import { NearbySegmenter } from './nearby-segmenter.ts';
import { type Utf16Offset, utf16 } from './offset.ts';
import type { RawSpan } from './span.ts';

export type MoveUnit = 'character' | 'word' | 'sentence' | 'paragraph' | 'document';

export type MoveDirection = 'forward' | 'backward';

/** Where a caret can go: the text with its stored blocks and sentences. */
export interface CaretText {
  readonly text: string;
  readonly language: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
}

export interface Caret {
  /** The nearest place for a caret: in or at the side of a block, between two graphemes. */
  place(offset: number): Utf16Offset;
  /**
   * One step from `offset`, which stays where it is at the ends of the document. Backward always goes to the
   * start of the unit that the caret is in, or of the one before. Forward goes to the next start when the caret
   * moves alone, and to the next end when it extends a selection, so that a selection never gathers the space
   * after a word or the line break after a paragraph.
   */
  move(offset: number, unit: MoveUnit, direction: MoveDirection, extend: boolean): Utf16Offset;
}

/** The first item whose end, or start, lies after `offset`. */
function nextOf(items: readonly RawSpan[], offset: number, side: 'start' | 'end'): RawSpan | undefined {
  const at = lastStartingAt(items, offset);
  if (side === 'end' && at >= 0 && (items[at]?.end ?? 0) > offset) return items[at];
  return items[at + 1];
}

/** The last item that starts before `offset`. */
function previousOf(items: readonly RawSpan[], offset: number): RawSpan | undefined {
  return items[lastStartingAt(items, offset - 1)];
}

/** Moves a caret through one document. A document without blocks counts as one block. */
export function createCaret({ text, language, blocks, sentences }: CaretText): Caret {
  const ranges: readonly RawSpan[] = blocks.length > 0 ? blocks : [{ start: 0, end: text.length }];
  const first = ranges[0]?.start ?? 0;
  const last = ranges.at(-1)?.end ?? text.length;
  const graphemes = new NearbySegmenter(text, language, 'grapheme');
  const words = new NearbySegmenter(text, language, 'word');

  /** In the gap between two blocks the caret goes on in the direction in which it moves. */
  const outOfGap = (offset: number, direction: MoveDirection): number => {
    if (offset <= first) return first;
    if (offset >= last) return last;
    const at = lastStartingAt(ranges, offset);
    if (offset <= (ranges[at]?.end ?? 0)) return offset;
    return direction === 'forward' ? (ranges[at + 1]?.start ?? last) : (ranges[at]?.end ?? first);
  };

  const byCharacter = (offset: number, direction: MoveDirection): number => {
    if (direction === 'forward') return outOfGap(graphemes.at(offset)?.end ?? offset, direction);
    return outOfGap(graphemes.at(offset - 1)?.start ?? offset, direction);
  };

  const nextWord = (offset: number, side: 'start' | 'end'): number => {
    for (let at = offset; at < last; ) {
      const segment = words.at(at);
      if (segment === null) break;
      if (segment.isWord && segment[side] > offset) return segment[side];
      at = segment.end;
    }
    return last;
  };

  const previousWord = (offset: number): number => {
    for (let at = offset - 1; at >= first; ) {
      const segment = words.at(at);
      if (segment === null) break;
      if (segment.isWord) return segment.start;
      at = segment.start - 1;
    }
    return first;
  };

  const step = (offset: number, unit: MoveUnit, direction: MoveDirection, extend: boolean): number => {
    const side = extend ? 'end' : 'start';
    if (unit === 'document') return direction === 'forward' ? last : first;
    if (unit === 'character') return byCharacter(offset, direction);
    if (unit === 'word') return direction === 'forward' ? nextWord(offset, side) : previousWord(offset);
    const items = unit === 'sentence' && sentences.length > 0 ? sentences : ranges;
    if (direction === 'forward') return nextOf(items, offset, side)?.[side] ?? last;
    return previousOf(items, offset)?.start ?? first;
  };

  const place = (offset: number): Utf16Offset => {
    const inside = outOfGap(Math.max(0, Math.min(text.length, Math.trunc(offset))), 'forward');
    const grapheme = graphemes.at(inside);
    return utf16(grapheme === null ? inside : grapheme.start);
  };

  return {
    place,
    move: (offset, unit, direction, extend) => {
      const from = place(offset);
      const to = step(from, unit, direction, extend);
      return utf16(Math.max(first, Math.min(last, to)));
    },
  };
}
