import { DomainError } from '../error.ts';
import { countWhile } from '../sorted.ts';

declare const unit: unique symbol;

/** A position in a document's text, counted in UTF-16 code units from 0: what JavaScript counts. */
export type Utf16Offset = number & { readonly [unit]: 'utf16' };

/** A position in a document's text, counted in code points from 0: what Python, R and Postgres count. */
export type CodePointOffset = number & { readonly [unit]: 'code point' };

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new DomainError('span_out_of_range', { offset: value });
  return value;
}

/** Marks a number as UTF-16 code units. Throws `span_out_of_range` unless it is a whole number from 0. */
export function utf16(value: number): Utf16Offset {
  return wholeNumber(value) as Utf16Offset;
}

/** Marks a number as code points. Throws `span_out_of_range` unless it is a whole number from 0. */
export function codePoint(value: number): CodePointOffset {
  return wholeNumber(value) as CodePointOffset;
}

/** True for the first code unit of a surrogate pair, also when the second is missing. */
export function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

/** True for the second code unit of a surrogate pair, also when the first is missing. */
export function isLowSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xdc00 && codeUnit <= 0xdfff;
}

/**
 * True when `offset` lies between the two halves of a surrogate pair. The ends of the text and the sides of a
 * lone surrogate are not inside a pair.
 */
export function splitsSurrogate(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    offset < text.length &&
    isLowSurrogate(text.charCodeAt(offset)) &&
    isHighSurrogate(text.charCodeAt(offset - 1))
  );
}

/** Translates positions of one text between the two units. Both directions accept 0 up to the length. */
export interface OffsetMap {
  /** Length of the text in UTF-16 code units. */
  readonly length: Utf16Offset;
  /** Length of the text in code points; a lone surrogate counts as one. */
  readonly codePointLength: CodePointOffset;
  /** Throws `span_out_of_range` outside the text and `span_splits_surrogate` inside a pair. */
  toCodePoint(offset: number): CodePointOffset;
  /** Throws `span_out_of_range` outside the text. */
  toUtf16(offset: number): Utf16Offset;
}

/**
 * Reads the text once and keeps the position of each surrogate pair, so that the map costs four bytes a pair
 * and nothing for a text without one. Both directions take O(log pairs).
 */
export function createOffsetMap(text: string): OffsetMap {
  const found: number[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) {
    if (isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))) {
      found.push(at);
      at += 1;
    }
  }
  const pairs = Uint32Array.from(found);
  const codePointLength = text.length - pairs.length;
  const check = (offset: number, limit: number) => {
    if (wholeNumber(offset) > limit) throw new DomainError('span_out_of_range', { offset, length: limit });
  };
  return {
    length: utf16(text.length),
    codePointLength: codePoint(codePointLength),
    toCodePoint(offset) {
      check(offset, text.length);
      const before = countWhile(pairs.length, (at) => (pairs[at] ?? 0) < offset);
      if (before > 0 && pairs[before - 1] === offset - 1) {
        throw new DomainError('span_splits_surrogate', { offset });
      }
      return (offset - before) as CodePointOffset;
    },
    toUtf16(offset) {
      check(offset, codePointLength);
      return (offset + countWhile(pairs.length, (at) => (pairs[at] ?? 0) - at < offset)) as Utf16Offset;
    },
  };
}
