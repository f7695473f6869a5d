import { hasOwnLines } from '@koersvast/core/text';
import { keepsSpace, type Part } from './part.ts';

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

function estimatedHeight(blocks: readonly Part[]): number {
  return blocks.reduce((height, block) => {
    const lines = Math.max(1, Math.ceil((block.end - block.start) / usualLine.characters));
    return height + lines * usualLine.height + (block.within?.closes === false ? 0 : usualLine.gap);
  }, 0);
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
      const element = this.#root.ownerDocument.createElement('div');
      element.className = 'kv-chunk';
      const estimate = estimatedHeight(blocks.slice(first, last + 1));
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
    const name = block.kind === 'heading' ? `h${level}` : block.kind === 'quote' ? 'blockquote' : 'p';
    const element = ownerDocument.createElement(name);
    element.className = 'kv-block';
    element.dataset.kind = block.kind;
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
    const made: HTMLElement[] = [];
    for (let position = chunk.first; position <= chunk.last; position += 1) {
      const block = blocks[position];
      if (block !== undefined) made.push(this.#makeBlock(position, block));
    }
    chunk.element.prepend(...made);
    chunk.element.style.removeProperty('min-block-size');
  }

  chunkOf(position: number): Chunk | undefined {
    return this.chunks[this.#chunkOfBlock[position] ?? 0];
  }

  /** The element of a block; undefined while its chunk is empty. */
  blockElement(position: number): HTMLElement | undefined {
    return this.#elements[position];
  }

  /** The position of the block that is or holds a node; null when the node is in none. */
  positionOf(node: Node): number | null {
    for (let at: Node | null = node; at !== null && at !== this.#root; at = at.parentNode) {
      const position = at instanceof Element ? this.#positions.get(at) : undefined;
      if (position !== undefined) return position;
    }
    return null;
  }

  chunkOfElement(element: Node): Chunk | undefined {
    return element instanceof Element ? this.#chunkOfElement.get(element) : undefined;
  }

  destroy(): void {
    this.#destroyed = true;
    this.#observer?.disconnect();
  }
}
