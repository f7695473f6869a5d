import { DomainError } from './error.ts';
import { isBlindNow, type RoundBlindness } from './round.ts';
import type { CodePointOffset, OffsetMap, Utf16Offset } from './text/offset.ts';
import { checkSpan, quoteOf, type RawSpan } from './text/span.ts';
import { isVisible } from './text/visible.ts';

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

type AssignmentState = 'todo' | 'in_progress' | 'done' | 'recheck';

/**
 * Whether whoever holds an assignment in a round that is blind now codes its letter blind. A re-check comes after
 * "done", and does not make blind again.
 */
export function isUnfinished(assignment: {
  readonly state: AssignmentState;
  readonly removedAt: string | null;
}): boolean {
  return assignment.removedAt === null && (assignment.state === 'todo' || assignment.state === 'in_progress');
}

/**
 * What coding makes of the state of an assignment: work that was not begun is in progress, a re-check stays
 * one. Throws `document_done`: what a coder has declared done is reopened first, not changed behind it. After
 * the reveal it stays done, since the first pass is kept apart and can no longer change.
 */
export function stateWhenCoding(state: AssignmentState | null, round: RoundBlindness): AssignmentState {
  if (state === 'done' && round.revealedAt === null) throw new DomainError('document_done');
  return state === null || state === 'todo' ? 'in_progress' : state;
}

/**
 * Whether what is coded here and now counts as independent: only in a blind round before its reveal, where
 * nobody could see what others do, and by somebody who has not lifted their own blindness.
 */
export function isIndependent(round: RoundBlindness, hasLifted = false): boolean {
  return isBlindNow(round) && !hasLifted;
}

/** Whether verdicts, threads, comparing and adjudication are open: in a blind round only after its reveal. */
export function isOpenForReview(round: RoundBlindness): boolean {
  return !isBlindNow(round);
}

/**
 * Throws `not_allowed` where somebody would code in a running blind round without having been given the
 * document there: they may have seen the others' work.
 */
export function checkMayCode(round: RoundBlindness, hasAssignment: boolean): void {
  if (!hasAssignment && isIndependent(round)) throw new DomainError('not_allowed');
}
