import type { BlockDraft } from '@koersvast/core/text';
import type { NotePiece, Piece, Run } from './piece.ts';

/** A note in the text: the block with its words, and the place in the running text that it belongs to. */
export interface Note {
  readonly mark: string;
  readonly start: number;
  readonly end: number;
  /** Null where the file has the note but nothing that points at it. */
  readonly at: number | null;
}

/** Where words of a known place came to stand. */
export interface PlacedWords {
  readonly place: number;
  readonly start: number;
  readonly end: number;
}

export type ComposedBlock = BlockDraft;

/** Offsets count UTF-16 code units of `text`, which is canonical when the words of the pieces are. */
export interface Composed {
  readonly text: string;
  readonly blocks: readonly ComposedBlock[];
  readonly notes: readonly Note[];
  readonly placed: readonly PlacedWords[];
}

/**
 * Makes one text of pieces in reading order. Between blocks stands an empty line, between items of a list and rows of
 * a table a line break, between the cells of a row a tab, also for those without words before one with words. Notes stand after the section in which their place is: before
 * the next heading, or at the end; those that no place belongs to stand at the very end. White space within a piece is
 * one space, and none at its ends; what does not break (U+00A0) is kept, but at the ends.
 */
export function compose(pieces: readonly Piece[], notes: readonly NotePiece[] = []): Composed {
  const writer = new TextWriter();
  const byId = new Map(notes.map((note) => [note.id, note]));
  const told = new Set<string>();
  let waiting: { readonly note: NotePiece; readonly at: number }[] = [];
  const tellWaiting = () => {
    for (const { note, at } of waiting) writer.note(note, at);
    waiting = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'heading') tellWaiting();
    for (const { id, at } of writer.block(piece)) {
      const note = byId.get(id);
      if (note === undefined || told.has(id)) continue;
      told.add(id);
      waiting.push({ note, at });
    }
  }
  tellWaiting();
  for (const note of notes) if (!told.has(note.id)) writer.note(note, null);
  return writer.finish();
}

/** White space of a file, and what ends a line in a canonical text: all of it is one space. */
const plain = /[ \t\n\r\v\f\u0085\u2028\u2029]+/g;
/** The same, and spaces of a width of their own, which are kept among words. */
const space = /[ \t\n\r\v\f\u0085\u2028\u2029\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;
const isWide = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;

type Told = { readonly id: string; readonly at: number };

class TextWriter {
  #text = '';
  #blocks: ComposedBlock[] = [];
  #notes: Note[] = [];
  #placed: PlacedWords[] = [];
  #before: Piece | null = null;
  #opensRow: Piece['opens'];
  /** The columns of this row, with words or without, and the one of the last cell with words. */
  #columns = 0;
  #column = 0;

  /** Writes one block, and says which notes its words point at. */
  block(piece: Piece): Told[] {
    // An empty cell that opens a row leaves that to the next one with words.
    const opens = piece.kind === 'table_cell' ? widest(this.#opensRow, piece.opens) : undefined;
    this.#opensRow = opens;
    if (piece.kind === 'table_cell' && piece.opens !== undefined) [this.#columns, this.#column] = [0, 0];
    this.#columns += 1;
    const written = this.#write(piece.runs, this.#gapBefore(piece.kind, opens));
    if (written === null) return [];
    this.#opensRow = undefined;
    const { start, end, told } = written;
    this.#blocks.push({
      kind: piece.kind,
      ...(piece.level === undefined ? {} : { level: piece.level }),
      start,
      end,
      ...this.#dataOf(piece),
    });
    this.#before = piece;
    return told;
  }

  /** What the file says of it; of a cell behind empty ones also the column, as these are no blocks. */
  #dataOf({ kind, data }: Piece): Pick<ComposedBlock, 'data'> {
    if (kind !== 'table_cell') return data === undefined ? {} : { data };
    const follows = this.#columns === this.#column + 1;
    this.#column = this.#columns;
    if (follows) return data === undefined ? {} : { data };
    return { data: { ...data, column: String(this.#columns) } };
  }

  note({ mark, paragraphs }: NotePiece, at: number | null): void {
    const runs = paragraphs.flatMap((paragraph, index): readonly Run[] =>
      index === 0 ? paragraph : [{ lineBreak: true }, ...paragraph],
    );
    const written = this.#write(runs, this.#text === '' ? '' : '\n\n');
    if (written === null) return;
    const { start, end } = written;
    this.#blocks.push({ kind: 'footnote', start, end });
    this.#notes.push({ mark, start, end, at });
    this.#before = { kind: 'footnote', runs: [] };
  }

  finish(): Composed {
    return { text: this.#text, blocks: this.#blocks, notes: this.#notes, placed: this.#placed };
  }

  #gapBefore(kind: Piece['kind'], opens: Piece['opens']): string {
    if (this.#before === null) return '';
    const goesOn = kind === this.#before.kind;
    if (kind === 'list_item' && goesOn) return '\n';
    if (kind !== 'table_cell') return '\n\n';
    if (goesOn && opens === undefined) return '\t'.repeat(Math.max(1, this.#columns - this.#column));
    return `${goesOn && opens === 'row' ? '\n' : '\n\n'}${'\t'.repeat(this.#columns - 1)}`;
  }

  #write(runs: readonly Run[], gap: string): { start: number; end: number; told: Told[] } | null {
    const start = this.#text.length + gap.length;
    const written = new Words(start);
    for (const run of runs) written.add(run);
    if (written.text === '') return null;
    this.#text += gap + written.text;
    for (const each of written.placed) this.#placed.push(each);
    return { start, end: start + written.text.length, told: written.told };
  }
}

/** The words of one block: white space waits until the next word comes, so that none stands at an end. */
class Words {
  text = '';
  readonly placed: PlacedWords[] = [];
  readonly told: Told[] = [];
  readonly #from: number;
  #waiting = '';

  constructor(from: number) {
    this.#from = from;
  }

  add(run: Run): void {
    if (typeof run === 'string') this.#addText(run, null);
    else if ('text' in run) this.#addText(run.text, run.place);
    else if ('note' in run) this.told.push({ id: run.note, at: this.#from + this.text.length });
    else if (this.text !== '') this.#waiting = '\n';
  }

  #addText(text: string, place: number | null): void {
    let start = 0;
    while (start < text.length && space.test(text.charAt(start))) start += 1;
    let end = text.length;
    while (end > start && space.test(text.charAt(end - 1))) end -= 1;
    this.#wait(text.slice(0, start));
    if (start === end) return;
    this.text += this.#waiting;
    this.#waiting = '';
    const first = this.text.length;
    const spoken = text.slice(start, end).replace(plain, ' ');
    // A byte order mark at the head of a text is none of its words.
    this.text += this.#from + first === 0 ? spoken.replace(/^\uFEFF+/, '') : spoken;
    this.#wait(text.slice(end));
    if (place === null) return;
    this.placed.push({ place, start: this.#from + first, end: this.#from + this.text.length });
  }

  #wait(white: string): void {
    if (this.text === '') return;
    for (const each of white) {
      if (this.#waiting === '\n') return;
      if (isWide.test(each)) this.#waiting += each;
      else if (!this.#waiting.endsWith(' ')) this.#waiting += ' ';
    }
  }
}

function widest(left: Piece['opens'], right: Piece['opens']): Piece['opens'] {
  if (left === 'table' || right === 'table') return 'table';
  return left ?? right;
}
