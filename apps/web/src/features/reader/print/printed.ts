import { type Block, CoverIndex, hasOwnLines, type RawSpan } from '@koersvast/core/text';
import {
  type CellPlace,
  cellsOf,
  itemLevels,
  type NoteLink,
  noteLinksOf,
  speakerAt,
} from '@koersvast/highlighter';

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
  /** The marks of the notes that the text points at behind these words. */
  readonly signs: readonly string[];
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
  /** The mark of a note, before its words. */
  readonly sign: string | null;
  /** Who speaks from here on. */
  readonly speaker: string | null;
  readonly cell: CellPlace | null;
  /** How far in an item of a list is, from 1. */
  readonly level: number;
}

/** Pieces, cut where marks of notes stand behind words. */
function withSigns(pieces: readonly PrintedPiece[], links: readonly NoteLink[]): PrintedPiece[] {
  const marks = links.filter(({ side }) => side === 'mark');
  if (marks.length === 0) return [...pieces];
  return pieces.flatMap((piece, nth) => {
    const end = piece.start + piece.text.length;
    const here = marks.filter(({ offset }) => (offset > piece.start || nth === 0) && offset <= end);
    const ends = [...new Set([...here.map(({ offset }) => offset).filter((at) => at > piece.start), end])];
    return ends.map((to, at): PrintedPiece => {
      const from = ends[at - 1] ?? piece.start;
      return {
        ...piece,
        start: from,
        text: piece.text.slice(from - piece.start, to - piece.start),
        opens: at === 0 ? piece.opens : [],
        closes: to === end ? piece.closes : [],
        signs: here.flatMap(({ offset, mark }) => (offset === to || (offset < from && at === 0) ? mark : [])),
      };
    });
  });
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
  const cells = cellsOf(text, blocks);
  const links = noteLinksOf(text, blocks);
  const levels = itemLevels(text, blocks);
  return blocks.map((block, position) => {
    const pieces: PrintedPiece[] = [];
    const begun: number[] = [];
    const plain = (from: number, to: number) => {
      if (from < to)
        pieces.push({ start: from, text: text.slice(from, to), marks: [], opens: [], closes: [], signs: [] });
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
        signs: [],
      });
      at = end;
    }
    plain(at, block.end);
    const lanes = pieces
      .flatMap(({ marks }) => marks)
      .reduce((most, { lane }) => Math.max(most, lane + 1), 0);
    const own = links.get(position) ?? [];
    return {
      block,
      lanes,
      lines: hasOwnLines(text.slice(block.start, block.end)),
      pieces: withSigns(pieces, own),
      notes: begun,
      sign: own.find(({ side }) => side === 'note')?.mark ?? null,
      speaker: speakerAt(blocks, position),
      cell: cells.get(position) ?? null,
      level: levels.get(position) ?? 1,
    };
  });
}

/** Blocks as they stand under one another: the cells of one row of a table together, everything else by itself. */
export function printedRows(blocks: readonly PrintedBlock[]): PrintedBlock[][] {
  const rows: PrintedBlock[][] = [];
  for (const block of blocks) {
    if (block.cell === null || block.cell.opensRow) rows.push([block]);
    else rows.at(-1)?.push(block);
  }
  return rows;
}
