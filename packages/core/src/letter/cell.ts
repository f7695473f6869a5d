/** A line of the text, or a cell of one, without the white space around it. */
export interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Counts the lines with words from 0. */
  readonly line: number;
  /** Counts the cells of its line from 0. */
  readonly column: number;
  /** Whether an empty line stands before its line. */
  readonly opens: boolean;
}

/** Cells are parted by tabs, and by white space that is wider than between words. */
const gap = /\t| {3,}/g;

/** All cells with words in the order of the text. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let line = 0;
  let opens = true;
  let from = 0;
  while (from <= text.length) {
    const next = text.indexOf('\n', from);
    const to = next === -1 ? text.length : next;
    const column = addCells(cells, { text, from, to, line, opens });
    opens = column === 0;
    if (column > 0) line += 1;
    from = to + 1;
  }
  return cells;
}

interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly opens: boolean;
}

/** Returns how many there were. */
function addCells(cells: Cell[], { text: whole, from, to, line, opens }: Line): number {
  let column = 0;
  let start = from;
  const add = (end: number) => {
    const words = whole.slice(start, end);
    const trimmed = words.trim();
    // A colon in a cell of its own, or at the head of the next one, belongs to the label before it.
    const colon = column > 0 ? (/^:\s*/.exec(trimmed)?.[0].length ?? 0) : 0;
    if (trimmed.length === colon) return;
    const at = start + words.indexOf(trimmed) + colon;
    const text = trimmed.slice(colon);
    cells.push({ text, start: at, end: at + text.length, line, column, opens });
    column += 1;
  };
  for (const found of whole.slice(from, to).matchAll(gap)) {
    add(from + found.index);
    start = from + found.index + found[0].length;
  }
  add(to);
  return column;
}
