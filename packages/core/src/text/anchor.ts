import { DomainError } from '../error.ts';
import type { CodePointOffset, OffsetMap, Utf16Offset } from './offset.ts';
import { checkSpan, quoteOf, type RawSpan } from './span.ts';
import { isVisible } from './visible.ts';

/** A frozen text with the map between its two units. */
export interface FrozenText {
  readonly text: string;
  readonly offsets: OffsetMap;
}

/** A span that was compared with the text: offsets in both units and the words that stand there. */
export interface AnchoredSpan {
  readonly start: Utf16Offset;
  readonly end: Utf16Offset;
  readonly startCp: CodePointOffset;
  readonly endCp: CodePointOffset;
  readonly quote: string;
}

/**
 * The only way from what somebody claims to a span that a row may hold. Throws `span_empty`, `span_inverted`,
 * `span_out_of_range`, `span_splits_surrogate`, `quote_does_not_match`, or `span_blank`.
 */
export function anchorSpan(
  { text, offsets }: FrozenText,
  claimed: RawSpan & { readonly quote: string },
): AnchoredSpan {
  const checked = checkSpan(text, claimed);
  if (!checked.ok) {
    throw new DomainError(checked.code, { start: claimed.start, end: claimed.end, length: text.length });
  }
  const { start, end } = checked.span;
  const quote = quoteOf(text, checked.span);
  if (quote !== claimed.quote) throw new DomainError('quote_does_not_match', { start, end });
  if (!isVisible(quote)) throw new DomainError('span_blank');
  return { start, end, startCp: offsets.toCodePoint(start), endCp: offsets.toCodePoint(end), quote };
}
