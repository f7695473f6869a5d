import { type Block, type BlockRange, CoverIndex } from '@koersvast/core/text';
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

/** From so many changes at once on, the index is made anew: that is lazy, and changing it is not. */
const many = 100;

/** All annotations of the view, and which of them are shown where. */
export class Annotations {
  readonly #blocks: readonly Block[];
  readonly #length: number;
  #index: CoverIndex<ViewAnnotation>;
  /** Those that the filter refuses or that are no span of this text. */
  #hidden = new Map<string, ViewAnnotation>();
  #shows: ((annotation: ViewAnnotation) => boolean) | null = null;

  constructor(blocks: readonly Block[], length: number, annotations: readonly ViewAnnotation[]) {
    this.#blocks = blocks;
    this.#length = length;
    this.#index = new CoverIndex(blocks);
    this.#fill(annotations);
  }

  /** Those that are shown. */
  get index(): CoverIndex<ViewAnnotation> {
    return this.#index;
  }

  #fill(annotations: readonly ViewAnnotation[]): void {
    const shown: ViewAnnotation[] = [];
    this.#hidden = new Map();
    for (const annotation of annotations) {
      if (this.#isShown(annotation)) shown.push(annotation);
      else this.#hidden.set(annotation.id, annotation);
    }
    this.#index = new CoverIndex(this.#blocks, shown);
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
    if (Math.abs(annotations.length - this.#count) > many) {
      this.#anew(annotations, changes);
      return;
    }
    const set = annotations.filter((annotation) => this.get(annotation.id) !== annotation);
    if (set.length > many && !set.every((annotation) => this.#onlyRedresses(annotation))) {
      this.#anew(annotations, changes);
      return;
    }
    const kept = new Set(annotations.map(({ id }) => id));
    const gone = this.#all().filter(({ id }) => !kept.has(id));
    for (const { id } of gone) this.delete(id, changes);
    for (const annotation of set) this.set(annotation, changes);
  }

  #onlyRedresses(annotation: ViewAnnotation): boolean {
    const before = this.index.get(annotation.id);
    return before !== undefined && samePlace(before, annotation) && this.#isShown(annotation);
  }

  #anew(annotations: readonly ViewAnnotation[], changes: Changes): void {
    this.#fill(annotations);
    touch(changes.dirty, { first: 0, last: this.#blocks.length - 1 });
  }

  get #count(): number {
    return this.index.size + this.#hidden.size;
  }

  #all(): ViewAnnotation[] {
    return [...this.index.values(), ...this.#hidden.values()];
  }

  setFilter(shows: ((annotation: ViewAnnotation) => boolean) | null, changes: Changes): void {
    this.#shows = shows;
    const all = this.#all();
    const changed = all.filter((annotation) => this.#hidden.has(annotation.id) === this.#isShown(annotation));
    if (changed.length > many) this.#anew(all, changes);
    else for (const annotation of changed) this.set(annotation, changes);
  }

  /** Draws an annotation over another span for the time of a drag. */
  place(annotation: ViewAnnotation, changes: Changes): void {
    touch(changes.dirty, this.index.remove(annotation.id));
    touch(changes.dirty, this.index.add(annotation));
  }
}
