import { countWhile } from '../sorted.ts';
import { alignWords, type Word, wordsOf } from './align.ts';
import { splitsSurrogate } from './offset.ts';
import type { RawSpan } from './span.ts';

/**
 * What becomes of a span when its text is read anew: `moved` where its very words stand in the new text, `changed`
 * where other words stand in their place, `lost` where that place cannot be told.
 */
export type Carried =
  | { readonly fate: 'moved' | 'changed'; readonly start: number; readonly end: number }
  | { readonly fate: 'lost' };

const lost: Carried = { fate: 'lost' };

/** Code units on either side by which one of several equal quotes is known. */
const context = 64;
/** Of more equal quotes none is looked for: which it is cannot be told. */
const mostEqual = 200;
/** So much of a span's words must stand in its new place for that to be its place. */
const leastKept = 0.5;

/**
 * Carries spans from one reading of a text over to another: by the words that both have in the same order, and where
 * these were put elsewhere, by quote and context. A quote that stands there several times, and that nothing tells
 * apart, is lost rather than guessed. Pure; about as long as the texts, whatever they are.
 */
export function carrySpans(before: string, after: string, spans: readonly RawSpan[]): Carried[] {
  const carrier = new Carrier(before, after);
  return spans.map((span) => carrier.carry(span));
}

class Carrier {
  readonly #before: string;
  readonly #after: string;
  readonly #old: readonly Word[];
  readonly #new: readonly Word[];
  /** For each word of the old text the one of the new that it became, or -1. */
  readonly #became: Int32Array;

  constructor(before: string, after: string) {
    this.#before = before;
    this.#after = after;
    this.#old = wordsOf(before);
    this.#new = wordsOf(after);
    this.#became = alignWords(this.#old, this.#new);
  }

  carry(span: RawSpan): Carried {
    const quote = this.#before.slice(span.start, span.end);
    const placed = this.#placeOf(span);
    const isThere = placed !== null && this.#after.slice(placed.start, placed.end) === quote;
    if (isThere && this.#isHeld(span)) return { fate: 'moved', ...placed };
    const found = this.#find(quote, span);
    if (found !== null) return { fate: 'moved', start: found, end: found + quote.length };
    // The words stand there, with nothing beside them that says that it is these.
    if (isThere || placed === null) return lost;
    return { fate: 'changed', ...placed };
  }

  /** Whether the word before a span, or the one behind it, went the same way, or the text begins or ends there in both. */
  #isHeld({ start, end }: RawSpan): boolean {
    const first = this.#firstEndingAfter(start);
    const behind = this.#firstEndingAfter(end - 1) + 1;
    const became = (at: number) => {
      if (at < 0) return -1;
      return at >= this.#old.length ? this.#new.length : (this.#became[at] ?? -1);
    };
    const isBeside = (one: number, other: number, by: number) =>
      (became(one) >= 0 || one < 0) && became(other) === became(one) + by;
    return isBeside(first - 1, first, 1) || isBeside(behind, behind - 1, -1);
  }

  /** Where the words of a span went, going by their order; null where too few of them went anywhere. */
  #placeOf({ start, end }: RawSpan): RawSpan | null {
    const first = this.#firstEndingAfter(start);
    let last = first;
    while (last + 1 < this.#old.length && (this.#old[last + 1]?.start ?? end) < end) last += 1;
    const kept: number[] = [];
    for (let at = first; at <= last; at += 1) if ((this.#became[at] ?? -1) >= 0) kept.push(at);
    if ((this.#old[first]?.start ?? end) >= end || kept.length < (last - first + 1) * leastKept) return null;
    const [from, to] = [kept[0], kept.at(-1)];
    if (from === undefined || to === undefined) return null;
    const place = { start: this.#startAt(first, from, start), end: this.#endAt(last, to, end) };
    const isPlace =
      place.start < place.end &&
      place.end - place.start <= (end - start) * 2 + context &&
      !splitsSurrogate(this.#after, place.start) &&
      !splitsSurrogate(this.#after, place.end);
    return isPlace ? place : null;
  }

  /** Where a span starts whose first word is `first`, and the first that went somewhere `kept`. */
  #startAt(first: number, kept: number, start: number): number {
    const [old, became] = this.#pair(kept);
    if (first === kept) return became.start + Math.max(0, start - old.start);
    // What stands behind the word before the span is in the place of its first words.
    const before = first === 0 ? -1 : (this.#became[first - 1] ?? -1);
    const next = before >= 0 || first === 0 ? this.#new[before + 1] : undefined;
    return next === undefined || next.start > became.start ? became.start : next.start;
  }

  #endAt(last: number, kept: number, end: number): number {
    const [old, became] = this.#pair(kept);
    if (last === kept) return became.end - Math.max(0, old.end - end);
    const isLast = last === this.#old.length - 1;
    const after = isLast ? this.#new.length : (this.#became[last + 1] ?? -1);
    const next = after > 0 ? this.#new[after - 1] : undefined;
    return next === undefined || next.end < became.end ? became.end : next.end;
  }

  #pair(at: number): [Word, Word] {
    const [old, became] = [this.#old[at], this.#new[this.#became[at] ?? -1]];
    if (old === undefined || became === undefined) throw new Error('a word that went nowhere');
    return [old, became];
  }

  /** The one place in the new text where the quote stands among the words that it stood among; null for none, or several. */
  #find(quote: string, { start, end }: RawSpan): number | null {
    const before = this.#before.slice(Math.max(0, start - context), start);
    const after = this.#before.slice(end, end + context);
    let best: { readonly at: number; readonly score: number } | null = null;
    let isTold = true;
    let count = 0;
    for (let at = this.#after.indexOf(quote); at >= 0; at = this.#after.indexOf(quote, at + 1)) {
      count += 1;
      if (count > mostEqual) return null;
      if (splitsSurrogate(this.#after, at) || splitsSurrogate(this.#after, at + quote.length)) continue;
      const score =
        sameAtEnd(before, this.#after.slice(Math.max(0, at - context), at)) +
        sameAtStart(after, this.#after.slice(at + quote.length, at + quote.length + context));
      if (best === null || score > best.score) {
        best = { at, score };
        isTold = true;
      } else if (score === best.score) isTold = false;
    }
    return best !== null && isTold ? best.at : null;
  }

  #firstEndingAfter(offset: number): number {
    return countWhile(this.#old.length, (at) => (this.#old[at]?.end ?? 0) <= offset);
  }
}

function sameAtStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one.charAt(at) === other.charAt(at)) at += 1;
  return at;
}

function sameAtEnd(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one.at(-1 - at) === other.at(-1 - at)) at += 1;
  return at;
}
