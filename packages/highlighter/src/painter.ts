import type { Block, CoverIndex, Placed, RawSpan } from '@koersvast/core/text';
import { paintClass } from './appearance.ts';
import type { NoteLink } from './note-link.ts';
import type { Page } from './page.ts';
import { cutByRooms, type Room } from './room.ts';
import type { ViewAnnotation } from './types.ts';

/** Underlines below this lane share the last one, and a number says how many do. */
const deepestLane = 7;

/** From so many lines under the same words on, they need more room than there is between two lines of text. */
const roomierFrom = { heading: 2, other: 3 } as const;

/** What decides how an annotation looks just now. */
export interface PaintState {
  /** What the page draws under some of the text needs this much room there, in text order. */
  roomsIn(span: RawSpan): readonly Room[];
  /** The marks of notes that are drawn in a block, in text order, and how. */
  notesIn(position: number): readonly NoteLink[];
  makeNote(link: NoteLink): HTMLElement;
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
  /** Some of its words keep more room under them than there is between two lines of text. */
  readonly roomy: boolean;
  /** The active annotation, where it was drawn around that. */
  readonly around: string | null;
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
  nodesOf(position: number): { nodes: readonly Text[]; starts: readonly number[]; roomy: boolean } | null {
    const painted = this.#painted.get(position);
    if (painted !== undefined) return painted;
    const node = this.#page.blockElement(position)?.firstChild;
    if (!(node instanceof Text)) return null;
    return { nodes: [node], starts: [this.#blocks[position]?.start ?? 0], roomy: false };
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
  }

  /** Draws a block anew. */
  paint(position: number, index: CoverIndex<ViewAnnotation>): void {
    const block = this.#blocks[position];
    const element = this.#page.blockElement(position);
    if (block === undefined || element === undefined) return;
    const segments = index.segments(position);
    const rooms = this.#state.roomsIn(block);
    const notes = this.#state.notesIn(position);
    if (segments.length === 0 && rooms.length === 0 && notes.length === 0) {
      if (this.#painted.has(position)) this.clear(position);
      const node = element.firstChild;
      if (node instanceof Text) {
        this.#painted.set(position, {
          nodes: [node],
          starts: [block.start],
          pieces: new Map(),
          roomy: false,
          around: null,
        });
      }
      return;
    }
    const { ownerDocument } = element;
    const nodes: Text[] = [];
    const starts: number[] = [];
    const pieces = new Map<string, HTMLElement[]>();
    const fragment = ownerDocument.createDocumentFragment();
    const open: { id: string; element: HTMLElement }[] = [];
    const roomierAt = block.kind === 'heading' ? roomierFrom.heading : roomierFrom.other;
    // Words are looked for among the text alone where something else stands between them.
    let roomy = notes.length > 0;
    let nextNote = 0;
    const addNotes = (until: number) => {
      for (; (notes[nextNote]?.offset ?? Number.POSITIVE_INFINITY) <= until; nextNote += 1) {
        const link = notes[nextNote];
        if (link !== undefined) (open.at(-1)?.element ?? fragment).append(this.#state.makeNote(link));
      }
    };
    const addText = (from: number, to: number, lanes: number) => {
      const into = open.at(-1)?.element ?? fragment;
      for (const cut of cutByNotes(cutByRooms({ start: from, end: to }, rooms), notes)) {
        const node = ownerDocument.createTextNode(this.#text.slice(cut.start, cut.end));
        this.#startOfNode.set(node, cut.start);
        nodes.push(node);
        starts.push(cut.start);
        const needs = cut.room > 0 || lanes >= roomierAt;
        into.append(needs ? withRoom(node, cut.room, lanes) : node);
        roomy ||= needs;
        addNotes(cut.end);
      }
    };
    addNotes(block.start);
    let at: number = block.start;
    for (const segment of segments) {
      if (segment.start > at) {
        open.length = 0;
        addText(at, segment.start, 0);
      }
      const wanted = this.#outermostFirst(segment.covers);
      let kept = 0;
      while (kept < open.length && open[kept]?.id === wanted[kept]?.cover.id) kept += 1;
      open.length = kept;
      const active = open.find(({ id }) => id === this.#state.active)?.element.dataset.lane;
      const lanes = lanesOf(segment.covers, this.#state.active, active === undefined ? null : Number(active));
      for (const { cover } of wanted.slice(kept)) {
        const piece = this.#makePiece(ownerDocument, cover, lanes.get(cover.id) ?? 0, block, pieces);
        (open.at(-1)?.element ?? fragment).append(piece);
        open.push({ id: cover.id, element: piece });
      }
      addText(segment.start, segment.end, Math.min(deepestLane, Math.max(...lanes.values())) + 1);
      at = segment.end;
    }
    open.length = 0;
    addText(at, block.end, 0);
    if (this.#state.active !== null && this.#state.withHandles) {
      this.#addHandles(index.get(this.#state.active), block, pieces);
    }
    const focused = notes.length > 0 ? focusedNote(element) : -1;
    element.replaceChildren(fragment);
    if (focused >= 0) noteElements(element)[focused]?.focus({ preventScroll: true });
    const { active } = this.#state;
    const around = active !== null && pieces.has(active) ? active : null;
    this.#painted.set(position, { nodes, starts, pieces, roomy, around });
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
    cover: ViewAnnotation,
    lane: number,
    block: Block,
    pieces: Map<string, HTMLElement[]>,
  ): HTMLElement {
    const element = ownerDocument.createElement('mark');
    element.dataset.id = cover.id;
    element.dataset.lane = String(Math.min(lane, deepestLane));
    const known = pieces.get(cover.id);
    if (known !== undefined) {
      known.push(element);
    } else {
      pieces.set(cover.id, [element]);
      if (cover.start >= block.start) {
        element.dataset.first = '';
        const hidden = lane - deepestLane;
        if (hidden > 0) element.dataset.more = `+${hidden}`;
        element.setAttribute('aria-description', cover.label);
      }
    }
    this.dress(element, cover);
    return element;
  }

  /**
   * Makes an annotation the active one in a block as that stands, where it is one element, which its outline can go
   * around: false where the block has to be drawn anew.
   */
  enter(position: number, annotation: ViewAnnotation): boolean {
    const block = this.#blocks[position];
    const pieces = this.#painted.get(position)?.pieces;
    const [only, ...others] = pieces?.get(annotation.id) ?? [];
    if (block === undefined || pieces === undefined || only === undefined || others.length > 0) return false;
    this.dress(only, annotation);
    if (this.#state.withHandles) this.#addHandles(annotation, block, pieces);
    return true;
  }

  /** Takes what marks the active annotation from one that is so no more; true where the block was drawn around it. */
  leave(position: number, annotation: ViewAnnotation): boolean {
    for (const piece of this.pieces(position, annotation.id)) {
      for (const handle of piece.querySelectorAll(':scope > .kv-handle')) handle.remove();
      this.dress(piece, annotation);
    }
    return this.#painted.get(position)?.around === annotation.id;
  }

  /** Sets everything about an element that can change without a change of the text around it. */
  dress(element: HTMLElement, annotation: ViewAnnotation): void {
    const { active, hover } = this.#state;
    const paint = this.#state.paintOf(annotation);
    let className = `kv-mark ${paintClass(paint)}`;
    if (annotation.id === active) className += ' kv-active';
    if (hover.has(annotation.id)) className += ' kv-hover';
    if (annotation.pending === true) className += ' kv-pending';
    element.className = className;
    if (element.dataset.first !== undefined) element.setAttribute('aria-description', annotation.label);
    this.#colour(element, paint);
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
        for (const element of elements) {
          element.classList.replace(paintClass(Number(element.dataset.paint)), paintClass(paint));
          this.#colour(element, paint);
        }
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

/**
 * The line of each annotation over one stretch of text, from the top: in text order, so that none keeps a place under
 * another that has ended, and whoever moves up begins a new piece there anyway. Only the active one, which is one
 * piece whatever begins and ends within it, keeps the line that it has, `kept`.
 */
function lanesOf(covers: readonly Layer[], active: string | null, kept: number | null): Map<string, number> {
  const lanes = new Map<string, number>();
  let next = 0;
  for (const { cover } of covers) {
    if (next === kept && cover.id !== active) next += 1;
    const lane = cover.id === active && kept !== null ? kept : next;
    if (lane === next) next += 1;
    lanes.set(cover.id, cover.lane ?? lane);
  }
  return lanes;
}

/** The same pieces, cut where marks of notes are drawn. */
function cutByNotes(pieces: readonly Room[], notes: readonly NoteLink[]): readonly Room[] {
  if (notes.length === 0) return pieces;
  return pieces.flatMap((piece) => {
    const within = notes.filter(({ offset }) => offset > piece.start && offset < piece.end);
    const ends = [...new Set([...within.map(({ offset }) => offset), piece.end])];
    return ends.map((end, at) => ({ ...piece, start: ends[at - 1] ?? piece.start, end }));
  });
}

function noteElements(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('.kv-note-link')];
}

/** Which of a block's marks has the focus, or -1: drawing it anew makes others. */
function focusedNote(element: HTMLElement): number {
  const { activeElement } = element.ownerDocument;
  return activeElement === null ? -1 : noteElements(element).indexOf(activeElement as HTMLElement);
}

/** Words with room under them: what makes the line higher is put lower by half of that, and the words back up. */
function withRoom(words: Text, room: number, lanes: number): HTMLElement {
  const outer = words.ownerDocument.createElement('span');
  const inner = words.ownerDocument.createElement('span');
  outer.className = 'kv-room';
  if (room > 0) outer.style.setProperty('--kv-room', `${room}px`);
  else {
    outer.dataset.lanes = String(lanes);
    outer.style.setProperty('--kv-lanes', String(lanes));
  }
  inner.append(words);
  outer.append(inner);
  return outer;
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
