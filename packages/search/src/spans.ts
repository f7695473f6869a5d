/**
 * Places in a text, half-open, in UTF-16 units: start and end of the first, of the second, and so on. Those of `find` are
 * sorted by start, then end, each once, and none is empty.
 */
export type Spans = Int32Array;

export const NO_SPANS: Spans = new Int32Array(0);

/** Collects spans, a million of them without an object each. */
export class SpanList {
  #room = new Int32Array(32);
  #length = 0;

  add(start: number, end: number): void {
    if (this.#length === this.#room.length) this.#grow(this.#length + 2);
    this.#room[this.#length] = start;
    this.#room[this.#length + 1] = end;
    this.#length += 2;
  }

  addAll(spans: Spans): void {
    if (spans.length === 0) return;
    if (this.#length + spans.length > this.#room.length) this.#grow(this.#length + spans.length);
    this.#room.set(spans, this.#length);
    this.#length += spans.length;
  }

  #grow(needed: number): void {
    const more = new Int32Array(Math.max(needed, this.#room.length * 2));
    more.set(this.#room);
    this.#room = more;
  }

  /** All that were added, in the order in which they were. */
  spans(): Spans {
    return this.#length === 0 ? NO_SPANS : this.#room.slice(0, this.#length);
  }
}

/** How many there are. */
export function spanCount(spans: Spans): number {
  return spans.length >> 1;
}
