import type { NotePiece, Piece } from '../reading/piece.ts';
import { type Join, vocabularyOf } from './hyphen.ts';
import type { LaidOver } from './laid-over.ts';
import { layOut, piecesOf } from './layout.ts';
import { type Line, textOf } from './line.ts';
import { NoteBook } from './notes.ts';
import { openPdf, type PdfInfo, PdfUnreadable, type RawPage } from './open.ts';
import { type Place, union, widthOf } from './page.ts';
import type { Dropped } from './running.ts';
import { joinTables } from './table-over-pages.ts';
import { blocksOf } from './tagged.ts';
import { linesOfBlocks } from './tagged-lines.ts';
import { taggedPieces } from './tagged-pieces.ts';
import { Words, wordsOf } from './words.ts';

export interface PdfReading {
  readonly pieces: readonly Piece[];
  readonly notes: readonly NotePiece[];
  /** Where each line stands: a run's `place` counts in this list. */
  readonly places: readonly Place[];
  readonly dropped: readonly Dropped[];
  readonly joins: readonly Join[];
  readonly info: PdfInfo;
  readonly laidOver: LaidOver;
  readonly pages: number;
  /** Pages without any text: pictures. */
  readonly scanned: readonly number[];
  /** Pages read by their structure. */
  readonly tagged: number;
  /** Tagged pages of which the structure left too much out. */
  readonly untrusted: readonly number[];
  /** Chunks of text that are turned. */
  readonly rotated: number;
}

export interface PdfLimits {
  readonly pages: number;
  readonly letters: number;
}

/** Reads a PDF: by its structure where it has one, else by where the letters stand. Throws `PdfUnreadable`. */
export async function readPdf(bytes: Uint8Array, limits: PdfLimits): Promise<PdfReading> {
  const file = await openPdf(bytes);
  try {
    if (file.pages > limits.pages) throw new PdfUnreadable('too_many_pages');
    const pages: RawPage[] = [];
    let letters = 0;
    for (let number = 1; number <= file.pages; number += 1) {
      const page = await file.page(number);
      letters += page.letters;
      if (letters > limits.letters) throw new PdfUnreadable('too_much_text');
      pages.push(page);
    }
    return { ...arrange(pages), info: file.info, laidOver: await file.laidOver(), pages: file.pages };
  } finally {
    await file.close();
  }
}

/** What pages say, in reading order. */
function arrange(pages: readonly RawPage[]): Omit<PdfReading, 'info' | 'laidOver' | 'pages'> {
  const { tagged, untrusted } = trusted(pages);
  const book = new NoteBook();
  const groups = inGroups(pages, tagged).map((group) =>
    group.tagged
      ? { tagged: true as const, blocks: blocksOf(group.pages, book), pages: group.pages }
      : { tagged: false as const, laidOut: layOut(group.pages, book) },
  );
  const lines = groups.flatMap((group) =>
    group.tagged
      ? linesOfBlocks(group.blocks)
      : group.laidOut.parts.flatMap((part) =>
          part.kind === 'text' ? part.stretch.lines : part.rows.flat(2),
        ),
  );
  const vocabulary = vocabularyOf([...lines, ...book.notes.flatMap((note) => note.lines)].map(wordsOf));
  const words = new Words(vocabulary, book);
  const found = groups.flatMap((group) =>
    group.tagged ? taggedPieces(group.blocks, words, widthOf(group.pages)) : piecesOf(group.laidOut, words),
  );
  const { pieces, dropped: heads } = joinTables(found, words.places);
  const notes = book.notes.map(
    ({ id, mark, lines: own }): NotePiece => ({ id, mark, paragraphs: [words.runsOf(withoutReturn(own))] }),
  );
  return {
    pieces,
    notes,
    places: words.places,
    joins: words.joins,
    dropped: [
      ...groups.flatMap((group) => (group.tagged ? group.pages.flatMap(outsideText) : group.laidOut.dropped)),
      ...heads,
    ],
    scanned: pages.filter(({ letters }) => letters === 0).map(({ number }) => number),
    tagged: tagged.size,
    untrusted,
    rotated: groups.reduce((sum, group) => sum + (group.tagged ? 0 : group.laidOut.rotated), 0),
  };
}

/** Without the arrow that leads back from a note to its place, as pages that were printed from a browser have it. */
function withoutReturn(lines: readonly Line[]): Line[] {
  const last = lines.at(-1);
  const chunk = last?.chunks.at(-1);
  if (last === undefined || chunk === undefined) return [...lines];
  const text = chunk.text.replace(/\s*[\u21A9\u21B5\u2191\u2934]\uFE0E?$/u, '');
  if (text === chunk.text) return [...lines];
  const chunks = [...last.chunks.slice(0, -1), ...(text === '' ? [] : [{ ...chunk, text }])];
  return chunks.length === 0 ? lines.slice(0, -1) : [...lines.slice(0, -1), { ...last, chunks }];
}

/** So much of the words of a page, outside its head and foot, must be in the structure. */
const trust = 0.9;

function trusted(pages: readonly RawPage[]): { tagged: Set<number>; untrusted: number[] } {
  const tagged = new Set<number>();
  const untrusted: number[] = [];
  let [inTagged, all] = [0, 0];
  for (const page of pages) {
    all += page.letters;
    if (page.tree === null) continue;
    const known = contentsOf(page);
    if (known.size === 0) {
      if (page.letters > 0 && page.chunks.some(({ artifact }) => !artifact)) untrusted.push(page.number);
      else tagged.add(page.number);
      continue;
    }
    let [inside, outside] = [0, 0];
    for (const { artifact, content, text, box } of page.chunks) {
      if (artifact) continue;
      if (content !== null && known.has(content)) inside += text.length;
      else if (box[1] > page.height * 0.12 && box[3] < page.height * 0.88) outside += text.length;
    }
    if (inside >= (inside + outside) * trust) {
      tagged.add(page.number);
      inTagged += page.letters;
    } else untrusted.push(page.number);
  }
  if (inTagged < all * 0.5)
    return {
      tagged: new Set(),
      untrusted: untrusted.length > 0 || tagged.size === 0 ? untrusted : [...tagged],
    };
  return { tagged, untrusted };
}

function contentsOf(page: RawPage): Set<string> {
  const ids = new Set<string>();
  const visit = (element: NonNullable<RawPage['tree']>) => {
    for (const child of element.children) {
      if ('content' in child) ids.add(child.content);
      else if (child.role !== 'Artifact') visit(child);
    }
  };
  if (page.tree !== null) visit(page.tree);
  return ids;
}

function inGroups(pages: readonly RawPage[], tagged: ReadonlySet<number>) {
  const groups: { tagged: boolean; pages: RawPage[] }[] = [];
  for (const page of pages) {
    const is = tagged.has(page.number);
    const last = groups.at(-1);
    if (last?.tagged === is) last.pages.push(page);
    else groups.push({ tagged: is, pages: [page] });
  }
  return groups;
}

/** The words of a tagged page that no element of its structure has. */
function outsideText(page: RawPage): Dropped[] {
  const known = contentsOf(page);
  const lost = page.chunks.filter(
    ({ artifact, content }) => artifact || content === null || !known.has(content),
  );
  const rows = new Map<string, typeof lost>();
  for (const chunk of lost) {
    const key = `${chunk.artifact}/${Math.round(chunk.y)}`;
    rows.set(key, [...(rows.get(key) ?? []), chunk]);
  }
  return [...rows.values()].map((chunks) => ({
    why: chunks[0]?.artifact === true ? 'artifact' : 'outside_structure',
    page: page.number,
    text: textOf(chunks),
    box: union(chunks.map(({ box }) => box)),
  }));
}
