import { isHighSurrogate, isLowSurrogate, splitsSurrogate, type Utf16Offset } from './offset.ts';

/** A half-open range `[start, end)` of a document's text in UTF-16 code units, contiguous and not empty. */
export interface Span {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
}

/** Two numbers that claim to be a span. */
export interface RawSpan {
  readonly start: number;
  readonly end: number;
}

export type SpanProblem = 'span_empty' | 'span_inverted' | 'span_out_of_range' | 'span_splits_surrogate';

export type SpanCheck =
  | { readonly ok: true; readonly span: Span }
  | { readonly ok: false; readonly code: SpanProblem };

/**
 * The only way from two numbers to a span of a text. Offsets that are not whole numbers are out of range; the
 * end may equal the length of the text.
 */
export function checkSpan(text: string, raw: RawSpan): SpanCheck {
  const { start, end } = raw;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < 0) {
    return { ok: false, code: 'span_out_of_range' };
  }
  if (start > end) return { ok: false, code: 'span_inverted' };
  if (end > text.length) return { ok: false, code: 'span_out_of_range' };
  if (start === end) return { ok: false, code: 'span_empty' };
  if (splitsSurrogate(text, start) || splitsSurrogate(text, end)) {
    return { ok: false, code: 'span_splits_surrogate' };
  }
  return { ok: true, span: { start: start as Utf16Offset, end: end as Utf16Offset } };
}

/** Text order: by start, then the longer first, so that what contains comes before what it contains. */
export function compareSpans(a: RawSpan, b: RawSpan): number {
  return a.start - b.start || b.end - a.end;
}

/** True when the two share at least one code unit; spans that only touch do not overlap. */
export function overlaps(a: RawSpan, b: RawSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** True when every code unit of `inner` lies in `outer`; a span contains itself. */
export function contains(outer: RawSpan, inner: RawSpan): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The words of a span, whose ends count UTF-16 code units; the end itself is not in it. */
export function quoteOf(text: string, span: RawSpan): string {
  return text.slice(span.start, span.end);
}

/** How many code points of context stand before and after a quote in exports. */
export const contextLength = 32;

/** A span in words: its own text and up to 32 code points on either side, shorter at the ends of the text. */
export interface SpanDescription {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * The words of a span with what stands around them. The span counts UTF-16 code units, `contextLength` counts code
 * points: no surrogate pair is cut.
 */
export function describeSpan(text: string, span: RawSpan): SpanDescription {
  let from: number = span.start;
  for (let count = 0; count < contextLength && from > 0; count += 1) {
    from -= splitsSurrogate(text, from - 1) ? 2 : 1;
  }
  let to: number = span.end;
  for (let count = 0; count < contextLength && to < text.length; count += 1) {
    const pair = isHighSurrogate(text.charCodeAt(to)) && isLowSurrogate(text.charCodeAt(to + 1));
    to += pair ? 2 : 1;
  }
  return {
    quote: quoteOf(text, span),
    prefix: text.slice(from, span.start),
    suffix: text.slice(span.end, to),
  };
}
