import { type Block, lastStart, lastStartingAt } from '@koersvast/core/text';
import type { Chunk, Page } from './page.ts';
import type { Painter } from './painter.ts';

export interface DomPosition {
  readonly node: Node;
  readonly offset: number;
}

/** At a boundary between two text nodes or two blocks: the one that ends there, or the one that starts. */
export type Side = 'before' | 'after';

/** Translates between places in the page and offsets in the text, in both directions. */
export class DomPositions {
  readonly #root: HTMLElement;
  readonly #page: Page;
  readonly #painter: Painter;
  readonly #blocks: readonly Block[];
  readonly #length: number;

  constructor(root: HTMLElement, page: Page, painter: Painter, blocks: readonly Block[], length: number) {
    this.#root = root;
    this.#page = page;
    this.#painter = painter;
    this.#blocks = blocks;
    this.#length = length;
  }

  /**
   * The offset of a place in the page. A place between blocks is the start of the next one; before the text it
   * is 0, behind it the length.
   */
  toOffset(node: Node, offset: number): number {
    if (node instanceof Text && this.#root.contains(node)) {
      const start = this.#painter.startOf(node);
      if (start !== null) return start + Math.min(offset, node.length);
    }
    const position = this.#page.positionOf(node);
    if (position !== null) return this.#inBlock(position, node, offset);
    if (node === this.#root) return this.#startOfChunk(offset);
    const chunk = this.#page.chunkAround(node);
    if (chunk !== null) return this.#inChunk(chunk, node, offset);
    if (this.#root.contains(node)) {
      const parent = node.parentNode;
      return parent === null ? 0 : this.toOffset(parent, [...parent.childNodes].indexOf(node as ChildNode));
    }
    return this.#outside(node, offset);
  }

  #startOfChunk(index: number): number {
    const chunk = this.#page.chunks[index];
    return chunk === undefined ? this.#length : (this.#blocks[chunk.first]?.start ?? this.#length);
  }

  /** A place beside blocks, such as between the rows of a table: the start of the block that follows it. */
  #inChunk(chunk: Chunk, node: Node, offset: number): number {
    const child = node.childNodes[offset] ?? null;
    for (let position = chunk.first; position <= chunk.last; position += 1) {
      const element = this.#page.blockElement(position);
      if (element === undefined || followsPlace(element, node, child))
        return this.#blocks[position]?.start ?? this.#length;
    }
    return this.#blocks[chunk.last + 1]?.start ?? this.#length;
  }

  /** A place next to an element inside a block: the start of the text that follows it. */
  #inBlock(position: number, node: Node, offset: number): number {
    const found = this.#painter.nodesOf(position);
    const block = this.#blocks[position];
    if (found === null || block === undefined) return block?.start ?? 0;
    const child = node.childNodes[offset] ?? null;
    const next = found.nodes.findIndex((text) => followsPlace(text, node, child));
    return next === -1 ? block.end : (found.starts[next] ?? block.end);
  }

  #outside(node: Node, offset: number): number {
    if (node.contains(this.#root)) {
      const child = node.childNodes[offset];
      if (child === undefined) return this.#length;
      const behind = (child.compareDocumentPosition(this.#root) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
      return behind ? this.#length : 0;
    }
    const before = (this.#root.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    return before ? 0 : this.#length;
  }

  /**
   * The place in the page of an offset. Where blocks meet, `before` gives the end of the one and `after` the
   * start of the other. Fills the chunk if it is still empty.
   */
  toDom(offset: number, side: Side): DomPosition {
    let position = Math.max(0, lastStartingAt(this.#blocks, side === 'before' ? offset - 1 : offset));
    const block = this.#blocks[position];
    if (block !== undefined && offset > block.end && side === 'after' && position + 1 < this.#blocks.length) {
      position += 1;
    }
    const chunk = this.#page.chunkOf(position);
    if (chunk !== undefined) this.#page.fill(chunk);
    const found = this.#painter.nodesOf(position);
    if (found === null) return { node: this.#root, offset: 0 };
    let at = Math.max(0, lastStart(found.starts, side === 'before' ? offset - 1 : offset));
    if (found.nodes[at] === undefined) at = 0;
    const node = found.nodes[at];
    if (node === undefined) return { node: this.#root, offset: 0 };
    return { node, offset: Math.max(0, Math.min(node.length, offset - (found.starts[at] ?? 0))) };
  }

  /** A range over a span, for its rectangles. */
  toRange(start: number, end: number): Range {
    const range = this.#root.ownerDocument.createRange();
    const from = this.toDom(start, 'after');
    const to = this.toDom(end, start === end ? 'after' : 'before');
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /**
   * The rectangles of a span within one block. Where words have room under them it is asked of the words alone: of an
   * element that a range holds whole it gives the box, and the boxes that make the room stand lower than the words.
   */
  rectsIn(position: number, start: number, end: number): Iterable<DOMRect> {
    const found = this.#painter.nodesOf(position);
    if (found?.roomy !== true) return this.toRange(start, end).getClientRects();
    const rects: DOMRect[] = [];
    const range = this.#root.ownerDocument.createRange();
    for (let at = Math.max(0, lastStart(found.starts, start)); at < found.nodes.length; at += 1) {
      const node = found.nodes[at];
      const from = found.starts[at] ?? end;
      if (node === undefined || from >= end) break;
      range.setStart(node, Math.min(node.length, Math.max(0, start - from)));
      range.setEnd(node, Math.min(node.length, end - from));
      rects.push(...range.getClientRects());
    }
    return rects;
  }

  /** The offset nearest to a point of the window; null when the point is not over the text. */
  atPoint(x: number, y: number): number | null {
    const { ownerDocument } = this.#root;
    if (typeof ownerDocument.caretPositionFromPoint === 'function') {
      const place = ownerDocument.caretPositionFromPoint(x, y);
      if (place === null || !this.#root.contains(place.offsetNode)) return null;
      return this.toOffset(place.offsetNode, place.offset);
    }
    const range = ownerDocument.caretRangeFromPoint(x, y);
    if (range === null || !this.#root.contains(range.startContainer)) return null;
    return this.toOffset(range.startContainer, range.startOffset);
  }
}

/** Whether something stands behind a place in the page: before a child of a node, or, without one, at its end. */
function followsPlace(what: Node, node: Node, child: Node | null): boolean {
  const follows = (from: Node) =>
    (from.compareDocumentPosition(what) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return child === null ? !node.contains(what) && follows(node) : child.contains(what) || follows(child);
}
