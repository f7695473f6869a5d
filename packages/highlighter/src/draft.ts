import type { RawSpan } from '@koersvast/core/text';
import type { DomPositions } from './dom-position.ts';

const name = 'kv-draft';

/** Marks one span without touching the text, by the browser's own highlights; all views share one name. */
export class Draft {
  readonly #positions: DomPositions;
  #span: RawSpan | null = null;
  #range: Range | null = null;

  constructor(positions: DomPositions) {
    this.#positions = positions;
  }

  get span(): RawSpan | null {
    return this.#span;
  }

  set(span: RawSpan | null): void {
    this.#span = span;
    this.refresh();
  }

  /** To be called when text nodes were replaced: a range does not survive that. */
  refresh(): void {
    if (typeof CSS === 'undefined' || !('highlights' in CSS)) return;
    const shared = CSS.highlights.get(name);
    if (this.#range !== null) shared?.delete(this.#range);
    this.#range = this.#span === null ? null : this.#positions.toRange(this.#span.start, this.#span.end);
    if (this.#range === null) return;
    if (shared === undefined) CSS.highlights.set(name, new Highlight(this.#range));
    else shared.add(this.#range);
  }
}
