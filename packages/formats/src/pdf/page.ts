/** What stands on a page, as pdf.js finds it, in points from the top left corner of the page as it is shown. */

/** left, top, right, bottom */
export type Box = readonly [number, number, number, number];

/** Letters that stand together on one baseline, in one font and size. Never empty, no white space at its ends. */
export interface Chunk {
  readonly text: string;
  /**
   * Along the baseline from `x0` to `x1`, at height `y`. Of text that is turned these are taken after turning it back
   * round the corner of the page, so that its lines read from left to right as well.
   */
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  /** Degrees clockwise; 0 for nearly all text. */
  readonly angle: number;
  readonly box: Box;
  readonly bold: boolean;
  readonly italic: boolean;
  /** White space that the file has before or after it. */
  readonly spaceBefore: boolean;
  readonly spaceAfter: boolean;
  /** The marked content that it belongs to, by which the structure tree names it. */
  readonly content: string | null;
  /** Whether the file says that this is no part of the text: a running head, a page number. */
  readonly artifact: boolean;
}

/** An element of the structure tree, as far as it stands on one page. */
export interface Element {
  readonly role: string;
  /** What the file says instead of a picture. */
  readonly alt?: string;
  readonly children: readonly (Element | ContentRef)[];
}

export interface ContentRef {
  readonly content: string;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order in which the file draws them. */
  readonly chunks: readonly Chunk[];
  /** Null where the page is not tagged. */
  readonly tree: Element | null;
}

/** Where a line of the text stands. */
export interface Place {
  readonly page: number;
  readonly box: Box;
}

/** The width of the narrowest page. */
export function widthOf(pages: readonly Page[]): number {
  return Math.min(...pages.map(({ width }) => width));
}

export function union(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [l, t, r, b] of boxes) {
    left = Math.min(left, l);
    top = Math.min(top, t);
    right = Math.max(right, r);
    bottom = Math.max(bottom, b);
  }
  return [left, top, right, bottom];
}
