import type { Block } from '@koersvast/core/text';

/**
 * How blocks belong together, as far as their kinds and the characters between them say: between the cells of a row is
 * no line break, between rows is one, and an empty line stands before another table. Pure.
 */

/** A table: where it lies in the list of blocks, and how wide each column is to be. */
export interface TableShape {
  readonly first: number;
  readonly last: number;
  /** As CSS has them, one for each column. */
  readonly columns: string;
  /** What the columns need at least, in em. */
  readonly least: number;
}

export interface CellPlace {
  readonly table: TableShape;
  /** Whether it begins a row. */
  readonly opensRow: boolean;
  /** From 1. */
  readonly column: number;
}

/** Characters of a column that count: a column of short words stays narrow, one of sentences does not take all. */
const narrowest = 4;
const widest = 36;
/** The width of a letter, and what lies beside the words of a cell, in em. */
const letter = 0.55;
const beside = 1.2;
/** A word longer than this is broken. */
const longestWord = 18;

interface Cell {
  readonly position: number;
  readonly row: number;
  readonly column: number;
}

function columnOf(block: Block): number | null {
  const said = Number(block.data?.column);
  return Number.isInteger(said) && said > 0 && said <= 1_000 ? said : null;
}

/** The cells of each table, by position in the list of blocks. */
export function cellsOf(text: string, blocks: readonly Block[]): ReadonlyMap<number, CellPlace> {
  const places = new Map<number, CellPlace>();
  let cells: Cell[] = [];
  const close = () => {
    const [first, last] = [cells[0], cells.at(-1)];
    if (first === undefined || last === undefined) return;
    const table = shapeOf(text, blocks, cells, first.position, last.position);
    for (const [at, { position, row, column }] of cells.entries())
      places.set(position, { table, opensRow: cells[at - 1]?.row !== row, column });
    cells = [];
  };
  for (const [position, block] of blocks.entries()) {
    if (block.kind !== 'table_cell') {
      close();
      continue;
    }
    const before = cells.at(-1);
    // Parts of one cell that is too long to be laid out at once touch.
    const gap = text.slice(blocks[position - 1]?.end ?? 0, block.start);
    const goesOn = before !== undefined && gap === '';
    if (/\n[^\S\n]*\n/.test(gap)) close();
    const after = cells.at(-1);
    const sameRow = after !== undefined && !gap.includes('\n');
    const next = goesOn ? (after?.column ?? 1) : sameRow ? (after?.column ?? 0) + 1 : 1;
    cells.push({
      position,
      row: after === undefined ? 1 : sameRow ? after.row : after.row + 1,
      column: Math.max(next, columnOf(block) ?? next),
    });
  }
  close();
  return places;
}

/** Each column by its longest word and by how much there is to read in it. */
function shapeOf(
  text: string,
  blocks: readonly Block[],
  cells: readonly Cell[],
  first: number,
  last: number,
): TableShape {
  const columns: { word: number; most: number }[] = [];
  for (const { position, column } of cells) {
    const block = blocks[position];
    if (block === undefined) continue;
    while (columns.length < column) columns.push({ word: 0, most: 0 });
    const known = columns[column - 1];
    if (known === undefined) continue;
    // Enough to know how long its words are.
    const words = text.slice(block.start, Math.min(block.end, block.start + 400));
    known.most = Math.max(known.most, Math.min(widest, words.length));
    for (const word of words.split(/\s+/))
      known.word = Math.max(known.word, Math.min(longestWord, word.length));
  }
  const widths = columns.map(({ word, most }) => {
    const least = Math.max(narrowest, word) * letter + beside;
    return { least: Math.round(least * 10) / 10, share: Math.max(narrowest, word, most) };
  });
  return {
    first,
    last,
    columns: widths.map(({ least, share }) => `minmax(${least}em, ${share}fr)`).join(' '),
    least: Math.ceil(widths.reduce((sum, { least }) => sum + least, 0)),
  };
}

/** Who speaks from this block on, where that is somebody else than before and the words do not say so themselves. */
export function speakerAt(blocks: readonly Block[], position: number): string | null {
  const block = blocks[position];
  const speaker = block?.data?.speaker ?? '';
  if (speaker === '' || block?.kind === 'heading' || block?.data?.role === 'speaker') return null;
  // A line that names who speaks now.
  const before = blocks[position - 1]?.data;
  return before?.speaker === speaker || before?.role === 'speaker' ? null : speaker;
}

/** Items further in are set as far in as these. */
const deepestItem = 6;

/** What kind of sign an item begins with, after the letter that one before it had; null where it begins without one. */
function signOf(words: string, before: Sign | null): Sign | null {
  const [, numbers = '', letters = '', bullet = ''] =
    /^\(?(?:((?:\d{1,3}\.)*\d{1,3})[.)°º]?|([A-Za-z]|[ivxlc]{2,6})[.)]|([^\p{L}\p{N}\s]))(?=\s)/u.exec(
      words,
    ) ?? [];
  if (numbers !== '') return { kind: `number ${numbers.split('.').length}`, letter: '' };
  if (letters === '') return bullet === '' ? null : { kind: bullet, letter: '' };
  if (letters !== letters.toLowerCase()) return { kind: 'A', letter: letters };
  // After h comes the letter i, and after iv the number v.
  const follows = before?.kind === 'a' && letters.charCodeAt(0) === before.letter.charCodeAt(0) + 1;
  const roman = letters.length > 1 || letters === 'i' || (before?.kind === 'i' && /^[vxlc]$/.test(letters));
  return { kind: roman && !(follows && letters.length === 1) ? 'i' : 'a', letter: letters };
}

interface Sign {
  readonly kind: string;
  readonly letter: string;
}

/**
 * How far in each item of a list is, from 1: as its file says, or as its sign does. A sign of another kind opens a list
 * within the one before, and one of a kind that was left open goes on with that.
 */
export function itemLevels(text: string, blocks: readonly Block[]): ReadonlyMap<number, number> {
  const levels = new Map<number, number>();
  let open: Sign[] = [];
  for (const [position, block] of blocks.entries()) {
    if (block.kind !== 'list_item') {
      open = [];
      continue;
    }
    const words = text.slice(block.start, Math.min(block.end, block.start + 12));
    const sign = signOf(words, open.at(-1) ?? null);
    if (sign !== null) {
      const at = open.findIndex(({ kind }) => kind === sign.kind);
      open = [...(at >= 0 ? open.slice(0, at) : open), sign];
    }
    levels.set(position, Math.min(deepestItem, Math.max(1, block.level ?? open.length)));
  }
  return levels;
}
