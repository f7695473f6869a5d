import { type Block, lastStartingAt } from '@koersvast/core/text';

/** A note's mark, drawn in the running text where the note belongs, or before its words. No character of the text. */
export interface NoteLink {
  readonly side: 'mark' | 'note';
  readonly mark: string;
  /** The place in the text at which it is drawn. */
  readonly offset: number;
  /** The position of the block that it is drawn in, and of the one that it leads to. */
  readonly position: number;
  readonly target: number | null;
  /** The words of the note, cut short. */
  readonly words: string;
}

/** So much of a note is said where one points at its mark. */
const longestWords = 300;

/** The block in which a place lies, at its end as well. */
function blockAt(blocks: readonly Block[], offset: number): number | null {
  const before = lastStartingAt(blocks, offset - 1);
  const ends = blocks[before];
  if (ends !== undefined && offset <= ends.end) return before;
  const starts = lastStartingAt(blocks, offset);
  const block = blocks[starts];
  return block !== undefined && offset >= block.start && offset <= block.end ? starts : null;
}

/** The marks of all notes, by the position of the block in which they are drawn, in text order. */
export function noteLinksOf(
  text: string,
  blocks: readonly Block[],
): ReadonlyMap<number, readonly NoteLink[]> {
  const links = new Map<number, NoteLink[]>();
  const put = (link: NoteLink) => {
    const others = links.get(link.position);
    if (others === undefined) links.set(link.position, [link]);
    else others.push(link);
  };
  let told: number | null = null;
  for (const [position, block] of blocks.entries()) {
    const { mark, start, end } = block;
    // A note that is too long to be laid out at once has its mark before its first part.
    if (block.kind !== 'footnote' || mark == null || mark === '' || told === block.index) continue;
    told = block.index;
    const at = block.at ?? null;
    const place = at === null ? null : blockAt(blocks, at);
    const words = text.slice(start, Math.min(end, start + longestWords));
    put({ side: 'note', mark, offset: start, position, target: place, words });
    if (place !== null && at !== null)
      put({ side: 'mark', mark, offset: at, position: place, target: position, words });
  }
  for (const each of links.values()) each.sort((a, b) => a.offset - b.offset);
  return links;
}

/** What a note's mark says to those who listen: `mark` in the running text, `note` before the words of the note. */
export type NoteLabel = (mark: string, side: NoteLink['side']) => string;

/** Draws a mark; the page's style sheet shows it, so that no character is added to the text. */
export function makeNoteLink(link: NoteLink, label: NoteLabel | undefined, owner: Document): HTMLElement {
  const element = owner.createElement(link.target === null ? 'span' : 'a');
  element.className = 'kv-note-link';
  element.dataset.mark = link.mark;
  element.dataset.side = link.side;
  if (link.target === null) return element;
  element.setAttribute('href', '#');
  element.draggable = false;
  element.setAttribute('role', link.side === 'mark' ? 'doc-noteref' : 'doc-backlink');
  element.setAttribute('aria-label', label?.(link.mark, link.side) ?? link.mark);
  if (link.side === 'mark') element.title = link.words;
  return element;
}
