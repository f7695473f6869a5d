import type { Geometry } from './geometry.ts';
import type { Page } from './page.ts';

/**
 * The caret of the keyboard: a native one is drawn only in editable text. It lives in the chunk of its line, so
 * that it stays in place when text above it changes its height.
 */
export class DrawnCaret {
  readonly #page: Page;
  readonly #geometry: Geometry;
  readonly #element: HTMLElement;

  constructor(page: Page, geometry: Geometry, ownerDocument: Document) {
    this.#page = page;
    this.#geometry = geometry;
    this.#element = ownerDocument.createElement('div');
    this.#element.className = 'kv-caret';
    this.#element.setAttribute('aria-hidden', 'true');
  }

  show(offset: number, position: number): void {
    const chunk = this.#page.chunkOf(position);
    if (chunk === undefined) return;
    this.#page.fill(chunk);
    if (this.#element.parentElement !== chunk.element) chunk.element.append(this.#element);
    const rect = this.#geometry.caretRect(offset);
    const home = chunk.element.getBoundingClientRect();
    this.#element.style.setProperty('left', `${rect.left - home.left}px`);
    this.#element.style.setProperty('top', `${rect.top - home.top}px`);
    this.#element.style.setProperty('height', `${rect.height}px`);
  }

  hide(): void {
    this.#element.remove();
  }
}
