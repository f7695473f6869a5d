import { type Block, CoverIndex, hasOwnLines, type RawSpan } from '@koersvast/core/text';

/** Underlines deeper than this share the last one; the numbers still tell them apart. */
const deepestLane = 3;

/** An annotation as it is printed, under its number. */
export interface PrintedNote extends RawSpan {
  readonly id: string;
  readonly number: number;
}

/** A stretch of words with the same annotations from end to end. */
export interface PrintedPiece {
  readonly start: number;
  readonly text: string;
  /** From the outermost inwards: the place of its underline and its number. */
  readonly marks: readonly { readonly number: number; readonly lane: number }[];
  /** The numbers of those that begin before these words, and of those whose end must be said behind them. */
  readonly opens: readonly number[];
  readonly closes: readonly number[];
}

export interface PrintedBlock {
  readonly block: Block;
  /** Lines that somebody meant, such as those of an address. */
  readonly lines: boolean;
  readonly pieces: readonly PrintedPiece[];
  /** How many underlines the deepest place has. */
  readonly lanes: number;
  /** The numbers of what begins in this block: its margin. */
  readonly notes: readonly number[];
}

/** Numbers annotations in text order, from 1. */
export function numbered(spans: readonly (RawSpan & { readonly id: string })[]): PrintedNote[] {
  return spans.map(({ id, start, end }, at) => ({ id, start, end, number: at + 1 }));
}

/**
 * The blocks of a letter as paper has them. Where an annotation ends is seen from its underline; where others are
 * around it, or it goes on in another block, its number is said at the end as well.
 */
export function printedBlocks(
  text: string,
  blocks: readonly Block[],
  notes: readonly PrintedNote[],
): PrintedBlock[] {
  const index = new CoverIndex(blocks, notes);
  index.complete();
  return blocks.map((block, position) => {
    const pieces: PrintedPiece[] = [];
    const begun: number[] = [];
    const plain = (from: number, to: number) => {
      if (from < to)
        pieces.push({ start: from, text: text.slice(from, to), marks: [], opens: [], closes: [] });
    };
    const segments = index.segments(position);
    const shared = new Set(
      segments.flatMap(({ covers }) => {
        const [one] = covers;
        const alike = covers.every(
          ({ cover }) => cover.start === one?.cover.start && cover.end === one.cover.end,
        );
        return alike ? [] : covers.map(({ cover }) => cover.number);
      }),
    );
    let at: number = block.start;
    for (const { start, end, covers } of segments) {
      plain(at, start);
      const opens = covers
        .flatMap(({ cover }) => (cover.start === start ? cover.number : []))
        .sort((one, other) => one - other);
      begun.push(...opens);
      pieces.push({
        start,
        text: text.slice(start, end),
        marks: covers.map(({ cover, lane }) => ({
          number: cover.number,
          lane: Math.min(lane, deepestLane),
        })),
        opens,
        closes: covers.flatMap(({ cover }) =>
          cover.end === end && (shared.has(cover.number) || cover.start < block.start) ? cover.number : [],
        ),
      });
      at = end;
    }
    plain(at, block.end);
    const lanes = pieces
      .flatMap(({ marks }) => marks)
      .reduce((most, { lane }) => Math.max(most, lane + 1), 0);
    return { block, lanes, lines: hasOwnLines(text.slice(block.start, block.end)), pieces, notes: begun };
  });
}
