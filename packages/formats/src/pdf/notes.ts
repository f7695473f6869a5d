import type { Line, Placed } from './line.ts';
import { textOf } from './line.ts';

/** A note at the foot of a page or the end of the text, as its lines. The mark is no longer among them. */
export interface FoundNote {
  readonly id: string;
  readonly mark: string;
  readonly page: number;
  readonly lines: Line[];
}

const markAlone = /^[([]?(\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[)\].]?$/u;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
export const superscriptMark = /[⁰¹²³⁴-⁹]+/u;

/** After these a raised digit is part of the unit: m², km³. */
export const unit = /(?:^|[\s\d(/])(?:[kcdmµ]?m|ha|km|cm|mm|dm|s|CO|NO|O)$/u;

/** The marks in raised letters: `1`, `*`, `1, 2`; none where they are something else (m², 1e). */
export function marksIn(text: string): string[] {
  const parts = text.split(/[,;\s]+/u).filter((part) => part !== '');
  const marks = parts.map((part) => markAlone.exec(fromSuperscript(part))?.[1]);
  return marks.every((mark) => mark !== undefined) ? marks.map((mark) => mark ?? '') : [];
}

export function fromSuperscript(text: string): string {
  return text.replace(/[⁰¹²³⁴-⁹]/gu, (digit) => String(superscripts.indexOf(digit)));
}

/** Whether a raised digit makes a square or cube of the unit before it. */
export const isPower = (before: string, text: string) => /^[23]$/.test(text) && unit.test(before);

/** The notes of a document, and which of them the marks in its text mean. */
export class NoteBook {
  readonly notes: FoundNote[] = [];
  /** Whether notes begin with a raised mark here: then a number at the head of a line begins none. */
  raised = false;
  readonly #told = new Set<string>();

  add(mark: string, page: number, lines: Line[]): FoundNote {
    const note = { id: `${this.notes.length + 1}`, mark, page, lines };
    this.notes.push(note);
    return note;
  }

  has(mark: string, page: number): boolean {
    return this.notes.some((note) => note.mark === mark && note.page === page);
  }

  /** Whether all notes of this mark that a place on this page can mean have been pointed at. */
  isTold(mark: string, page: number): boolean {
    return this.notes.every((note) => note.mark !== mark || note.page < page || this.#told.has(note.id));
  }

  get last(): FoundNote | undefined {
    return this.notes.at(-1);
  }

  /** The note that a mark on a page means: one at the foot of that page, or the next one that nothing points at yet. */
  find(mark: string, page: number): string | null {
    const same = this.notes.filter((note) => note.mark === mark);
    const found =
      same.find((note) => note.page === page && !this.#told.has(note.id)) ??
      same.find((note) => note.page === page) ??
      same.find((note) => note.page >= page && !this.#told.has(note.id)) ??
      same.find((note) => !this.#told.has(note.id)) ??
      (same.length === 1 ? same[0] : undefined);
    if (found === undefined) return null;
    this.#told.add(found.id);
    return found.id;
  }
}

/** The mark with which a line begins, raised or as a number of its own, and the line without it. */
export function markAtHead(
  line: Line,
  next: string | null,
): { readonly mark: string; readonly rest: Line } | null {
  const [first, ...others] = line.chunks;
  if (first === undefined) return null;
  const alone = markAlone.exec(fromSuperscript(first.text))?.[1];
  const small =
    first.raised ||
    superscriptMark.test(first.text) ||
    (others[0] !== undefined && first.size < others[0].size * 0.85);
  if (alone !== undefined && others.length > 0 && (small || alone === next))
    return { mark: alone, rest: without(line, others) };
  const glued = /^(?:([⁰¹²³⁴-⁹]+)\s*|[[(](\d{1,3})[\])]\s*|(\d{1,3})[.)]?\s+|([*†‡]{1,3})\s*)(\S.*)$/su.exec(
    first.text,
  );
  if (glued === null) return null;
  const mark = fromSuperscript(glued[1] ?? glued[2] ?? glued[3] ?? glued[4] ?? '');
  if (glued[3] !== undefined && mark !== next) return null;
  return { mark, rest: without(line, [{ ...first, text: glued[5] ?? '' }, ...others]) };
}

function without(line: Line, chunks: readonly Placed[]): Line {
  return { ...line, chunks };
}

/** The marks that are raised in lines. */
export function raisedMarks(lines: readonly Line[]): Set<string> {
  const found = new Set<string>();
  for (const line of lines) {
    line.chunks.forEach((chunk, position) => {
      if (position === 0 && line.chunks.length > 1 && chunk.raised) return;
      const before = line.chunks[position - 1]?.text ?? '';
      if (chunk.raised && !isPower(before, chunk.text))
        for (const mark of marksIn(chunk.text)) found.add(mark);
      const inText = superscriptMark.exec(chunk.text);
      if (inText !== null && !unit.test(chunk.text.slice(0, inText.index)))
        found.add(fromSuperscript(inText[0]));
    });
  }
  return found;
}

/**
 * Takes the notes at the foot of a column: small lines down to its end, of which one begins with a mark. What stands
 * above the first mark goes on with the last note of the page before. Gives back the lines that are no notes.
 */
export function takeNotes(
  lines: readonly Line[],
  body: number,
  marks: ReadonlySet<string>,
  book: NoteBook,
): Line[] {
  let from = lines.length;
  while (from > 0 && isSmall(lines[from - 1], body)) from -= 1;
  const first = lines.findIndex((line, at) => at >= from && beginsNote(line, marks, book) !== null);
  if (first < 0) {
    const equal = equalSized(lines, marks, book);
    if (equal < 0) return goesOn(lines, from, book);
    return move(lines, equal, equal, marks, book);
  }
  const continued = first > from && carriesOver(lines.slice(from, first), book);
  return move(lines, continued ? from : first, first, marks, book);
}

function isSmall(line: Line | undefined, body: number): boolean {
  return line !== undefined && line.size < body * 0.94;
}

function expected(book: NoteBook): string | null {
  const last = Number(book.last?.mark ?? '0');
  return Number.isInteger(last) ? String(last + 1) : null;
}

function beginsNote(line: Line, marks: ReadonlySet<string>, book: NoteBook) {
  const raised = markAtHead(line, null);
  if (raised !== null) return raised;
  if (book.raised) return null;
  const glued = gluedMark(line, marks, book);
  if (glued !== null) return glued;
  const next = expected(book);
  const numbered = next === null ? null : markAtHead(line, next);
  if (numbered !== null) return numbered;
  // Numbers begin anew on each page.
  for (const mark of marks) {
    const found = markAtHead(line, mark);
    if (found !== null) return found;
  }
  return null;
}

/** A number that stands at the head of a note without anything between: `1Kamerstukken`, when the text has that mark. */
function gluedMark(line: Line, marks: ReadonlySet<string>, book: NoteBook) {
  const [first, ...others] = line.chunks;
  if (first === undefined) return null;
  const next = expected(book);
  const known = [...marks].filter((mark) => first.text.startsWith(mark) && !book.has(mark, line.page));
  const mark = known.find((each) => each === next) ?? known.sort((a, b) => b.length - a.length)[0];
  const rest = mark === undefined ? '' : first.text.slice(mark.length);
  if (mark === undefined || !/^\s*[\p{L}\p{N}“"‘'(«*[]/u.test(rest)) return null;
  if (/^(?:e|de|ste)(?![\p{L}])/u.test(rest)) return null;
  if (/^\p{N}/u.test(rest) && (mark !== next || goesOnWith(book.last))) return null;
  return { mark, rest: { ...line, chunks: [{ ...first, text: rest.trimStart() }, ...others] } };
}

/** Whether a note has not come to the end of its sentence: a number that follows may be a year. */
function goesOnWith(note: FoundNote | undefined): boolean {
  const last = note?.lines.at(-1);
  return last !== undefined && !/[.!?;][”’"'»)\]]*$/u.test(textOf(last.chunks));
}

/** Notes in the size of the text: the first line of the last stretch that begins with a raised mark of this page. */
function equalSized(lines: readonly Line[], marks: ReadonlySet<string>, book: NoteBook): number {
  let found = -1;
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const line = lines[at];
    const before = lines[at - 1];
    if (line === undefined || before === undefined) break;
    const head = line.chunks[0]?.raised === true ? markAtHead(line, null) : null;
    if (head !== null && (marks.has(head.mark) || head.mark === expected(book))) {
      found = at;
      if (line.y - before.y > line.size * 1.7) return at;
    } else if (line.y - before.y > line.size * 2.2) break;
  }
  return found;
}

/** Small lines without a mark at the foot: they go on with a note that the page before did not end. */
function goesOn(lines: readonly Line[], from: number, book: NoteBook): Line[] {
  const rest = lines.slice(from);
  if (from === 0 || rest.length === 0 || !carriesOver(rest, book)) return [...lines];
  book.last?.lines.push(...rest);
  return lines.slice(0, from);
}

function carriesOver(rest: readonly Line[], book: NoteBook): boolean {
  const [last, first] = [book.last?.lines.at(-1), rest[0]];
  if (last === undefined || first === undefined || first.page !== last.page + 1) return false;
  const ended = /[.!?][”’"'»)\]]*$/u.test(textOf(last.chunks));
  return Math.abs(first.size - last.size) < 0.3 && (!ended || /^\p{Ll}/u.test(textOf(first.chunks)));
}

function move(
  lines: readonly Line[],
  from: number,
  first: number,
  marks: ReadonlySet<string>,
  book: NoteBook,
): Line[] {
  if (from < first) book.last?.lines.push(...lines.slice(from, first));
  for (const line of lines.slice(first)) {
    const begins = beginsNote(line, marks, book);
    if (begins === null) book.last?.lines.push(line);
    else {
      book.raised ||= line.chunks[0]?.raised === true;
      book.add(begins.mark, line.page, [begins.rest]);
    }
  }
  return lines.slice(0, from);
}

/** In lines, of what nothing ends but the text. */
const longestNote = 15;

/**
 * The notes that end a text, from the last line on that begins with the first mark: each next one begins with the next
 * number, and together they are all that are looked for. Null where the text ends otherwise.
 */
export function endNotesIn(
  lines: readonly Line[],
  open: ReadonlySet<string>,
): { mark: string; lines: Line[] }[] | null {
  const least = Math.min(...[...open].map(Number));
  const from = lines.findLastIndex((line) => markAtHead(line, String(least)) !== null);
  const left = lines[from]?.x0;
  if (left === undefined) return null;
  const found: { mark: string; lines: Line[] }[] = [];
  for (const line of lines.slice(from)) {
    const next = String(Number(found.at(-1)?.mark ?? least - 1) + 1);
    const head = open.has(next) ? markAtHead(line, next) : null;
    if (head?.mark === next) found.push({ mark: next, lines: [head.rest] });
    else if (line.x0 < left - 2 && line.page === lines[from]?.page) return null;
    else found.at(-1)?.lines.push(line);
  }
  const isLong = (found.at(-1)?.lines.length ?? 0) > longestNote;
  return found.length === open.size && !isLong ? found : null;
}
