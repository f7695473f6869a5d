import { type Line, textOf } from './line.ts';
import { type FoundNote, markAtHead, marksIn, type NoteBook, raisedMarks } from './notes.ts';
import { type Block, linesIn } from './tagged-lines.ts';

/** The mark of a note that the file says is one. */
export function noteHead(line: Line): { readonly mark: string; readonly rest: Line | null } | null {
  const [first, ...others] = line.chunks;
  if (first === undefined) return null;
  const [mark, ...more] = marksIn(first.text);
  if (mark !== undefined && more.length === 0)
    return { mark, rest: others.length === 0 ? null : { ...line, chunks: others } };
  const leading = /^[([]?(\d{1,3})[\])]?[.)]?\s+(\S.*)$/su.exec(first.text);
  if (leading === null) return markAtHead(line, null);
  return {
    mark: leading[1] ?? '',
    rest: { ...line, chunks: [{ ...first, text: leading[2] ?? '' }, ...others] },
  };
}

/** How much smaller than the text a note is set at least, where it does not stand at the end. */
const small = 0.94;

/**
 * Takes notes that the tags do not call so: small paragraphs or items, or a list at the very end, that begin with a mark
 * which is raised in the text. A block may have several; one that begins with none goes on with the note of the page
 * before.
 */
export function withoutPlainNotes(blocks: Block[], book: NoteBook): Block[] {
  const all = blocks.map((block) => block.parts.flatMap(linesIn));
  const marks = raisedMarks(all.flat());
  for (const { mark } of book.notes) marks.delete(mark);
  if (marks.size === 0) return blocks;
  const body = bodyOf(all);
  const end = endNotesFrom(blocks, all, marks);
  let previous: FoundNote | undefined;
  return blocks.filter((block, position) => {
    const [first, ...rest] = all[position] ?? [];
    if (first === undefined || block.kind === 'heading' || block.kind === 'table_cell') return true;
    const head = headOf(first, marks);
    // A raised mark at the head of a paragraph begins nothing else.
    const begins = head !== null && first.chunks[0]?.raised === true && first.size <= body;
    if (first.size > body * small && position < end && !begins) return true;
    if (head === null && !(previous !== undefined && carriesOn(previous, first))) return true;
    let note: FoundNote | undefined = previous;
    for (const line of [first, ...rest]) {
      const next = line === first ? head : nextIn(line, marks, note);
      if (next !== null) note = book.add(next.mark, line.page, [next.rest]);
      else note?.lines.push(line);
    }
    previous = note;
    return false;
  });
}

/** The size in which most letters are set. */
function bodyOf(all: readonly (readonly Line[])[]): number {
  const sizes = new Map<number, number>();
  for (const line of all.flat())
    sizes.set(line.size, (sizes.get(line.size) ?? 0) + textOf(line.chunks).length);
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** A mark that is raised in the text too: raised here, or a number of its own. */
function headOf(line: Line, marks: ReadonlySet<string>): { mark: string; rest: Line } | null {
  const raised = markAtHead(line, null);
  if (raised !== null) return marks.has(raised.mark) ? raised : null;
  for (const mark of marks) {
    const found = markAtHead(line, mark);
    if (found !== null) return found;
  }
  return null;
}

/** The next note of the same block: its mark is raised, or follows the one before. */
function nextIn(line: Line, marks: ReadonlySet<string>, before: FoundNote | undefined) {
  const head = headOf(line, marks);
  if (head === null) return null;
  return line.chunks[0]?.raised === true || Number(head.mark) > Number(before?.mark) ? head : null;
}

function carriesOn(note: FoundNote, line: Line): boolean {
  const last = note.lines.at(-1);
  if (last === undefined || line.page !== last.page + 1 || Math.abs(line.size - last.size) > 0.3)
    return false;
  return !/[.!?][”’"'»)\]]*$/u.test(textOf(last.chunks));
}

/** From which block on there are but notes, whatever their size: a list of them ends the text. */
function endNotesFrom(
  blocks: readonly Block[],
  all: readonly (readonly Line[])[],
  marks: ReadonlySet<string>,
): number {
  let from = blocks.length;
  while (from > 0) {
    const first = all[from - 1]?.[0];
    const kind = blocks[from - 1]?.kind;
    if (kind !== 'list_item' && kind !== 'paragraph') break;
    if (first === undefined || headOf(first, marks) === null) break;
    from -= 1;
  }
  const count = blocks.length - from;
  const first = all[from]?.[0];
  const opens = first === undefined ? null : headOf(first, marks);
  return count > 0 && opens !== null && /^(?:1|i|a|\*)$/u.test(opens.mark) ? from : blocks.length;
}
