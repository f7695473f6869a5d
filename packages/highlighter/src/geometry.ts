import { type Block, lastStartingAt, type RawSpan } from '@koersvast/core/text';
import type { DomPositions } from './dom-position.ts';
import type { Page } from './page.ts';
import type { ScrollOptions } from './types.ts';

interface Margin {
  readonly top: number;
  readonly bottom: number;
}

/** Where text is on the screen, and how to bring it there. */
export class Geometry {
  readonly #root: HTMLElement;
  readonly #page: Page;
  readonly #positions: DomPositions;
  readonly #blocks: readonly Block[];
  readonly #margin: Margin;
  #scroller: HTMLElement | null | undefined;

  constructor(
    root: HTMLElement,
    page: Page,
    positions: DomPositions,
    blocks: readonly Block[],
    options: { readonly scroller?: HTMLElement; readonly scrollMargin?: Margin },
  ) {
    this.#root = root;
    this.#page = page;
    this.#positions = positions;
    this.#blocks = blocks;
    this.#scroller = options.scroller;
    this.#margin = options.scrollMargin ?? { top: 0, bottom: 0 };
  }

  /** The element that scrolls; null for the page itself. */
  get scroller(): HTMLElement | null {
    if (this.#scroller !== undefined) return this.#scroller;
    this.#scroller = null;
    for (let at = this.#root.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) {
        this.#scroller = at;
        break;
      }
    }
    return this.#scroller;
  }

  /** What is in sight, in client coordinates, without the margins. */
  viewport(): { top: number; bottom: number } {
    const { scroller } = this;
    const rect = scroller?.getBoundingClientRect();
    const top = Math.max(0, rect?.top ?? 0);
    const bottom = Math.min(innerHeight, rect?.bottom ?? innerHeight);
    return { top: top + this.#margin.top, bottom: bottom - this.#margin.bottom };
  }

  scrollBy(distance: number): void {
    (this.scroller ?? window).scrollBy({ top: distance, behavior: 'instant' });
  }

  /** The rectangle of the caret at an offset, of no width. */
  caretRect(offset: number): DOMRect {
    const place = this.#positions.toDom(offset, 'after');
    const range = this.#root.ownerDocument.createRange();
    range.setStart(place.node, place.offset);
    range.collapse(true);
    const own = range.getClientRects()[0];
    if (own !== undefined && own.height > 0) return own;
    const length = place.node instanceof Text ? place.node.length : 0;
    const ahead = place.offset < length;
    range.setStart(place.node, ahead ? place.offset : Math.max(0, place.offset - 1));
    range.setEnd(place.node, ahead ? place.offset + 1 : place.offset);
    const rect = range.getBoundingClientRect();
    return new DOMRect(ahead ? rect.left : rect.right, rect.top, 0, rect.height);
  }

  /** The lines of a span, or null when part of its text is far from the screen. */
  rectsOf(span: RawSpan): DOMRect[] | null {
    for (const offset of [span.start, Math.max(span.start, span.end - 1)]) {
      if (this.#page.chunkOf(this.#blockAt(offset))?.near !== true) return null;
    }
    const rects: DOMRect[] = [];
    const last = this.#blockAt(Math.max(span.start, span.end - 1));
    for (let position = this.#blockAt(span.start); position <= last; position += 1) {
      // A block at a time: of an element that it holds whole, a range gives the box and not the lines.
      const block = this.#blocks[position] ?? span;
      const start = Math.max(span.start, block.start);
      const end = Math.min(span.end, block.end);
      if (start < end) rects.push(...this.#positions.rectsIn(position, start, end));
    }
    return mergeLines(rects.filter((rect) => rect.width > 0 && rect.height > 0));
  }

  #blockAt(offset: number): number {
    return Math.max(0, lastStartingAt(this.#blocks, offset));
  }

  topOf(offset: number): number {
    const position = this.#blockAt(offset);
    const chunk = this.#page.chunkOf(position);
    if (chunk === undefined) return 0;
    const top = this.#root.getBoundingClientRect().top;
    if (chunk.near) return this.caretRect(offset).top - top;
    const from = this.#blocks[chunk.first]?.start ?? 0;
    const to = this.#blocks[chunk.last]?.end ?? from + 1;
    const rect = chunk.element.getBoundingClientRect();
    return rect.top - top + (rect.height * Math.max(0, offset - from)) / Math.max(1, to - from);
  }

  /**
   * Far text has only an estimated height, so the chunks around the target are laid out for real before the
   * distance is measured.
   */
  scrollTo(span: RawSpan, { align = 'center' }: ScrollOptions): void {
    const chunk = this.#page.chunkOf(this.#blockAt(span.start));
    if (chunk === undefined) return;
    const at = this.#page.chunks.indexOf(chunk);
    const around = this.#page.chunks.slice(Math.max(0, at - 1), at + 2);
    for (const { element } of around) element.style.contentVisibility = 'visible';
    for (const near of around) this.#page.fill(near);
    this.#page.bring(chunk);
    const view = this.viewport();
    const rect = this.caretRect(span.start);
    const inSight = rect.top >= view.top && rect.bottom <= view.bottom;
    if (align !== 'nearest' || !inSight) {
      const middle = (view.top + view.bottom) / 2;
      const near = rect.top < view.top ? view.top + rect.height : view.bottom - 2 * rect.height;
      const target = align === 'center' ? middle - rect.height / 2 : align === 'start' ? view.top : near;
      this.scrollBy(rect.top - target);
    }
    this.#page.bringSideways(this.#blockAt(span.start), rect);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        for (const { element } of around) element.style.removeProperty('content-visibility');
      }),
    );
  }

  /** Positions of the first and the last block that are at least partly in sight. */
  visibleBlocks(): { first: number; last: number } | null {
    const view = this.viewport();
    let first = -1;
    let last = -1;
    for (const chunk of this.#page.chunks) {
      if (!chunk.near) continue;
      const around = chunk.element.getBoundingClientRect();
      if (around.bottom <= view.top || around.top >= view.bottom) continue;
      for (let position = chunk.first; position <= chunk.last; position += 1) {
        const rect = this.#page.blockElement(position)?.getBoundingClientRect();
        if (rect === undefined || rect.bottom <= view.top || rect.top >= view.bottom) continue;
        if (first === -1) first = position;
        last = position;
      }
    }
    return first === -1 ? null : { first, last };
  }
}

/** One rectangle a line: a range gives one for each text node. */
function mergeLines(rects: readonly DOMRect[]): DOMRect[] {
  const lines: DOMRect[] = [];
  for (const rect of rects) {
    const line = lines.at(-1);
    const sameLine =
      line !== undefined &&
      Math.abs(line.top + line.height / 2 - rect.top - rect.height / 2) < line.height / 2;
    if (line === undefined || !sameLine) {
      lines.push(DOMRect.fromRect(rect));
      continue;
    }
    const left = Math.min(line.left, rect.left);
    const top = Math.min(line.top, rect.top);
    lines[lines.length - 1] = new DOMRect(
      left,
      top,
      Math.max(line.right, rect.right) - left,
      Math.max(line.bottom, rect.bottom) - top,
    );
  }
  return lines;
}
