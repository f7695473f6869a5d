import type { Block, CoverIndex, Placed } from '@koersvast/core';
import type { Page } from './page.ts';
import type { ViewAnnotation } from './types.ts';

/** Underlines below this lane share the last one, and a number says how many do. */
const deepestLane = 7;

/** What decides how an annotation looks just now. */
export interface PaintState {
  active: string | null;
  hover: ReadonlySet<string>;
  withHandles: boolean;
  paintOf(annotation: ViewAnnotation): number;
  keyOf(paint: number): string | undefined;
  /** Whether the caption is always there. */
  alwaysOf(paint: number): boolean;
}

interface PaintedBlock {
  /** The text nodes in order, with the offset in the document at which each starts. */
  readonly nodes: readonly Text[];
  readonly starts: readonly number[];
  readonly pieces: ReadonlyMap<string, readonly HTMLElement[]>;
}

type Layer = Placed<ViewAnnotation>;

/** Draws annotations into blocks as nested elements and remembers which text node stands for what. */
export class Painter {
  readonly #page: Page;
  readonly #text: string;
  readonly #blocks: readonly Block[];
  readonly #state: PaintState;
  readonly #painted = new Map<number, PaintedBlock>();
  readonly #startOfNode = new WeakMap<Text, number>();

  constructor(page: Page, text: string, blocks: readonly Block[], state: PaintState) {
    this.#page = page;
    this.#text = text;
    this.#blocks = blocks;
    this.#state = state;
  }

  isPainted(position: number): boolean {
    return this.#painted.has(position);
  }

  /** The text nodes of a block, or null when its chunk is empty. */
  nodesOf(position: number): { nodes: readonly Text[]; starts: readonly number[] } | null {
    const painted = this.#painted.get(position);
    if (painted !== undefined) return painted;
    const node = this.#page.blockElement(position)?.firstChild;
    return node instanceof Text ? { nodes: [node], starts: [this.#blocks[position]?.start ?? 0] } : null;
  }

  /** The offset in the document at which a text node starts; null when it is none of the view's. */
  startOf(node: Text): number | null {
    const known = this.#startOfNode.get(node);
    if (known !== undefined) return known;
    const position = this.#page.positionOf(node);
    return position === null ? null : (this.#blocks[position]?.start ?? null);
  }

  /** The elements of an annotation in a block. */
  pieces(position: number, id: string): readonly HTMLElement[] {
    return this.#painted.get(position)?.pieces.get(id) ?? [];
  }

  /** Takes the annotations out of a block again. */
  clear(position: number): void {
    const block = this.#blocks[position];
    const element = this.#page.blockElement(position);
    if (block === undefined || element === undefined || !this.#painted.delete(position)) return;
    if (element.firstElementChild === null) return;
    element.replaceChildren(element.ownerDocument.createTextNode(this.#text.slice(block.start, block.end)));
    delete element.dataset.lanes;
  }

  /** Draws a block anew. */
  paint(position: number, index: CoverIndex<ViewAnnotation>): void {
    const block = this.#blocks[position];
    const element = this.#page.blockElement(position);
    if (block === undefined || element === undefined) return;
    const segments = index.segments(position);
    if (segments.length === 0) {
      if (this.#painted.has(position)) this.clear(position);
      const node = element.firstChild;
      if (node instanceof Text) {
        this.#painted.set(position, { nodes: [node], starts: [block.start], pieces: new Map() });
      }
      return;
    }
    const { ownerDocument } = element;
    const nodes: Text[] = [];
    const starts: number[] = [];
    const pieces = new Map<string, HTMLElement[]>();
    const fragment = ownerDocument.createDocumentFragment();
    const open: { id: string; element: HTMLElement }[] = [];
    let deepest = 0;
    const addText = (from: number, to: number) => {
      if (from >= to) return;
      const node = ownerDocument.createTextNode(this.#text.slice(from, to));
      this.#startOfNode.set(node, from);
      nodes.push(node);
      starts.push(from);
      (open.at(-1)?.element ?? fragment).append(node);
    };
    let at: number = block.start;
    for (const segment of segments) {
      if (segment.start > at) {
        open.length = 0;
        addText(at, segment.start);
      }
      const wanted = this.#outermostFirst(segment.covers);
      let kept = 0;
      while (kept < open.length && open[kept]?.id === wanted[kept]?.cover.id) kept += 1;
      open.length = kept;
      for (const layer of wanted.slice(kept)) {
        const piece = this.#makePiece(ownerDocument, layer, block, pieces);
        (open.at(-1)?.element ?? fragment).append(piece);
        open.push({ id: layer.cover.id, element: piece });
        deepest = Math.max(deepest, layer.cover.lane ?? layer.lane);
      }
      addText(segment.start, segment.end);
      at = segment.end;
    }
    open.length = 0;
    addText(at, block.end);
    if (this.#state.active !== null && this.#state.withHandles) {
      this.#addHandles(index.get(this.#state.active), block, pieces);
    }
    element.replaceChildren(fragment);
    if (deepest > 2) element.dataset.lanes = String(Math.min(deepest, deepestLane) + 1);
    else delete element.dataset.lanes;
    this.#painted.set(position, { nodes, starts, pieces });
  }

  /** The active annotation is outermost, so that its outline goes around one element. */
  #outermostFirst(covers: readonly Layer[]): readonly Layer[] {
    const { active } = this.#state;
    if (active === null || covers.length === 1) return covers;
    const found = covers.find(({ cover }) => cover.id === active);
    return found === undefined ? covers : [found, ...covers.filter((layer) => layer !== found)];
  }

  #makePiece(
    ownerDocument: Document,
    { cover, lane }: Layer,
    block: Block,
    pieces: Map<string, HTMLElement[]>,
  ): HTMLElement {
    const element = ownerDocument.createElement('mark');
    element.dataset.id = cover.id;
    element.dataset.lane = String(Math.min(cover.lane ?? lane, deepestLane));
    const known = pieces.get(cover.id);
    if (known !== undefined) {
      known.push(element);
    } else {
      pieces.set(cover.id, [element]);
      if (cover.start >= block.start) {
        element.dataset.first = '';
        const hidden = (cover.lane ?? lane) - deepestLane;
        if (hidden > 0) element.dataset.more = `+${hidden}`;
        element.setAttribute('aria-description', cover.label);
      }
    }
    this.dress(element, cover);
    return element;
  }

  /** Sets everything about an element that can change without a change of the text around it. */
  dress(element: HTMLElement, annotation: ViewAnnotation): void {
    const { active, hover } = this.#state;
    let className = 'kv-mark';
    if (annotation.id === active) className += ' kv-active';
    if (hover.has(annotation.id)) className += ' kv-hover';
    if (annotation.pending === true) className += ' kv-pending';
    element.className = className;
    if (element.dataset.first !== undefined) element.setAttribute('aria-description', annotation.label);
    this.#colour(element, this.#state.paintOf(annotation));
  }

  #colour(element: HTMLElement, paint: number): void {
    element.dataset.paint = String(paint);
    if (element.dataset.first === undefined) return;
    const key = this.#state.keyOf(paint);
    if (key === undefined) delete element.dataset.key;
    else element.dataset.key = key;
    if (key !== undefined && this.#state.alwaysOf(paint)) element.dataset.always = String(key.length);
    else delete element.dataset.always;
  }

  /** Gives all that is drawn just now its colour, after a change of the appearances. */
  recolour(index: CoverIndex<ViewAnnotation>): void {
    for (const { pieces } of this.#painted.values()) {
      for (const [id, elements] of pieces) {
        const annotation = index.get(id);
        if (annotation === undefined) continue;
        const paint = this.#state.paintOf(annotation);
        for (const element of elements) this.#colour(element, paint);
      }
    }
  }

  #addHandles(
    annotation: ViewAnnotation | undefined,
    block: Block,
    pieces: ReadonlyMap<string, readonly HTMLElement[]>,
  ): void {
    const mine = annotation === undefined ? undefined : pieces.get(annotation.id);
    if (annotation === undefined || annotation.fixed === true || mine === undefined) return;
    if (annotation.start >= block.start) mine[0]?.prepend(makeHandle('start', mine[0].ownerDocument));
    const last = mine.at(-1);
    if (annotation.end <= block.end) last?.append(makeHandle('end', last.ownerDocument));
  }
}

function makeHandle(side: 'start' | 'end', ownerDocument: Document): HTMLElement {
  const anchor = ownerDocument.createElement('span');
  anchor.className = 'kv-handle';
  anchor.dataset.side = side;
  anchor.setAttribute('aria-hidden', 'true');
  // A finger on a handle must not scroll the page; `touch-action` says nothing about inline elements.
  anchor.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
  return anchor;
}
