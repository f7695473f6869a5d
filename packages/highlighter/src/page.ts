import { hasOwnLines } from '@koersvast/core/text';
import { Holder } from './holder.ts';
import { keepsSpace, type Part } from './part.ts';
import { type CellPlace, cellsOf, itemLevels, speakerAt } from './structure.ts';

/** Larger chunks make hit-tests faster, of which each looks at all chunks; smaller ones less work to come near. */
const blocksInChunk = 32;
const charactersInChunk = 6_000;
/** The first chunk holds a screen of long lines and no more: it is laid out and drawn before anything is seen. */
const charactersInFirstLine = 120;
/** Milliseconds after which the rest of the text is put in even if no frame was shown, as in a hidden tab. */
const longestWait = 500;
/** A window may still be without a height when the view is made. */
const leastScreen = 600;
/** Until a chunk has been measured: what a line of a letter usually holds, and how high it is. */
const usualLine = { characters: 66, height: 30, gap: 16 };

const elementOf: Readonly<Partial<Record<Part['kind'], string>>> = { quote: 'blockquote', table_cell: 'div' };
const roleOf: Readonly<Partial<Record<Part['kind'], string>>> = {
  list_item: 'listitem',
  table_cell: 'cell',
  footnote: 'doc-footnote',
};
/** Some consecutive blocks that the browser lays out together, or not at all while they are far away. */
export interface Chunk {
  readonly element: HTMLElement;
  /** Positions of its first and last block in the list of blocks. */
  readonly first: number;
  readonly last: number;
  readonly estimate: number;
  filled: boolean;
  near: boolean;
}

export interface PageOptions {
  readonly text: string;
  readonly blocks: readonly Part[];
  readonly headingLevel: number;
  /**
   * A chunk has come near the screen, or has gone. `remaining` is given while it is not in sight yet and says how
   * many milliseconds may be spent on it now.
   */
  onNear(chunk: Chunk, remaining?: () => number): void;
}

/** A table is laid out together up to so many cells; a longer one goes on in the next chunk, with another row. */
const cellsTogether = 256;

function linesOf({ start, end }: Part, characters: number): number {
  return Math.max(1, Math.ceil((end - start) / characters));
}

export function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The text in the page: one element a block, in chunks that are filled at once or when there is time. */
export class Page {
  readonly chunks: readonly Chunk[];
  readonly mounted: Promise<void>;
  readonly #root: HTMLElement;
  readonly #options: PageOptions;
  readonly #elements: (HTMLElement | undefined)[];
  readonly #chunkOfBlock: Uint32Array;
  readonly #positions = new WeakMap<Element, number>();
  readonly #chunkOfElement = new WeakMap<Element, Chunk>();
  readonly #cells: ReadonlyMap<number, CellPlace>;
  readonly #levels: ReadonlyMap<number, number>;
  readonly #observer: IntersectionObserver | null;
  /** The browser has had two frames for the first screen; whatever can wait waits for that. */
  readonly #shown: Promise<void>;
  #settle: () => void = () => undefined;
  /** The height of the window, asked for before anything is in the page: later it would cost a layout. */
  readonly #screen: number;
  #next = 0;
  #destroyed = false;

  constructor(root: HTMLElement, options: PageOptions) {
    this.#root = root;
    this.#screen = Math.max(innerHeight, leastScreen);
    this.#options = options;
    this.#elements = new Array(options.blocks.length);
    this.#chunkOfBlock = new Uint32Array(options.blocks.length);
    this.#cells = cellsOf(options.text, options.blocks);
    this.#levels = itemLevels(options.text, options.blocks);
    this.chunks = this.#makeChunks();
    this.#shown = new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      setTimeout(resolve, longestWait);
    });
    this.#observer = this.#watch();
    this.mounted = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Puts the chunks into the page, fills and announces those of the first screen, and goes on when idle. */
  start(): void {
    this.#root.append(...this.chunks.map((chunk) => chunk.element));
    this.#fillFirstScreen();
    this.#fillWhenIdle();
  }

  #makeChunks(): Chunk[] {
    const { blocks } = this.#options;
    const chunks: Chunk[] = [];
    for (let first = 0; first < blocks.length; ) {
      let last = first;
      const from = blocks[first]?.start ?? 0;
      const characters =
        first === 0 ? (this.#screen / usualLine.height) * charactersInFirstLine : charactersInChunk;
      while (
        last + 1 < blocks.length &&
        last - first + 1 < blocksInChunk &&
        (blocks[last + 1]?.end ?? 0) - from <= characters
      ) {
        last += 1;
      }
      last = this.#endOfRow(last);
      const element = this.#root.ownerDocument.createElement('div');
      element.className = 'kv-chunk';
      const estimate = this.#estimatedHeight(first, last);
      element.style.setProperty('contain-intrinsic-block-size', `auto ${estimate}px`);
      element.style.setProperty('min-block-size', `${estimate}px`);
      const chunk: Chunk = { element, first, last, estimate, filled: false, near: false };
      this.#chunkOfBlock.fill(chunks.length, first, last + 1);
      this.#chunkOfElement.set(element, chunk);
      chunks.push(chunk);
      first = last + 1;
    }
    return chunks;
  }

  /** Where a chunk that would end within a table ends: with the table, or with a row of it. */
  #endOfRow(last: number): number {
    const next = this.#cells.get(last + 1);
    if (next === undefined || this.#cells.get(last)?.table !== next.table) return last;
    const { table } = next;
    if (table.last - table.first < cellsTogether) return table.last;
    let end = last;
    while (end < table.last && this.#cells.get(end + 1)?.opensRow === false) end += 1;
    return end;
  }

  #estimatedHeight(first: number, last: number): number {
    const { blocks } = this.#options;
    let [height, row] = [0, 0];
    for (let position = first; position <= last; position += 1) {
      const block = blocks[position];
      if (block === undefined) continue;
      const cell = this.#cells.get(position);
      if (cell === undefined) {
        height += linesOf(block, usualLine.characters) * usualLine.height;
        if (block.within?.closes !== false) height += usualLine.gap;
        continue;
      }
      // The cells of a row lie beside each other.
      if (cell.opensRow) row = 0;
      const columns = cell.table.columns.split(') ').length;
      const lines = linesOf(block, Math.max(4, usualLine.characters / columns));
      height += Math.max(0, lines - row) * usualLine.height;
      row = Math.max(row, lines);
    }
    return height;
  }

  /** Hears which chunks come near: from the browser's own bookkeeping where it has one. */
  #watch(): IntersectionObserver | null {
    const comes = (chunk: Chunk, near: boolean) => {
      if (this.#destroyed || chunk.near === near) return;
      chunk.near = near;
      if (near && !isInSight(chunk.element)) {
        this.whenIdle((remaining) => this.#arrives(chunk, remaining));
      } else {
        this.#arrives(chunk);
      }
    };
    if ('oncontentvisibilityautostatechange' in this.#root) {
      for (const chunk of this.chunks) {
        chunk.element.addEventListener('contentvisibilityautostatechange', (event) => {
          if (event instanceof ContentVisibilityAutoStateChangeEvent) comes(chunk, !event.skipped);
        });
      }
      return null;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const chunk = this.#chunkOfElement.get(entry.target);
          if (chunk !== undefined) comes(chunk, entry.isIntersecting);
        }
      },
      { rootMargin: '100% 0px' },
    );
    for (const chunk of this.chunks) observer.observe(chunk.element);
    return observer;
  }

  /** Has a chunk filled and drawn at once, because the screen is about to go there. */
  bring(chunk: Chunk): void {
    if (chunk.near) return;
    chunk.near = true;
    this.#arrives(chunk);
  }

  #arrives(chunk: Chunk, remaining?: () => number): void {
    if (chunk.near) this.fill(chunk);
    this.#options.onNear(chunk, remaining);
  }

  #fillFirstScreen(): void {
    let height = 0;
    for (const chunk of this.chunks) {
      if (height > this.#screen) break;
      this.fill(chunk);
      chunk.near = true;
      this.#options.onNear(chunk);
      height += chunk.estimate;
    }
  }

  /** Runs `work` when the browser has nothing better to do; `remaining` says how many milliseconds it may take. */
  whenIdle(work: (remaining: () => number) => void): void {
    const run = (remaining: () => number) => {
      if (!this.#destroyed) work(remaining);
    };
    void this.#shown.then(() => {
      if (typeof requestIdleCallback === 'function') {
        requestIdleCallback((deadline) => run(() => deadline.timeRemaining()), { timeout: 300 });
        return;
      }
      setTimeout(() => {
        const until = performance.now() + 8;
        run(() => until - performance.now());
      }, 1);
    });
  }

  #fillWhenIdle(): void {
    this.whenIdle((remaining) => {
      do {
        const chunk = this.chunks[this.#next];
        if (chunk === undefined) {
          this.#settle();
          return;
        }
        this.fill(chunk);
        this.#next += 1;
      } while (remaining() > 3);
      this.#fillWhenIdle();
    });
  }

  #makeBlock(position: number, block: Part): HTMLElement {
    const { ownerDocument } = this.#root;
    const level = Math.min(6, this.#options.headingLevel + (block.level ?? 1) - 1);
    const element = ownerDocument.createElement(
      block.kind === 'heading' ? `h${level}` : (elementOf[block.kind] ?? 'p'),
    );
    element.className = 'kv-block';
    element.dataset.kind = block.kind;
    const role = roleOf[block.kind];
    if (role !== undefined) element.setAttribute('role', role);
    if (block.kind === 'list_item') element.dataset.level = String(this.#levels.get(position) ?? 1);
    const { opens = true, closes = true } = block.within ?? {};
    if (block.paragraph !== null && opens) element.dataset.paragraph = String(block.paragraph);
    const { text } = this.#options;
    const words = text.slice(block.start, block.end);
    if (keepsSpace(text, block)) element.classList.add('kv-spaced');
    else if (hasOwnLines(words)) element.classList.add('kv-lines');
    if (!closes) element.classList.add('kv-continued');
    element.append(ownerDocument.createTextNode(words));
    this.#elements[position] = element;
    this.#positions.set(element, position);
    return element;
  }

  /** Puts the text of a chunk into the page, once. */
  fill(chunk: Chunk): void {
    if (chunk.filled) return;
    chunk.filled = true;
    const { blocks } = this.#options;
    const holder = new Holder(this.#root.ownerDocument);
    for (let position = chunk.first; position <= chunk.last; position += 1) {
      const block = blocks[position];
      if (block === undefined) continue;
      const speaker = speakerAt(blocks, position);
      if (speaker !== null && block.within?.opens !== false) holder.addSpeaker(speaker);
      holder.add(block, this.#makeBlock(position, block), this.#cells.get(position));
    }
    chunk.element.prepend(...holder.made);
    chunk.element.style.removeProperty('min-block-size');
  }

  chunkOf(position: number): Chunk | undefined {
    return this.chunks[this.#chunkOfBlock[position] ?? 0];
  }

  /** The element of a block; undefined while its chunk is empty. */
  blockElement(position: number): HTMLElement | undefined {
    return this.#elements[position];
  }

  /** Scrolls a table that is wider than the page to a place in it. */
  bringSideways(position: number, { left, right }: DOMRect): void {
    const table = this.#elements[position]?.closest<HTMLElement>('.kv-table');
    if (table == null || table.scrollWidth <= table.clientWidth) return;
    const box = table.getBoundingClientRect();
    const room = Math.min(80, box.width / 4);
    if (left < box.left + room) table.scrollLeft -= box.left + room - left;
    else if (right > box.right - room) table.scrollLeft += right - box.right + room;
  }

  /** The position of the block that is or holds a node; null when the node is in none. */
  positionOf(node: Node): number | null {
    for (let at: Node | null = node; at !== null && at !== this.#root; at = at.parentNode) {
      const position = at instanceof Element ? this.#positions.get(at) : undefined;
      if (position !== undefined) return position;
    }
    return null;
  }

  /** The chunk that is or holds a node; null when the node is in none. */
  chunkAround(node: Node): Chunk | null {
    for (let at: Node | null = node; at !== null && at !== this.#root; at = at.parentNode) {
      const chunk = at instanceof Element ? this.#chunkOfElement.get(at) : undefined;
      if (chunk !== undefined) return chunk;
    }
    return null;
  }

  destroy(): void {
    this.#destroyed = true;
    this.#observer?.disconnect();
  }
}
