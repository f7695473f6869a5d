import { countWhile } from '../sorted.ts';
import type { RawSpan } from './span.ts';

export interface Word extends RawSpan {
  readonly text: string;
}

/** The words of a text, and each of its other signs by itself. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/** Words by the product of two lists, up to which each is compared with each. */
const fewToCompare = 250_000;

interface Range {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/**
 * For each word of one text the same word of another, in the order of both; -1 for one that the other has not there.
 * Words that each has once hold the rest in place, within what lies between them again, so that it takes about as long
 * as the texts are (the patience of Bram Cohen's diff).
 */
export function alignWords(one: readonly Word[], other: readonly Word[]): Int32Array {
  const ids = new Map<string, number>();
  const idsOf = (words: readonly Word[]) =>
    Int32Array.from(words, ({ text }) => {
      const id = ids.get(text) ?? ids.size;
      ids.set(text, id);
      return id;
    });
  const [a, b] = [idsOf(one), idsOf(other)];
  const found = new Int32Array(a.length).fill(-1);
  const waiting: Range[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length }];
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const rest = trimSame(a, b, range, found);
    if (rest.a0 >= rest.a1 || rest.b0 >= rest.b1) continue;
    const anchors = anchorsIn(a, b, rest);
    if (anchors.length === 0) {
      if ((rest.a1 - rest.a0) * (rest.b1 - rest.b0) <= fewToCompare) compareEach(a, b, rest, found);
      continue;
    }
    let { a0, b0 } = rest;
    for (const [inA, inB] of anchors) {
      found[inA] = inB;
      waiting.push({ a0, a1: inA, b0, b1: inB });
      a0 = inA + 1;
      b0 = inB + 1;
    }
    waiting.push({ a0, a1: rest.a1, b0, b1: rest.b1 });
  }
  return found;
}

/** Lays the words alike at both ends beside each other, and gives what lies between. */
function trimSame(a: Int32Array, b: Int32Array, range: Range, found: Int32Array): Range {
  let { a0, a1, b0, b1 } = range;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) found[a0++] = b0++;
  while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) found[--a1] = --b1;
  return { a0, a1, b0, b1 };
}

/** Words that each side has once, as far as they are in the same order: the longest such row. */
function anchorsIn(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Range): (readonly [number, number])[] {
  const onceInA = onceIn(a, a0, a1);
  const onceInB = onceIn(b, b0, b1);
  const pairs: (readonly [number, number])[] = [];
  for (const [id, at] of onceInA) {
    const there = onceInB.get(id);
    if (at >= 0 && there !== undefined && there >= 0) pairs.push([at, there]);
  }
  return longestRising(pairs.sort(([first], [second]) => first - second));
}

/** Where each word stands; -1 for one that stands there more than once. */
function onceIn(words: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at += 1) {
    const id = words[at] ?? -1;
    places.set(id, places.has(id) ? -1 : at);
  }
  return places;
}

function longestRising(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  /** For each length the pair with which the row of that length ends lowest. */
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [at, [, there]] of pairs.entries()) {
    const low = countWhile(ends.length, (place) => (pairs[ends[place] ?? -1]?.[1] ?? -1) < there);
    before[at] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = at;
  }
  const row: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) row.push(pair);
  }
  return row.reverse();
}

/** The longest row of words that both have in order, by comparing each with each. */
function compareEach(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Range, found: Int32Array): void {
  const width = b1 - b0 + 1;
  const lengths = new Uint32Array((a1 - a0 + 1) * width);
  const at = (i: number, j: number) => lengths[(i - a0) * width + (j - b0)] ?? 0;
  for (let i = a1 - 1; i >= a0; i -= 1) {
    for (let j = b1 - 1; j >= b0; j -= 1) {
      lengths[(i - a0) * width + (j - b0)] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [a0, b0];
  while (i < a1 && j < b1) {
    if (a[i] === b[j]) found[i++] = j++;
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
}
