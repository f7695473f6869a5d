import type { RawSpan } from '@koersvast/core/text';
import { Annotations, type Changes } from './annotations.ts';
import { AppearanceSheet } from './appearance.ts';
import { DomPositions } from './dom-position.ts';
import { Draft } from './draft.ts';
import { Geometry } from './geometry.ts';
import { makeNoteLink, type NoteLink, noteLinksOf } from './note-link.ts';
import { type Chunk, isInSight, Page } from './page.ts';
import { Painter } from './painter.ts';
import { type Part, partsOf } from './part.ts';
import { type Room, roomsWithin } from './room.ts';
import type { Appearance, DrawnText, DrawnWatcher, TextViewOptions, ViewAnnotation } from './types.ts';

/** How many chunks keep their annotations after they have left the screen. */
const keptFar = 6;

/** From so many blocks at once on, those that are not in sight are drawn when there is time. */
const manyBlocks = 64;

const none: readonly NoteLink[] = [];

type KeepSelection = (concerns: (node: Node) => boolean, work: () => void) => void;

/** The text with its annotations on the screen: what is drawn where, and drawn again after a change. */
export class PaintedText {
  readonly root: HTMLElement;
  readonly parts: readonly Part[];
  readonly page: Page;
  readonly annotations: Annotations;
  readonly positions: DomPositions;
  readonly geometry: Geometry;
  readonly draft: Draft;
  readonly drawnText: DrawnText;
  /** The marks of notes, by the block in which they are drawn. */
  readonly noteLinks: ReadonlyMap<number, readonly NoteLink[]>;
  readonly #painter: Painter;
  readonly #sheet: AppearanceSheet;
  readonly #far: Chunk[] = [];
  readonly #watchers = new Set<DrawnWatcher>();
  #appearances: readonly Appearance[];
  #paintOf: (annotation: ViewAnnotation) => number = (annotation) => annotation.paint;
  #rooms: readonly Room[] = [];
  #active: string | null = null;
  /** Blocks that still stand as they were drawn around what was active. */
  readonly #stale = new Set<number>();
  #tidying = false;
  #hover: ReadonlySet<string> = new Set();
  /** What a drag shows in place of an annotation. */
  #previewed: ViewAnnotation | null = null;
  /** Set by whoever knows the selection; drawing a block replaces the nodes that it may stand in. */
  keepSelection: KeepSelection = (_concerns, work) => work();

  constructor(root: HTMLElement, options: TextViewOptions) {
    this.root = root;
    const { text } = options;
    const blocks = partsOf(options);
    this.parts = blocks;
    this.noteLinks = noteLinksOf(text, blocks);
    this.#appearances = options.appearances ?? [];
    this.annotations = new Annotations(blocks, text.length, options.annotations ?? []);
    this.page = new Page(root, {
      text,
      blocks,
      headingLevel: options.headingLevel ?? 2,
      onNear: (chunk, remaining) => this.#comes(chunk, remaining),
    });
    const state = this;
    this.#painter = new Painter(this.page, text, blocks, {
      get active() {
        return state.#active;
      },
      get hover() {
        return state.#hover;
      },
      roomsIn: (span) => roomsWithin(span, state.#rooms),
      notesIn: (position) => this.noteLinks.get(position) ?? none,
      makeNote: (link) => makeNoteLink(link, options.labels.note, root.ownerDocument),
      withHandles: options.onBoundaryDrag !== undefined,
      paintOf: (annotation) => this.#paintOf(annotation),
      keyOf: (paint) => this.#appearances[paint]?.key,
      alwaysOf: (paint) => this.#appearances[paint]?.always === true,
    });
    this.positions = new DomPositions(root, this.page, this.#painter, blocks, text.length);
    this.geometry = new Geometry(root, this.page, this.positions, blocks, options);
    this.draft = new Draft(this.positions);
    this.drawnText = {
      blocks,
      drawn: () => [...blocks.keys()].filter((position) => this.#painter.isPainted(position)),
      rangeOf: (start, end) => this.positions.toRange(start, end),
      watch: (watcher) => {
        this.#watchers.add(watcher);
        return () => this.#watchers.delete(watcher);
      },
    };
    this.#sheet = new AppearanceSheet(root);
  }

  start(): void {
    this.#sheet.set(this.#appearances);
    this.page.start();
    void this.page.mounted.then(() => this.page.whenIdle(() => this.annotations.index.complete()));
  }

  #comes(chunk: Chunk, remaining?: () => number): void {
    if (!chunk.near) {
      this.#far.push(chunk);
      while (this.#far.length > keptFar) this.#forget(this.#far.shift());
      return;
    }
    const missing = new Set<number>();
    for (let position = chunk.first; position <= chunk.last; position += 1) {
      if (!this.#painter.isPainted(position)) missing.add(position);
    }
    if (remaining === undefined) {
      this.#draw(missing);
      return;
    }
    for (const position of missing) {
      this.#draw(new Set([position]));
      if (remaining() < 3) {
        this.page.whenIdle((later) => this.#comes(chunk, later));
        return;
      }
    }
  }

  #forget(chunk: Chunk | undefined): void {
    if (chunk === undefined || chunk.near) return;
    this.keepSelection(
      (node) => this.page.chunkOf(this.page.positionOf(node) ?? -1) === chunk,
      () => {
        for (let position = chunk.first; position <= chunk.last; position += 1) {
          this.#painter.clear(position);
          this.#tell(position);
        }
      },
    );
  }

  /**
   * Draws near blocks again, and forgets how far ones looked, so that they are drawn when they come. A selection
   * makes all that it covers near; of many blocks those out of sight wait for an idle moment.
   */
  #draw(dirty: ReadonlySet<number>): void {
    if (dirty.size === 0) return;
    const later = dirty.size <= manyBlocks ? new Set<number>() : this.#nearOutOfSight(dirty);
    const now = new Set([...dirty].filter((position) => !later.has(position)));
    const concerns = (node: Node) => {
      const position = this.page.positionOf(node);
      return position !== null && now.has(position);
    };
    this.keepSelection(concerns, () => {
      for (const position of now) {
        this.#stale.delete(position);
        if (this.page.chunkOf(position)?.near === true) this.#painter.paint(position, this.annotations.index);
        else this.#painter.clear(position);
      }
    });
    for (const position of now) this.#tell(position);
    const draft = this.draft.span;
    if (draft !== null) this.draft.refresh();
    if (later.size > 0) this.#drawLater([...later]);
  }

  #nearOutOfSight(positions: ReadonlySet<number>): Set<number> {
    const found = new Set<number>();
    for (const { element, near, first, last } of this.page.chunks) {
      if (!near || isInSight(element)) continue;
      for (let position = first; position <= last; position += 1)
        if (positions.has(position)) found.add(position);
    }
    return found;
  }

  #drawLater(positions: number[]): void {
    this.page.whenIdle((remaining) => {
      do this.#draw(new Set(positions.splice(0, 4)));
      while (positions.length > 0 && remaining() > 3);
      if (positions.length > 0) this.#drawLater(positions);
    });
  }

  /** Makes changes to the annotations and draws what they touch. */
  change(make: (changes: Changes) => void): void {
    const changes: Changes = { dirty: new Set(), redressed: new Set() };
    make(changes);
    this.#draw(changes.dirty);
    this.#dress(changes.redressed);
  }

  #dress(ids: Iterable<string>): void {
    for (const id of ids) {
      const annotation = this.annotations.index.get(id);
      if (annotation === undefined) continue;
      const { first, last } = this.annotations.index.blocksOf(annotation);
      for (let position = first; position <= last; position += 1) {
        for (const piece of this.#painter.pieces(position, id)) this.#painter.dress(piece, annotation);
      }
    }
  }

  #tell(position: number): void {
    for (const watcher of this.#watchers) watcher(position, this.#painter.isPainted(position));
  }

  /** Draws again where other words than before have room under them, or other room. */
  setRooms(rooms: readonly Room[]): void {
    const before = this.#rooms;
    this.#rooms = rooms;
    this.change(({ dirty }) => {
      for (const [position, part] of this.parts.entries()) {
        if (!sameRooms(roomsWithin(part, before), roomsWithin(part, rooms))) dirty.add(position);
      }
    });
  }

  get active(): string | null {
    return this.#active;
  }

  /**
   * What was active gives up its outline at once, and blocks that were drawn around it are drawn as they are without
   * when there is time: a click into other words, or a selection, need not wait for that.
   */
  setActive(id: string | null): void {
    if (this.#active === id) return;
    const before = this.#active;
    this.#active = id;
    const left = before === null ? undefined : this.annotations.index.get(before);
    if (left !== undefined) this.#leave(left);
    const entered = id === null ? undefined : this.annotations.index.get(id);
    if (entered === undefined) return;
    this.change(({ dirty }) => {
      for (const position of this.#blocksOf(entered))
        if (this.#stale.has(position) || !this.#painter.enter(position, entered)) dirty.add(position);
    });
  }

  #blocksOf(annotation: ViewAnnotation): number[] {
    const { first, last } = this.annotations.index.blocksOf(annotation);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  #leave(annotation: ViewAnnotation): void {
    for (const position of this.#blocksOf(annotation))
      if (this.#painter.leave(position, annotation)) this.#stale.add(position);
    if (this.#stale.size === 0 || this.#tidying) return;
    this.#tidying = true;
    this.page.whenIdle(() => {
      this.#tidying = false;
      this.#draw(new Set(this.#stale));
    });
  }

  setHover(ids: readonly string[]): void {
    const before = this.#hover;
    const after = new Set(ids);
    this.#hover = after;
    this.#dress([...before].filter((id) => !after.has(id)));
    this.#dress(ids.filter((id) => !before.has(id)));
  }

  setPaint(appearances: readonly Appearance[], paintOf?: (annotation: ViewAnnotation) => number): void {
    this.#appearances = appearances;
    this.#paintOf = paintOf ?? ((annotation) => annotation.paint);
    this.#sheet.set(appearances);
    this.#painter.recolour(this.annotations.index);
  }

  /** Ids of the elements that hold `target`, the shortest first. */
  idsOf(target: Element | null): string[] {
    const ids = new Set<string>();
    for (let at = target; at !== null && at !== this.root; at = at.parentElement) {
      const id = at instanceof HTMLElement ? at.dataset.id : undefined;
      if (id !== undefined) ids.add(id);
    }
    const { index } = this.annotations;
    const length = (id: string) => {
      const found = index.get(id);
      return found === undefined ? 0 : found.end - found.start;
    };
    return [...ids].sort((a, b) => length(a) - length(b) || (a < b ? -1 : 1));
  }

  /**
   * Draws an annotation over another span; null draws it as it was, unless it has been changed or removed in the
   * meantime.
   */
  preview(annotation: ViewAnnotation, span: RawSpan | null): void {
    const before = this.#previewed;
    if (span === null) this.#previewed = null;
    if (before !== null && this.annotations.get(annotation.id) !== before) return;
    const drawn = span === null ? annotation : { ...annotation, ...span };
    if (span !== null) this.#previewed = drawn;
    if (before !== null || span !== null) this.change((changes) => this.annotations.place(drawn, changes));
  }

  destroy(): void {
    this.draft.set(null);
    this.#sheet.destroy();
    this.page.destroy();
  }
}

function sameRooms(a: readonly Room[], b: readonly Room[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ start, end, room }, at) => {
    const other = b[at];
    return other !== undefined && other.start === start && other.end === end && other.room === room;
  });
}
