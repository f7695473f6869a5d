import { type Block, type BlockRange, CoverIndex, type RawSpan } from '@koersvast/core';
import type { ViewAnnotation } from './types.ts';

/** Blocks, by position, that have to be drawn again. */
export type Dirty = Set<number>;

function touch(dirty: Dirty, range: BlockRange | null): void {
  if (range === null) return;
  for (let position = range.first; position <= range.last; position += 1) dirty.add(position);
}

function samePlace(a: ViewAnnotation, b: ViewAnnotation): boolean {
  return a.start === b.start && a.end === b.end && a.lane === b.lane;
}

/** What a change asks for: blocks to draw again, and annotations whose elements only change their dress. */
export interface Changes {
  readonly dirty: Dirty;
  readonly redressed: Set<string>;
}

/** All annotations of the view, and which of them are shown where. */
export class Annotations {
  readonly index: CoverIndex<ViewAnnotation>;
  readonly #all = new Map<string, ViewAnnotation>();
  readonly #length: number;
  #shows: ((annotation: ViewAnnotation) => boolean) | null = null;

  constructor(blocks: readonly Block[], length: number, annotations: readonly ViewAnnotation[]) {
    this.#length = length;
    for (const annotation of annotations)
      if (this.#fits(annotation)) this.#all.set(annotation.id, annotation);
    this.index = new CoverIndex(blocks, this.#all.values());
  }

  /** A span that is not one of this text cannot be drawn; the view leaves it out. */
  #fits({ start, end }: RawSpan): boolean {
    return start >= 0 && start < end && end <= this.#length;
  }

  get(id: string): ViewAnnotation | undefined {
    return this.#all.get(id);
  }

  #show(annotation: ViewAnnotation, changes: Changes): void {
    const before = this.index.get(annotation.id);
    const shown = this.#fits(annotation) && (this.#shows === null || this.#shows(annotation));
    if (before !== undefined && shown && samePlace(before, annotation)) {
      this.index.replace(annotation);
      changes.redressed.add(annotation.id);
      return;
    }
    touch(changes.dirty, this.index.remove(annotation.id));
    if (shown) touch(changes.dirty, this.index.add(annotation));
  }

  set(annotation: ViewAnnotation, changes: Changes): void {
    this.#all.set(annotation.id, annotation);
    this.#show(annotation, changes);
  }

  delete(id: string, changes: Changes): void {
    this.#all.delete(id);
    touch(changes.dirty, this.index.remove(id));
  }

  /** Replaces the list; objects that are the same as before cost nothing. */
  replaceAll(annotations: readonly ViewAnnotation[], changes: Changes): void {
    const gone = new Set(this.#all.keys());
    for (const annotation of annotations) {
      gone.delete(annotation.id);
      if (this.#all.get(annotation.id) !== annotation) this.set(annotation, changes);
    }
    for (const id of gone) this.delete(id, changes);
  }

  setFilter(shows: ((annotation: ViewAnnotation) => boolean) | null, changes: Changes): void {
    this.#shows = shows;
    for (const annotation of this.#all.values()) {
      const wasShown = this.index.get(annotation.id) !== undefined;
      const isShown = this.#fits(annotation) && (shows === null || shows(annotation));
      if (wasShown !== isShown) this.#show(annotation, changes);
    }
  }

  /** Draws an annotation over another span for the time of a drag. */
  place(annotation: ViewAnnotation, changes: Changes): void {
    touch(changes.dirty, this.index.remove(annotation.id));
    touch(changes.dirty, this.index.add(annotation));
  }
}
