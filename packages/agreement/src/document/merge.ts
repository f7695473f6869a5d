import type { Span } from './span.ts';

/**
 * Merges spans, sorted by start, where they overlap; those that only touch stay separate. What else a span
 * carries is that of the first of the merged ones.
 */
export function mergeOverlaps<S extends Span>(spans: readonly S[]): readonly S[] {
  const merged: S[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}

/** Number of characters in spans that do not overlap. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.end - span.start, 0);
}
