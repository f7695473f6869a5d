import type { Element } from './page.ts';
import type { Block } from './tagged-lines.ts';

/** The blocks that a table or list was given, in the order of its cells or items. */
type Blocks = readonly (Block | null)[];

interface Shape {
  readonly role: string;
  readonly count: number;
  blocks: Blocks;
  /** The tables and lists within, in their order. */
  readonly inner: Shape[];
}

/**
 * Tables and lists that a page left unfinished. The tree of each page has all of their cells and items, with words in
 * those that stand on that page: the next page fills the same blocks, and those of the lists within.
 */
export class Shapes {
  #before: Shape[] = [];
  #next: Shape[] = [];
  /** Around what is read: what is kept of each, and what it was on the page before. */
  readonly #around: { readonly own: Shape; readonly known: Shape | undefined }[] = [];
  readonly #hasText: (element: Element) => boolean;

  constructor(hasText: (element: Element) => boolean) {
    this.#hasText = hasText;
  }

  turnPage(): void {
    this.#before = this.#next;
    this.#next = [];
  }

  /** Gives to `work` the blocks that the page before made for the same element, or null, and keeps those that it returns. */
  within(role: string, parts: readonly Element[], work: (known: Blocks | null) => Blocks): void {
    const outer = this.#around.at(-1);
    const own: Shape = { role, count: parts.length, blocks: [], inner: [] };
    const known =
      outer === undefined
        ? this.#goingOn(own, parts)
        : sameAs(own, outer.known?.inner[outer.own.inner.length]);
    this.#around.push({ own, known });
    own.blocks = work(known?.blocks ?? null);
    this.#around.pop();
    const last = parts.at(-1);
    if (outer !== undefined) outer.own.inner.push(own);
    else if (last !== undefined && !this.#hasText(last)) this.#next.push(own);
  }

  /** What the page before left open, where the first words of this one stand on an earlier page. */
  #goingOn(own: Shape, parts: readonly Element[]): Shape | undefined {
    const first = parts[0];
    if (first === undefined || this.#hasText(first)) return undefined;
    const at = this.#before.findIndex((shape) => sameAs(own, shape) !== undefined);
    const [shape] = at < 0 ? [] : this.#before.splice(at, 1);
    return shape;
  }
}

function sameAs({ role, count }: Shape, other: Shape | undefined): Shape | undefined {
  return other?.role === role && other.count === count && other.blocks.length === count ? other : undefined;
}
