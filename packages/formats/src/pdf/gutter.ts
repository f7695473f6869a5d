import { middle, type Row } from './fragment.ts';

/** White from top to bottom between two columns: between `x0` and `x1`, from row `from` up to and with row `to`. */
export interface Gutter {
  readonly x0: number;
  readonly x1: number;
  readonly from: number;
  readonly to: number;
}

/** So many at a time are followed; a page that has more is no text in columns. */
const mostFollowed = 48;

/** The gutters of a region, the tallest first. */
export function guttersOf(rows: readonly Row[]): Gutter[] {
  const fragments = rows.flatMap((row) => row.fragments);
  const left = Math.min(...fragments.map(({ x0 }) => x0));
  const right = Math.max(...fragments.map(({ x1 }) => x1));
  const least = Math.max(5, middle(rows.map(({ size }) => size)) * 0.8);
  const found: Gutter[] = [];
  let open: Gutter[] = [];
  rows.forEach((row, position) => {
    const gaps = gapsOf(row, left, right, least);
    const next: Gutter[] = gaps.map(([x0, x1]) => ({ x0, x1, from: position, to: position }));
    for (const gutter of open) {
      let whole = false;
      for (const [x0, x1] of gaps) {
        const narrowed = { x0: Math.max(x0, gutter.x0), x1: Math.min(x1, gutter.x1) };
        if (narrowed.x1 - narrowed.x0 < least) continue;
        whole ||= narrowed.x1 - narrowed.x0 >= gutter.x1 - gutter.x0 - 0.01;
        next.push({ ...narrowed, from: gutter.from, to: position });
      }
      if (!whole) found.push(gutter);
    }
    open = tallest(next);
  });
  found.push(...open);
  return found
    .map((gutter) => ({ gutter, sides: sidesOf(rows, gutter) }))
    .filter(({ sides }) => Math.min(sides.left, sides.right) >= 2)
    .sort(
      (a, b) =>
        Math.min(b.sides.left, b.sides.right) - Math.min(a.sides.left, a.sides.right) ||
        // A line may stand out by a hair.
        widthOf(b.gutter) - widthOf(a.gutter) ||
        b.sides.left + b.sides.right - (a.sides.left + a.sides.right) ||
        b.gutter.x1 - b.gutter.x0 - (a.gutter.x1 - a.gutter.x0),
    )
    .slice(0, 24)
    .map(({ gutter }) => gutter);
}

const widthOf = ({ x0, x1 }: Gutter) => Math.round((x1 - x0) / 3);

function gapsOf(row: Row, left: number, right: number, least: number): [number, number][] {
  const gaps: [number, number][] = [];
  let from = left;
  for (const { x0, x1 } of row.fragments) {
    if (x0 - from >= least) gaps.push([from, x0]);
    from = Math.max(from, x1);
  }
  if (right - from >= least) gaps.push([from, right]);
  return gaps;
}

/** Without those that lie within another one that is as tall. */
function tallest(gutters: readonly Gutter[]): Gutter[] {
  const sorted = [...gutters].sort((a, b) => a.from - b.from || b.x1 - b.x0 - (a.x1 - a.x0));
  const kept: Gutter[] = [];
  for (const gutter of sorted) {
    if (kept.length >= mostFollowed) break;
    if (!kept.some((other) => other.x0 <= gutter.x0 + 0.01 && other.x1 >= gutter.x1 - 0.01))
      kept.push(gutter);
  }
  return kept;
}

/** In how many rows something stands on either side, and in how many on both. */
function sidesOf(rows: readonly Row[], { x0, x1, from, to }: Gutter) {
  let [left, right, both] = [0, 0, 0];
  for (const { fragments } of rows.slice(from, to + 1)) {
    const isLeft = fragments.some((fragment) => fragment.x1 <= x0 + 0.01);
    const isRight = fragments.some((fragment) => fragment.x0 >= x1 - 0.01);
    if (isLeft) left += 1;
    if (isRight) right += 1;
    if (isLeft && isRight) both += 1;
  }
  return { left, right, both };
}
