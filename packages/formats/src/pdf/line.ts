import type { Box, Chunk } from './page.ts';
import { union } from './page.ts';

/** A chunk in its line; `raised` where it is set smaller and higher than the words beside it. */
export interface Placed extends Chunk {
  readonly raised: boolean;
}

/** Words on one baseline, from left to right. */
export interface Line {
  readonly page: number;
  readonly chunks: readonly Placed[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** The size in which most of it is set. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly box: Box;
}

/** How far two baselines may lie apart that are one, in ems. */
const sameBaseline = 0.16;
/** From this gap on two chunks are two words, in ems. */
const wordGap = 0.14;

export function lineOf(page: number, placed: readonly Placed[]): Line {
  const chunks = withItsHyphen(placed);
  const letters = (of: (chunk: Placed) => boolean) =>
    chunks.reduce((sum, chunk) => sum + (of(chunk) ? chunk.text.length : 0), 0);
  const all = letters(() => true);
  const size = mostOf(chunks, (chunk) => chunk.size);
  const level = chunks.filter((chunk) => !chunk.raised);
  return {
    page,
    chunks,
    x0: Math.min(...chunks.map(({ x0 }) => x0)),
    x1: Math.max(...chunks.map(({ x1 }) => x1)),
    y: mostOf(level.length > 0 ? level : chunks, (chunk) => chunk.y),
    size,
    bold: letters(({ bold }) => bold) > all * 0.85,
    italic: letters(({ italic }) => italic) > all * 0.85,
    box: union(chunks.map(({ box }) => box)),
  };
}

/** The hyphen of a word that the line end breaks may be drawn by itself, a hair after the word. */
function withItsHyphen(chunks: readonly Placed[]): readonly Placed[] {
  const [hyphen, word] = [chunks.at(-1), chunks.at(-2)];
  if (hyphen === undefined || word === undefined || !/^[-\u2010\u00AD]$/u.test(hyphen.text)) return chunks;
  if (!/[\p{L}\p{N}]$/u.test(word.text) || hyphen.x0 - word.x1 > word.size * 0.2) return chunks;
  return [
    ...chunks.slice(0, -2),
    { ...word, text: `${word.text}${hyphen.text}`, x1: hyphen.x1, spaceAfter: hyphen.spaceAfter },
  ];
}

/** The value that most letters have. */
export function mostOf<T extends { readonly text: string }>(
  chunks: readonly T[],
  by: (chunk: T) => number,
): number {
  const weights = new Map<number, number>();
  let [best, most] = [0, -1];
  for (const chunk of chunks) {
    const value = by(chunk);
    const weight = (weights.get(value) ?? 0) + chunk.text.length;
    weights.set(value, weight);
    if (weight > most) [best, most] = [value, weight];
  }
  return best;
}

/** Whether white space stands between two chunks of a line. */
export function spaced(left: Chunk, right: Chunk): boolean {
  if (left.spaceAfter || right.spaceBefore) return true;
  const gap = right.x0 - left.x1;
  const size = Math.max(left.size, right.size);
  if (gap < wordGap * size) return false;
  // Chinese, Japanese and Korean are set with air between the signs, without words.
  return !(wide.test(left.text.slice(-1)) && wide.test(right.text.slice(0, 1)) && gap < size);
}

const wide = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFF60]/;

/** The words of a line as one string. */
export function textOf(chunks: readonly Chunk[]): string {
  let text = '';
  chunks.forEach((chunk, position) => {
    const before = chunks[position - 1];
    text += (before !== undefined && spaced(before, chunk) ? ' ' : '') + chunk.text;
  });
  return text;
}

/**
 * The rows of a page: chunks on one baseline, in the order of their heights, each from left to right. A small chunk
 * that stands raised or sunk beside a larger one is in that one's row.
 */
export function rowsOf(chunks: readonly Chunk[]): Placed[][] {
  const byHeight = [...chunks].sort((a, b) => a.y - b.y || a.x0 - b.x0);
  const hosts = hostsOf(byHeight);
  const rows: Placed[][] = [];
  let row: Placed[] = [];
  let [rowHeight, rowSize] = [0, 0];
  const rowOf = new Map<Chunk, Placed[]>();
  for (const chunk of byHeight) {
    if (hosts.has(chunk)) continue;
    const near = Math.abs(chunk.y - rowHeight) <= sameBaseline * Math.min(rowSize, chunk.size) + 0.3;
    if (row.length === 0 || !near) {
      row = [];
      rows.push(row);
      [rowHeight, rowSize] = [chunk.y, chunk.size];
    }
    row.push({ ...chunk, raised: false });
    rowOf.set(chunk, row);
  }
  for (const [chunk, host] of hosts) {
    rowOf.get(host)?.push({ ...chunk, raised: chunk.y < host.y - host.size * 0.08 });
  }
  const whole = withMarkers(rows);
  for (const each of whole) each.sort((a, b) => a.x0 - b.x0 || a.x1 - b.x1);
  return whole;
}

const marker = /^(?:[([]?(?:\d{1,3}|[a-z])[.)\]]|[–—•·▪◦●○■□➢✓-])$/u;

/** The number or bullet of an item may be set larger than its words, and stand a hair higher or lower. */
function withMarkers(rows: readonly Placed[][]): Placed[][] {
  const moved: (readonly [chunk: Placed, to: Placed[]])[] = [];
  const left = rows.map((row, at) =>
    row.filter((chunk) => {
      const isItem = (words: Placed) => isItemOf(words, chunk);
      if (!marker.test(chunk.text) || row.some(isItem)) return true;
      const host = [rows[at - 1], rows[at + 1]].find((near) => near?.some(isItem));
      if (host !== undefined) moved.push([chunk, host]);
      return host === undefined;
    }),
  );
  for (const [chunk, to] of moved) left[rows.indexOf(to)]?.push(chunk);
  return left.filter(({ length }) => length > 0);
}

/** Whether the words of an item begin right behind its marker. */
function isItemOf(words: Placed, { x1, y, size }: Placed): boolean {
  const gap = words.x0 - x1;
  return gap > -0.5 && gap < size * 3 && Math.abs(words.y - y) <= 0.4 * Math.max(words.size, size);
}

/** For each small chunk beside a larger one at another height: that larger one. */
function hostsOf(byHeight: readonly Chunk[]): Map<Chunk, Chunk> {
  const hosts = new Map<Chunk, Chunk>();
  byHeight.forEach((chunk, position) => {
    if (chunk.text.length > 12) return;
    let found: Chunk | null = null;
    for (const step of [-1, 1]) {
      for (let at = position + step; at >= 0 && at < byHeight.length; at += step) {
        const other = byHeight[at];
        if (other === undefined || Math.abs(other.y - chunk.y) > chunk.size * 1.2) break;
        if (isHost(other, chunk) && (found === null || nearness(other, chunk) < nearness(found, chunk)))
          found = other;
      }
    }
    if (found !== null) hosts.set(chunk, found);
  });
  // A mark beside a mark (`1, 2`) stands with the word before them.
  byHeight.forEach((chunk) => {
    if (hosts.has(chunk) || chunk.text.length > 12) return;
    for (const [other, host] of hosts) {
      const near = Math.abs(other.y - chunk.y) < 0.1 * chunk.size && Math.abs(other.size - chunk.size) < 0.1;
      const beside =
        Math.min(Math.abs(other.x1 - chunk.x0), Math.abs(chunk.x1 - other.x0)) < chunk.size * 0.6;
      if (near && beside && host.size > chunk.size * 1.12) {
        hosts.set(chunk, host);
        break;
      }
    }
  });
  return hosts;
}

function isHost(large: Chunk, small: Chunk): boolean {
  // A digit that is raised without being smaller is a mark too.
  const least = /^\d{1,3}$/.test(small.text) && !/^\d{1,3}$/.test(large.text) ? 0.98 : 1.12;
  if (large.size < small.size * least || nearness(large, small) > 0.45 * large.size) return false;
  const raise = large.y - small.y;
  if (Math.abs(raise) <= sameBaseline * small.size + 0.3) return false;
  return raise > 0 ? raise < large.size * 0.75 : raise > -large.size * 0.35;
}

/** How far apart two chunks stand along the line; 0 where they overlap by a hair. */
function nearness(a: Chunk, b: Chunk): number {
  const gap = Math.max(b.x0 - a.x1, a.x0 - b.x1);
  return gap < -Math.min(a.x1 - a.x0, b.x1 - b.x0) * 0.7 - 0.5 ? Infinity : Math.max(0, gap);
}

/**
 * Letters drawn twice, a hair apart, to look bold or to throw a shadow: the second one is left out.
 */
export function onceEach(chunks: readonly Chunk[]): Chunk[] {
  const seen = new Map<string, Chunk[]>();
  return chunks.filter((chunk) => {
    const key = `${chunk.text}|${chunk.angle}`;
    const same = seen.get(key) ?? [];
    const reach = chunk.size * 0.25;
    const twice = same.some(
      (other) =>
        Math.abs(other.x0 - chunk.x0) < reach &&
        Math.abs(other.y - chunk.y) < reach &&
        Math.abs(other.size - chunk.size) < 1,
    );
    if (!twice) seen.set(key, [...same.slice(-40), chunk]);
    return !twice;
  });
}
