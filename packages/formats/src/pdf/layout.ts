import type { Piece } from '../reading/piece.ts';
import { type Row, rowOf } from './fragment.ts';
import { headingLevels } from './headings.ts';
import { type Line, onceEach, rowsOf } from './line.ts';
import { endNotesIn, type NoteBook, raisedMarks, takeNotes } from './notes.ts';
import { type Chunk, type Page, widthOf } from './page.ts';
import { Edges, itemLines, type Paragraph, paragraphsOf, type Stretch } from './paragraph.ts';
import { type Flow, flowsOf } from './region.ts';
import { type Dropped, withoutRunning } from './running.ts';
import { turnedLines } from './turned.ts';
import type { Words } from './words.ts';

/** The parts of pages in reading order: what a layout pass makes of letters and their places. */
export interface LaidOut {
  readonly parts: readonly Part[];
  readonly dropped: readonly Dropped[];
  readonly body: number;
  /** Stretches that are turned otherwise than the rest of their page. */
  readonly rotated: number;
}

type Part =
  | { readonly kind: 'text'; readonly page: number; readonly stretch: Stretch }
  | {
      readonly kind: 'table';
      readonly page: number;
      readonly rows: readonly (readonly (readonly Line[])[])[];
    };

/** Finds the reading order of pages without a structure. Notes go into the book. */
export function layOut(pages: readonly Page[], book: NoteBook): LaidOut {
  const turned = pages.map((page) => ({ page, ...byAngle(onceEach(page.chunks)) }));
  const { pages: rows, dropped } = withoutRunning(
    turned.map(({ page, upright }) => ({
      number: page.number,
      height: page.height,
      rows: rowsOf(upright).map(rowOf),
    })),
  );
  const body = bodySize(rows.flatMap((page) => page.rows));
  const { lines: others, dropped: turnedDropped } = turnedLines(
    turned.map(({ page, others: own }) => ({ page: page.number, turned: own })),
  );
  const flows = turned.map(({ page }, position) => ({
    page: page.number,
    flows: [
      ...flowsOf(page.number, rows[position]?.rows ?? []),
      ...(others[position] ?? []).map((lines): Flow => ({ kind: 'lines', lines, aside: true })),
    ],
  }));
  const marks = raisedMarks(flows.flatMap(({ flows: own }) => own.flatMap(linesOf)));
  const parts = withoutEndNotes(
    flows.map(({ page, flows: own }) => ({ page, flows: withoutNotes(own, body, marks, book) })),
    marks,
    book,
  );
  const stretches = parts.flatMap(({ flows: own }) => own.filter((flow) => flow.kind === 'lines'));
  const edges = new Edges(
    stretches.filter(({ aside }) => !aside).map(({ lines }) => lines),
    widthOf(pages),
  );
  return {
    dropped: [...dropped, ...turnedDropped],
    body,
    rotated: others.flat().length,
    parts: parts.flatMap(({ page, flows: own }) =>
      inOrder(own).map((flow): Part => {
        if (flow.kind === 'table') return { kind: 'table', page, rows: flow.rows };
        const right = flow.aside ? Math.max(...flow.lines.map(({ x1 }) => x1)) : edges.rightOf(flow.lines);
        return { kind: 'text', page, stretch: { lines: flow.lines, right, aside: flow.aside } };
      }),
    ),
  };
}

/** What only stands beside the text comes after it. */
function inOrder(flows: readonly Flow[]): Flow[] {
  const beside = (flow: Flow) => flow.kind === 'lines' && flow.aside;
  return [...flows.filter((flow) => !beside(flow)), ...flows.filter(beside)];
}

/** The text that stands as most of the page does, and the rest by how it is turned. */
function byAngle(chunks: readonly Chunk[]): { upright: Chunk[]; others: Chunk[][] } {
  const angles = new Map<number, Chunk[]>();
  for (const chunk of chunks) {
    const same = angles.get(chunk.angle);
    if (same === undefined) angles.set(chunk.angle, [chunk]);
    else same.push(chunk);
  }
  const letters = (of: readonly Chunk[]) => of.reduce((sum, { text }) => sum + text.length, 0);
  const [upright, ...others] = [...angles.values()].sort((a, b) => letters(b) - letters(a));
  return { upright: upright ?? [], others };
}

function bodySize(rows: readonly Row[]): number {
  const weights = new Map<number, number>();
  for (const { chunks } of rows.flatMap((row) => row.fragments)) {
    for (const { text, size } of chunks) {
      const rounded = Math.round(size * 4) / 4;
      weights.set(rounded, (weights.get(rounded) ?? 0) + text.length);
    }
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

function linesOf(flow: Flow): readonly Line[] {
  return flow.kind === 'lines' ? flow.lines : flow.rows.flat(2);
}

/** `all` are the marks of the whole text: what no page had at its foot may stand at the end. */
function withoutNotes(
  flows: readonly Flow[],
  body: number,
  all: ReadonlySet<string>,
  book: NoteBook,
): Flow[] {
  const known = new Set(book.notes.map(({ mark }) => mark));
  const marks = new Set([
    ...raisedMarks(flows.flatMap(linesOf)),
    ...[...all].filter((mark) => !known.has(mark)),
  ]);
  return flows.flatMap((flow): Flow[] => {
    if (flow.kind === 'table' || flow.aside) return [flow];
    const lines = takeNotes(flow.lines, body, marks, book);
    return lines.length === 0 ? [] : [{ ...flow, lines }];
  });
}

interface PageFlows {
  readonly page: number;
  readonly flows: readonly Flow[];
}

/** Takes a list at the very end that has a note for every mark of the text that no note was found for. */
function withoutEndNotes(
  pages: readonly PageFlows[],
  marks: ReadonlySet<string>,
  book: NoteBook,
): readonly PageFlows[] {
  const open = [...marks].filter(
    (mark) => /^\d+$/.test(mark) && !book.notes.some((note) => note.mark === mark),
  );
  const before = Math.min(...open.map(Number)) - 1;
  if (open.length === 0 || (before > 0 && !book.notes.some(({ mark }) => mark === String(before))))
    return pages;
  const lines = pages.flatMap(({ flows }) =>
    flows.flatMap((flow) => (flow.kind === 'lines' && !flow.aside ? flow.lines : [])),
  );
  const end = endNotesIn(lines, new Set(open));
  if (end === null) return pages;
  for (const { mark, lines: own } of end) {
    const [first] = own;
    if (first !== undefined) book.add(mark, first.page, [...own]);
  }
  const taken = new Set(lines.slice(lines.length - end.reduce((sum, { lines: own }) => sum + own.length, 0)));
  return pages.map(({ page, flows }) => ({
    page,
    flows: flows.flatMap((flow): Flow[] => {
      if (flow.kind === 'table' || flow.aside) return [flow];
      const left = flow.lines.filter((line) => !taken.has(line));
      return left.length === 0 ? [] : [{ ...flow, lines: left }];
    }),
  }));
}

/** The pieces of pages that were laid out. */
export function piecesOf({ parts, body }: LaidOut, words: Words): Piece[] {
  const pieces: Piece[] = [];
  let stretches: Stretch[] = [];
  const runs: (readonly Stretch[] | Extract<Part, { kind: 'table' }>)[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      stretches.push(part.stretch);
      continue;
    }
    runs.push(stretches, part);
    stretches = [];
  }
  runs.push(stretches);
  const paragraphs = runs.map((run) => ('kind' in run ? run : paragraphsOf(run)));
  const levels = headingLevels(
    paragraphs.flatMap((each) => ('kind' in each ? [] : each)),
    body,
  );
  for (const each of paragraphs) {
    if ('kind' in each) pieces.push(...tablePieces(each.rows, words));
    else pieces.push(...each.map((paragraph) => pieceOf(paragraph, levels.get(paragraph), words)));
  }
  return pieces;
}

function pieceOf(paragraph: Paragraph, level: number | undefined, words: Words): Piece {
  const lines = paragraph.marker === null ? paragraph.lines : itemLines(paragraph.lines);
  const runs = words.runsOf(lines, level === undefined ? paragraph.breaks : new Set());
  if (level !== undefined) return { kind: 'heading', level, runs };
  if (paragraph.marker !== null) return { kind: 'list_item', runs };
  return { kind: isQuote(paragraph) ? 'quote' : 'paragraph', runs };
}

/** Set in from the left as a whole, in a column of which the rest is not. */
function isQuote({ lines, breaks, stretch }: Paragraph): boolean {
  const left = Math.min(...stretch.lines.map(({ x0 }) => x0));
  const inset = lines.every(({ x0, size }) => x0 > left + size * 1.8);
  const italic = lines.every((line) => line.italic);
  const first = lines[0];
  if (first === undefined || !inset || stretch.aside) return false;
  // An address: each line was broken by its author.
  if (lines.length > 1 && breaks.size === lines.length - 1) return false;
  const aligned = lines.every(({ x0 }) => Math.abs(x0 - first.x0) < 1);
  return aligned && (italic || lines.length > 1 || /^[“‘"'«„]/u.test(first.chunks[0]?.text ?? ''));
}

function tablePieces(rows: readonly (readonly (readonly Line[])[])[], words: Words): Piece[] {
  return rows.flatMap((cells, row) =>
    cells.map(
      (lines, column): Piece => ({
        kind: 'table_cell',
        ...(column > 0 ? {} : { opens: row === 0 ? 'table' : 'row' }),
        runs: words.runsOf(lines),
      }),
    ),
  );
}
