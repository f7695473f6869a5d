import { type Block, type BlockRange, CoverIndex } from '@koersvast/core';
import type { ViewAnnotation } from './types.ts';

/** Blocks, by position, that have to be drawn again. */
export type Dirty = Set<number>;

function touch(dirty: Dirty, range: BlockRange | null): void {
  if (range === null) return;
  for (let position = range.first; position <= range.last; position += 1) dirty.add(position);
}

function samePlace(a: ViewAnnotation, b: ViewAnnotation): boolean {
  return a.start === b.start && a.end === b.end && a.lane === b.lane && a.fixed === b.fixed;
}

/** What a change asks for: blocks to draw again, and annotations whose elements only change their dress. */
export interface Changes {
  readonly dirty: Dirty;
  readonly redressed: Set<string>;
}

/** All annotations of the view, and which of them are shown where. */
export class Annotations {
  readonly index: CoverIndex<ViewAnnotation>;
  /** Those that the filter refuses or that are no span of this text. */
  readonly #hidden = new Map<string, ViewAnnotation>();
  readonly #length: number;
  #shows: ((annotation: ViewAnnotation) => boolean) | null = null;

  constructor(blocks: readonly Block[], length: number, annotations: readonly ViewAnnotation[]) {
    this.#length = length;
    this.index = new CoverIndex(
      blocks,
      annotations.filter((annotation) => this.#isShown(annotation)),
    );
    for (const annotation of annotations) {
      if (!this.#isShown(annotation)) this.#hidden.set(annotation.id, annotation);
    }
  }

  /** A span that is not one of this text cannot be drawn; the view leaves it out. */
  #isShown(annotation: ViewAnnotation): boolean {
    const { start, end } = annotation;
    if (!(start >= 0 && start < end && end <= this.#length)) return false;
    return this.#shows === null || this.#shows(annotation);
  }

  get(id: string): ViewAnnotation | undefined {
    return this.index.get(id) ?? this.#hidden.get(id);
  }

  set(annotation: ViewAnnotation, changes: Changes): void {
    const before = this.index.get(annotation.id);
    const shown = this.#isShown(annotation);
    if (before !== undefined && shown && samePlace(before, annotation)) {
      this.index.replace(annotation);
      changes.redressed.add(annotation.id);
      return;
    }
    this.delete(annotation.id, changes);
    if (shown) touch(changes.dirty, this.index.add(annotation));
    else this.#hidden.set(annotation.id, annotation);
  }

  delete(id: string, changes: Changes): void {
    this.#hidden.delete(id);
    touch(changes.dirty, this.index.remove(id));
  }

  /** Replaces the list; objects that are the same as before cost nothing. */
  replaceAll(annotations: readonly ViewAnnotation[], changes: Changes): void {
    const kept = new Set<string>();
    for (const annotation of annotations) {
      kept.add(annotation.id);
      if (this.get(annotation.id) !== annotation) this.set(annotation, changes);
    }
    for (const { id } of this.#all()) if (!kept.has(id)) this.delete(id, changes);
  }

  #all(): ViewAnnotation[] {
    return [...this.index.values(), ...this.#hidden.values()];
  }

  setFilter(shows: ((annotation: ViewAnnotation) => boolean) | null, changes: Changes): void {
    this.#shows = shows;
    for (const annotation of this.#all()) {
      const wasShown = this.index.get(annotation.id) !== undefined;
      if (wasShown !== this.#isShown(annotation)) this.set(annotation, changes);
    }
  }

  /** Draws an annotation over another span for the time of a drag. */
  place(annotation: ViewAnnotation, changes: Changes): void {
    touch(changes.dirty, this.index.remove(annotation.id));
    touch(changes.dirty, this.index.add(annotation));
  }
}
