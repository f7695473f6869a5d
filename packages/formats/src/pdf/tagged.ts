import type { BlockKind } from '@koersvast/core/text';
import { mostOf, type Placed, textOf } from './line.ts';
import { marksIn, type NoteBook } from './notes.ts';
import type { Chunk, ContentRef, Element, Page } from './page.ts';
import { type Block, linesIn } from './tagged-lines.ts';
import { noteHead, withoutPlainNotes } from './tagged-notes.ts';
import { Shapes } from './tagged-shapes.ts';

const headings = /^H([1-6])?$/;
/** Elements that only hold others. */
const groups = new Set([
  'Root',
  'Document',
  'DocumentFragment',
  'Part',
  'Art',
  'Sect',
  'Div',
  'Aside',
  'TOC',
  'Index',
  'THead',
  'TBody',
  'TFoot',
  'Table',
  'TR',
  'L',
]);
/** Elements without a meaning of their own, which may hold anything. */
const inside = new Set(['NonStruct', 'Div', 'Private']);
const paragraphs = new Set([
  'P',
  'Caption',
  'TOCI',
  'BibEntry',
  'Code',
  'Formula',
  'Figure',
  'Form',
  'Title',
]);

/** Reads tagged pages by their structure. Notes go into the book; what is in no element is not told here. */
export function blocksOf(pages: readonly Page[], book: NoteBook): Block[] {
  const reading = new Reading(book);
  for (const page of pages) reading.page(page);
  return withoutPlainNotes(reading.blocks, book);
}

class Reading {
  readonly blocks: Block[] = [];
  readonly #book: NoteBook;
  #contents = new Map<string, Chunk[]>();
  #page = 0;
  #open: Block | null = null;
  /** The number of the item that is read: what follows stands on its line. */
  #label: Placed | undefined;
  readonly #shapes = new Shapes((element) => this.#hasText(element));

  constructor(book: NoteBook) {
    this.#book = book;
  }

  page(page: Page): void {
    this.#page = page.number;
    this.#contents = new Map();
    for (const chunk of page.chunks) {
      if (chunk.content === null || chunk.artifact) continue;
      const same = this.#contents.get(chunk.content);
      if (same === undefined) this.#contents.set(chunk.content, [chunk]);
      else same.push(chunk);
    }
    const before = this.blocks.length;
    this.#open = null;
    this.#shapes.turnPage();
    if (page.tree !== null) this.#group(page.tree, 'paragraph');
    this.#open = null;
    const first = this.blocks[before];
    const last = first === undefined ? undefined : this.#lastInSize(before, sizeOf(first));
    if (last !== undefined && first !== undefined && goesOn(last, first)) {
      last.parts.push(...first.parts);
      this.blocks.splice(before, 1);
    }
  }

  /** The last block before another that is not set smaller: below it may stand notes that the tags do not call so. */
  #lastInSize(before: number, size: number): Block | undefined {
    let at = before - 1;
    const page = this.blocks[at]?.parts.at(-1)?.page;
    const isBelow = (block: Block | undefined) =>
      block !== undefined &&
      block.kind === 'paragraph' &&
      block.parts.at(-1)?.page === page &&
      sizeOf(block) < size - 0.2;
    while (at > 0 && isBelow(this.blocks[at])) at -= 1;
    return this.blocks[at];
  }

  #begin(kind: BlockKind, more: Partial<Pick<Block, 'level' | 'opens'>> = {}): Block {
    const block: Block = { kind, parts: [], ...more };
    this.blocks.push(block);
    this.#open = block;
    return block;
  }

  /** What stands in an element that only holds others; words of its own are a paragraph. */
  #group(element: Element, kind: BlockKind): void {
    for (const child of element.children) this.#child(child, kind);
  }

  #child(child: Element | ContentRef, kind: BlockKind): void {
    if ('content' in child) {
      if ((this.#contents.get(child.content)?.length ?? 0) === 0) return;
      this.#text(this.#open ?? this.#begin(kind), child, false);
      return;
    }
    const { role } = child;
    if (role === 'Artifact') return;
    const level = headings.exec(role);
    if (level !== null) {
      this.#filled(this.#begin('heading', { level: Number(level[1] ?? 1) }), child);
    } else if (role === 'Title') {
      this.#filled(this.#begin('heading', { level: 1 }), child);
    } else if (paragraphs.has(role)) {
      this.#filled(this.#begin(kind), child);
    } else if (role === 'BlockQuote') {
      this.#open = null;
      this.#group(child, 'quote');
      this.#open = null;
    } else if (role === 'Note' || role === 'FENote') {
      this.#note(child);
    } else if (role === 'Table') {
      this.#table(child);
    } else if (role === 'L') {
      this.#list(child);
    } else if (isItem(child)) {
      this.#item(child);
    } else if (groups.has(role)) {
      this.#open = null;
      this.#group(child, kind);
      this.#open = null;
    } else {
      // A span, a link, or what has no meaning of its own.
      this.#inline(child, kind);
    }
  }

  #inline(element: Element, kind: BlockKind): void {
    if (holdsBlocks(element)) {
      this.#group(element, kind);
      return;
    }
    if (!this.#hasText(element)) return;
    this.#fill(this.#open ?? this.#begin(kind), element, element.role === 'Reference');
  }

  /** A block of its own: what comes after it begins anew. */
  #filled(block: Block, element: Element): void {
    this.#fill(block, element, false);
    this.#open = null;
  }

  #fill(block: Block, element: Element, reference: boolean): void {
    for (const child of element.children) {
      if ('content' in child) {
        this.#text(block, child, reference);
        continue;
      }
      const { role } = child;
      if (role === 'Artifact') continue;
      if (role === 'Note' || role === 'FENote') this.#note(child);
      else if (role === 'Table' || role === 'L') {
        this.#child(child, block.kind);
        this.#open = block;
      } else if (paragraphs.has(role) || headings.test(role)) {
        if (block.kind === 'paragraph' || block.kind === 'heading' || block.kind === 'quote') {
          // A box that hangs in a paragraph.
          this.#child(child, 'paragraph');
          continue;
        }
        // A paragraph in a cell, an item or a note: a line of its own in the same block.
        if (hasWords(block) && block.parts.at(-1)?.chunks.at(-1) !== this.#label)
          block.parts.push({ page: this.#page, chunks: [] });
        this.#fill(block, child, false);
      } else this.#fill(block, child, reference || role === 'Reference' || isMarkAfterWords(child, block));
    }
  }

  #text(block: Block, { content }: ContentRef, reference: boolean): void {
    const chunks = this.#contents.get(content) ?? [];
    if (chunks.length === 0) return;
    let part = block.parts.at(-1);
    if (part === undefined || part.page !== this.#page) {
      part = { page: this.#page, chunks: [] };
      block.parts.push(part);
    }
    for (const chunk of chunks) {
      part.chunks.push({
        ...chunk,
        raised: reference && marksIn(chunk.text).length > 0 && chunk.text.length <= 6,
      });
    }
  }

  #note(element: Element): void {
    const block: Block = { kind: 'footnote', parts: [] };
    const open = this.#open;
    this.#fill(block, element, false);
    this.#open = open;
    const lines = block.parts.flatMap(linesIn);
    const [first, ...rest] = lines;
    if (first === undefined) {
      return;
    }
    const head = noteHead(first);
    const last = this.#book.last;
    if (head === null && last !== undefined && last.lines.at(-1)?.page === this.#page - 1) {
      last.lines.push(...lines);
      return;
    }
    this.#book.add(
      head?.mark ?? '',
      this.#page,
      head === null ? lines : head.rest === null ? rest : [head.rest, ...rest],
    );
  }

  /** A table has all its rows on each page that it stands on, with words in those of that page. */
  #table(element: Element): void {
    const rows = rowsIn(element);
    this.#shapes.within('Table', rows.flat(), (known) => {
      const blocks: (Block | null)[] = [];
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          const before = known?.[blocks.length] ?? null;
          const opens = row === 0 && known === null ? 'table' : 'row';
          const block = before ?? this.#begin('table_cell', column > 0 ? {} : { opens });
          if (before !== null && hasWords(before) && this.#hasText(cell))
            before.parts.push({ page: this.#page, chunks: [] });
          this.#fill(block, cell, false);
          blocks.push(block);
        });
      });
      this.#open = null;
      for (const child of element.children)
        if (!('content' in child) && child.role === 'Caption') this.#child(child, 'paragraph');
      return blocks;
    });
  }

  #list(element: Element): void {
    const items = element.children.filter((child) => !('content' in child) && isItem(child)) as Element[];
    this.#shapes.within('L', items, (known) => {
      const blocks: (Block | null)[] = [];
      this.#open = null;
      for (const child of element.children) {
        if ('content' in child || !isItem(child)) this.#child(child, 'paragraph');
        else blocks.push(this.#item(child, known?.[blocks.length] ?? null));
      }
      return blocks;
    });
  }

  #item(element: Element, before: Block | null = null): Block {
    const item = before ?? this.#begin('list_item');
    this.#open = item;
    this.#body(item, element);
    this.#open = null;
    return item;
  }

  #body(item: Block, element: Element): void {
    let paragraphsSeen = 0;
    for (const child of element.children) {
      if ('content' in child) {
        this.#text(item, child, false);
      } else if (
        child.role === 'LBody' ||
        (holdsBlocks(child) && !groups.has(child.role) && !paragraphs.has(child.role))
      ) {
        this.#body(item, child);
      } else if (
        child.role === 'Table' ||
        child.role === 'L' ||
        child.role === 'BlockQuote' ||
        groups.has(child.role)
      ) {
        this.#child(child, 'paragraph');
      } else if (child.role === 'Note' || child.role === 'FENote') {
        this.#note(child);
      } else if (paragraphs.has(child.role) && paragraphsSeen > 0) {
        this.#filled(this.#begin('paragraph'), child);
      } else if (child.role === 'Lbl' && drawnMark.test(this.#wordsOf(child))) {
        // No word of the text.
      } else {
        if (paragraphs.has(child.role)) paragraphsSeen += 1;
        const isMark = isMarkAfterWords(child, item);
        this.#fill(item, { role: child.role, children: [child] }, child.role === 'Reference');
        if (child.role === 'Lbl' && !isMark) this.#endWord(item);
      }
    }
  }

  /** A number stands apart from what it counts, however little white the page has between them. */
  #endWord({ parts }: Block): void {
    const part = parts.at(-1);
    const last = part?.chunks.at(-1);
    if (part === undefined || last === undefined) return;
    this.#label = { ...last, spaceAfter: true };
    part.chunks[part.chunks.length - 1] = this.#label;
  }

  #wordsOf(element: Element): string {
    return element.children
      .map((child) =>
        'content' in child ? textOf(this.#contents.get(child.content) ?? []) : this.#wordsOf(child),
      )
      .join('');
  }

  #hasText(element: Element): boolean {
    return element.children.some((child) =>
      'content' in child ? (this.#contents.get(child.content)?.length ?? 0) > 0 : this.#hasText(child),
    );
  }
}

/** The size in which most of a block is set. */
function sizeOf({ parts }: Block): number {
  return mostOf(
    parts.flatMap(({ chunks }) => chunks),
    ({ size }) => size,
  );
}

/** An item of a list, or what has its number though the file does not call it one. */
function isItem({ role, children }: Element): boolean {
  if (role === 'LI') return true;
  const [first] = children;
  return inside.has(role) && first !== undefined && !('content' in first) && first.role === 'Lbl';
}

/** The mark of a bullet, as a picture before the words. */
const drawnMark = /^[-–—•·▪◦●○■□➢➤►✓→*o\uE000-\uF8FF]$/u;

/** A label among the words of a block is the mark of a note (Typst and LaTeX call it so); before them it is a number. */
function isMarkAfterWords({ role }: Element, block: Block): boolean {
  return role === 'Lbl' && block.kind !== 'footnote' && hasWords(block);
}

function hasWords({ parts }: Block): boolean {
  return parts.some(({ chunks }) => chunks.length > 0);
}

function holdsBlocks(element: Element): boolean {
  return element.children.some(
    (child) =>
      !('content' in child) &&
      (paragraphs.has(child.role) ||
        headings.test(child.role) ||
        groups.has(child.role) ||
        child.role === 'BlockQuote' ||
        holdsBlocks(child)),
  );
}

function rowsIn(element: Element): Element[][] {
  return element.children.flatMap((child): Element[][] => {
    if ('content' in child) return [];
    if (child.role === 'TR') {
      return [child.children.filter((cell) => !('content' in cell)) as Element[]];
    }
    return child.role === 'Caption' ? [] : rowsIn(child);
  });
}

/** Whether the first block of a page is the rest of the last block of the page before. */
function goesOn(last: Block, first: Block): boolean {
  if (last.kind !== first.kind || last.kind === 'heading' || last.kind === 'table_cell') return false;
  const [end, start] = [last.parts.at(-1), first.parts[0]].map((part) =>
    part === undefined ? '' : textOf(part.chunks),
  );
  if (end === undefined || start === undefined || end === '' || start === '') return false;
  if (last.kind === 'list_item' && /^(?:[–—•·▪-]|\(?[\da-z]{1,3}[.)])\s/u.test(start)) return false;
  if (/^[(‘“"'«]*\p{Ll}/u.test(start)) return !/[.!?:;][”’"'»)\]]*$/u.test(end) || last.kind !== 'list_item';
  return !/[.!?:;][”’"'»)\]]*$/u.test(end) && (end.length > 60 || /[,-]$/u.test(end));
}
