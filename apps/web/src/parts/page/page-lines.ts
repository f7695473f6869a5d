/** Where words stand on the pages of a file, and which words stand at a place. Pure. */

/** left, top, right and bottom in points (1/72 inch), from the top left corner of the page as it is shown */
export type PageBox = readonly [number, number, number, number];

/** Words of one line, and where that stands. Offsets count UTF-16 code units of the text. */
export interface PageLine {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly page: number;
  readonly box: PageBox;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PlacedBox {
  readonly page: number;
  readonly box: PageBox;
}

/** Letters are not equally wide: so much of one is added at a side that is cut. */
const leeway = 0.8;

/** How far beside a line one may point, in points. */
const nearEnough = 18;

/** Lines by the order of the text, and by the page on which they stand. */
export class PageLines {
  readonly #inText: readonly PageLine[];
  readonly #onPage = new Map<number, PageLine[]>();

  constructor(lines: readonly PageLine[]) {
    this.#inText = lines.toSorted((a, b) => a.start - b.start || a.end - b.end);
    for (const line of this.#inText) {
      const others = this.#onPage.get(line.page);
      if (others === undefined) this.#onPage.set(line.page, [line]);
      else others.push(line);
    }
  }

  /** Lines of which a span holds words, in text order. */
  within({ start, end }: Span): readonly PageLine[] {
    let [low, high] = [0, this.#inText.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#inText[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const found: PageLine[] = [];
    for (let at = low; at < this.#inText.length; at += 1) {
      const line = this.#inText[at];
      if (line === undefined || line.start >= end) break;
      found.push(line);
    }
    return found;
  }

  /**
   * Where a span stands: a box for each line, cut at the sides by how many of the line's letters it holds. Of a place
   * without words, and of words that stand nowhere on a page, the line before them.
   */
  boxesOf(span: Span): readonly PlacedBox[] {
    const lines = this.within(span);
    if (lines.length === 0) {
      const before = this.#inText.findLast(({ start }) => start <= span.start) ?? this.#inText[0];
      return before === undefined ? [] : [{ page: before.page, box: before.box }];
    }
    return lines.map((line) => ({ page: line.page, box: partOf(line, span) }));
  }

  /** The first line on a page, as it is read; null where it has none. */
  firstOn(page: number): PageLine | null {
    return this.#onPage.get(page)?.[0] ?? null;
  }

  /** The line at a place on a page, or close beside it; null where there is none. */
  at(page: number, x: number, y: number): PageLine | null {
    let [nearest, least]: [PageLine | null, number] = [null, nearEnough];
    for (const line of this.#onPage.get(page) ?? []) {
      const [left, top, right, bottom] = line.box;
      const across = Math.max(left - x, 0, x - right);
      const down = Math.max(top - y, 0, y - bottom);
      // Beside a line is nearer than above it.
      const distance = Math.hypot(across / 2, down);
      if (distance < least) [nearest, least] = [line, distance];
    }
    return nearest;
  }
}

function partOf({ start, end, box }: PageLine, span: Span): PageBox {
  const [left, top, right, bottom] = box;
  const width = (right - left) / Math.max(1, end - start);
  return [
    left + Math.max(0, span.start - start - leeway) * width,
    top,
    right - Math.max(0, end - span.end - leeway) * width,
    bottom,
  ];
}

/** The place in the text at which one points in a line, as far as its letters are equally wide. */
export function offsetIn({ start, end, box }: PageLine, x: number): number {
  const [left, , right] = box;
  const share = (x - left) / Math.max(0.1, right - left);
  return Math.min(end - 1, Math.max(start, start + Math.floor(share * (end - start))));
}
