import { type Line, textOf } from './line.ts';
import { markAtHead, marksIn, type NoteBook, raisedMarks } from './notes.ts';
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

/** Notes that the tags have as paragraphs: small, with a raised mark that the text has too. */
export function withoutPlainNotes(blocks: Block[], book: NoteBook): Block[] {
  const sizes = new Map<number, number>();
  const all = blocks.map((block) => block.parts.flatMap(linesIn));
  for (const line of all.flat())
    sizes.set(line.size, (sizes.get(line.size) ?? 0) + textOf(line.chunks).length);
  const body = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const marks = raisedMarks(all.flat());
  if (book.notes.length > 0) return blocks;
  return blocks.filter((block, position) => {
    const [first, ...rest] = all[position] ?? [];
    if (
      first === undefined ||
      block.kind === 'heading' ||
      block.kind === 'table_cell' ||
      first.size > body * 0.94
    )
      return true;
    const head = markAtHead(first, null);
    if (head === null || !marks.has(head.mark)) return true;
    let note = book.add(head.mark, first.page, [head.rest]);
    for (const line of rest) {
      const next = line.chunks[0]?.raised === true ? markAtHead(line, null) : null;
      // A paragraph may have the next note too.
      if (next !== null && marks.has(next.mark)) note = book.add(next.mark, line.page, [next.rest]);
      else note.lines.push(line);
    }
    return false;
  });
}
