import type { RawSpan } from '@koersvast/core/text';
import type { DrawnText, TextView } from './types.ts';

/** Places in the text, half-open: start and end of the first, of the second, and so on; by start, then end. */
export type FoundSpans = Int32Array;

const nothing: FoundSpans = new Int32Array(0);

/**
 * Marks places by the browser's own highlights, without touching the text; all views share a name. Only what is drawn
 * has its marks: a million places cost what is near the screen costs.
 */
class FoundLayer {
  readonly #name: string;
  readonly #priority: number;
  readonly #text: DrawnText;
  readonly #ranges = new Map<number, readonly StaticRange[]>();
  #spans: FoundSpans = nothing;
  /** For each span, how far it and those before it reach: what starts early may end late. */
  #reach: Int32Array = nothing;

  constructor(name: string, priority: number, text: DrawnText) {
    this.#name = name;
    this.#priority = priority;
    this.#text = text;
  }

  set(spans: FoundSpans): void {
    const all = this.#highlight();
    for (const ranges of this.#ranges.values()) for (const range of ranges) all?.delete(range);
    this.#ranges.clear();
    this.#spans = spans;
    this.#reach = new Int32Array(spans.length >> 1);
    let furthest = 0;
    for (let at = 0; at < this.#reach.length; at += 1) {
      furthest = Math.max(furthest, spans[2 * at + 1] ?? 0);
      this.#reach[at] = furthest;
    }
    if (spans.length > 0) for (const position of this.#text.drawn()) this.draw(position);
  }

  /** To be called when the text nodes of a block were replaced: a range does not survive that. */
  draw(position: number): void {
    this.clear(position);
    const block = this.#text.blocks[position];
    if (this.#spans.length === 0 || block === undefined) return;
    const ranges = this.#within(block).map(({ start, end }) => {
      const { startContainer, startOffset, endContainer, endOffset } = this.#text.rangeOf(start, end);
      return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    });
    const all = ranges.length === 0 ? null : this.#highlight();
    if (all === null) return;
    for (const range of ranges) all.add(range);
    this.#ranges.set(position, ranges);
  }

  clear(position: number): void {
    const ranges = this.#ranges.get(position);
    if (ranges === undefined) return;
    this.#ranges.delete(position);
    const all = this.#highlight();
    for (const range of ranges) all?.delete(range);
  }

  /** What of the spans lies in a block; those that overlap, as one. */
  #within({ start, end }: RawSpan): RawSpan[] {
    const found: { start: number; end: number }[] = [];
    for (let at = this.#firstBeyond(start); at < this.#reach.length; at += 1) {
      const from = Math.max(start, this.#spans[2 * at] ?? 0);
      const to = Math.min(end, this.#spans[2 * at + 1] ?? 0);
      if (from >= end) break;
      const last = found.at(-1);
      if (last !== undefined && from < last.end) last.end = Math.max(last.end, to);
      else if (from < to) found.push({ start: from, end: to });
    }
    return found;
  }

  /** The first that reaches beyond a place. */
  #firstBeyond(place: number): number {
    let [low, high] = [0, this.#reach.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#reach[middle] ?? 0) > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Null in a browser that has none: then nothing is marked. */
  #highlight(): Highlight | null {
    if (typeof CSS === 'undefined' || !('highlights' in CSS)) return null;
    const known = CSS.highlights.get(this.#name);
    if (known !== undefined) return known;
    const made = new Highlight();
    made.priority = this.#priority;
    CSS.highlights.set(this.#name, made);
    return made;
  }
}

/** What was found in a text: all of it marked faintly, and the one that is looked at. They are no annotations. */
export interface FoundMarks {
  setAll(spans: FoundSpans | null): void;
  setPresent(span: RawSpan | null): void;
  destroy(): void;
}

/** Places that somebody has pointed out in whatever letter they read, more faintly than what is looked for now. */
export interface PointedMarks {
  setAll(spans: FoundSpans | null): void;
  destroy(): void;
}

/** Marks such places in the text of a view, and keeps them marked while the text is drawn anew. */
export function createPointedMarks({ drawnText }: TextView): PointedMarks {
  const all = new FoundLayer('kv-pointed', 0, drawnText);
  const stop = drawnText.watch((position, isDrawn) => {
    if (isDrawn) all.draw(position);
    else all.clear(position);
  });
  return {
    setAll: (spans) => all.set(spans ?? nothing),
    destroy: () => {
      stop();
      all.set(nothing);
    },
  };
}

/** Marks what was found in the text of a view, and keeps that marked while the text is drawn anew. */
export function createFoundMarks({ drawnText }: TextView): FoundMarks {
  const all = new FoundLayer('kv-found', 1, drawnText);
  const present = new FoundLayer('kv-found-present', 2, drawnText);
  const stop = drawnText.watch((position, isDrawn) => {
    for (const layer of [all, present]) {
      if (isDrawn) layer.draw(position);
      else layer.clear(position);
    }
  });
  return {
    setAll: (spans) => all.set(spans ?? nothing),
    setPresent: (span) => present.set(span === null ? nothing : Int32Array.of(span.start, span.end)),
    destroy: () => {
      stop();
      all.set(nothing);
      present.set(nothing);
    },
  };
}
