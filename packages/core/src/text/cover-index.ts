import { lastStart } from './block.ts';
import { assignLanes, type Cover, compareCovers, flattenCovers, type Placed, type Segment } from './lane.ts';
import type { RawSpan } from './span.ts';

/** Positions in the list of blocks, counted from 0, both included. */
export interface BlockRange {
  readonly first: number;
  readonly last: number;
}

interface Bucket<T extends Cover> {
  covers: T[];
  /** False while the covers of this block are still to be picked out of the pending ones. */
  known: boolean;
  /** False until the covers are first asked for in order. */
  sorted: boolean;
  /** The greatest end in the part of the list around each middle: an interval tree without nodes. */
  reach: Float64Array | null;
  placed: Placed<T>[] | null;
}

function shortestFirst(a: Cover, b: Cover): number {
  return a.end - a.start - (b.end - b.start) || compareCovers(a, b);
}

function fillReach(covers: readonly Cover[], reach: Float64Array, from: number, to: number): number {
  if (from >= to) return 0;
  const middle = (from + to) >>> 1;
  const greatest = Math.max(
    covers[middle]?.end ?? 0,
    fillReach(covers, reach, from, middle),
    fillReach(covers, reach, middle + 1, to),
  );
  reach[middle] = greatest;
  return greatest;
}

/**
 * What covers which part of a text: the covers of each block kept apart, so that a change concerns only the
 * blocks that it touches. A bucket is sorted and laid out when it is first asked for.
 */
export class CoverIndex<T extends Cover> {
  readonly #blocks: readonly RawSpan[];
  readonly #buckets: Bucket<T>[];
  readonly #covers = new Map<string, T>();
  readonly #starts: Float64Array;
  #pending: readonly T[] | null;

  /**
   * `blocks` are in text order and do not overlap; without any the whole text is one block. The ids of the
   * covers are unique.
   */
  constructor(blocks: readonly RawSpan[], covers: readonly T[] = []) {
    this.#blocks = blocks.length > 0 ? blocks : [{ start: 0, end: Number.MAX_SAFE_INTEGER }];
    this.#starts = Float64Array.from(this.#blocks, ({ start }) => start);
    this.#buckets = this.#blocks.map(() => ({
      covers: [],
      known: false,
      sorted: true,
      reach: null,
      placed: null,
    }));
    this.#pending = covers;
  }

  /**
   * Sorts all first covers into their blocks. The first question that concerns more than one block does it, so
   * that a long document can be shown before; call it when there is time.
   */
  complete(): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    for (const cover of pending) {
      if (this.#covers.has(cover.id)) continue;
      this.#covers.set(cover.id, cover);
      const last = this.blockAt(cover.end - 1);
      for (let position = this.blockAt(cover.start); position <= last; position += 1) {
        const bucket = this.#buckets[position];
        if (bucket === undefined || bucket.known) continue;
        bucket.covers.push(cover);
        bucket.sorted = false;
      }
    }
    for (const bucket of this.#buckets) bucket.known = true;
  }

  get size(): number {
    return this.#pending?.length ?? this.#covers.size;
  }

  get(id: string): T | undefined {
    this.complete();
    return this.#covers.get(id);
  }

  values(): IterableIterator<T> {
    this.complete();
    return this.#covers.values();
  }

  /** The position of the block that holds `offset`; a place between two blocks belongs to the one before. */
  blockAt(offset: number): number {
    return Math.max(0, lastStart(this.#starts, offset));
  }

  blocksOf(span: RawSpan): BlockRange {
    const first = this.blockAt(span.start);
    return { first, last: Math.max(first, this.blockAt(span.end - 1)) };
  }

  /** Adds a cover, or replaces the one with its id. Returns the blocks that it is now in. */
  add(cover: T): BlockRange {
    this.remove(cover.id);
    this.#covers.set(cover.id, cover);
    const range = this.blocksOf(cover);
    for (let position = range.first; position <= range.last; position += 1) {
      const bucket = this.#buckets[position];
      if (bucket === undefined) continue;
      bucket.covers.push(cover);
      bucket.sorted = bucket.covers.length === 1;
      bucket.reach = null;
      bucket.placed = null;
    }
    return range;
  }

  /**
   * Exchanges a cover for one with the same id and the same range: nothing is laid out anew. Returns false, and
   * changes nothing, when there is none or its range is another one.
   */
  replace(cover: T): boolean {
    this.complete();
    const before = this.#covers.get(cover.id);
    if (before === undefined || before.start !== cover.start || before.end !== cover.end) return false;
    this.#covers.set(cover.id, cover);
    const { first, last } = this.blocksOf(cover);
    for (let position = first; position <= last; position += 1) {
      const bucket = this.#buckets[position];
      if (bucket === undefined) continue;
      bucket.covers[bucket.covers.indexOf(before)] = cover;
      bucket.placed =
        bucket.placed?.map((placed) => (placed.cover === before ? { cover, lane: placed.lane } : placed)) ??
        null;
    }
    return true;
  }

  /** Returns the blocks that the cover was in, or null when there is none with this id. */
  remove(id: string): BlockRange | null {
    this.complete();
    const cover = this.#covers.get(id);
    if (cover === undefined) return null;
    this.#covers.delete(id);
    const range = this.blocksOf(cover);
    for (let position = range.first; position <= range.last; position += 1) {
      const bucket = this.#buckets[position];
      if (bucket === undefined) continue;
      bucket.covers.splice(bucket.covers.indexOf(cover), 1);
      bucket.reach = null;
      bucket.placed = null;
    }
    return range;
  }

  #bucket(position: number): Bucket<T> | null {
    const bucket = this.#buckets[position];
    if (bucket === undefined) return null;
    if (!bucket.known && this.#pending !== null) {
      const start = position === 0 ? Number.NEGATIVE_INFINITY : (this.#starts[position] ?? 0);
      const next = this.#starts[position + 1] ?? Number.POSITIVE_INFINITY;
      bucket.covers = this.#pending.filter((cover) => cover.start < next && cover.end > start);
      bucket.known = true;
      bucket.sorted = false;
    }
    if (!bucket.sorted) {
      bucket.covers.sort(compareCovers);
      bucket.sorted = true;
    }
    return bucket;
  }

  /** The covers of one block with their lanes, in text order. Lanes are counted anew in each block. */
  inBlock(position: number): readonly Placed<T>[] {
    const bucket = this.#bucket(position);
    if (bucket === null) return [];
    bucket.placed ??= assignLanes(bucket.covers);
    return bucket.placed;
  }

  /** The covered stretches of one block, clipped to it. */
  segments(position: number): Segment<T>[] {
    const block = this.#blocks[position];
    return block === undefined ? [] : flattenCovers(this.inBlock(position), block);
  }

  /**
   * Every cover of the code unit at `offset`, the shortest first, ties in text order and by id: O(log n + k) in
   * the covers of one block.
   */
  at(offset: number): T[] {
    const bucket = this.#bucket(this.blockAt(offset));
    if (bucket === null) return [];
    const { covers } = bucket;
    if (bucket.reach === null) {
      bucket.reach = new Float64Array(covers.length);
      fillReach(covers, bucket.reach, 0, covers.length);
    }
    const { reach } = bucket;
    const found: T[] = [];
    const search = (from: number, to: number): void => {
      if (from >= to) return;
      const middle = (from + to) >>> 1;
      if ((reach[middle] ?? 0) <= offset) return;
      search(from, middle);
      const cover = covers[middle];
      if (cover === undefined || cover.start > offset) return;
      if (cover.end > offset) found.push(cover);
      search(middle + 1, to);
    };
    search(0, covers.length);
    return found.sort(shortestFirst);
  }

  /** Every cover that shares at least one code unit with a span, in text order. */
  overlapping(span: RawSpan): T[] {
    const { first, last } = this.blocksOf(span);
    const found = new Set<T>();
    for (let position = first; position <= last; position += 1) {
      for (const cover of this.#bucket(position)?.covers ?? []) {
        if (cover.start >= span.end) break;
        if (cover.end > span.start) found.add(cover);
      }
    }
    return [...found];
  }
}
