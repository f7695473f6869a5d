import { type Placed, textOf } from './line.ts';

/** Chunks of one row that stand closer together than columns do. */
export interface Fragment {
  readonly chunks: readonly Placed[];
  readonly x0: number;
  readonly x1: number;
}

/** What stands at one height. */
export interface Row {
  readonly fragments: readonly Fragment[];
  readonly y: number;
  readonly size: number;
  readonly x1: number;
}

/** From this gap on the words of a row may belong to different columns, in ems. */
const columnGap = 0.75;

export const markerText =
  /^(?:[-–—•·▪◦●○■□➢✓→*o]|[([]?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{1,5}|[A-Z])[.):\]]{0,2})$/u;

export function rowOf(chunks: readonly Placed[]): Row {
  const fragments: Fragment[] = [];
  let current: Placed[] = [];
  const close = () => {
    if (current.length > 0) fragments.push(fragmentOf(current));
    current = [];
  };
  for (const chunk of chunks) {
    const before = current.at(-1);
    if (before !== undefined) {
      const gap = chunk.x0 - before.x1;
      const size = Math.max(before.size, chunk.size);
      const leads =
        markerText.test(textOf(current)) &&
        gap < (fragments.length === 0 ? 5 : 2.5) * size &&
        (fragments.length === 0 || /\W$/u.test(before.text));
      const dots = /\.{4,}$|…$/.test(before.text) || /^\.{4,}|^…/.test(chunk.text);
      if (gap > columnGap * size && !leads && !dots) close();
    }
    current.push(chunk);
  }
  close();
  if (isStretched(fragments)) fragments.splice(0, fragments.length, fragmentOf(chunks));
  const level = chunks.filter(({ raised }) => !raised);
  const main = (level.length > 0 ? level : chunks).reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return { fragments, y: main.y, size: main.size, x1: Math.max(...fragments.map(({ x1 }) => x1)) };
}

/** A line that was pulled to the full width: single words with the same wide gap between all of them. */
function isStretched(fragments: readonly Fragment[]): boolean {
  if (
    fragments.length < 4 ||
    fragments.some(({ chunks }) => chunks.length > 1 || /\s/u.test(chunks[0]?.text ?? ''))
  )
    return false;
  const gaps = fragments.slice(1).map(({ x0 }, position) => x0 - (fragments[position]?.x1 ?? 0));
  return Math.max(...gaps) - Math.min(...gaps) < 1.5;
}

function fragmentOf(chunks: readonly Placed[]): Fragment {
  return {
    chunks,
    x0: Math.min(...chunks.map(({ x0 }) => x0)),
    x1: Math.max(...chunks.map(({ x1 }) => x1)),
  };
}

/** The part of rows that lies in a stretch of the width; rows without anything there are left out. */
export function within(rows: readonly Row[], from: number, to: number): Row[] {
  return rows.flatMap((row) => {
    const fragments = row.fragments.filter(({ x0, x1 }) => (x0 + x1) / 2 >= from && (x0 + x1) / 2 < to);
    if (fragments.length === 0) return [];
    const longest = fragments
      .flatMap(({ chunks }) => chunks)
      .filter(({ raised }, _, all) => !raised || all.every((chunk) => chunk.raised))
      .reduce((a, b) => (b.text.length > a.text.length ? b : a));
    return [{ fragments, y: longest.y, size: longest.size, x1: Math.max(...fragments.map(({ x1 }) => x1)) }];
  });
}

export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >>> 1] ?? 0;
}

/**
 * The distance of baselines within paragraphs: what most rows have to the next one where they run up to the right edge,
 * as lines do that go on.
 */
export function leadingOf(
  rows: readonly { readonly y: number; readonly size: number; readonly x1: number }[],
): number {
  const size = middle(rows.map((row) => row.size));
  const right = Math.max(...rows.map(({ x1 }) => x1));
  const counts = new Map<number, number>();
  rows.forEach((row, position) => {
    const step = (rows[position + 1]?.y ?? row.y) - row.y;
    const full = right - row.x1 < size * 8;
    if (step < size * 0.9 || step > size * (full ? 2.6 : 1.5)) return;
    const key = Math.round(step * 2);
    counts.set(key, (counts.get(key) ?? 0) + (full ? 1 : 0.4));
  });
  if (counts.size === 0) return size * 1.25;
  const most = Math.max(...counts.values());
  // The closest of those that occur often: what is further apart has white between.
  return Math.min(...[...counts].filter(([, count]) => count >= most * 0.4).map(([step]) => step)) / 2;
}

export interface Measure {
  readonly width: number;
  readonly letters: number;
  readonly size: number;
  /** The share of lines that reach near the right edge. */
  readonly full: number;
}

export function measure(rows: readonly Row[]): Measure {
  const fragments = rows.flatMap((row) => row.fragments);
  const left = Math.min(...fragments.map(({ x0 }) => x0));
  const right = Math.max(...fragments.map(({ x1 }) => x1));
  const ends = rows.map((row) => Math.max(...row.fragments.map(({ x1 }) => x1)));
  return {
    width: right - left,
    letters: fragments.reduce(
      (sum, { chunks }) => sum + chunks.reduce((all, { text }) => all + text.length, 0),
      0,
    ),
    size: middle(rows.map(({ size }) => size)),
    full: ends.filter((end) => right - end < (right - left) * 0.17).length / Math.max(1, ends.length),
  };
}
