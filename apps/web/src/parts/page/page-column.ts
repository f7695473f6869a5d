/** Pages under one another, of which only those in sight are drawn. Pure. Lengths are pixels. */

/** Height by width. */
export type Shape = number;

export interface Column {
  /** Of each page, the first being at 0, and where the next one would come. */
  readonly tops: Float64Array;
  readonly height: number;
}

/** Between two pages, and above the first. */
export const gap = 12;

/** Browsers draw nothing that is higher than about this. */
export const highest = 15_000_000;

export function columnOf(
  pages: number,
  width: number,
  usual: Shape,
  others: ReadonlyMap<number, Shape>,
): Column {
  const tops = new Float64Array(pages + 1);
  let top = gap;
  for (let at = 0; at < pages; at += 1) {
    tops[at] = top;
    top += width * (others.get(at + 1) ?? usual) + gap;
  }
  tops[pages] = top;
  return { tops, height: top };
}

/** The page (from 1) in which a height lies; the first above all, the last below. */
export function pageAt({ tops }: Column, y: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

/** A place by the page and how far down in it, which stays true when pages become larger. */
export interface Anchor {
  readonly page: number;
  readonly share: number;
}

export function anchorAt(column: Column, y: number): Anchor {
  const page = pageAt(column, y);
  const [top, next] = [column.tops[page - 1] ?? 0, column.tops[page] ?? 0];
  return { page, share: (y - top) / Math.max(1, next - top) };
}

export function heightOf(column: Column, { page, share }: Anchor): number {
  const [top, next] = [column.tops[page - 1] ?? 0, column.tops[page] ?? 0];
  return top + share * (next - top);
}
